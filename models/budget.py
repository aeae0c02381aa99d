"""Of which budgets were the admins warned, and how full were they?"""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class BudgetWarning(Base):
    """One warning; a budget that was raised is another one, which may fill up anew."""

    __tablename__ = "budget_warnings"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), primary_key=True)
    total_minor: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    percent: Mapped[int] = mapped_column(primary_key=True)
    """80, or 100: nothing more can be promised."""
    warned_at: Mapped[datetime]

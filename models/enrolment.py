"""Which terms of their own do participants have in a campaign?"""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Enrolment(Base):
    """A plan that an admin gave, and what of each reward the referrer gives on."""

    __tablename__ = "enrolments"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), primary_key=True)
    plan: Mapped[str | None] = mapped_column(String(32))
    plan_by: Mapped[int | None] = mapped_column(BigInteger)
    """Telegram id of the admin."""
    plan_at: Mapped[datetime | None]
    refback_percent: Mapped[int] = mapped_column(server_default="0", default=0)
    split: Mapped[str] = mapped_column(String(8), server_default=text("''"), default="")
    """Who shall have the rewards, as the person chose before sharing; empty: not asked yet."""

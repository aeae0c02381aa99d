"""Which arm of an experiment did a participant first see?"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Exposure(Base):
    """A person in one arm: recorded when first shown, and kept whatever the rules say later."""

    __tablename__ = "exposures"
    __table_args__ = (Index(None, "campaign_id", "experiment", "variant"),)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), primary_key=True)
    experiment: Mapped[str] = mapped_column(String(32), primary_key=True)
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participants.id"), primary_key=True, index=True
    )
    variant: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime]

"""Who was asked after which purchase, and what did they answer?"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id


class SurveyState(StrEnum):
    ASKED = "asked"
    ANSWERED = "answered"
    SKIPPED = "skipped"
    """This buyer had been asked a short while before."""


class Survey(Base):
    """The question from 0 to 10 about one order."""

    __tablename__ = "surveys"
    __table_args__ = (
        Index(None, "participant_id", "at"),
        Index(None, "campaign_id", "answered_at"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    conversion_id: Mapped[int] = mapped_column(ForeignKey("conversions.id"), unique=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"))
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    version: Mapped[int]
    """The rules under which it was asked."""
    state: Mapped[SurveyState] = mapped_column(String(16))
    at: Mapped[datetime]
    """When it was asked or skipped."""
    score: Mapped[int | None]
    answered_at: Mapped[datetime | None]

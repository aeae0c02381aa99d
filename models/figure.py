"""How many of what happened in each quarter of an hour?"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base

NO_CAMPAIGN = 0
"""Campaign of what happened while none was running."""


class Span(StrEnum):
    """Quarters of an hour, since the days of :30 and :45 time zones consist of them."""

    QUARTER = "quarter"
    DAY = "day"
    """Of UTC."""


class Figure(Base):
    """A count of what happened, or a sum of what moved, in one stretch of time that is over."""

    __tablename__ = "figures"

    span: Mapped[Span] = mapped_column(String(8), primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """NO_CAMPAIGN or a campaign."""
    metric: Mapped[str] = mapped_column(String(48), primary_key=True)
    """ "start", or for points the kind of movement and the bucket: "credit:available"."""
    amount: Mapped[int] = mapped_column(BigInteger)


class FigureMark(Base):
    """Up to where the figures are counted: a moment, or the number of a seal."""

    __tablename__ = "figure_marks"

    name: Mapped[str] = mapped_column(String(16), primary_key=True)
    at: Mapped[datetime | None]
    number: Mapped[int] = mapped_column(BigInteger, default=0)


class FigureRecount(Base):
    """A quarter of an hour into which something was dated when it may have been counted before."""

    __tablename__ = "figure_recounts"

    starts_at: Mapped[datetime] = mapped_column(primary_key=True)

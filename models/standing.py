"""Who has brought how many friends and earned how much, in all and in each week and month?"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base

ALL_TIME = "all"


class Ranking(StrEnum):
    """By what a leaderboard is ordered."""

    FRIENDS = "friends"
    POINTS = "points"


class Standing(Base):
    """A participant's place in a campaign is read from these counters, not from the referrals."""

    __tablename__ = "standings"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), primary_key=True)
    period: Mapped[str] = mapped_column(String(8), primary_key=True, default=ALL_TIME)
    """"all", "2026-W47" or "2026-11", by the campaign's time zone."""
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), primary_key=True)
    friends: Mapped[int] = mapped_column(default=0)
    """Referrals that qualified in the period and were not revoked since."""
    reached_at: Mapped[datetime]
    """When the present number was reached: the earlier one stands higher."""
    points_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    """Rewards for friends, credited in the period and not taken back since."""
    earned_at: Mapped[datetime | None]
    """When the present points were reached."""


# In the order of a leaderboard, so that its first page and one's neighbours are read, not sorted.
Index(
    "ix_standings_friends",
    Standing.campaign_id,
    Standing.period,
    Standing.friends.desc(),
    Standing.reached_at,
    Standing.participant_id,
)
Index(
    "ix_standings_points",
    Standing.campaign_id,
    Standing.period,
    Standing.points_minor.desc(),
    Standing.earned_at,
    Standing.participant_id,
)


class Ladder(Base):
    """When a large leaderboard was last walked from top to bottom, and how long it was."""

    __tablename__ = "ladders"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), primary_key=True)
    period: Mapped[str] = mapped_column(String(8), primary_key=True)
    ranking: Mapped[Ranking] = mapped_column(String(8), primary_key=True)
    total: Mapped[int]
    measured_at: Mapped[datetime]


class Rung(Base):
    """A noted place of a large leaderboard: others are counted from the nearest one above."""

    __tablename__ = "rungs"
    __table_args__ = (
        Index(
            "ix_rungs_value", "campaign_id", "period", "ranking", "value", "at", "participant_id"
        ),
    )

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), primary_key=True)
    period: Mapped[str] = mapped_column(String(8), primary_key=True)
    ranking: Mapped[Ranking] = mapped_column(String(8), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    place: Mapped[int]
    """How many stood here or higher."""
    value: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
    participant_id: Mapped[int] = mapped_column(BigInteger)

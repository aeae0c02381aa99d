"""Which contests run, who took part, and how did they end?"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id
from models.standing import Ranking


class ContestKind(StrEnum):
    PLACES = "places"
    """Prizes by rank."""
    DRAW = "draw"
    """Prizes by lot."""


class ContestState(StrEnum):
    RUNNING = "running"
    CLOSED = "closed"


class Contest(Base):
    """A contest from its start on, by the version of the campaign that it started under."""

    __tablename__ = "contests"
    __table_args__ = (Index(None, "campaign_id", "name", unique=True), Index(None, "state"))

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    version: Mapped[int]
    position: Mapped[int]
    """Of the [[contest]] in that version's document, from 0."""
    name: Mapped[str] = mapped_column(String(32))
    kind: Mapped[ContestKind] = mapped_column(String(8))
    ranking: Mapped[Ranking] = mapped_column(String(8))
    state: Mapped[ContestState] = mapped_column(String(8))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    """This moment itself is outside."""
    opened_at: Mapped[datetime]
    """When the job announced it: after a pause later than `starts_at`."""
    counted_at: Mapped[datetime | None]
    """When the entrants of a large contest were counted last; None: whoever looks counts."""
    waits_since: Mapped[datetime | None]
    """Since when the close waits for friends about whom Telegram has still to be asked."""
    closed_at: Mapped[datetime | None]
    entrants: Mapped[int | None]
    """How many took part in the end."""
    tickets: Mapped[int | None]
    """Lines in the list of a draw."""
    seed: Mapped[str | None] = mapped_column(String(64))
    """32 random bytes, hex; of a draw alone, and nobody is shown it before the close."""
    commitment: Mapped[str | None] = mapped_column(String(64))
    """SHA-256 of the seed, hex; published at the start."""
    list_hash: Mapped[str | None] = mapped_column(String(64))
    """SHA-256 of the published list, hex."""
    ledger_number: Mapped[int | None] = mapped_column(BigInteger)
    ledger_seal: Mapped[str | None] = mapped_column(String(64))
    """The end of the ledger's chain at the close: what nobody knew at the start."""
    start_posted_at: Mapped[datetime | None]
    """When the contest's channel was told of the start, or it was clear that it cannot be."""
    result_posted_at: Mapped[datetime | None]


class ContestEntrant(Base):
    """One who takes part; while the contest runs, as of the last count of a large one."""

    __tablename__ = "contest_entrants"
    __table_args__ = (Index("ix_contest_entrants_place", "contest_id", "place"),)

    contest_id: Mapped[int] = mapped_column(ForeignKey("contests.id"), primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger)
    """Friends, or minor units."""
    reached_at: Mapped[datetime]
    """When the number was reached: the earlier one stands higher."""
    place: Mapped[int | None]
    """From 1, once the contest is closed; of a draw the winners' alone."""


Index(
    "ix_contest_entrants_rank",
    ContestEntrant.contest_id,
    ContestEntrant.value.desc(),
    ContestEntrant.reached_at,
    ContestEntrant.participant_id,
)


class Disqualification(Base):
    """Somebody whom an administrator took out of a contest, in public and for good."""

    __tablename__ = "disqualifications"

    contest_id: Mapped[int] = mapped_column(ForeignKey("contests.id"), primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), primary_key=True)
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(BigInteger)
    """Telegram id of the administrator."""
    reason: Mapped[str] = mapped_column(String(500))

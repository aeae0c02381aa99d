"""Which contests may a campaign document announce?"""

from datetime import timedelta
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from bot.services.document_values import (
    YEAR,
    Amount,
    AsSpan,
    Count,
    Moment,
    Name,
    Section,
    matching,
    span_of,
)
from bot.services.document_words import Title

PRIZES_MAX = 20
PLACES_MAX = 1_000
LASTS_MIN, LASTS_MAX = timedelta(minutes=1), YEAR
CHAT = r"@[A-Za-z][A-Za-z0-9_]{3,31}|-100[0-9]{5,15}"


class Prize(Section):
    """What each of the next `places` places gets."""

    places: Count = 1
    amount: Amount | None = None
    title: Title | None = None
    """A prize that is not points, or what these points are called."""

    @model_validator(mode="after")
    def _is_something(self) -> Self:
        if self.amount is None and self.title is None:
            raise ValueError("must have amount, title or both")
        return self


class ContestSection(Section):
    name: Name
    title: Title | None = None
    kind: Literal["places", "draw"] = "places"
    """By rank; or drawn by lot, one ticket for each friend."""
    by: Literal["friends", "points"] = "friends"
    starts_at: Moment | None = None
    """None: with the campaign."""
    ends_at: Moment | None = None
    lasts: Annotated[timedelta | None, span_of(LASTS_MIN, LASTS_MAX), AsSpan] = None
    minimum: Count = 1
    """Who has fewer friends, or minor units, does not take part."""
    tickets_max: Count | None = None
    """Of one person in a draw; None: one for each friend, however many."""
    prizes: tuple[Prize, ...] = Field(min_length=1, max_length=PRIZES_MAX)
    announce_in: Annotated[str, matching(CHAT, "@name or the id -100…")] | None = None

    @model_validator(mode="after")
    def _ends(self) -> Self:
        if (self.ends_at is None) == (self.lasts is None):
            raise ValueError("must have either ends_at or lasts")
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValueError("ends_at must be later than starts_at")
        return self

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if self.kind == "draw" and self.by != "friends":
            raise ValueError('kind = "draw" needs by = "friends": a ticket is a friend')
        if self.kind != "draw" and self.tickets_max is not None:
            raise ValueError('tickets_max needs kind = "draw"')
        if self.places > PLACES_MAX:
            raise ValueError(f"its prizes must have at most {PLACES_MAX:,} places in all")
        return self

    @property
    def places(self) -> int:
        """How many prizes there are."""
        return sum(prize.places for prize in self.prizes)

    def prize_of(self, place: int) -> Prize | None:
        """What a place gets, from 1; None below the last prize."""
        for prize in self.prizes:
            place -= prize.places
            if place <= 0:
                return prize
        return None

    def tickets_of(self, friends: int) -> int:
        """How often somebody with so many friends is on the list of a draw."""
        return friends if self.tickets_max is None else min(friends, self.tickets_max)

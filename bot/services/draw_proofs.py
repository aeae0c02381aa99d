"""Does a draw that was held agree with its commitment, its list and its winners?"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import contest_results, draws
from bot.services.contests import Known
from models import ContestEntrant


@dataclass(frozen=True)
class Proof:
    """What anybody can compute again, and whether it is what was said."""

    published: bytes
    """The list."""
    tickets: int
    own: dict[int, str]
    """Codes by participant."""
    seed_fits: bool
    """The seed to the commitment."""
    list_fits: bool
    """The list to its hash and to the number of entrants."""
    winners_fit: bool

    @property
    def agrees(self) -> bool:
        return self.seed_fits and self.list_fits and self.winners_fit


@dataclass(frozen=True)
class Material:
    """What the database says of a draw that is closed."""

    known: Known
    entrants: Sequence[tuple[int, int, int | None]]
    """Participant, friends, place."""

    def prove(self) -> Proof:
        """No database; a list of a million takes seconds, so it wants a thread of its own."""
        contest, section = self.known.contest, self.known.section
        seed, number, seal = contest.seed, contest.ledger_number, contest.ledger_seal
        assert seed is not None
        assert number is not None
        assert seal is not None
        own = {person: draws.code(seed, contest.id, person) for person, *_rest in self.entrants}
        tickets = {own[person]: section.tickets_of(value) for person, value, _ in self.entrants}
        published = draws.listed(contest_results.facts(self.known, number, seal), tickets)
        won = sorted((place, own[person]) for person, _, place in self.entrants if place)
        expected = list(enumerate(draws.winners(seed, published), start=1))
        total = sum(tickets.values())
        is_whole = (len(self.entrants), total) == (contest.entrants, contest.tickets)
        return Proof(
            published,
            total,
            own,
            draws.commitment(seed) == contest.commitment,
            is_whole and draws.list_hash(published) == contest.list_hash,
            won == expected,
        )


async def gather(session: AsyncSession, known: Known) -> Material:
    rows = await session.execute(
        select(ContestEntrant.participant_id, ContestEntrant.value, ContestEntrant.place).where(
            ContestEntrant.contest_id == known.contest.id
        )
    )
    return Material(known, [(row[0], row[1], row[2]) for row in rows])

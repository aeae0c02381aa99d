"""How do contests begin and end in a test of the services?"""

from datetime import timedelta
from typing import Any

from bot.db import Database
from bot.services import (
    contest_boards,
    contest_results,
    contests,
    disqualifications,
    job_runs,
    people,
    verification,
)
from bot.services.contest_boards import Table
from bot.services.contest_results import Result
from bot.services.contests import Known
from models import RevokeReason
from tests.clock import START, StillClock
from tests.town import Town

BY_RANK: dict[str, object] = {
    "name": "race",
    "ends_at": "2026-11-29T10:00:00Z",
    "prizes": [{"amount": 500}, {"places": 2, "amount": 200}, {"title": {"en": "a T-shirt"}}],
}
BY_LOT: dict[str, object] = {
    "name": "lottery",
    "kind": "draw",
    "lasts": "7d",
    "prizes": [{"places": 2, "amount": 300}],
}
ENDS_AT = START + timedelta(days=7)
CLOSES_AT = ENDS_AT + job_runs.IN_FLIGHT


class Field:
    """A town with contests."""

    def __init__(self, db: Database, clock: StillClock) -> None:
        self.db = db
        self.clock = clock
        self.town = Town(db, clock)
        self._next_friend = 1_000

    async def open(self, *sections: dict[str, object], **more: Any) -> None:
        """Start a campaign with these contests and let the due ones begin."""
        await self.town.begin(contest=list(sections), **more)
        await self.begin()

    async def begin(self) -> list[Known]:
        async with self.db.transaction() as session:
            now = self.clock()
            begun = [
                await contests.begin(session, plan, now=now)
                for plan in await contests.planned(session, now=now)
                if plan.starts_at <= now
            ]
        return [each for each in begun if each is not None]

    async def close(self) -> list[Result]:
        """What the job does; the clock must have come to an end first."""
        found = []
        async with self.db.transaction() as session:
            for contest in await contest_results.due(session, now=self.clock()):
                result = await contest_results.close(session, contest, now=self.clock())
                if result is not None:
                    found.append(result)
        return found

    async def end(self) -> Result:
        """Go past the end of the only contest and close it."""
        self.clock._at = max(CLOSES_AT, self.clock())
        [result] = await self.close()
        return result

    async def bring(self, telegram_id: int, friends: int) -> list[int]:
        """So many come by somebody's link, one a minute; returns who they are."""
        code = await self.town.code_of(telegram_id)
        came = []
        for _ in range(friends):
            self._next_friend += 1
            self.clock.advance(minutes=1)
            await self.town.arrive(self._next_friend, code)
            came.append(self._next_friend)
        return came

    async def lose(self, telegram_id: int) -> None:
        await self.town.revoke(telegram_id, RevokeReason.LEFT)

    async def only(self) -> Known:
        async with self.db.read() as session:
            [known] = [*await contests.running(session), *await contests.past(session)]
        return known

    async def table(self, viewer: int | None = None, *, size: int = 10) -> Table:
        viewer_id = None if viewer is None else await self.town.id_of(viewer)
        known = await self.only()
        async with self.db.read() as session:
            return await contest_boards.look(
                session, known.contest.id, participant_id=viewer_id, size=size
            )

    async def places(self) -> dict[int, int]:
        """Friends, or minor units, by Telegram id, best first."""
        return {line.telegram_id: line.value for line in (await self.table()).best}

    async def disqualify(self, telegram_id: int, reason: str = "fake accounts") -> None:
        known = await self.only()
        async with self.db.transaction() as session:
            person = await people.find(session, str(telegram_id))
            await disqualifications.disqualify(
                session, known.contest.id, person, by=501, reason=reason, now=self.clock()
            )

    async def findings(self) -> list[str]:
        async with self.db.read() as session:
            return (await verification.verify(session)).findings


def won(result: Result) -> list[tuple[int, int, int | None]]:
    """Place, Telegram id and points of everybody who won."""
    return [(each.line.place, each.line.telegram_id, each.prize.amount) for each in result.won]

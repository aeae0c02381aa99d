"""How is a replay said to an operator, and written into a file?"""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Points, Translate, Unit
from bot.services import spreadsheets
from bot.services.replays import Difference, Replay
from models import Participant

SHOWN = 20
NAMES_AT_ONCE = 500
HEADERS = ("telegram_id", "name", "before_minor", "after_minor", "change_minor")


async def people(
    session: AsyncSession, differences: Sequence[Difference]
) -> dict[int, tuple[int, str]]:
    """Telegram ids and names, by participant."""
    found: dict[int, tuple[int, str]] = {}
    for first in range(0, len(differences), NAMES_AT_ONCE):
        ids = [each.participant_id for each in differences[first : first + NAMES_AT_ONCE]]
        rows = await session.execute(
            select(Participant.id, Participant.telegram_id, Participant.name).where(
                Participant.id.in_(ids)
            )
        )
        found.update({number: (telegram_id, name) for number, telegram_id, name in rows})
    return found


def lines(t: Translate, replayed: Replay, unit: Unit) -> list[str]:
    """The sums, one sentence a line."""

    def points(amount_minor: int, *, signed: bool = False) -> str:
        return t.points(Points(amount_minor, unit, signed))

    before, after = replayed.before, replayed.after
    same = len(replayed.people) - replayed.gainers - replayed.losers
    return [
        t.plain("replays-friends", before=before.friends, after=after.friends),
        t.plain(
            "replays-cost",
            before=points(before.cost),
            after=points(after.cost),
            change=points(after.cost - before.cost, signed=True),
        ),
        t.plain("replays-people", gain=replayed.gainers, lose=replayed.losers, same=same),
        t.plain("replays-without"),
    ]


def rows(
    differences: Sequence[Difference], known: Mapping[int, tuple[int, str]]
) -> list[tuple[str, ...]]:
    """As `HEADERS` names them; whoever has been erased has neither id nor name."""
    found: list[tuple[str, ...]] = []
    for each in differences:
        telegram_id, name = known.get(each.participant_id, (0, ""))
        found.append((str(telegram_id), name, str(each.before), str(each.after), str(each.change)))
    return found


def csv(replayed: Replay, known: Mapping[int, tuple[int, str]]) -> bytes:
    """Everybody, as a file that opens in any spreadsheet."""
    return spreadsheets.csv_of(HEADERS, rows(replayed.people, known))

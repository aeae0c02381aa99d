"""Which contests say something else than the referrals, the rewards and their own draws?"""

from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import contest_counts, contest_results, contests, draw_proofs, draws, job_runs
from bot.services.contests import Known
from models import (
    Contest,
    ContestEntrant,
    ContestState,
    Reward,
    RewardSource,
)

WRONG = "contest {contest} ({name}): {what}"


async def findings(session: AsyncSession, *, limit: int) -> list[str]:
    """What is wrong, at most `limit` lines of each kind and contest."""
    found: list[str] = []
    for contest in (await session.scalars(select(Contest).order_by(Contest.id))).all():
        known = await contests.known(session, contest)
        wrong = _seed(known)
        if contest.state == ContestState.CLOSED:
            wrong += await _counts(session, known, limit)
            wrong += await (_draw if known.is_draw else _order)(session, known, limit)
            wrong += await _prizes(session, known, limit)
        found += [WRONG.format(contest=contest.id, name=contest.name, what=each) for each in wrong]
    return found


def _seed(known: Known) -> list[str]:
    seed, commitment = known.contest.seed, known.contest.commitment
    if not known.is_draw:
        return []
    try:
        fits = seed is not None and draws.commitment(seed) == commitment
    except ValueError:
        fits = False
    return [] if fits else ["its seed does not fit its commitment"]


async def _counts(session: AsyncSession, known: Known, limit: int) -> list[str]:
    """Nobody has more than the referrals or rewards say, and nobody was added or dropped.

    Less they may have: what could not be settled in time came too late for the contest.
    """
    contest = known.contest
    counted = contest_counts.counted(contest, slack=job_runs.IN_FLIGHT).subquery("counted")
    said = func.coalesce(counted.c.value, 0)
    rows: Select[*tuple[Any, ...]] = (
        select(ContestEntrant.participant_id, ContestEntrant.value, said)
        .outerjoin(counted, counted.c.participant_id == ContestEntrant.participant_id)
        .where(
            ContestEntrant.contest_id == contest.id,
            or_(ContestEntrant.value > said, ContestEntrant.value < known.section.minimum),
        )
        .limit(limit)
    )
    wrong = [
        f"{row[0]} takes part with {row[1]}, there are {row[2]}"
        for row in await session.execute(rows)
    ]
    total = await session.scalar(
        select(func.count()).where(ContestEntrant.contest_id == contest.id)
    )
    if total != contest.entrants:
        wrong.append(f"it has {total} entrants, {contest.entrants} took part")
    return wrong


async def _order(session: AsyncSession, known: Known, limit: int) -> list[str]:
    order = (
        ContestEntrant.value.desc(),
        ContestEntrant.reached_at,
        ContestEntrant.participant_id,
    )
    ranked = (
        select(
            ContestEntrant.participant_id,
            ContestEntrant.place,
            func.row_number().over(order_by=order).label("expected"),
        )
        .where(ContestEntrant.contest_id == known.contest.id)
        .subquery()
    )
    is_wrong = or_(ranked.c.place.is_(None), ranked.c.place != ranked.c.expected)
    rows = await session.execute(select(ranked).where(is_wrong).limit(limit))
    return [f"{row[0]} has place {row[1]}, not {row[2]}" for row in rows]


async def _draw(session: AsyncSession, known: Known, _limit: int) -> list[str]:
    contest = known.contest
    if None in (contest.seed, contest.ledger_number, contest.ledger_seal, contest.list_hash):
        return ["it was closed without its draw"]
    try:
        proof = (await draw_proofs.gather(session, known)).prove()
    except ValueError:
        return ["its draw cannot be computed again"]
    wrong = []
    if not proof.list_fits:
        wrong.append("its list is not the one that was published")
    if not proof.winners_fit:
        wrong.append("the draw gives other winners")
    return wrong


async def _prizes(session: AsyncSession, known: Known, limit: int) -> list[str]:
    """Every prize of points is one reward, and there are no others."""
    contest, section = known.contest, known.section
    winners = await session.execute(
        select(ContestEntrant.place, ContestEntrant.participant_id).where(
            ContestEntrant.contest_id == contest.id, ContestEntrant.place <= section.places
        )
    )
    expected = {}
    for place, participant_id in winners:
        assert place is not None
        prize = section.prize_of(place)
        if prize is not None and prize.amount is not None:
            key = f"{contest_results.key(contest.id, place)}:{contest.position}"
            expected[key] = participant_id, prize.amount
    rows = await session.execute(
        select(Reward.key, Reward.participant_id, Reward.amount_minor).where(
            Reward.campaign_id == contest.campaign_id,
            Reward.source == RewardSource.CONTEST,
            Reward.key.startswith(f"contest:{contest.id}:"),
        )
    )
    given = {key: (participant_id, amount_minor) for key, participant_id, amount_minor in rows}
    keys = sorted(
        key for key in expected.keys() | given.keys() if expected.get(key) != given.get(key)
    )
    return [
        f"the prize {key} went to {given.get(key)}, not {expected.get(key)}" for key in keys[:limit]
    ]

"""Who has brought how many friends, or points, within a contest's time?

Counted from the referrals and rewards themselves, as they were when the contest ended: the same at
any moment afterwards. A large running contest is counted by a job every few minutes, into rows.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Select,
    SQLColumnExpression,
    Subquery,
    and_,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.db import insert, table
from bot.services.document_contests import ContestSection
from models import (
    Contest,
    ContestEntrant,
    ContestState,
    Disqualification,
    Participant,
    Ranking,
    Referral,
    ReferralState,
    Reward,
    RewardSource,
    RewardState,
)

LARGE = 2_000
"""Friends or rewards within a contest's time; with fewer, whoever looks counts them."""
COUNT_EVERY = timedelta(minutes=5)
STRETCH = 5_000
"""Participants whose rows are written in one transaction."""

ENTRANTS = table(ContestEntrant)
# Written out, as the index on these rows is: with bound values it would not be used.
_COUNTED_REWARDS: Any = text("rewards.state IN ('credited', 'reversed')")
_PENDING_ON_HOLD = text("state = 'pending' AND hold_until IS NOT NULL")


def counted(
    contest: Contest, *whose: ColumnElement[bool], slack: timedelta = timedelta()
) -> Select[int, int, datetime]:
    """participant_id, value and reached_at of everybody, or of those on whom `whose` holds.

    Who has lost all friends has 0; what was lost within `slack` before the end still counts.
    """
    lost_by = contest.ends_at - slack
    if contest.ranking == Ranking.FRIENDS:
        return _friends(contest, lost_by, by_person=bool(whose)).where(*whose)
    return _points(contest, lost_by, by_person=bool(whose)).where(*whose)


def owner(contest: Contest) -> SQLColumnExpression[int]:
    """The column that says whose friend or reward it is, for the conditions of `counted`."""
    if contest.ranking == Ranking.FRIENDS:
        return Referral.referrer_id
    return Reward.participant_id


def _friends(contest: Contest, lost_by: datetime, *, by_person: bool) -> Select[int, int, datetime]:
    # Whoever leaves after the end changes nothing any more.
    is_gone = and_(Referral.state == ReferralState.REVOKED, Referral.revoked_at < lost_by)
    changed_at: Any = case((is_gone, Referral.revoked_at), else_=Referral.qualified_at)
    return (
        select(
            Referral.referrer_id.label("participant_id"),
            func.sum(case((is_gone, 0), else_=1)).label("value"),
            func.max(changed_at).label("reached_at"),
        )
        .where(*_friends_during(contest, by_person=by_person))
        .group_by(Referral.referrer_id)
    )


def _points(contest: Contest, lost_by: datetime, *, by_person: bool) -> Select[int, int, datetime]:
    # A reward is dated when it was due; once it is reversed, `settled_at` says when that was.
    is_gone = and_(Reward.state == RewardState.REVERSED, Reward.settled_at < lost_by)
    changed_at: Any = case((is_gone, Reward.settled_at), else_=Reward.due_at)
    return (
        select(
            Reward.participant_id.label("participant_id"),
            func.sum(case((is_gone, 0), else_=Reward.amount_minor)).label("value"),
            func.max(changed_at).label("reached_at"),
        )
        .where(
            *_rewards_during(contest, by_person=by_person),
            Reward.level > 0,
            Reward.source != RewardSource.CONTEST,
            ~_stands_in(lost_by),
        )
        .group_by(Reward.participant_id)
    )


def _stands_in(lost_by: datetime) -> ColumnElement[bool]:
    """Whether a refund after the end promised it in place of one that still counts."""
    before = aliased(Reward)
    replaced = exists().where(
        before.conversion_id == Reward.conversion_id,
        before.referral_id == Reward.referral_id,
        before.rule == Reward.rule,
        before.state == RewardState.REVERSED,
        before.settled_at >= lost_by,
        before.settled_at <= Reward.created_at,
    )
    return and_(Reward.created_at >= lost_by, replaced)


def _friends_during(contest: Contest, *, by_person: bool) -> tuple[ColumnElement[bool], ...]:
    # Everybody's by the time, a person's by the person. SQLite would read the whole campaign in the
    # order of its people, so that it need not sort them: a sum is no part of an index.
    campaign = Referral.campaign_id if by_person else Referral.campaign_id + 0
    return (
        campaign == contest.campaign_id,
        Referral.qualified_at >= contest.starts_at,
        Referral.qualified_at < contest.ends_at,
    )


def _rewards_during(contest: Contest, *, by_person: bool) -> tuple[ColumnElement[bool], ...]:
    campaign = Reward.campaign_id + 0 if by_person else Reward.campaign_id
    return (
        _COUNTED_REWARDS,
        campaign == contest.campaign_id,
        Reward.due_at >= contest.starts_at,
        Reward.due_at < contest.ends_at,
    )


def entrants(contest: Contest, minimum: int) -> Subquery:
    """participant_id, value and reached_at of those who take part."""
    if contest.state == ContestState.CLOSED or contest.counted_at is not None:
        noted: Any = select(ENTRANTS.c.participant_id, ENTRANTS.c.value, ENTRANTS.c.reached_at)
        everybody = noted.where(ENTRANTS.c.contest_id == contest.id).subquery("counted")
    else:
        everybody = counted(contest).subquery("counted")
    found = everybody.c
    statement = select(found.participant_id, found.value, found.reached_at)
    statement = statement.where(found.value >= minimum)
    if contest.state == ContestState.RUNNING:
        statement = statement.where(found.participant_id.not_in(shut_out(contest)))
    return statement.subquery("entrants")


@dataclass(frozen=True)
class Own:
    """What counts of one person's, whether or not it is enough to take part."""

    value: int
    reached_at: datetime


async def own(session: AsyncSession, contest: Contest, participant_id: int) -> Own:
    """Counted now, in large contests too."""
    mine = counted(contest, owner(contest) == participant_id).subquery()
    row = (await session.execute(select(mine.c.value, mine.c.reached_at))).one_or_none()
    return Own(0, contest.starts_at) if row is None else Own(int(row.value), row.reached_at)


def shut_out(contest: Contest) -> CompoundSelect[int]:
    """The few who may not take part: banned before the end, or disqualified."""
    banned = select(Participant.id).where(Participant.banned_at < contest.ends_at)
    disqualified = select(Disqualification.participant_id).where(
        Disqualification.contest_id == contest.id
    )
    return banned.union_all(disqualified)


async def is_unsettled(session: AsyncSession, contest: Contest) -> bool:
    """Whether something that was due before the end has still to be settled."""
    hold = (
        select(Referral.id)
        .where(
            _PENDING_ON_HOLD,
            Referral.hold_until < contest.ends_at,
            Referral.campaign_id == contest.campaign_id,
        )
        .limit(1)
    )
    if await session.scalar(hold) is not None:
        return True
    if contest.ranking == Ranking.FRIENDS:
        return False
    reward = (
        select(Reward.id)
        .join(Participant, Participant.id == Reward.participant_id)
        .outerjoin(Referral, Referral.id == Reward.referral_id)
        .where(
            text("rewards.state = 'scheduled'"),
            Reward.due_at < contest.ends_at,
            Reward.campaign_id == contest.campaign_id,
            Participant.banned_at.is_(None),
            or_(Reward.referral_id.is_(None), Referral.state == ReferralState.QUALIFIED),
        )
        .limit(1)
    )
    return await session.scalar(reward) is not None


# Large contests


async def to_count(session: AsyncSession, *, now: datetime) -> list[Contest]:
    """Large running contests that were not counted for some minutes."""
    running = await session.scalars(
        select(Contest).where(Contest.state == ContestState.RUNNING).order_by(Contest.id)
    )
    due = []
    for contest in running:
        if contest.counted_at is None:
            if await _is_large(session, contest):
                due.append(contest)
        elif not contest.counted_at <= now < contest.counted_at + COUNT_EVERY:
            due.append(contest)
    return due


async def _is_large(session: AsyncSession, contest: Contest) -> bool:
    if contest.ranking == Ranking.FRIENDS:
        rows: Any = select(Referral.id).where(*_friends_during(contest, by_person=False))
    else:
        rows = select(Reward.id).where(*_rewards_during(contest, by_person=False))
    return await session.scalar(rows.offset(LARGE).limit(1)) is not None


async def count_stretch(session: AsyncSession, contest: Contest, *, after: int) -> None:
    """Write the rows of the participants whose ids follow `after`, as far as they have changed."""
    whose = owner(contest)
    found = counted(contest, whose > after, whose <= after + STRETCH).subquery()
    new = insert(ContestEntrant)
    values = new.from_select(
        ["contest_id", "participant_id", "value", "reached_at"],
        # With the condition SQLite does not take ON CONFLICT for a part of the SELECT.
        select(
            literal(contest.id, BigInteger),
            found.c.participant_id,
            found.c.value,
            found.c.reached_at,
        ).where(found.c.value >= 0),
    )
    differs = or_(
        ENTRANTS.c.value != new.excluded.value,
        ENTRANTS.c.reached_at != new.excluded.reached_at,
    )
    await session.execute(
        values.on_conflict_do_update(
            index_elements=[ENTRANTS.c.contest_id, ENTRANTS.c.participant_id],
            set_={"value": new.excluded.value, "reached_at": new.excluded.reached_at},
            where=differs,
        )
    )


async def last_participant(session: AsyncSession) -> int:
    return await session.scalar(select(func.max(Participant.id))) or 0


async def note_counted(
    session: AsyncSession, contest: Contest, section: ContestSection, *, now: datetime
) -> None:
    """Read the table from the rows from now on, and know how many they are."""
    contest.counted_at = now
    everybody = entrants(contest, section.minimum)
    people, tickets = await totals(session, everybody, section)
    await session.execute(
        update(Contest)
        .where(Contest.id == contest.id, Contest.state == ContestState.RUNNING)
        .values(counted_at=now, entrants=people, tickets=tickets)
    )


async def totals(
    session: AsyncSession, everybody: Subquery, section: ContestSection
) -> tuple[int, int]:
    """How many take part, and with how many tickets in a draw."""
    value: Any = everybody.c.value
    if section.tickets_max is not None:
        value = case((value > section.tickets_max, section.tickets_max), else_=value)
    row = (
        await session.execute(select(func.count(), func.sum(value)).select_from(everybody))
    ).one()
    return int(row[0]), int(row[1] or 0) if section.kind == "draw" else 0

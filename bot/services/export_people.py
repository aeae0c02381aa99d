"""Which rows has an export of participants or of referrals?"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.services.export_orders import Field, Ground, Rows, Stretch, Table, telegram_id
from bot.services.spreadsheets import Cell, Content
from models import (
    Account,
    Bucket,
    Invite,
    Participant,
    Referral,
    ReferralState,
    Reward,
    RewardState,
)

BALANCES = (Bucket.AVAILABLE, Bucket.HELD, Bucket.REQUESTED)

_Referrer = aliased(Participant)
_Friend = aliased(Participant)


async def _participants(session: AsyncSession, ground: Ground, stretch: Stretch) -> Rows:
    people = (await session.execute(_people(ground, stretch))).all()
    ids = [person.id for person in people]
    if not ids:
        return []
    referrers = await _referrers(session, ground, ids)
    friends = await _friends(session, ground, ids)
    balances = await _balances(session, ground, ids)
    return [
        [
            telegram_id(person.telegram_id),
            person.name,
            person.username,
            person.language or person.telegram_language,
            person.created_at,
            person.started_at,
            person.blocked_at,
            person.banned_at,
            *referrers.get(person.id, (None, None)),
            *(friends.get((person.id, state), 0) for state in ReferralState),
            *(
                ground.amount(campaign_id, balances.get((person.id, campaign_id, bucket), 0))
                for campaign_id in ground.balances_of
                for bucket in BALANCES
            ),
        ]
        for person in people
    ]


def _people(ground: Ground, stretch: Stretch) -> Select[*tuple[Any, ...]]:
    """The period is that of the first press of start."""
    statement = select(
        Participant.id,
        Participant.telegram_id,
        Participant.name,
        Participant.username,
        Participant.language,
        Participant.telegram_language,
        Participant.created_at,
        Participant.started_at,
        Participant.blocked_at,
        Participant.banned_at,
    ).where(
        Participant.id > stretch[0],
        Participant.id <= stretch[1],
        *ground.within(Participant.started_at),
    )
    campaign_id = ground.order.campaign_id
    if campaign_id is not None:
        # Whoever presses start while a campaign runs gets a link in it.
        own = select(Invite.id).where(
            Invite.campaign_id == campaign_id, Invite.participant_id == Participant.id
        )
        came = select(Referral.id).where(
            Referral.campaign_id == campaign_id, Referral.referee_id == Participant.id
        )
        statement = statement.where(or_(own.exists(), came.exists()))
    return statement.order_by(Participant.id)


def _of_campaigns(ground: Ground) -> Sequence[int]:
    """Every campaign by its id, so that the indexes, which begin with it, can be used."""
    chosen = ground.order.campaign_id
    return list(ground.campaigns) if chosen is None else [chosen]


async def _referrers(
    session: AsyncSession, ground: Ground, ids: Sequence[int]
) -> dict[int, tuple[Cell, Cell]]:
    """Who brought each of them first."""
    rows = await session.execute(
        select(Referral.referee_id, _Referrer.telegram_id, _Referrer.name)
        .join(_Referrer, _Referrer.id == Referral.referrer_id)
        .where(Referral.referee_id.in_(ids), Referral.campaign_id.in_(_of_campaigns(ground)))
        .order_by(Referral.id.desc())
    )
    return {referee_id: (telegram_id(number), name) for referee_id, number, name in rows}


async def _friends(
    session: AsyncSession, ground: Ground, ids: Sequence[int]
) -> dict[tuple[int, str], int]:
    rows = await session.execute(
        select(Referral.referrer_id, Referral.state, func.count())
        .where(Referral.campaign_id.in_(_of_campaigns(ground)), Referral.referrer_id.in_(ids))
        .group_by(Referral.referrer_id, Referral.state)
    )
    return {(referrer_id, state): count for referrer_id, state, count in rows}


async def _balances(
    session: AsyncSession, ground: Ground, ids: Sequence[int]
) -> dict[tuple[int, int, str], int]:
    rows = await session.execute(
        select(Account.owner_id, Account.campaign_id, Account.bucket, Account.balance_minor).where(
            Account.owner_id.in_(ids), Account.campaign_id.in_(ground.balances_of)
        )
    )
    return {(owner, campaign, bucket): balance for owner, campaign, bucket, balance in rows}


async def _referrals(session: AsyncSession, ground: Ground, stretch: Stretch) -> Rows:
    statement = (
        select(
            Referral.id,
            Referral.campaign_id,
            Referral.state,
            _Referrer.telegram_id.label("referrer_telegram_id"),
            _Referrer.name.label("referrer_name"),
            _Friend.telegram_id.label("friend_telegram_id"),
            _Friend.name.label("friend_name"),
            Invite.code,
            Invite.label,
            Referral.created_at,
            Referral.expires_at,
            Referral.hold_until,
            Referral.qualified_at,
            Referral.revoked_at,
            Referral.revoked_reason,
        )
        .join(_Referrer, _Referrer.id == Referral.referrer_id)
        .join(_Friend, _Friend.id == Referral.referee_id)
        .join(Invite, Invite.id == Referral.invite_id)
        .where(
            Referral.id > stretch[0], Referral.id <= stretch[1], *ground.within(Referral.created_at)
        )
        .order_by(Referral.id)
    )
    if ground.order.campaign_id is not None:
        statement = statement.where(Referral.campaign_id == ground.order.campaign_id)
    rows = (await session.execute(statement)).all()
    credited = await _credited(session, [row.id for row in rows]) if rows else {}
    return [_referral(ground, row, credited) for row in rows]


def _referral(
    ground: Ground, row: Row[*tuple[Any, ...]], credited: dict[tuple[int, bool], int]
) -> list[Cell]:
    t = ground.t
    reason = row.revoked_reason
    return [
        row.id,
        ground.slug(row.campaign_id),
        t.plain("exports-referral-state", state=row.state),
        telegram_id(row.referrer_telegram_id),
        row.referrer_name,
        telegram_id(row.friend_telegram_id),
        row.friend_name,
        row.code,
        row.label,
        row.created_at,
        row.expires_at,
        row.hold_until,
        row.qualified_at,
        row.revoked_at,
        t.plain("exports-revoke-reason", reason=reason) if reason is not None else None,
        ground.amount(row.campaign_id, credited.get((row.id, True), 0)),
        ground.amount(row.campaign_id, credited.get((row.id, False), 0)),
        ground.unit_name(row.campaign_id),
    ]


async def _credited(session: AsyncSession, ids: Sequence[int]) -> dict[tuple[int, bool], int]:
    """What was credited for each referral: to the referrer (True), to the friend (False)."""
    rows = await session.execute(
        select(Reward.referral_id, Reward.level, func.sum(Reward.amount_minor))
        .where(Reward.referral_id.in_(ids), Reward.level <= 1, Reward.state == RewardState.CREDITED)
        .group_by(Reward.referral_id, Reward.level)
    )
    return {
        (referral_id, level == 1): int(total)
        for referral_id, level, total in rows
        if referral_id is not None
    }


PARTICIPANTS = Table(
    Participant.id,
    (
        Field("telegram-id"),
        Field("name"),
        Field("username"),
        Field("language"),
        Field("first-seen", Content.MOMENT),
        Field("started", Content.MOMENT),
        Field("blocked", Content.MOMENT),
        Field("banned", Content.MOMENT),
        Field("referrer-telegram-id"),
        Field("referrer-name"),
        Field("friends-pending", Content.NUMBER),
        Field("friends-qualified", Content.NUMBER),
        Field("friends-revoked", Content.NUMBER),
    ),
    _participants,
    has_balances=True,
)
REFERRALS = Table(
    Referral.id,
    (
        Field("referral", Content.NUMBER),
        Field("campaign"),
        Field("state"),
        Field("referrer-telegram-id"),
        Field("referrer-name"),
        Field("friend-telegram-id"),
        Field("friend-name"),
        Field("code"),
        Field("label"),
        Field("came", Content.MOMENT),
        Field("steps-until", Content.MOMENT),
        Field("hold-until", Content.MOMENT),
        Field("qualified", Content.MOMENT),
        Field("revoked", Content.MOMENT),
        Field("revoked-reason"),
        Field("referrer-credited", Content.NUMBER),
        Field("friend-credited", Content.NUMBER),
        Field("unit"),
    ),
    _referrals,
)

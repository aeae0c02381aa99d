"""What may somebody in the admin group do?"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Executable, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from bot.errors import UserError
from bot.services import audit
from bot.services.audit import Action
from models import Role, RoleGrant


class RoleForNobody(UserError):
    """Bots, channels and anonymous administrators answer for nothing."""


class Right(StrEnum):
    """What commands and buttons ask for; the text of one is `roles-right-<value>`."""

    LOOK = "look"
    """Figures, leaderboards, people, queues, past broadcasts, the audit."""
    PAY = "pay"
    """Decide on payouts, see where they go, move points, revoke referrals."""
    CARE = "care"
    """Answer participants, write to them, ban and unban."""
    ANNOUNCE = "announce"
    """Send broadcasts."""
    EXPORT = "export"
    """Take the records of many people out of the bot."""
    OWN = "own"
    """Give and take roles."""


ALL_RIGHTS = frozenset(Right)
"""Of an owner: a Telegram administrator of the admin group."""
RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.FINANCE: frozenset({Right.LOOK, Right.PAY, Right.EXPORT}),
    Role.SUPPORT: frozenset({Right.LOOK, Right.CARE}),
    Role.MARKETER: frozenset({Right.LOOK, Right.ANNOUNCE}),
    Role.VIEWER: frozenset({Right.LOOK}),
}


def rights_of(roles: Iterable[Role]) -> frozenset[Right]:
    return frozenset().union(*(RIGHTS[role] for role in roles))


def who_may(right: Right) -> tuple[Role, ...]:
    """The roles that have a right; owners have every one."""
    return tuple(role for role in Role if right in RIGHTS[role])


async def of(session: AsyncSession, telegram_id: int) -> frozenset[Role]:
    """The roles given to a person, whether or not they are in the group."""
    found = await session.scalars(
        select(RoleGrant.role).where(RoleGrant.telegram_id == telegram_id)
    )
    return frozenset(Role(role) for role in found)


async def holders(session: AsyncSession) -> Mapping[int, Sequence[Role]]:
    """Everybody who was given a role, by Telegram id."""
    rows = await session.scalars(
        select(RoleGrant).order_by(RoleGrant.granted_at, RoleGrant.telegram_id, RoleGrant.role)
    )
    found: dict[int, list[Role]] = {}
    for grant in rows:
        found.setdefault(grant.telegram_id, []).append(Role(grant.role))
    return found


async def give(
    session: AsyncSession,
    telegram_id: int,
    role: Role,
    *,
    by: int,
    participant_id: int | None,
    now: datetime,
) -> bool:
    """Give a role; False when the person has it already, and then nothing changes."""
    statement = (
        insert(RoleGrant)
        .values(telegram_id=telegram_id, role=role, granted_by=by, granted_at=now)
        .on_conflict_do_nothing()
        .returning(RoleGrant.role)
    )
    action = Action.ROLE_GIVE
    return await _change(session, action, statement, telegram_id, by, participant_id, now)


async def take(
    session: AsyncSession,
    telegram_id: int,
    role: Role,
    *,
    by: int,
    participant_id: int | None,
    now: datetime,
) -> bool:
    """Take a role away; False when the person had it no longer."""
    statement = (
        delete(RoleGrant)
        .where(RoleGrant.telegram_id == telegram_id, RoleGrant.role == role)
        .returning(RoleGrant.role)
    )
    action = Action.ROLE_TAKE
    return await _change(session, action, statement, telegram_id, by, participant_id, now)


async def _change(
    session: AsyncSession,
    action: Action,
    statement: Executable,
    telegram_id: int,
    by: int,
    participant_id: int | None,
    now: datetime,
) -> bool:
    """Write it down if the statement returns the role that it changed."""
    before = await of(session, telegram_id)
    if await session.scalar(statement) is None:
        return False
    after = await of(session, telegram_id)
    await audit.record(
        session,
        action,
        by=by,
        now=now,
        participant_id=participant_id,
        before={"roles": sorted(before)},
        after={"roles": sorted(after), "telegram_id": telegram_id},
    )
    return True

"""Who is shut out, and what becomes of them? They earn nothing and are paid nothing until unban."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.services import audit, outbox, roles
from bot.services.audit import Action
from models import Participant, Payout, PayoutState


class AlreadyBanned(UserError):
    pass


class NotBanned(UserError):
    pass


class BanOfOwner(UserError):
    """An administrator of the admin group: Telegram's rights are taken first."""


class BanOfRoleHolder(UserError):
    """Somebody with a role in the admin group: the role is taken first."""


async def check(session: AsyncSession, person: Participant, *, is_owner: bool) -> None:
    """Raises `BanOfOwner`, `BanOfRoleHolder` or `AlreadyBanned`."""
    if is_owner:
        raise BanOfOwner
    if await roles.of(session, person.telegram_id):
        raise BanOfRoleHolder
    if person.banned_at is not None:
        raise AlreadyBanned(at=person.banned_at)


async def open_payouts(session: AsyncSession, participant_id: int) -> int:
    """How many stay open, and cannot be approved while the person is banned."""
    found = await session.scalars(
        select(Payout.id).where(
            Payout.participant_id == participant_id,
            Payout.state.in_((PayoutState.REQUESTED, PayoutState.APPROVED)),
        )
    )
    return len(found.all())


async def ban(
    session: AsyncSession,
    person: Participant,
    *,
    by: int,
    reason: str,
    contact: str,
    now: datetime,
) -> None:
    """Shut a person out and tell them. Raises `BanOfRoleHolder` or `AlreadyBanned`.

    `contact` is whom people can turn to besides /support, "" for nobody.
    """
    await check(session, person, is_owner=False)
    if not await _change(session, person, is_banned=True, by=by, reason=reason, now=now):
        raise AlreadyBanned(at=now)
    text_key = "bans-banned-notice-contact" if contact else "bans-banned-notice"
    await _tell(session, person, text_key, contact=contact, now=now)


async def unban(
    session: AsyncSession, person: Participant, *, by: int, reason: str | None, now: datetime
) -> None:
    """Let a person in again: what was due meanwhile is credited next. Raises `NotBanned`."""
    if not await _change(session, person, is_banned=False, by=by, reason=reason, now=now):
        raise NotBanned
    await _tell(session, person, "bans-unbanned-notice", now=now)


async def _change(
    session: AsyncSession,
    person: Participant,
    *,
    is_banned: bool,
    by: int,
    reason: str | None,
    now: datetime,
) -> bool:
    """False when a colleague was first, and then nothing changes."""
    is_out = Participant.banned_at.is_not(None)
    won = await session.scalar(
        update(Participant)
        .where(Participant.id == person.id, ~is_out if is_banned else is_out)
        .values(banned_at=now if is_banned else None)
        .returning(Participant.id)
        .execution_options(synchronize_session=False)
    )
    if won is None:
        return False
    await audit.record(
        session,
        Action.BAN if is_banned else Action.UNBAN,
        by=by,
        now=now,
        participant_id=person.id,
        before={"banned": not is_banned},
        after={"banned": is_banned},
        reason=reason,
    )
    return True


async def _tell(
    session: AsyncSession,
    person: Participant,
    text_key: str,
    *,
    now: datetime,
    contact: str = "",
) -> None:
    await outbox.post(
        session,
        chat_id=person.telegram_id,
        text_key=text_key,
        now=now,
        args={"contact": contact},
        keyboard=[[{"text_key": "support-button", "callback": "support"}]],
    )

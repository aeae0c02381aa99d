"""Is a person still where their invitations want them, when an admin asks at once?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.services import audit, people, referrals
from bot.services.audit import Action
from models import Referral


class NothingToRecheck(UserError):
    """The person's invitations are over, or want nobody to be anywhere."""


@dataclass(frozen=True)
class Question:
    """What Telegram is to be asked."""

    telegram_id: int
    chats: tuple[str, ...]


async def prepare(session: AsyncSession, participant_id: int) -> Question:
    """Raises `PersonUnknown` or `NothingToRecheck`."""
    person = await people.by_id(session, participant_id)
    chats: dict[str, None] = {}
    for referral in await referrals.open_for(session, participant_id):
        document = await referrals.document_of(session, referral)
        chats.update(dict.fromkeys(referrals.chats(document.qualify.steps)))
    if not chats:
        raise NothingToRecheck
    return Question(person.telegram_id, tuple(chats))


async def settle(
    session: AsyncSession,
    participant_id: int,
    memberships: Mapping[str, bool],
    *,
    by: int,
    now: datetime,
) -> None:
    """Act on what Telegram said as the person's own press of "check" does."""
    concerned = await referrals.open_for(session, participant_id)
    before = {str(referral.id): referral.state for referral in concerned}
    for referral in concerned:
        document = await referrals.document_of(session, referral)
        await referrals.record_memberships(session, referral, document, memberships, now=now)
    after: list[Referral] = await referrals.reload(session, [one.id for one in concerned])
    await audit.record(
        session,
        Action.MEMBERSHIP_CHECK,
        by=by,
        now=now,
        participant_id=participant_id,
        before={"referrals": before},
        after={
            "referrals": {str(referral.id): referral.state for referral in after},
            "chats": dict(memberships),
        },
    )

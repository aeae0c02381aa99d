"""Who is a person to us, and may we write to them?"""

from datetime import datetime

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from bot.prepared import prepare
from models import NameDisplay, NoticePace, Participant
from models.participant import username_key

NAME_MAX = 140
PARTICIPANTS = Participant.__table__

_FIND = select(PARTICIPANTS).where(Participant.telegram_id == bindparam("telegram_id"))
_NEW = insert(Participant)
_MEET = _NEW.on_conflict_do_update(
    index_elements=[Participant.telegram_id],
    set_={
        "name": _NEW.excluded.name,
        "username": _NEW.excluded.username,
        "username_key": _NEW.excluded.username_key,
        "telegram_language": _NEW.excluded.telegram_language,
        "started_at": func.coalesce(Participant.started_at, _NEW.excluded.started_at),
        # Who presses start lets us write again.
        "blocked_at": None,
    },
).returning(PARTICIPANTS)


prepare(_FIND, _MEET)


async def find(session: AsyncSession, telegram_id: int) -> Participant | None:
    """A person by Telegram id, as a record."""
    row = (await session.execute(_FIND, {"telegram_id": telegram_id})).one_or_none()
    return None if row is None else Participant.of(row)


async def meet(
    session: AsyncSession,
    *,
    telegram_id: int,
    name: str,
    username: str | None,
    telegram_language: str | None,
    now: datetime,
) -> Participant:
    """Make or refresh a person who presses start; `started_at` stays that of the first time."""
    row = await session.execute(
        _MEET,
        {
            "telegram_id": telegram_id,
            "name": name[:NAME_MAX],
            "username": username,
            "username_key": username_key(username),
            "telegram_language": telegram_language,
            "name_display": NameDisplay.NAME,
            "created_at": now,
            "started_at": now,
        },
    )
    return Participant.of(row.one())


async def mark_blocked(session: AsyncSession, telegram_id: int, *, now: datetime) -> None:
    """The person does not let us write."""
    await session.execute(
        update(Participant)
        .where(Participant.telegram_id == telegram_id, Participant.blocked_at.is_(None))
        .values(blocked_at=now)
    )


async def mark_unblocked(session: AsyncSession, telegram_id: int) -> None:
    await session.execute(
        update(Participant).where(Participant.telegram_id == telegram_id).values(blocked_at=None)
    )


async def choose_language(session: AsyncSession, participant_id: int, language: str) -> None:
    await session.execute(
        update(Participant).where(Participant.id == participant_id).values(language=language)
    )


async def choose_name_display(
    session: AsyncSession, participant_id: int, display: NameDisplay
) -> None:
    await session.execute(
        update(Participant).where(Participant.id == participant_id).values(name_display=display)
    )


async def choose_notices(session: AsyncSession, participant_id: int, pace: NoticePace) -> None:
    await session.execute(
        update(Participant).where(Participant.id == participant_id).values(notices=pace)
    )

"""Who is a person to us, and may we write to them?"""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from models import NameDisplay, Participant

NAME_MAX = 140


async def find(session: AsyncSession, telegram_id: int) -> Participant | None:
    found: Participant | None = await session.scalar(
        select(Participant).where(Participant.telegram_id == telegram_id)
    )
    return found


async def meet(
    session: AsyncSession,
    *,
    telegram_id: int,
    name: str,
    username: str | None,
    telegram_language: str | None,
    now: datetime,
    starts: bool = True,
) -> Participant:
    """Make or refresh a person; with `starts`, as one who presses start (now, or did before)."""
    proposed = insert(session, Participant).values(
        telegram_id=telegram_id,
        name=name[:NAME_MAX],
        username=username,
        telegram_language=telegram_language,
        created_at=now,
        started_at=now if starts else None,
    )
    statement = proposed.on_conflict_do_update(
        index_elements=[Participant.telegram_id],
        set_={
            "name": proposed.excluded.name,
            "username": proposed.excluded.username,
            "telegram_language": proposed.excluded.telegram_language,
            "started_at": func.coalesce(Participant.started_at, proposed.excluded.started_at),
            "blocked_at": None if starts else Participant.blocked_at,
        },
    ).returning(Participant)
    met: Participant = (
        await session.scalars(statement, execution_options={"populate_existing": True})
    ).one()
    return met


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

"""What is a message to the admin group whose buttons decide on something?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Argument
from bot.services import outbox


@dataclass(frozen=True, kw_only=True)
class Card:
    """Rendered when it leaves."""

    text_key: str
    text_args: Mapping[str, Argument]
    keyboard: outbox.Keyboard


async def post(session: AsyncSession, card: Card, *, chat_id: int, now: datetime) -> None:
    """Send it to the group."""
    await outbox.post(
        session,
        chat_id=chat_id,
        text_key=card.text_key,
        args=card.text_args,
        keyboard=card.keyboard,
        now=now,
    )

"""What do the admins see of a broadcast, and which buttons can they press?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import assert_never

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Argument
from bot.services import broadcasts, confirmations, outbox
from bot.services.deliveries import Progress
from models import Broadcast, BroadcastState

BUTTONS_LAST = timedelta(days=7)


class Action(StrEnum):
    """What the buttons of a card do; also the prefixes of what the buttons carry."""

    SEND_NOW = "broadcast-now"
    CANCEL = "broadcast-cancel"
    RESEND = "broadcast-resend"


@dataclass(frozen=True)
class Card:
    """A message to the admins, rendered when it leaves."""

    text_key: str
    text_args: Mapping[str, Argument]
    actions: tuple[Action, ...]


@dataclass(frozen=True)
class Pace:
    """How fast it goes at present."""

    per_second: float = 0.0

    def minutes_left(self, progress: Progress) -> int | None:
        """Whole minutes, rounded up; None when there is no telling."""
        if self.per_second <= 0:
            return None
        return -int(-(progress.planned + progress.sending) / self.per_second // 60)


def card(broadcast: Broadcast, progress: Progress, pace: Pace) -> Card:
    numbers: dict[str, Argument] = {
        "broadcast": broadcast.id,
        "total": progress.total,
        "sent": progress.sent,
        "blocked": progress.blocked,
        "failed": progress.failed,
        "unknown": progress.unknown,
    }
    match broadcast.state:
        case BroadcastState.PLANNED:
            args: dict[str, Argument] = {
                "broadcast": broadcast.id,
                "total": progress.total,
                "seconds": broadcasts.UNDO_SECONDS,
            }
            return Card("broadcasts-card-planned", args, (Action.CANCEL, Action.SEND_NOW))
        case BroadcastState.RUNNING:
            return _running(numbers, progress, pace)
        case BroadcastState.FINISHED:
            actions = (Action.RESEND,) if progress.unknown else ()
            return Card("broadcasts-card-finished", numbers, actions)
        case BroadcastState.CANCELLED:
            numbers["unsent"] = progress.planned + progress.sending + progress.cancelled
            return Card("broadcasts-card-cancelled", numbers, ())


def _running(numbers: dict[str, Argument], progress: Progress, pace: Pace) -> Card:
    numbers["settled"] = progress.settled
    numbers["rate"] = round(pace.per_second)
    minutes = pace.minutes_left(progress)
    if minutes is None:
        return Card("broadcasts-card-starting", numbers, (Action.CANCEL,))
    numbers["hours"], numbers["minutes"] = divmod(minutes, 60)
    return Card("broadcasts-card-running", numbers, (Action.CANCEL,))


async def keyboard(
    session: AsyncSession, broadcast: Broadcast, actions: tuple[Action, ...], *, now: datetime
) -> outbox.Keyboard:
    """Buttons with a fresh right to press each of them."""
    if not actions:
        return []
    assert broadcast.card_chat_id is not None
    row: list[outbox.Button] = []
    for action in actions:
        token = await confirmations.issue(
            session,
            chat_id=broadcast.card_chat_id,
            telegram_id=None,
            action=action,
            subject={"broadcast_id": broadcast.id},
            now=now,
            expires_at=now + BUTTONS_LAST,
        )
        row.append({"text_key": f"{action}-button", "callback": f"{action}:{token}"})
    return [row]


async def press(
    session: AsyncSession,
    action: Action,
    token: str,
    *,
    chat_id: int,
    telegram_id: int,
    now: datetime,
) -> None:
    """Do what a button says; raises what `confirmations.spend` and the broadcast refuse."""
    subject = await confirmations.spend(
        session, token, chat_id=chat_id, telegram_id=telegram_id, action=action, now=now
    )
    broadcast_id = int(subject["broadcast_id"])
    match action:
        case Action.SEND_NOW:
            await broadcasts.start_now(session, broadcast_id, now=now)
        case Action.CANCEL:
            await broadcasts.cancel(session, broadcast_id)
        case Action.RESEND:
            await broadcasts.resend(session, broadcast_id)
        case _:
            assert_never(action)

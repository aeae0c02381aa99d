"""What do the admins see of a broadcast, and which buttons can they press?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import assert_never

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Argument
from bot.services import broadcast_drafts, broadcasts, confirmations, outbox, segments
from bot.services.deliveries import Progress
from bot.services.segments import Reach
from models import Broadcast, BroadcastState, PauseReason

BUTTONS_LAST = timedelta(days=7)
BAR_CELLS = 12


class Action(StrEnum):
    """What the buttons of a card do; also the prefixes of what the buttons carry."""

    START = "broadcast-start"
    """Confirm a draft."""
    SEND_NOW = "broadcast-now"
    PAUSE = "broadcast-pause"
    RESUME = "broadcast-resume"
    CANCEL = "broadcast-cancel"
    RESEND = "broadcast-resend"
    LEAVE = "broadcast-leave"


SIDE_BY_SIDE = {Action.SEND_NOW, Action.PAUSE, Action.RESUME, Action.CANCEL}
"""Their words are short enough for two in a row."""


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


def card(
    broadcast: Broadcast, progress: Progress, pace: Pace, *, messages_per_second: int = 30
) -> Card:
    numbers = _numbers(broadcast, progress)
    match broadcast.state:
        case BroadcastState.SCHEDULED | BroadcastState.DRAFT:
            args = numbers | segment_args(broadcast) | {"at": broadcast.starts_at}
            is_draft = broadcast.state == BroadcastState.DRAFT
            now = () if is_draft else (Action.SEND_NOW,)
            return Card("broadcasts-card-scheduled", args, (Action.CANCEL, *now))
        case BroadcastState.PLANNING:
            return Card("broadcasts-card-planning", _planning(broadcast), (Action.CANCEL,))
        case BroadcastState.PLANNED:
            args = numbers | span_at(progress.total, messages_per_second)
            args["seconds"] = broadcasts.UNDO_SECONDS
            return Card("broadcasts-card-planned", args, (Action.CANCEL, Action.SEND_NOW))
        case BroadcastState.RUNNING:
            return _running(numbers, progress, pace)
        case BroadcastState.PAUSED:
            reason = broadcast.pause_reason or PauseReason.PRESSED
            args = numbers | {"reason": str(reason)}
            return Card("broadcasts-card-paused", args, (Action.RESUME, Action.CANCEL))
        case BroadcastState.FINISHED:
            is_open = progress.unknown and not broadcast.unknown_left
            numbers["choice"] = "open" if is_open else "none"
            actions = (Action.RESEND, Action.LEAVE) if is_open else ()
            return Card("broadcasts-card-finished", numbers, actions)
        case BroadcastState.CANCELLED:
            numbers["unsent"] = progress.planned + progress.sending + progress.cancelled
            return Card("broadcasts-card-cancelled", numbers, ())
        case _:
            assert_never(broadcast.state)


def _numbers(broadcast: Broadcast, progress: Progress) -> dict[str, Argument]:
    numbers: dict[str, Argument] = {
        "broadcast": broadcast.id,
        "total": progress.total,
        "settled": progress.settled,
        "sent": progress.sent,
        "blocked": progress.blocked,
        "failed": progress.failed,
        "unknown": progress.unknown,
        "bar": bar(progress.settled, progress.total),
        "percent": 100 * progress.settled // progress.total if progress.total else 0,
    }
    if broadcast.began_at is not None and broadcast.finished_at is not None:
        return numbers | duration(broadcast.finished_at - broadcast.began_at)
    return numbers | duration(timedelta())


def bar(done: int, total: int) -> str:
    filled = BAR_CELLS * done // total if total else 0
    return "▓" * filled + "░" * (BAR_CELLS - filled)


def duration(span: timedelta) -> dict[str, Argument]:
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return {"hours": hours, "minutes": minutes, "took_seconds": seconds}


def span_at(people: int, messages_per_second: int) -> dict[str, Argument]:
    """How long it takes at the full rate, in whole minutes: the nearest, 0 for less than half."""
    a_minute = messages_per_second * 60
    hours, minutes = divmod((people + a_minute // 2) // a_minute, 60)
    return {"hours": hours, "minutes": minutes}


def _planning(broadcast: Broadcast) -> dict[str, Argument]:
    through, last = broadcast.planned_through_id or 0, broadcast.last_participant_id or 0
    percent = 100 * through // last if last else 0
    return {"broadcast": broadcast.id, "bar": bar(through, last), "percent": percent}


def _running(numbers: dict[str, Argument], progress: Progress, pace: Pace) -> Card:
    numbers["rate"] = round(pace.per_second)
    minutes = pace.minutes_left(progress)
    actions = (Action.PAUSE, Action.CANCEL)
    if minutes is None:
        return Card("broadcasts-card-starting", numbers, actions)
    numbers["hours"], numbers["minutes"] = divmod(minutes, 60)
    return Card("broadcasts-card-running", numbers, actions)


def segment_args(broadcast: Broadcast) -> dict[str, Argument]:
    """For `broadcasts-segment`: whom it is for."""
    segment = segments.decode(broadcast.segment)
    is_recent = segment.kind == segments.Kind.RECENT
    return {
        "segment": segment.kind.value,
        "value": segment.value,
        "days": int(segment.value) if is_recent else 0,
    }


def draft_args(
    broadcast: Broadcast, reach: Reach, *, messages_per_second: int, now: datetime
) -> dict[str, Argument]:
    """For the texts of a draft: for whom, how many, when, how long."""
    return {
        "broadcast": broadcast.id,
        "people": reach.people,
        "blocked": reach.blocked,
        "banned": reach.banned,
        "left_out": "yes" if reach.blocked or reach.banned else "no",
        "rate": messages_per_second,
        "when": "later" if broadcast.starts_at > now else "now",
        "at": broadcast.starts_at,
        **segment_args(broadcast),
        **span_at(reach.people, messages_per_second),
    }


async def keyboard(
    session: AsyncSession, broadcast: Broadcast, actions: tuple[Action, ...], *, now: datetime
) -> outbox.Keyboard:
    """Buttons with a fresh right to press each of them."""
    assert not actions or broadcast.card_chat_id is not None
    chat_id = broadcast.card_chat_id or 0
    rows: outbox.Keyboard = []
    for action in actions:
        button = await decision(session, broadcast.id, action, chat_id=chat_id, now=now)
        if rows and len(rows[-1]) == 1 and action in SIDE_BY_SIDE:
            rows[-1].append(button)
        else:
            rows.append([button])
    return rows


async def decision(
    session: AsyncSession, broadcast_id: int, action: Action, *, chat_id: int, now: datetime
) -> outbox.Button:
    """A button that can be pressed once, by anybody who may send broadcasts."""
    token = await confirmations.issue(
        session,
        chat_id=chat_id,
        telegram_id=None,
        action=action,
        subject={"broadcast_id": broadcast_id},
        now=now,
        expires_at=now + BUTTONS_LAST,
    )
    return {"text_key": f"{action}-button", "callback": f"{action}:{token}"}


async def press(
    session: AsyncSession,
    action: Action,
    token: str,
    *,
    chat_id: int,
    telegram_id: int,
    now: datetime,
) -> int:
    """Do what a button says and return the broadcast's number.

    Raises what `confirmations.spend` and the broadcast refuse.
    """
    subject = await confirmations.spend(
        session, token, chat_id=chat_id, telegram_id=telegram_id, action=action, now=now
    )
    broadcast_id = int(subject["broadcast_id"])
    match action:
        case Action.START:
            await broadcast_drafts.confirm(session, broadcast_id, by=telegram_id, now=now)
        case Action.SEND_NOW:
            await broadcasts.start_now(session, broadcast_id, now=now, by=telegram_id)
        case Action.PAUSE:
            await broadcasts.pause(session, broadcast_id, now=now, by=telegram_id)
        case Action.RESUME:
            await broadcasts.resume(session, broadcast_id, now=now, by=telegram_id)
        case Action.CANCEL:
            await broadcasts.cancel(session, broadcast_id, now=now, by=telegram_id)
        case Action.RESEND:
            await broadcasts.resend(session, broadcast_id, now=now, by=telegram_id)
        case Action.LEAVE:
            await broadcasts.leave_unknown(session, broadcast_id, now=now, by=telegram_id)
        case _:
            assert_never(action)
    return broadcast_id

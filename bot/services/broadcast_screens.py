"""What do the admins see of a draft, and what can they choose?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import LANGUAGES, Argument
from bot.services import (
    broadcast_cards,
    broadcast_contents,
    broadcast_drafts,
    outbox,
    segments,
)
from bot.services.broadcast_cards import Action
from bot.services.broadcasts import BroadcastToNobody
from bot.services.outbox import Button, Keyboard
from bot.services.segments import Reach
from models import Broadcast, BroadcastKind

DAYS_OFFERED = (7, 30)


class Step(StrEnum):
    """The prefixes of the buttons that choose something and decide nothing."""

    DRAFT = "broadcast-draft"
    TEST = "broadcast-test"
    AUDIENCE = "broadcast-audience"
    SEGMENT = "broadcast-for"
    TIMES = "broadcast-times"
    TIME = "broadcast-time"
    LINKS = "broadcast-links"
    ASK = "broadcast-ask"


@dataclass(frozen=True)
class Screen:
    """A card of a draft, rendered when it leaves."""

    text_key: str
    text_args: Mapping[str, Argument]
    keyboard: Keyboard


async def draft(
    session: AsyncSession,
    broadcast: Broadcast,
    reach: Reach,
    *,
    messages_per_second: int,
    now: datetime,
) -> Screen:
    """The draft's own card: for whom it is and what can be done.

    `reach` is counted before, on a snapshot: that may take longer than a writer should.
    """
    args = broadcast_cards.draft_args(
        broadcast, reach, messages_per_second=messages_per_second, now=now
    )
    rows: Keyboard = [
        [_step(Step.TEST, broadcast)],
        [_step(Step.AUDIENCE, broadcast), _step(Step.TIMES, broadcast)],
    ]
    is_text = broadcast.kind == BroadcastKind.TEXT
    if is_text and broadcast_contents.has_link(broadcast.html):
        links = _step(Step.LINKS, broadcast, "off" if broadcast.shows_links else "on")
        links["text_args"] = {"shown": "yes" if broadcast.shows_links else "no"}
        rows.append([links])
    rows.append([_step(Step.ASK, broadcast), await _cancel(session, broadcast, now)])
    return Screen("broadcasts-card-draft", args, rows)


async def question(
    session: AsyncSession,
    broadcast: Broadcast,
    reach: Reach,
    *,
    messages_per_second: int,
    now: datetime,
) -> Screen:
    """Shall it go to so many people? Raises `BroadcastToNobody`."""
    if reach.people == 0:
        raise BroadcastToNobody
    args = broadcast_cards.draft_args(
        broadcast, reach, messages_per_second=messages_per_second, now=now
    )
    chat_id = broadcast.card_chat_id or 0
    start = await broadcast_cards.decision(
        session, broadcast.id, Action.START, chat_id=chat_id, now=now
    )
    start["text_args"] = {"people": args["people"], "when": args["when"]}
    return Screen("broadcasts-question", args, [[start], [_back(broadcast)]])


async def audiences(session: AsyncSession, broadcast: Broadcast) -> Screen:
    """Whom it may be for."""
    chosen = segments.written(segments.decode(broadcast.segment))
    written = [
        segments.Kind.ALL.value,
        *(f"{segments.Kind.LANGUAGE}:{language}" for language in LANGUAGES),
        segments.Kind.FRIENDS.value,
        *(f"{segments.Kind.RECENT}:{days}" for days in DAYS_OFFERED),
        *(f"{segments.Kind.CAMPAIGN}:{slug}" for slug in await segments.offered_campaigns(session)),
    ]
    rows: Keyboard = [[_audience(broadcast, each, chosen)] for each in written]
    args: dict[str, Argument] = {"broadcast": broadcast.id}
    return Screen("broadcasts-audiences", args, [*rows, [_back(broadcast)]])


def times(broadcast: Broadcast, *, zone: ZoneInfo, now: datetime) -> Screen:
    """When it may start."""
    rows: Keyboard = [
        [
            {
                "text_key": "broadcast-at-once-button",
                "callback": f"{Step.TIME}:{broadcast.id}:0",
            }
        ]
    ]
    rows.extend(
        [
            {
                "text_key": "broadcast-time-button",
                "text_args": {"at": at},
                "callback": f"{Step.TIME}:{broadcast.id}:{int(at.timestamp())}",
            }
        ]
        for at in broadcast_drafts.offered_times(now, zone)
    )
    return Screen("broadcasts-times", {"broadcast": broadcast.id}, [*rows, [_back(broadcast)]])


async def reach_of(session: AsyncSession, broadcast: Broadcast, *, now: datetime) -> Reach:
    return await segments.reach(session, segments.decode(broadcast.segment), now=now)


def _step(step: Step, broadcast: Broadcast, *more: str) -> Button:
    callback = ":".join((step, str(broadcast.id), *more))
    return {"text_key": f"{step}-button", "callback": callback}


def _back(broadcast: Broadcast) -> Button:
    return {"text_key": "broadcast-back-button", "callback": f"{Step.DRAFT}:{broadcast.id}"}


def _audience(broadcast: Broadcast, written: str, chosen: str) -> Button:
    kind, _, value = written.partition(":")
    args: dict[str, Argument] = {
        "segment": kind,
        "value": value,
        "days": int(value) if kind == segments.Kind.RECENT else 0,
        "chosen": "yes" if written == chosen else "no",
    }
    # The packed form of aiogram's callback data: the value's own colon would end the field.
    return {
        "text_key": "broadcast-for-button",
        "text_args": args,
        "callback": f"{Step.SEGMENT}:{broadcast.id}:{kind}:{value}",
    }


async def _cancel(session: AsyncSession, broadcast: Broadcast, now: datetime) -> outbox.Button:
    chat_id = broadcast.card_chat_id or 0
    return await broadcast_cards.decision(
        session, broadcast.id, Action.CANCEL, chat_id=chat_id, now=now
    )

"""What do the admins see while a broadcast is prepared, sent and over?"""

import asyncio
import logging
import time
from dataclasses import dataclass, field
from datetime import timedelta

from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
)

from bot import keyboards, pacer
from bot.clock import Clock
from bot.db import Database, is_conflict, is_unavailable
from bot.i18n import Translate
from bot.sender.post import Post
from bot.sender.verdicts import Fate, Outcome
from bot.services import (
    broadcast_cards,
    broadcast_contents,
    broadcast_lists,
    broadcast_screens,
    broadcasts,
    deliveries,
    job_runs,
)
from bot.services.broadcast_cards import Card, Pace
from bot.services.broadcast_screens import Screen
from bot.services.deliveries import Progress
from bot.services.outbox import Keyboard
from models import Broadcast, BroadcastState, Priority

LOOK_SECONDS = 0.5
EDIT_SECONDS = 3
CALM_EDIT_SECONDS = 10
"""After the first edits: a group takes twenty messages a minute, and admins ask things too."""
EDITS_BEFORE_CALM = 5
COUNTING_SHARE_MAX = 0.01
"""Of the time: counting a million copies takes long enough to be felt."""
FINISHED_LATELY = timedelta(hours=1)
RETRY_SECONDS = 5
LOST_SECONDS = 60
"""When a card is tried again in a group that the bot may not write to."""
SHOW_SECONDS = 30
"""After so long another replica tries to show a card that has not appeared."""
JOB = "broadcast-card"
UNCONFIRMED = (BroadcastState.DRAFT, BroadcastState.PLANNED)
"""States that wait for somebody who has seen the message."""

logger = logging.getLogger(__name__)


@dataclass
class _Seen:
    """What a card says, and since when."""

    edits: int = 0
    edited_at: float = 0.0
    next_at: float = 0.0
    settled: int = 0
    text: str = ""
    actions: tuple[broadcast_cards.Action, ...] = ()
    keyboard: Keyboard = field(default_factory=list)
    stands_for: tuple[object, ...] = ()
    """What decides about the card besides the numbers."""


def _stands_for(broadcast: Broadcast) -> tuple[object, ...]:
    return broadcast.state, broadcast.finished_at, broadcast.unknown_left


class Cards:
    """Keeps one card per broadcast up to date in the admin group."""

    def __init__(
        self,
        bot: Bot,
        post: Post,
        db: Database,
        clock: Clock,
        t: Translate,
        *,
        messages_per_second: int,
    ) -> None:
        self._bot = bot
        self._post = post
        self._db = db
        self._clock = clock
        self._t = t
        self._rate = messages_per_second
        self._seen: dict[int, _Seen] = {}
        self._lost: dict[int, float] = {}
        """Broadcasts whose card nobody can be shown, and when it is tried again."""

    async def run(self) -> None:
        pacer.priority.set(Priority.NOTICE)
        while True:
            seconds = LOOK_SECONDS
            try:
                await self.turn()
            except Exception as error:
                if not is_conflict(error):
                    seconds = RETRY_SECONDS
                    reason = None if is_unavailable(error) else error
                    logger.warning("the cards stand still: %r", error, exc_info=reason)
            await asyncio.sleep(seconds)

    async def turn(self) -> None:
        """Show the new cards and bring the others up to date."""
        lately = self._clock() - FINISHED_LATELY
        async with self._db.read() as session:
            new = await broadcast_lists.without_card(session)
            moving = await broadcast_lists.with_moving_card(session, finished_since=lately)
        for broadcast in new:
            if not self._is_lost(broadcast) and await self._takes(broadcast, "show", SHOW_SECONDS):
                await self._show(broadcast)
        for broadcast in moving:
            if not self._is_lost(broadcast) and self._is_due(broadcast):
                await self._update(broadcast)
        kept = {broadcast.id for broadcast in moving}
        self._seen = {key: seen for key, seen in self._seen.items() if key in kept}

    def _is_lost(self, broadcast: Broadcast) -> bool:
        return time.monotonic() < self._lost.get(broadcast.id, 0.0)

    async def _show(self, broadcast: Broadcast) -> None:
        assert broadcast.card_chat_id is not None
        # The message goes first and alone: what Telegram refuses here never starts.
        if broadcast.state in UNCONFIRMED and broadcast.preview_message_id is None:
            preview = await self._post.send_copy(
                broadcast.card_chat_id,
                broadcast_contents.of(broadcast),
                priority=Priority.NOTICE,
            )
            if preview.fate in (Fate.REFUSED, Fate.BLOCKED):
                await self._refuse(broadcast, preview)
                return
            if preview.message_id is None:
                raise CardDelayed(preview.error)
            async with self._db.transaction() as session:
                await broadcasts.note_preview(session, broadcast.id, message_id=preview.message_id)
        screen = await self._screen(broadcast)
        shown = await self._post.send(
            broadcast.card_chat_id,
            self._t(screen.text_key, **screen.text_args),
            priority=Priority.NOTICE,
            keyboard=keyboards.render(self._t, screen.keyboard),
        )
        if shown.fate in (Fate.REFUSED, Fate.BLOCKED):
            self._lose(broadcast, shown.error)
            return
        if shown.message_id is None:
            raise CardDelayed(shown.error)
        async with self._db.transaction() as session:
            await broadcasts.show(
                session, broadcast.id, message_id=shown.message_id, now=self._clock()
            )

    async def _screen(self, broadcast: Broadcast) -> Screen:
        now = self._clock()
        if broadcast.state == BroadcastState.DRAFT:
            async with self._db.read() as session:
                reach = await broadcast_screens.reach_of(session, broadcast, now=now)
            async with self._db.transaction() as session:
                return await broadcast_screens.draft(
                    session, broadcast, reach, messages_per_second=self._rate, now=now
                )
        async with self._db.transaction() as session:
            progress = await deliveries.progress(session, broadcast.id)
            card = self._card(broadcast, progress, Pace())
            keyboard = await broadcast_cards.keyboard(session, broadcast, card.actions, now=now)
        return Screen(card.text_key, card.text_args, keyboard)

    def _card(self, broadcast: Broadcast, progress: Progress, pace: Pace) -> Card:
        return broadcast_cards.card(broadcast, progress, pace, messages_per_second=self._rate)

    async def _refuse(self, broadcast: Broadcast, outcome: Outcome) -> None:
        assert broadcast.card_chat_id is not None
        async with self._db.transaction() as session:
            await broadcasts.cancel(session, broadcast.id, now=self._clock())
        error = outcome.error or ""
        logger.error("broadcast %d is refused: %s", broadcast.id, error)
        text = self._t("broadcasts-card-refused", broadcast=broadcast.id, error=error)
        await self._post.send(broadcast.card_chat_id, text, priority=Priority.NOTICE)

    def _lose(self, broadcast: Broadcast, error: str | None) -> None:
        """The broadcast goes on without its card."""
        self._lost[broadcast.id] = time.monotonic() + LOST_SECONDS
        logger.warning("the card of broadcast %d cannot be shown: %s", broadcast.id, error)

    def _is_due(self, broadcast: Broadcast) -> bool:
        seen = self._seen.get(broadcast.id)
        if seen is None:
            return True
        if _stands_for(broadcast) != seen.stands_for:
            return time.monotonic() >= seen.edited_at + EDIT_SECONDS
        if broadcast.state == BroadcastState.SCHEDULED or broadcast.finished_at is not None:
            return False
        return time.monotonic() >= seen.next_at

    async def _update(self, broadcast: Broadcast) -> None:
        seen = self._seen.setdefault(broadcast.id, _Seen())
        started = time.monotonic()
        is_final = broadcast.finished_at is not None
        interval = EDIT_SECONDS if seen.edits < EDITS_BEFORE_CALM else CALM_EDIT_SECONDS
        if not is_final and not await self._takes(broadcast, "edit", interval):
            seen.next_at = started + interval
            return
        async with self._db.read() as session:
            progress = await deliveries.progress_of(session, broadcast)
        counted_seconds = time.monotonic() - started
        card = self._card(broadcast, progress, self._pace(seen, progress, started))
        await self._edit(broadcast, card, seen)
        seen.stands_for = _stands_for(broadcast)
        seen.edits += 1
        seen.edited_at, seen.settled = started, progress.settled
        seen.next_at = started + max(interval, counted_seconds / COUNTING_SHARE_MAX)

    def _pace(self, seen: _Seen, progress: Progress, now: float) -> Pace:
        if not seen.edits:
            return Pace()
        return Pace((progress.settled - seen.settled) / (now - seen.edited_at))

    async def _takes(self, broadcast: Broadcast, what: str, seconds: int) -> bool:
        """Whether this is ours to do: of several replicas, whoever writes the row does it."""
        if self._db.is_sqlite:
            return True
        now = self._clock()
        period = f"{broadcast.id}:{what}:{int(now.timestamp()) // seconds}"
        async with self._db.transaction() as session:
            return await job_runs.take(session, JOB, period, now=now)

    async def _edit(self, broadcast: Broadcast, card: Card, seen: _Seen) -> None:
        text = self._t(card.text_key, **card.text_args)
        if text == seen.text and card.actions == seen.actions:
            return
        if card.actions != seen.actions:
            async with self._db.transaction() as session:
                seen.keyboard = await broadcast_cards.keyboard(
                    session, broadcast, card.actions, now=self._clock()
                )
        try:
            await self._bot.edit_message_text(
                text,
                chat_id=broadcast.card_chat_id,
                message_id=broadcast.card_message_id,
                reply_markup=keyboards.render(self._t, seen.keyboard),
            )
        except TelegramBadRequest as error:
            # Not modified, or deleted by somebody: there is nothing to mend.
            logger.info("the card of broadcast %d stays: %s", broadcast.id, error.message)
        except TelegramMigrateToChat as error:
            # It gets a new card there.
            await self._post.follow(broadcast.card_chat_id or 0, error.migrate_to_chat_id)
        except TelegramForbiddenError as error:
            self._lose(broadcast, error.message)
        except (AiogramError, pacer.NotLetThrough) as error:
            raise CardDelayed(type(error).__name__) from None
        seen.text, seen.actions = text, card.actions


class CardDelayed(Exception):
    """Telegram did not take a card now; it is tried again."""

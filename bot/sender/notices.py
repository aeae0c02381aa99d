"""How do the messages of the outbox reach people, each in their own language?"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot import keyboards
from bot.clock import Clock
from bot.db import Database
from bot.i18n import Texts
from bot.pictures import DrawingFailed, Pictures, TooManyPictures, cards
from bot.sender.lanes import Lane
from bot.sender.post import Flight, Post
from bot.sender.verdicts import Fate, Outcome
from bot.services import days, outbox, participants, support_posts
from bot.services.outbox import Outgoing, Settled
from models import OutboxState, Priority

WIDTH_MIN = 16
ATTEMPTS_MAX = 10
BACKOFF_SECONDS_MAX = 60

logger = logging.getLogger(__name__)


class Notices(Lane[Outgoing]):
    """Sends the outbox, at least once."""

    def __init__(
        self,
        post: Post,
        db: Database,
        texts: Texts,
        clock: Clock,
        *,
        group_language: str,
        messages_per_second: int,
        pictures: Pictures | None = None,
    ) -> None:
        super().__init__(max(WIDTH_MIN, messages_per_second // 8))
        self._pictures = pictures
        self._post = post
        self._db = db
        self._texts = texts
        self._clock = clock
        self._group_language = group_language
        self._zone = texts.of(group_language).zone

    async def recover(self, *, everything: bool) -> None:
        async with self._db.transaction() as session:
            released = await outbox.release_stale(session, now=self._clock(), everything=everything)
        if released:
            logger.warning("%d notices of a sender that died are sent again", len(released))

    async def has_work(self) -> bool:
        async with self._db.read() as session:
            return await outbox.has_due(session, now=self._clock(), busy_chats=self._busy())

    async def exchange(
        self,
        settled: Sequence[tuple[Outgoing, Outcome]],
        kept: Sequence[Outgoing],
        room: int,
    ) -> list[Outgoing]:
        now = self._clock()
        async with self._db.transaction() as session:
            ends = [settle(*one, now=now) for one in settled]
            await outbox.record(session, ends, now=now)
            for (row, outcome), end in zip(settled, ends, strict=True):
                if outcome.fate == Fate.BLOCKED and row.chat_id > 0:
                    await participants.mark_blocked(session, row.chat_id, now=now)
                if row.subject is not None:
                    await support_posts.settle(session, row, end, now=now)
            if kept:
                await outbox.renew(session, [row.id for row in kept], now=now)
            if not room:
                return []
            claimed = await outbox.claim(session, now=now, limit=room, busy_chats=self._busy())
            return await days.hold_back(session, claimed, now=now, zone=self._zone)

    async def send(self, row: Outgoing, flight: Flight) -> Outcome:
        language = row.language if row.chat_id > 0 else self._group_language
        t = self._texts.of(language)
        try:
            told = [
                t(row.text_key, **row.args),
                *(t(part.text_key, **part.args) for part in row.parts),
            ]
            html, keyboard = "\n\n".join(told), keyboards.render(t, row.keyboard)
        except Exception:
            logger.exception("notice %d has no text: %s", row.id, row.text_key)
            return Outcome(Fate.REFUSED, error=f"no text: {row.text_key}")
        return await self._post.send(
            row.chat_id,
            html,
            priority=Priority.NOTICE,
            keyboard=keyboard,
            flight=flight,
            copied=row.copied,
            reply_to_message_id=row.reply_to_message_id,
            picture=await self._drawn(row),
        )

    async def _drawn(self, row: Outgoing) -> bytes | None:
        """None also for a picture that cannot be drawn: its words are what must arrive."""
        if row.picture is None or self._pictures is None:
            return None
        try:
            return await self._pictures.draw(cards.from_json(row.picture))
        except (DrawingFailed, TooManyPictures) as error:
            logger.warning("notice %d goes without its picture: %r", row.id, error)
            return None

    def _busy(self) -> list[int]:
        return [row.chat_id for row, _ in self._flights.values()]


def settle(row: Outgoing, outcome: Outcome, *, now: datetime) -> Settled:
    """What to write down for a notice; what may yet arrive is tried again, later and later."""
    match outcome.fate:
        case Fate.SENT:
            return Settled(row.id, OutboxState.SENT, row.attempts, message_id=outcome.message_id)
        case Fate.BLOCKED:
            return Settled(row.id, OutboxState.BLOCKED, row.attempts, error=outcome.error)
        case Fate.REFUSED:
            logger.error("notice %d is refused: %s", row.id, outcome.error)
            return Settled(row.id, OutboxState.FAILED, row.attempts, error=outcome.error)
        case Fate.NOT_SENT:
            # Not the message's fault: it does not count, and the lane itself pauses.
            return Settled(
                row.id,
                OutboxState.QUEUED,
                row.attempts - 1,
                not_before=now + timedelta(seconds=1),
                error=outcome.error,
            )
        case Fate.UNKNOWN if row.attempts >= ATTEMPTS_MAX:
            logger.error("notice %d is given up: %s", row.id, outcome.error)
            return Settled(row.id, OutboxState.FAILED, row.attempts, error=outcome.error)
        case Fate.UNKNOWN:
            seconds = min(BACKOFF_SECONDS_MAX, 2 ** (row.attempts - 1))
            return Settled(
                row.id,
                OutboxState.QUEUED,
                row.attempts,
                not_before=now + timedelta(seconds=seconds),
                error=outcome.error,
            )

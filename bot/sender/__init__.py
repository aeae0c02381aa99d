"""How does everything that was written to be sent get to Telegram?"""

import asyncio

from aiogram import Bot

from bot.clock import Clock
from bot.config import Settings
from bot.db import Database
from bot.i18n import Texts
from bot.membership import Admins
from bot.pictures import Pictures
from bot.sender.broadcasts import Broadcasts
from bot.sender.cards import Cards
from bot.sender.notices import Notices
from bot.sender.post import Post
from bot.sender.watch import Watch
from bot.sender.webhooks import Courier
from bot.services import moves


class Sender:
    """Sends the outbox and the broadcasts until it is cancelled.

    Cancelled, it puts back what has not left, waits a few seconds for what has, and records it.
    """

    def __init__(
        self,
        bot: Bot,
        db: Database,
        texts: Texts,
        clock: Clock,
        settings: Settings,
        admins: Admins | None = None,
        pictures: Pictures | None = None,
    ) -> None:
        self._db = db
        self._clock = clock
        self._admins = admins or Admins(settings.telegram.admin_chat_id)
        post = Post(bot, self._follow)
        rate = settings.sender.messages_per_second
        self._sends_alone = db.is_sqlite
        self._notices = Notices(
            post,
            db,
            texts,
            clock,
            group_language=settings.texts.language,
            messages_per_second=rate,
            pictures=pictures,
        )
        self._broadcasts = Broadcasts(
            post,
            db,
            clock,
            messages_per_second=rate,
            paid=settings.sender.paid_broadcasts,
        )
        t = texts.of(settings.texts.language)
        self._cards = Cards(bot, post, db, clock, t, messages_per_second=rate)
        self._watch = Watch(bot, db, clock, self._admins)
        self._courier = Courier(db, clock, may_be_local=settings.webhooks.allow_private)

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._notices.run(sends_alone=self._sends_alone))
            group.create_task(self._broadcasts.run(sends_alone=self._sends_alone))
            group.create_task(self._cards.run())
            group.create_task(self._watch.run())
            group.create_task(self._courier.run())

    async def _follow(self, old_id: int, new_id: int) -> None:
        """A group became a supergroup, and nobody told us before."""
        async with self._db.transaction() as session:
            await moves.follow(session, old_id, new_id, now=self._clock())
        self._admins.move(old_id, new_id)

    def nudge(self) -> None:
        """Something was committed that may want to be sent: look at once."""
        self._notices.nudge()
        self._broadcasts.nudge()

    async def drain_once(self) -> int:
        """Send all that is due now, without `run`; return how many messages were taken."""
        await self._cards.turn()
        taken = await self._notices.drain() + await self._broadcasts.drain()
        await self._cards.turn()
        return taken

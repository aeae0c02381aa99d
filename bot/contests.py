"""What is done with contests when their time comes: begun, counted, closed, posted?"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiogram import Bot

from bot import membership
from bot.clock import Clock
from bot.db import Database
from bot.i18n import Texts, Translate
from bot.membership import Admins
from bot.services import contest_counts, contest_posts, contest_results, contests
from bot.services.contests import Known


@dataclass(frozen=True)
class Contests:
    """Jobs of bot.jobs; each returns how much was done."""

    bot: Bot
    db: Database
    clock: Clock
    texts: Texts
    language: str
    """Of the admin group, and of what is posted in channels."""
    admins: Admins

    @property
    def _t(self) -> Translate:
        return self.texts.of(self.language)

    @property
    def jobs(self) -> tuple[Callable[[], Awaitable[int]], ...]:
        """What a tick does, in this order."""
        return self.begin_contests, self.close_contests, self.announce_contests

    async def begin_contests(self) -> int:
        """Let those run whose moment has come."""
        now = self.clock()
        async with self.db.read() as session:
            due = await contests.planned(session, now=now)
        begun = 0
        for plan in due:
            if plan.starts_at > now:
                continue
            async with self.db.transaction() as session:
                known = await contests.begin(session, plan, now=now)
                if known is not None and self.admins.chat_id is not None:
                    await contest_posts.tell_of_start(
                        session, known, self._t, chat_id=self.admins.chat_id, now=now
                    )
            begun += known is not None
        return begun

    async def close_contests(self) -> int:
        """Freeze and reward those whose end has come."""
        now = self.clock()
        async with self.db.read() as session:
            due = await contest_results.due(session, now=now)
        if not due:
            return 0
        address = await self._address()
        closed = 0
        for contest in due:
            async with self.db.transaction() as session:
                result = await contest_results.close(session, contest, now=now)
                if result is not None:
                    await contest_posts.tell_winners(session, result, self.texts, now=now)
                    if self.admins.chat_id is not None:
                        await contest_posts.tell_of_result(
                            session,
                            result.known,
                            result.won,
                            self._t,
                            chat_id=self.admins.chat_id,
                            address=address,
                            now=now,
                            for_admins=True,
                        )
            closed += result is not None
        return closed

    async def announce_contests(self) -> int:
        """Post starts and results in the channels that were asked for."""
        async with self.db.read() as session:
            waiting = await contests.to_announce(session)
        if not waiting:
            return 0
        address = await self._address()
        for known in waiting:
            chat = known.section.announce_in
            assert chat is not None
            # Asked before the block, and each time: the channel may have let the bot in since.
            await self._announce(known, await membership.postable(self.bot, chat), address)
        return len(waiting)

    async def _announce(self, known: Known, chat_id: int | None, address: str) -> None:
        now = self.clock()
        async with self.db.transaction() as session:
            if not await contests.note_announced(session, known.contest, now=now):
                return
            if chat_id is None:
                if self.admins.chat_id is not None:
                    await contest_posts.tell_of_closed_door(
                        session, known, self._t, chat_id=self.admins.chat_id, now=now
                    )
            elif contests.is_over(known):
                won = await contest_posts.won_in(session, known)
                await contest_posts.tell_of_result(
                    session, known, won, self._t, chat_id=chat_id, address=address, now=now
                )
            else:
                await contest_posts.tell_of_start(session, known, self._t, chat_id=chat_id, now=now)

    async def count_contests(self) -> int:
        """Count the entrants of large contests; returns how many contests were counted."""
        now = self.clock()
        async with self.db.read() as session:
            due = await contest_counts.to_count(session, now=now)
            last = await contest_counts.last_participant(session) if due else 0
        for contest in due:
            for after in range(0, last, contest_counts.STRETCH):
                async with self.db.transaction() as session:
                    await contest_counts.count_stretch(session, contest, after=after)
                # People who write are answered in between.
                await asyncio.sleep(0)
            async with self.db.transaction() as session:
                section = (await contests.known(session, contest)).section
                await contest_counts.note_counted(session, contest, section, now=now)
        return len(due)

    async def _address(self) -> str:
        return f"t.me/{(await self.bot.me()).username or ''}"

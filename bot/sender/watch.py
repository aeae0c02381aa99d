"""May whoever answers for a broadcast still send one?"""

import asyncio
import logging

from aiogram import Bot
from aiogram.exceptions import AiogramError

from bot import pacer
from bot.clock import Clock
from bot.db import Database, is_conflict, is_unavailable
from bot.membership import Admins, MembershipUnknown, Seat
from bot.services import broadcast_cards, broadcast_lists, broadcasts, outbox, roles
from bot.services.broadcast_cards import Action
from bot.services.roles import Right
from models import Broadcast, PauseReason, Priority

LOOK_SECONDS = 3

logger = logging.getLogger(__name__)


class Watch:
    """Pauses the broadcasts of those who lost the right, and tells the group."""

    def __init__(self, bot: Bot, db: Database, clock: Clock, admins: Admins) -> None:
        self._bot = bot
        self._db = db
        self._clock = clock
        self._admins = admins

    async def run(self) -> None:
        pacer.priority.set(Priority.NOTICE)
        while True:
            try:
                await self.turn()
            except Exception as error:
                if not is_conflict(error) and not is_unavailable(error):
                    logger.exception("the rights behind the broadcasts cannot be looked at")
            await asyncio.sleep(LOOK_SECONDS)

    async def turn(self) -> None:
        if self._admins.chat_id is None:
            return
        async with self._db.read() as session:
            under_way = await broadcast_lists.answered_for(session)
        for broadcast in under_way:
            assert broadcast.started_by is not None
            if not await self._may_send(broadcast.started_by):
                await self._pause(broadcast)

    async def _may_send(self, telegram_id: int) -> bool:
        """True also when there is no telling: a broadcast stops for a reason, not for a fault."""
        try:
            seat = await self._admins.seat(self._bot, telegram_id)
            if seat == Seat.OUTSIDER and not await self._sees_the_group():
                return True
        except (AiogramError, MembershipUnknown, pacer.NotLetThrough):
            return True
        match seat:
            case Seat.OWNER:
                return True
            case Seat.OUTSIDER:
                return False
            case Seat.MEMBER:
                async with self._db.read() as session:
                    rights = roles.rights_of(await roles.of(session, telegram_id))
                return Right.ANNOUNCE in rights

    async def _sees_the_group(self) -> bool:
        """A group that removed the bot would make everybody an outsider."""
        assert self._admins.chat_id is not None
        try:
            await self._bot.get_chat(self._admins.chat_id)
        except AiogramError:
            return False
        return True

    async def _pause(self, broadcast: Broadcast) -> None:
        now = self._clock()
        async with self._db.transaction() as session:
            try:
                await broadcasts.pause(session, broadcast.id, reason=PauseReason.RIGHTS, now=now)
            except broadcasts.BroadcastNotRunning:
                return
            if broadcast.card_chat_id is not None:
                resume = await broadcast_cards.decision(
                    session, broadcast.id, Action.RESUME, chat_id=broadcast.card_chat_id, now=now
                )
                await outbox.post(
                    session,
                    chat_id=broadcast.card_chat_id,
                    text_key="broadcasts-paused-rights",
                    args={"broadcast": broadcast.id},
                    keyboard=[[resume]],
                    now=now,
                )
        logger.warning("broadcast %d is paused: its sender lost the right", broadcast.id)

"""A sender at work on a local Telegram, without the rest of the bot."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from sqlalchemy import func, select

from bot.config import Settings
from bot.db import Database
from bot.i18n import Argument, Texts
from bot.pacer import Pacer
from bot.sandbox import MovableClock, Telegram, serve
from bot.sandbox.people import Bot as SandboxBot
from bot.sandbox.people import User
from bot.sandbox.server import Server
from bot.sender import Sender
from bot.services import outbox, participants
from models import Delivery, DeliveryState, OutboxMessage, Participant
from tests.clock import moving_clock

TOKEN = "1000001:SANDBOX-not-a-secret"
ADMIN = 500

Json = dict[str, Any]


@dataclass
class PostOffice:
    """A local Telegram, a paced bot, and its sender."""

    telegram: Telegram
    me: SandboxBot
    server: Server
    clock: MovableClock
    bot: Bot
    pacer: Pacer
    db: Database
    texts: Texts
    settings: Settings
    sender: Sender
    group_id: int

    def another_sender(self) -> Sender:
        """As after a restart."""
        return Sender(self.bot, self.db, self.texts, self.clock, self.settings)

    async def person(
        self, name: str = "Ann", *, telegram_language: str = "en", language: str | None = None
    ) -> User:
        """Somebody who has pressed start."""
        [user] = await self.people(1, name, telegram_language=telegram_language)
        if language is not None:
            async with self.db.transaction() as session:
                found = await participants.find(session, user.id)
                assert found is not None
                await participants.choose_language(session, found.id, language)
        return user

    async def people(
        self, number: int, name: str = "Ann", *, telegram_language: str = "en"
    ) -> list[User]:
        users = [
            self.telegram.add_user(name, language_code=telegram_language) for _ in range(number)
        ]
        for user in users:
            self.telegram.send(user, text="/start")
        async with self.db.transaction() as session:
            for user in users:
                await participants.meet(
                    session,
                    telegram_id=user.id,
                    name=name,
                    username=None,
                    telegram_language=telegram_language,
                    now=self.clock(),
                )
        return users

    async def post(
        self,
        chat_id: int,
        text_key: str = "error-button-spent",
        args: Mapping[str, Argument] = {},
        **more: Any,
    ) -> None:
        async with self.db.transaction() as session:
            await outbox.post(
                session, chat_id=chat_id, text_key=text_key, args=args, now=self.clock(), **more
            )

    async def rows(self) -> list[OutboxMessage]:
        async with self.db.read() as session:
            found = await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
            return list(found)

    async def participant(self, user: User) -> Participant:
        async with self.db.read() as session:
            found = await participants.find(session, user.id)
        assert found is not None
        return found

    async def delivered(self) -> dict[DeliveryState, int]:
        """How many copies of all broadcasts are in which state."""
        async with self.db.read() as session:
            rows = await session.execute(
                select(Delivery.state, func.count()).group_by(Delivery.state)
            )
            return {DeliveryState(state): number for state, number in rows}

    def heard(self, user: User) -> list[str]:
        """What the bot wrote to a person."""
        return [
            str(message["text"])
            for message in self.telegram.history(viewer=user)
            if message["from"]["id"] == self.me.id
        ]

    def in_group(self) -> list[Json]:
        """What the bot wrote into the admin group, as it stands now."""
        return [
            message
            for message in self.telegram.history(self.group_id)
            if message.get("from", {}).get("id") == self.me.id and "text" in message
        ]

    @asynccontextmanager
    async def at_work(self, sender: Sender | None = None) -> AsyncIterator[None]:
        """The sender runs while the block does, and is then stopped as the bot stops it."""
        task = asyncio.create_task((sender or self.sender).run())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def until(self, condition: Callable[[], bool], seconds: float = 60) -> None:
        """Wait for something to be so in the local Telegram."""
        await self.telegram.wait(condition, timeout=seconds)


@asynccontextmanager
async def opened(db: Database, *, messages_per_second: int = 1_000) -> AsyncIterator[PostOffice]:
    clock = moving_clock()
    telegram = Telegram(clock=clock)
    me = telegram.add_bot(token=TOKEN, username="sarafan_demo_bot", name="Sarafan")
    owner = telegram.add_user("Olga", user_id=ADMIN)
    group = telegram.add_group("Admins", owner=owner)
    telegram.add_bot_to(group, me)
    server = await serve(telegram)
    settings = Settings.model_validate(
        {
            "telegram": {"token": TOKEN, "api_url": server.url, "admin_chat_id": group.id},
            "sender": {"messages_per_second": messages_per_second},
        }
    )
    session = AiohttpSession(api=TelegramAPIServer.from_base(server.url))
    pacer = Pacer(messages_per_second)
    session.middleware(pacer)
    bot = Bot(TOKEN, session=session, default=DefaultBotProperties(parse_mode="HTML"))
    texts = Texts(zone=ZoneInfo("Europe/Sofia"))
    sender = Sender(bot, db, texts, clock, settings)
    try:
        yield PostOffice(
            telegram, me, server, clock, bot, pacer, db, texts, settings, sender, group.id
        )
    finally:
        await session.close()
        await server.close()


def errors_in(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]

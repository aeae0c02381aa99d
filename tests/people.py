"""How do people use the bot in a test? Over the local Telegram, with the unmodified bot at work."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from aiogram import Bot as TelegramBot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import SetWebhook
from sqlalchemy import func, or_, select

from bot import app as application
from bot.app import Application
from bot.config import Settings
from bot.sandbox import MovableClock, Telegram, serve
from bot.sandbox.people import Bot, User
from bot.services import ledger, participants, verification
from bot.services.ledger import Balance
from models import OutboxMessage, OutboxState
from tests.clock import moving_clock

TOKEN = "1000001:SANDBOX-not-a-secret"
USERNAME = "sarafan_demo_bot"
CHANNEL = "@shop_news"
SETTLE_SECONDS = 60.0
QUIET_LOOKS = 3
"""How often everything must be seen at rest before it counts as settled."""

Json = dict[str, Any]


@dataclass
class Stage:
    """The local Telegram with its groups, and the bot that runs on it."""

    telegram: Telegram
    me: Bot
    clock: MovableClock
    app: Application
    owner: User
    group_id: int
    channel_id: int

    def person(self, name: str, language: str = "en", **more: Any) -> "Person":
        user = self.telegram.add_user(name, language_code=language, **more)
        return Person(self, user)

    @property
    def admin(self) -> "Person":
        return Person(self, self.owner)

    async def settle(self) -> None:
        """Wait until every update is handled and every message that is due has left."""
        quiet = 0
        async with asyncio.timeout(SETTLE_SECONDS):
            while quiet < QUIET_LOOKS:
                quiet = quiet + 1 if await self._is_quiet() else 0
                await asyncio.sleep(0.01)

    async def _is_quiet(self) -> bool:
        if self.me.updates.pending() or self.app.is_busy:
            return False
        async with self.app.db.read() as session:
            waiting = await session.scalar(
                select(func.count(OutboxMessage.id)).where(
                    or_(
                        OutboxMessage.state == OutboxState.SENDING,
                        (OutboxMessage.state == OutboxState.QUEUED)
                        & (OutboxMessage.not_before <= self.clock()),
                    )
                )
            )
        return not waiting

    async def advance(self, **span: float) -> None:
        """Let time pass, and all that falls due in it happen."""
        await self.settle()
        self.clock.advance(timedelta(**span))
        await self.app.jobs.tick()
        await self.settle()

    async def verify(self) -> list[str]:
        """What `python -m bot verify` would complain about."""
        async with self.app.db.read() as session:
            return (await verification.verify(session)).findings

    def in_group(self) -> list[Json]:
        """What the bot wrote into the admin group."""
        return [one for one in self.telegram.history(self.group_id) if self._is_mine(one)]

    def _is_mine(self, message: Json) -> bool:
        return bool(message.get("from", {}).get("id") == self.me.id)


@dataclass
class Person:
    """Somebody with a Telegram account."""

    stage: Stage
    user: User

    @property
    def id(self) -> int:
        return self.user.id

    async def start(self, code: str = "") -> Json:
        return await self.say(f"/start {code}".strip())

    async def say(self, text: str) -> Json:
        """Write to the bot in private and return its last answer."""
        self.stage.telegram.send(self.user, text=text)
        await self.stage.settle()
        return self.heard[-1]

    async def say_in_group(self, text: str, *, reply_to: Json | None = None) -> Json:
        """Write in the admin group and return the last thing that the bot says there."""
        self.stage.telegram.send(self.user, self.stage.group_id, text, reply_to=reply_to)
        await self.stage.settle()
        return self.stage.in_group()[-1]

    async def follow(self, link: str) -> Json:
        self.stage.telegram.follow(self.user, link)
        await self.stage.settle()
        return self.heard[-1]

    async def press(self, button: str, message: Json | None = None) -> str | None:
        """Press a button of the last message that has it; returns the toast or alert."""
        found = message or self._message_with(button)
        query_id = self.stage.telegram.press(self.user, found, button)
        await self.stage.settle()
        answer = self.stage.telegram.answer_of(query_id)
        return answer.get("text") if answer else None

    def _message_with(self, button: str) -> Json:
        for message in reversed(self.heard):
            if any(button == text for text in buttons(message)):
                return message
        raise AssertionError(f"no button {button!r}; the last has {buttons(self.heard[-1])}")

    async def join(self, chat_id: int | None = None) -> None:
        self.stage.telegram.join(self.user, chat_id or self.stage.channel_id)
        await self.stage.settle()

    async def leave(self, chat_id: int | None = None) -> None:
        self.stage.telegram.leave(self.user, chat_id or self.stage.channel_id)
        await self.stage.settle()

    async def invite(self) -> str:
        """This person's link."""
        answer = await self.say("/invite")
        found = re.search(rf"https://t\.me/{USERNAME}\?start=([\w-]+)", text_of(answer))
        assert found is not None, text_of(answer)
        return found[0]

    async def balance(self) -> Balance:
        """What the ledger says that this person has in the campaign of the test."""
        async with self.stage.app.db.read() as session:
            participant = await participants.find(session, self.id)
            if participant is None:
                return Balance(0)
            lines = await ledger.balances(session, participant.id)
        return lines[-1] if lines else Balance(0)

    @property
    def heard(self) -> list[Json]:
        """What the bot wrote to this person, oldest first, as it stands now."""
        history = self.stage.telegram.history(viewer=self.user)
        return [one for one in history if one["from"]["id"] == self.stage.me.id]

    @property
    def texts(self) -> list[str]:
        return [text_of(message) for message in self.heard]


def text_of(message: Json) -> str:
    return str(message.get("text") or message.get("caption") or "")


def buttons(message: Json) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


@asynccontextmanager
async def staged(
    database_url: str,
    *,
    clock: MovableClock | None = None,
    forgotten_webhook: str | None = None,
    **sections: Json,
) -> AsyncIterator[Stage]:
    """The bot at work on a local Telegram with an admin group and a channel.

    `sections` override the settings: `starter_campaign={"hold": "0"}`.
    """
    clock = clock or moving_clock()
    telegram = Telegram(clock=clock)
    me = telegram.add_bot(token=TOKEN, username=USERNAME, name="Sarafan")
    owner = telegram.add_user("Olga", language_code="en")
    group = telegram.add_group("Admins", owner=owner)
    telegram.add_bot_to(group, me)
    channel = telegram.add_channel("Shop news", CHANNEL.removeprefix("@"), owner=owner)
    telegram.add_bot_to(channel, me)
    server = await serve(telegram)
    settings = settings_for(database_url, server.url, admin_chat_id=group.id, **sections)
    if forgotten_webhook is not None:
        async with AiohttpSession(api=TelegramAPIServer.from_base(server.url)) as session:
            await session(TelegramBot(TOKEN), SetWebhook(url=forgotten_webhook))
    try:
        async with application.running(settings, clock=clock) as app:
            yield Stage(telegram, me, clock, app, owner, group.id, channel.id)
    finally:
        await server.close()


def settings_for(
    database_url: str, api_url: str, *, admin_chat_id: int | None = None, **sections: Json
) -> Settings:
    """Settings for a bot on a local Telegram; its jobs run when the test says so."""
    base: dict[str, Json] = {
        "telegram": {"token": TOKEN, "api_url": api_url, "admin_chat_id": admin_chat_id},
        "database": {"url": database_url},
        "web": {"port": 0},
        "sender": {"messages_per_second": 1000},
        "jobs": {"tick_seconds": 3600},
    }
    for name, section in sections.items():
        base[name] = base.get(name, {}) | section
    return Settings.model_validate(base)

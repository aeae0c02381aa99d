"""Friends who must be in a channel, a local Telegram that knows who is, and the jobs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from sqlalchemy import select

from bot.db import Database
from bot.jobs import Jobs
from bot.sandbox import Telegram, serve
from bot.sandbox.people import Bot as SandboxBot
from bot.sandbox.people import User
from bot.services import ledger, payouts, verification
from bot.services.destinations import Method
from bot.services.ledger import Balance
from models import Participant, Referral
from tests.clock import StillClock
from tests.town import Town

TOKEN = "1000001:SANDBOX-not-a-secret"


@dataclass
class Hall:
    """Channels by name, without the @, and the people in them."""

    db: Database
    clock: StillClock
    telegram: Telegram
    me: SandboxBot
    owner: User
    jobs: Jobs
    town: Town
    channels: dict[str, int] = field(default_factory=dict)

    def open_channel(self, name: str) -> None:
        channel = self.telegram.add_channel(name, name, owner=self.owner)
        self.telegram.add_bot_to(channel, self.me)
        self.channels[name] = channel.id

    def let_the_bot_in(self, name: str) -> None:
        self.telegram.add_bot_to(self.channels[name], self.me)

    def put_the_bot_out(self, name: str) -> None:
        self.telegram.kick(self.me, self.channels[name])

    async def begin(self, slug: str, *channels: str, **sections: Any) -> str:
        """Start a campaign with a hold of a day; returns Ann's code in it."""
        steps = [f"subscribe:@{name}" for name in channels]
        await self.town.begin(slug, qualify={"steps": steps, "hold": "24h"}, **sections)
        return await self.town.code_of(1)

    async def friend(self, code: str, *channels: str) -> User:
        """Somebody who is in these channels and presses start by a code."""
        user = self.telegram.add_user("Friend")
        for name in channels:
            self.telegram.join(user, self.channels[name])
        await self.town.arrive(user.id, code, **dict.fromkeys(channels, True))
        return user

    def leaves(self, user: User, name: str) -> None:
        """Without the bot learning of it: nobody fetches the event here."""
        self.telegram.leave(user, self.channels[name])

    async def grow_old(self, *, days: int) -> None:
        """Let the hold of a day end, and then so much time pass."""
        self.clock.advance(days=1)
        await self.jobs.tick()
        self.clock.advance(days=days)
        await self.jobs.tick()

    async def ask_for_a_payout(self) -> None:
        """Ann asks for the least there is."""
        async with self.db.transaction() as session:
            await payouts.request(
                session,
                await self.town.id_of(1),
                campaign_id=1,
                amount_minor=1,
                method=Method.CARD,
                destination="4111111111111111",
                admin_chat_id=None,
                now=self.clock(),
            )

    async def referral(self, user: User) -> Referral:
        async with self.db.read() as session:
            return (
                await session.scalars(
                    select(Referral)
                    .join(Participant, Participant.id == Referral.referee_id)
                    .where(Participant.telegram_id == user.id)
                )
            ).one()

    async def balance(self, campaign_id: int = 1) -> Balance:
        """Ann's."""
        ann = await self.town.id_of(1)
        async with self.db.read() as session:
            assert (await verification.verify(session)).findings == []
            return await ledger.balance(session, campaign_id, ann)

    def asked(self) -> int:
        """How often Telegram was asked about somebody so far."""
        return len(self.telegram.journal.entries(method="getChatMember", limit=100_000))


@asynccontextmanager
async def opened(db: Database, clock: StillClock) -> AsyncIterator[Hall]:
    telegram = Telegram()
    me = telegram.add_bot(token=TOKEN, username="sarafan_demo_bot", name="Sarafan")
    owner = telegram.add_user("Olga")
    server = await serve(telegram)
    session = AiohttpSession(api=TelegramAPIServer.from_base(server.url))
    jobs = Jobs(Bot(TOKEN, session=session), db, clock, done=lambda: None)
    hall = Hall(db, clock, telegram, me, owner, jobs, Town(db, clock))
    hall.open_channel("shop_news")
    try:
        yield hall
    finally:
        await session.close()
        await server.close()

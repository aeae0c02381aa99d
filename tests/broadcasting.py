"""Broadcasts as a test plans, awaits and counts them."""

import asyncio

from bot.sandbox.people import User
from bot.services import broadcasts
from models import Broadcast
from tests.sending import ADMIN, PostOffice


async def plan(office: PostOffice, html: str = "<b>Hello</b>", *, card: bool = False) -> int:
    """A broadcast, due at once unless its card must be shown first."""
    async with office.db.transaction() as session:
        planned = await broadcasts.plan(
            session,
            html,
            by=ADMIN,
            card_chat_id=office.group_id if card else None,
            now=office.clock(),
        )
        if not card:
            await broadcasts.start_now(session, planned.broadcast.id, now=office.clock())
    return planned.broadcast.id


async def broadcast_of(office: PostOffice, broadcast_id: int) -> Broadcast:
    async with office.db.read() as session:
        return await session.get_one(Broadcast, broadcast_id)


async def until_over(office: PostOffice, broadcast_id: int) -> None:
    async with asyncio.timeout(60):
        while True:
            if (await broadcast_of(office, broadcast_id)).finished_at is not None:
                return
            await asyncio.sleep(0.02)


def copies(office: PostOffice, people: list[User]) -> list[int]:
    """How many copies each person has got."""
    return [len(office.heard(user)) for user in people]

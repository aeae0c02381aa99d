"""One campaign, a person with points in it, and the admins who decide on payouts."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from bot.db import Database
from bot.services import campaigns, documents, ledger, participants, payouts
from bot.services.destinations import Method
from bot.services.ledger import Leg
from models import (
    CAMPAIGN_OWNER,
    Account,
    Bucket,
    Entry,
    OutboxMessage,
    Participant,
    Payout,
    PayoutState,
)
from tests.clock import StillClock

ADMIN_GROUP = -100_500
ANN, FIRST, SECOND = 700, 501, 502
CARD = "4111111111111111"


@dataclass
class World:
    """One campaign, one person with points in it, and what the two admins can do."""

    db: Database
    clock: StillClock
    campaign_id: int
    ann: Participant

    async def give(self, amount_minor: int, *, key: str = "gift") -> None:
        async with self.db.transaction() as session:
            await ledger.post(
                session,
                key=key,
                kind="credit",
                campaign_id=self.campaign_id,
                version=1,
                at=self.clock(),
                legs=[
                    Leg(CAMPAIGN_OWNER, Bucket.BUDGET, -amount_minor, floor_minor=None),
                    Leg(self.ann.id, Bucket.AVAILABLE, amount_minor),
                ],
            )

    async def ask(
        self,
        amount_minor: int = 500,
        *,
        method: Method = Method.CARD,
        destination: str = CARD,
        admin_chat_id: int | None = ADMIN_GROUP,
    ) -> Payout:
        async with self.db.transaction() as session:
            return await payouts.request(
                session,
                self.ann.id,
                campaign_id=self.campaign_id,
                amount_minor=amount_minor,
                method=method,
                destination=destination,
                admin_chat_id=admin_chat_id,
                now=self.clock(),
            )

    async def approve(self, payout: Payout, by: int = FIRST) -> Payout:
        async with self.db.transaction() as session:
            return await payouts.approve(session, payout.id, by=by, now=self.clock())

    async def reject(
        self,
        payout: Payout,
        by: int = FIRST,
        *,
        reason: str = "wrong card",
        seen: PayoutState = PayoutState.REQUESTED,
    ) -> Payout:
        async with self.db.transaction() as session:
            return await payouts.reject(
                session, payout.id, by=by, reason=reason, now=self.clock(), seen=seen
            )

    async def pay(self, payout: Payout, by: int = FIRST) -> Payout:
        async with self.db.transaction() as session:
            return await payouts.mark_paid(session, payout.id, by=by, now=self.clock())

    async def balance(self) -> tuple[int, int, int]:
        """Available, requested, paid out."""
        async with self.db.read() as session:
            mine = await ledger.balance(session, self.campaign_id, self.ann.id)
            paid_out = await session.scalar(
                select(Account.balance_minor).where(Account.bucket == Bucket.PAID_OUT)
            )
        return mine.available, mine.requested, paid_out or 0

    async def payout(self, payout: Payout) -> Payout:
        async with self.db.read() as session:
            return await session.get_one(Payout, payout.id)

    async def messages(self, chat_id: int) -> list[OutboxMessage]:
        async with self.db.read() as session:
            rows = await session.scalars(
                select(OutboxMessage)
                .where(OutboxMessage.chat_id == chat_id)
                .order_by(OutboxMessage.id)
            )
            return list(rows)

    async def assert_books_agree(self) -> None:
        """Every transaction sums to zero, and every cached balance is the sum of its entries."""
        async with self.db.read() as session:
            sums = await session.execute(
                select(Entry.transaction_id, func.sum(Entry.amount_minor)).group_by(
                    Entry.transaction_id
                )
            )
            assert {total for _transaction, total in sums} == {0}
            entries = (
                select(Entry.account_id, func.sum(Entry.amount_minor).label("total"))
                .group_by(Entry.account_id)
                .subquery()
            )
            wrong = await session.execute(
                select(Account.bucket, Account.balance_minor, entries.c.total)
                .join(entries, entries.c.account_id == Account.id)
                .where(Account.balance_minor != entries.c.total)
            )
            assert wrong.all() == []


async def build_usual(db: Database, clock: StillClock) -> World:
    """From 100 to 5,000 points at a time, and 10,000 to spend."""
    world = await build(db, clock, payout={"minimum": 100, "maximum": 5_000})
    await world.give(10_000)
    return world


async def build(
    db: Database,
    clock: StillClock,
    *,
    slug: str = "autumn",
    unit: dict[str, Any] | None = None,
    payout: dict[str, Any] | None = None,
) -> World:
    content: dict[str, Any] = {"campaign": {"slug": slug, "unit": unit or {}}}
    if payout is not None:
        content["payout"] = payout
    async with db.transaction() as session:
        campaign = await campaigns.load(session, documents.from_json(content), now=clock())
        await campaigns.start(session, slug, now=clock())
        ann = await participants.meet(
            session,
            telegram_id=ANN,
            name="Ann <b>Brown</b>",
            username=None,
            telegram_language="en",
            now=clock(),
        )
    return World(db, clock, campaign.id, ann)

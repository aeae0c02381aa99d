"""A ledger in which everything has happened once: every state of a reward and of a payout."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from bot.db import Database
from bot.services import payouts, seals
from bot.services.destinations import Method
from models import Bucket, Campaign, Payout, PayoutState, RevokeReason, Transaction
from tests.clock import START, StillClock
from tests.forgers import ids
from tests.town import Town

ANN, BEN, CLEO = 1, 2, 3
BEGUN_AT, FILLED_AT = START - timedelta(days=2), START
BOTH = [
    {"on": "qualified", "to": "referrer", "amount": 100},
    {"on": "qualified", "to": "friend", "amount": 30},
]


@dataclass
class RichWorld:
    db: Database
    town: Town

    async def ask(self, telegram_id: int, amount_minor: int) -> Payout:
        participant_id = await self.town.id_of(telegram_id)
        async with self.db.transaction() as session:
            campaign_id = await session.scalar(select(Campaign.id).where(Campaign.slug == "now"))
            assert campaign_id is not None
            return await payouts.request(
                session,
                participant_id,
                campaign_id=campaign_id,
                amount_minor=amount_minor,
                method=Method.CARD,
                destination="4111111111111111",
                admin_chat_id=None,
                now=self.town.clock(),
            )

    async def decide(self, payout: Payout, *states: PayoutState) -> None:
        async with self.db.transaction() as session:
            for state in states:
                now = self.town.clock()
                if state == PayoutState.APPROVED:
                    await payouts.approve(session, payout.id, by=501, now=now)
                elif state == PayoutState.PAID:
                    await payouts.mark_paid(session, payout.id, by=501, now=now)
                else:
                    await payouts.reject(session, payout.id, by=501, reason="no such card", now=now)

    async def accounts(self, campaign_id: int, telegram_id: int, bucket: Bucket) -> list[int]:
        owner_id = await self.town.id_of(telegram_id)
        return await ids(
            self.db,
            "accounts",
            f"campaign_id = {campaign_id} AND owner_id = {owner_id} AND bucket = '{bucket}'",
        )

    async def key(self, campaign_id: int, friend: int, rule: int) -> str:
        return f"referral:{campaign_id}:{await self.town.id_of(friend)}:{rule}"

    async def reward(self, campaign_id: int, friend: int, rule: int) -> int:
        key = await self.key(campaign_id, friend, rule)
        [reward_id] = await ids(self.db, "rewards", f"key = '{key}'")
        return reward_id

    async def seal(self) -> int:
        async with self.db.transaction() as session:
            return await seals.seal(session, limit=1_000)

    async def sealed(self) -> list[int]:
        """Ids of the transactions in the order of their seals."""
        async with self.db.read() as session:
            return list(
                await session.scalars(
                    select(Transaction.id)
                    .where(Transaction.seal_number.is_not(None))
                    .order_by(Transaction.seal_number)
                )
            )


def look(db: Database) -> RichWorld:
    """The people of a database that was filled."""
    return RichWorld(db, Town(db, StillClock(FILLED_AT)))


async def fill(db: Database) -> None:
    """Two campaigns: 1, "later", with a hold and a budget; 2, "now", without; all is sealed."""
    clock = StillClock(BEGUN_AT)
    town = Town(db, clock)
    world = RichWorld(db, town)
    await town.begin("later", reward=BOTH, qualify={"hold": "24h"}, budget={"total": 560})
    await _with_a_hold(town, clock)
    await town.begin("now", reward=BOTH, attribution={"new": "to_campaign"})
    ann, ben = await town.code_of(ANN), await town.code_of(BEN)
    for friend in range(40, 46):
        clock.advance(minutes=1)
        await town.arrive(friend, ann if friend % 2 else ben)
    await world.decide(await world.ask(ANN, 120), PayoutState.APPROVED, PayoutState.PAID)
    await world.decide(await world.ask(ANN, 50), PayoutState.REJECTED)
    await world.decide(await world.ask(ANN, 100), PayoutState.APPROVED)
    await world.ask(BEN, 40)
    # Ann has 80 left of 300, so that taking 100 back leaves a debt.
    await town.revoke(45, RevokeReason.BANNED)
    await world.seal()
    assert clock() < FILLED_AT


async def _with_a_hold(town: Town, clock: StillClock) -> None:
    ann, ben = await town.code_of(ANN), await town.code_of(BEN)
    await town.code_of(CLEO)
    for friend, code in ((31, ann), (32, ann), (33, ben)):
        await town.arrive(friend, code)
    await town.revoke(32, RevokeReason.BANNED)
    clock.advance(hours=25)
    await town.catch_up()
    await town.revoke(33, RevokeReason.LEFT)
    # The budget is used up by the third of these.
    for friend in (34, 35, 36, 37):
        await town.arrive(friend, ben)

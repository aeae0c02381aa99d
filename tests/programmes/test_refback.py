"""Does a friend get the part of the reward that the referrer gives back?"""

from sqlalchemy import func, select

from models import Entry, Transaction
from tests.people import text_of
from tests.programmes.play import Play


async def test_each_reward_is_shared_as_the_referrer_has_chosen(play: Play) -> None:
    """10% of every purchase, of which Ann gives back nothing, then 30%, then 80%; both parts in one
    transaction of the ledger."""
    ann = play.person("Ann")
    await ann.start()
    [ben] = await play.invited_by(ann, "Ben")
    # 10% of 10.00.
    await play.shop.sell(ben, 1_000)
    await play.expect(granted=100, Ann=(0, 100, 0))

    assert "80" in text_of(await ann.say("/refback 90"))
    await ann.say("/refback 30")
    # 10% of 12.34 = 123; 30% of it = 36.9, rounded down; the rest, 87, is Ann's.
    await play.shop.sell(ben, 1_234)
    await play.expect(granted=223, Ann=(0, 187, 0), Ben=(0, 36, 0))
    assert await legs(play) == [2, 3]

    await ann.say("/refback 80")
    # 10% of 100.00 = 1,000: 800 and 200. What was promised before stays.
    order = await play.shop.sell(ben, 10_000)
    await play.expect(granted=1_223, Ann=(0, 387, 0), Ben=(0, 836, 0))
    await play.stage.advance(days=3, minutes=1)
    await play.expect(granted=1_223, Ann=(387, 0, 0), Ben=(836, 0, 0))
    # Given back, it is taken from both.
    await play.shop.take_back(order)
    await play.expect(granted=223, Ann=(187, 0, 0), Ben=(36, 0, 0))


async def legs(play: Play) -> list[int]:
    """How many accounts each promise touched: the budget, Ann, and Ben where he has a part."""
    async with play.stage.app.db.read() as session:
        rows = await session.scalars(
            select(func.count(Entry.account_id))
            .join(Transaction, Transaction.id == Entry.transaction_id)
            .where(Transaction.kind == "reward")
            .group_by(Transaction.id)
            .order_by(Transaction.id)
        )
        return list(rows)

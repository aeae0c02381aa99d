"""Does a payout have one outcome when five admins decide on it at the same moment?"""

import random

import pytest

from bot.db import Database
from bot.services.payout_rounds import Deed
from models import PayoutState
from tests.clock import StillClock
from tests.payout_races import Races


async def test_races_of_five_admins_have_one_outcome_each(db: Database, clock: StillClock) -> None:
    """Goal: one outcome for each payout, and books that agree.

    Method: for each of 200 payouts, twenty side by side, five admins approve, reject and mark as
    paid at the same moment; every fourth takes two approvals, and each costs a fee. Whatever is
    open afterwards is raced for again until it is not. `python -m tests.payout_races` does it for
    1,000 on each database.
    """
    races = Races(db, clock, random.Random(20_261_122))
    await races.prepare(200)
    ends = await races.run()
    await races.check(ends)
    assert set(ends) == {PayoutState.PAID, PayoutState.REJECTED}
    assert min(ends.values()) > 20, "the races must go both ways to mean something"


@pytest.mark.parametrize("count", [40])
async def test_five_who_decide_on_all_at_once_share_them(
    db: Database, clock: StillClock, count: int
) -> None:
    races = Races(db, clock, random.Random(1))
    await races.prepare(count)
    approved = await races.decide_together(Deed.APPROVE)
    assert approved["done"] == count
    paid = await races.decide_together(Deed.PAY)
    assert (paid["done"], paid["missed"]) == (count, 4 * count)
    ends = await races.run()
    assert ends == {PayoutState.PAID: count}
    await races.check(ends)

"""Does a state that the ledger or the referrals contradict get a name?"""

from itertools import permutations

import pytest
from sqlalchemy import func, select

from bot.db import Database
from models import Payout, PayoutState, Reward, RewardState
from tests.forgers import findings_after, ids, names
from tests.rich_world import ANN, BEN, CLEO, RichWorld


@pytest.fixture
def db(world: RichWorld) -> Database:
    return world.db


async def test_a_reward_in_another_state_than_the_ledger_is_named(
    world: RichWorld, db: Database
) -> None:
    async with db.read() as session:
        rows = await session.execute(
            select(Reward.state, Reward.reason, func.min(Reward.id)).group_by(
                Reward.state, Reward.reason
            )
        )
        examples = [(state, reason, reward_id) for state, reason, reward_id in rows]
    assert len(examples) == 5, "every state, and void for both reasons"
    # The least was credited after a hold, this one at once.
    examples.append((RewardState.CREDITED, None, await world.reward(2, 41, 0)))
    for state, reason, reward_id in examples:
        for other in RewardState:
            if other == state:
                continue
            found = await findings_after(
                db, f"UPDATE rewards SET state = '{other}' WHERE id = {reward_id}"
            )
            assert names(found, f"reward {reward_id} (referral:"), (state, reason, other, found)
    # A promise that was void for lack of a budget was never posted, and the other way round.
    for wrong, right in (("budget", "revoked"), ("revoked", "budget")):
        [reward_id, *_] = await ids(db, "rewards", f"reason = '{right}' AND state = 'void'")
        found = await findings_after(
            db, f"UPDATE rewards SET reason = '{wrong}' WHERE id = {reward_id}"
        )
        assert names(found, f"reward {reward_id} (")


async def test_a_reward_that_says_something_else_than_was_posted_is_named(
    world: RichWorld, db: Database
) -> None:
    cleo = await world.town.id_of(CLEO)
    for reward_id in (await ids(db, "rewards", "state <> 'void'"))[::3]:
        for change in (
            "amount_minor = 1000",
            f"participant_id = {cleo}",
            "campaign_id = 3 - campaign_id",
        ):
            found = await findings_after(db, f"UPDATE rewards SET {change} WHERE id = {reward_id}")
            assert names(found, f"reward {reward_id} ("), (change, found)


async def test_rewards_and_referrals_contradict_each_other_openly(
    world: RichWorld, db: Database
) -> None:
    credited, key = await world.reward(1, 31, 0), await world.key(1, 31, 0)
    friend = await world.town.id_of(31)
    found = await findings_after(
        db, f"UPDATE referrals SET state = 'revoked' WHERE referee_id = {friend}"
    )
    assert names(found, f"reward {credited} ({key}) is credited, its referral is revoked")
    found = await findings_after(db, f"DELETE FROM rewards WHERE id = {credited}")
    assert names(found, f"({key}) belongs to no reward")
    assert names(found, f"({key}:credited) belongs to no reward")


async def test_a_payout_in_another_state_than_the_ledger_is_named(
    world: RichWorld, db: Database
) -> None:
    async with db.read() as session:
        rows = await session.execute(select(Payout.id, Payout.state))
        examples = {PayoutState(state): payout_id for payout_id, state in rows}
    assert set(examples) == set(PayoutState)
    for state, other in permutations(PayoutState, 2):
        payout_id = examples[state]
        found = await findings_after(
            db, f"UPDATE payouts SET state = '{other}' WHERE id = {payout_id}"
        )
        assert names(found, f"payout {payout_id} is {other}"), (state, other, found)
    cleo = await world.town.id_of(CLEO)
    for payout_id in examples.values():
        for change in ("amount_minor = amount_minor + 1", f"participant_id = {cleo}"):
            found = await findings_after(db, f"UPDATE payouts SET {change} WHERE id = {payout_id}")
            assert names(found, f"payout {payout_id} is"), (payout_id, change, found)
        found = await findings_after(db, f"DELETE FROM payouts WHERE id = {payout_id}")
        assert names(found, "the ledger knows of 4 payouts, there are 3")


async def test_a_standing_that_its_friends_do_not_explain_is_named(
    world: RichWorld, db: Database
) -> None:
    ann, ben, friend = [await world.town.id_of(each) for each in (ANN, BEN, 31)]
    found = await findings_after(
        db, f"UPDATE standings SET friends = 9 WHERE participant_id = {ann} AND campaign_id = 1"
    )
    assert names(found, f"the standing of {ann} says 9 friends, referrals say 1")
    found = await findings_after(
        db, f"DELETE FROM standings WHERE participant_id = {ben} AND campaign_id = 2"
    )
    assert names(found, f"{ben} has 3 friends and no standing")
    for change in ("friends = friends + 1", "points_minor = 7", "period = '2020-W07'"):
        found = await findings_after(
            db,
            f"UPDATE standings SET {change} WHERE participant_id = {ann} AND campaign_id = 2 "
            "AND period LIKE '%-W%'",
        )
        assert names(found, f"the standings of {ann} in campaign 2 differ") or names(
            found, f"the standing of {ann} says"
        ), change
        assert names(found, "-W"), (change, found)
    found = await findings_after(
        db, f"DELETE FROM standings WHERE participant_id = {ben} AND period <> 'all'"
    )
    assert names(found, f"the standings of {ben} in campaign 2 differ")
    found = await findings_after(
        db, f"UPDATE referrals SET state = 'pending' WHERE referee_id = {friend}"
    )
    assert names(found, f"the standing of {ann} says 1 friends, referrals say 0")

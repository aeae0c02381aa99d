"""Does a replay pay what was paid, and show whom a proposed version would pay otherwise?"""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner

from bot.__main__ import app
from bot.db import Database
from bot.services import campaigns, replay_words, replays
from bot.services.documents import Document
from bot.services.replays import Replay
from models import RevokeReason, Reward, RewardState, Transaction
from tests.clock import StillClock
from tests.market import ANN, BEN, CLEO, DAN, Market
from tests.town import campaign_document

SHARE = {"on": "purchase", "to": "referrer", "percent": 10}
FIXED = {"on": "qualified", "to": "referrer", "amount": 100}


@pytest.fixture
def market(db: Database, clock: StillClock) -> Market:
    return Market(db, clock)


def proposal(*rewards: dict[str, Any], **sections: Any) -> Document:
    return campaign_document("sale", reward=list(rewards), **sections)


async def replayed(market: Market, proposed: Document) -> Replay:
    async with market.db.read() as session:
        campaign = await campaigns.by_slug(session, "sale")
        assert campaign is not None
        moved = await session.scalar(select(func.count(Transaction.id)))
        found = await replays.replay(session, campaign.id, proposed, now=market.clock())
        assert await session.scalar(select(func.count(Transaction.id))) == moved
    return found


async def by_person(market: Market, found: Replay) -> dict[int, tuple[int, int]]:
    """Before and after, by Telegram id."""
    async with market.db.read() as session:
        known = await replay_words.people(session, found.people)
    return {known[each.participant_id][0]: (each.before, each.after) for each in found.people}


async def alive(market: Market) -> int:
    async with market.db.read() as session:
        return (
            await session.scalar(
                select(func.sum(Reward.amount_minor)).where(
                    Reward.state.in_((RewardState.SCHEDULED, RewardState.CREDITED))
                )
            )
            or 0
        )


async def test_what_was_paid_is_found_again_from_the_records(
    market: Market, clock: StillClock
) -> None:
    """Goal: the same rules give the same sum. Method: levels, tiers, caps, refunds, a loss."""
    rules = [
        FIXED | {"tiers": [{"from": 2, "amount": 150}]},
        SHARE | {"max_amount": 240},
        {"on": "purchase", "to": "upline:2", "percent": 5, "times": 2},
        {"on": "nth:2", "to": "friend", "amount": 30},
        {"on": "start", "to": "friend", "amount": 5},
    ]
    milestone = [{"at": 2, "amount": 40}]
    await market.begin(*rules, milestone=milestone)
    await market.come(CLEO, BEN)
    await market.come(DAN, BEN)
    await market.come(5, ANN)
    for amount in (1_000, 999, 500, 300):
        clock.advance(hours=1)
        await market.buy(amount, buyer=CLEO)
    await market.refund("A-4")
    await market.refund("A-3", 200)
    await market.town.revoke(DAN, RevokeReason.BANNED)
    await market.is_in_order()
    found = await replayed(market, proposal(*rules, milestone=milestone))
    assert found.before.cost == await alive(market)
    assert found.before.points == found.after.points
    assert (found.gainers, found.losers) == (0, 0)
    assert found.before.friends == 3


async def test_a_replay_tells_who_gains_and_who_loses(market: Market) -> None:
    """Ann has 100 for Ben; Ben 100 for Cleo and 100 of her 1,000. Then 5 % and 60 for each."""
    await market.begin(FIXED, SHARE)
    await market.come(CLEO, BEN)
    await market.buy(1_000, buyer=CLEO)
    half = [
        FIXED | {"amount": 60},
        SHARE | {"percent": 5},
        {"on": "purchase", "to": "friend", "amount": 7},
    ]
    found = await replayed(market, proposal(*half))
    assert await by_person(market, found) == {ANN: (100, 60), BEN: (200, 110), CLEO: (0, 7)}
    assert (found.before.cost, found.after.cost) == (300, 177)
    assert (found.gainers, found.losers) == (1, 2)


async def test_a_step_that_was_dropped_or_added_counts_by_what_was_done(
    market: Market, clock: StillClock
) -> None:
    await market.begin(FIXED, qualify={"steps": ["start", "purchase:500"]})
    await market.come(CLEO, ANN)
    await market.buy(400, buyer=BEN)
    await market.buy(600, buyer=CLEO)
    assert (await replayed(market, proposal(FIXED))).after.cost == 200
    lower = proposal(FIXED, qualify={"steps": ["start", "purchase:300"]})
    assert (await replayed(market, lower)).after.friends == 2
    joined = proposal(FIXED, qualify={"steps": ["start", "subscribe:@shop_news"]})
    assert (await replayed(market, joined)).after.cost == 0


async def test_versions_stay_with_the_friends_who_came_under_them(
    market: Market, db: Database, clock: StillClock
) -> None:
    """A referral under version 1 is settled under version 1, also when it buys under version 2."""
    await market.begin(FIXED, SHARE)
    async with db.transaction() as session:
        await campaigns.load(
            session, proposal(FIXED | {"amount": 7}, SHARE | {"percent": 1}), now=clock()
        )
    await market.come(CLEO, ANN)
    await market.buy(1_000, buyer=BEN)
    await market.buy(1_000, buyer=CLEO)
    # Ben: 100 and 10 %; Cleo: 7 and 1 %.
    assert await market.available(ANN) == [100 + 100 + 7 + 10]
    found = await replayed(market, proposal(FIXED, SHARE))
    assert await by_person(market, found) == {ANN: (217, 400)}


async def test_limits_and_budgets_of_the_proposal_count(market: Market) -> None:
    await market.begin(FIXED, limits={"per_campaign": 2})
    for friend in (CLEO, DAN, 5):
        await market.come(friend, ANN)
    assert await market.available(ANN) == [200]
    without = await replayed(market, proposal(FIXED))
    assert (without.before.cost, without.after.cost) == (200, 400)
    tighter = await replayed(market, proposal(FIXED, limits={"per_day": 1}))
    assert tighter.after.cost == 100
    poorer = await replayed(market, proposal(FIXED, budget={"total": 350}))
    assert poorer.after.cost == 300


async def test_the_budget_is_that_of_the_moment(
    market: Market, db: Database, clock: StillClock
) -> None:
    """Ann: 100 of 150 for Ben, nothing for his first purchase; of 300, his second and Cleo."""
    await market.begin(FIXED, SHARE, budget={"total": 150})
    await market.buy(1_000, buyer=BEN)
    assert await market.available(ANN) == [100]
    clock.advance(hours=1)
    async with db.transaction() as session:
        await campaigns.load(session, proposal(FIXED, SHARE, budget={"total": 300}), now=clock())
    await market.buy(1_000, buyer=BEN)
    await market.come(CLEO, ANN)
    assert await market.available(ANN) == [300]
    found = await replayed(market, proposal(FIXED, SHARE))
    assert await by_person(market, found) == {ANN: (300, 400)}


async def test_other_decimals_are_refused(market: Market) -> None:
    await market.begin(FIXED)
    other = campaign_document("sale")
    unit = other.campaign.unit.model_copy(update={"decimals": 2})
    section = other.campaign.model_copy(update={"unit": unit})
    with pytest.raises(replays.UnitsDiffer):
        await replayed(market, other.model_copy(update={"campaign": section}))


async def test_an_operator_replays_a_file(
    sqlite_url: str, clock: StillClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = Database(sqlite_url)
    try:
        market = Market(db, clock)
        await market.begin(FIXED)
    finally:
        await db.close()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SARAFAN_DATABASE__URL", sqlite_url)
    (tmp_path / "next.toml").write_text(
        '[campaign]\nslug = "sale"\n[[reward]]\non = "qualified"\nto = "referrer"\namount = 150\n'
    )
    said = await asyncio.to_thread(
        CliRunner().invoke, app, ["campaign", "replay", "sale", "next.toml", "--csv", "all.csv"]
    )
    assert said.exit_code == 0, said.output
    assert "100 points before, 150 points after (+50 points)" in said.output
    assert "1 gain, 0 lose" in said.output
    written = (tmp_path / "all.csv").read_text(encoding="utf-8-sig").splitlines()
    assert written[0].startswith("telegram_id")
    assert written[1].split(",")[2:] == ["100", "150", "50"]

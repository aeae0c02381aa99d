"""Is a budget never promised twice, and does everybody hear in time that it ends?"""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.db import Database
from bot.pacer import limits
from bot.services import budgets, campaigns, documents, dues, figures, seals
from bot.services.budgets import Budget, Level
from bot.services.documents import Document
from models import Reward, RewardState
from tests.clock import StillClock
from tests.market import ANN, Market
from tests.operators import load, start
from tests.people import staged, text_of
from tests.town import Town, campaign_document

pytestmark = pytest.mark.usefixtures("unpaced")

TENTH = {"on": "purchase", "to": "referrer", "percent": 10}
UNIT = {"name": {"en": {"one": "coin", "other": "coins"}}}


def test_a_budget_is_gone_when_the_smallest_reward_no_longer_fits() -> None:
    assert Budget(1_000, 799, 100).level == Level.ENOUGH
    assert Budget(1_000, 800, 100).level == Level.NEARLY
    assert Budget(1_000, 900, 100).level == Level.NEARLY
    assert Budget(1_000, 901, 100).level == Level.GONE
    assert Budget(1_000, 1_200).left_minor == 0


def test_the_end_is_foreseen_by_the_pace_of_two_weeks(clock: StillClock) -> None:
    now = clock()
    assert budgets.ends_at(300, 700, now=now) == now + timedelta(days=6)
    assert budgets.ends_at(0, 700, now=now) == now
    assert budgets.ends_at(300, 0, now=now) is None
    assert budgets.ends_at(300, -50, now=now) is None
    assert budgets.ends_at(10**12, 1, now=now) is None


def test_percentages_and_tiers_count_for_the_smallest_reward() -> None:
    def least(*rules: dict[str, object]) -> int:
        document = documents.from_json({"campaign": {"slug": "least"}, "reward": list(rules)})
        return budgets.smallest(document)

    fixed = {"on": "qualified", "to": "referrer", "amount": 100}
    assert least(fixed) == 100
    assert least(fixed, {"on": "start", "to": "friend", "amount": 40}) == 40
    assert least(fixed | {"tiers": [{"from": 5, "amount": 70}]}) == 70
    assert least(fixed, {"on": "purchase", "to": "referrer", "percent": 10}) == 1
    assert least() == 1


async def _town(db: Database, clock: StillClock, total: int = 1_000) -> tuple[Town, str]:
    town = Town(db, clock)
    await town.begin(budget={"total": total})
    return town, await town.code_of(1)


def _sale(**sections: object) -> Document:
    attribution = {"new": "to_campaign"}
    return campaign_document("sale", reward=[TENTH], attribution=attribution, **sections)


async def _warned(town: Town) -> list[tuple[Level, int, object]]:
    async with town.db.transaction() as session:
        found = await budgets.fuller(session, now=town.clock())
    return [(each.level, each.budget.granted_minor, each.ends_at) for each in found]


async def test_the_admins_are_warned_once_at_80_and_once_at_100_percent(
    db: Database, clock: StillClock
) -> None:
    """Goal: two warnings for a total, each with its date, and again when the total was raised."""
    town, code = await _town(db, clock)
    for person in range(2, 9):
        await town.arrive(person, code)
    assert await _warned(town) == []
    await town.arrive(9, code)
    # 800 in less than 14 days: the rest lasts a quarter of that.
    assert await _warned(town) == [(Level.NEARLY, 800, clock() + timedelta(days=3.5))]
    assert await _warned(town) == []
    for person in (10, 11, 12):
        await town.arrive(person, code)
    assert await _warned(town) == [(Level.GONE, 1_000, clock())]
    assert await _warned(town) == []
    await load(db, clock, campaign_document("autumn", budget={"total": 1_200}))
    assert await _warned(town) == [(Level.NEARLY, 1_000, clock() + timedelta(days=2.8))]


async def test_what_was_counted_before_is_part_of_the_pace(db: Database, clock: StillClock) -> None:
    town, code = await _town(db, clock)
    await town.arrive(2, code)
    clock.advance(days=20)
    await town.arrive(3, code)
    await town.arrive(4, code)
    async with db.read() as session:
        campaign = await campaigns.current(session, now=clock())
        assert campaign is not None
        live = await budgets.granted_lately(session, now=clock())
    async with db.transaction() as session:
        await seals.seal(session, limit=100)
        await figures.fold_ledger(session, limit=100)
    async with db.read() as session:
        folded = await budgets.granted_lately(session, now=clock())
        assert (await figures.folded(session)).seal_number == 3
    assert live == folded == {campaign.id: 200}


async def test_no_promise_is_made_that_the_budget_cannot_keep(
    db: Database, clock: StillClock
) -> None:
    """Goal: held points are taken out already. Method: a hold of a day, a budget for two."""
    town = Town(db, clock)
    await town.begin(budget={"total": 250}, qualify={"hold": "24h"})
    code = await town.code_of(1)
    for person in (2, 3, 4, 5):
        await town.arrive(person, code)
    async with db.read() as session:
        states = await session.execute(
            select(Reward.state, func.count()).group_by(Reward.state).order_by(Reward.state)
        )
        assert [tuple(row) for row in states] == [
            (RewardState.SCHEDULED, 2),
            (RewardState.VOID, 2),
        ]
        campaign = await campaigns.current(session, now=clock())
        assert await budgets.level(session, campaign) == Level.GONE
    clock.advance(days=2)
    await town.catch_up()
    async with db.transaction() as session:
        assert await dues.find(session, now=clock(), limit=10) == []


async def test_the_budget_of_the_latest_version_is_everybodys(
    db: Database, clock: StillClock
) -> None:
    """Goal: one budget, whichever version a friend came under. Method: raised, lowered, lifted."""
    market = Market(db, clock)
    await market.begin(TENTH, budget={"total": 1_000})
    await market.buy(10_000)
    await market.buy(10_000)
    assert await market.available(ANN) == [1_000]
    await load(db, clock, _sale(budget={"total": 5_000}))
    await market.buy(10_000)
    assert await market.available(ANN) == [2_000]
    await load(db, clock, _sale(budget={"total": 2_000}))
    await market.buy(10_000)
    assert await market.available(ANN) == [2_000]
    await load(db, clock, _sale())
    await market.buy(50_000)
    assert await market.available(ANN) == [7_000]
    await market.is_in_order()


@pytest.mark.parametrize("total", [500, 1_000, 5_000])
async def test_what_a_refund_gives_back_can_be_promised_anew(
    db: Database, clock: StillClock, total: int
) -> None:
    market = Market(db, clock)
    await market.begin(TENTH, budget={"total": 2_000})
    await market.buy(10_000)
    await market.buy(5_000)
    await load(db, clock, _sale(budget={"total": total}))
    # A tenth of 9,900 instead of a tenth of 10,000.
    await market.refund("A-1", 100)
    assert await market.available(ANN) == [990 + 500]
    await market.refund("A-1", 9_900)
    assert await market.available(ANN) == [500]
    await market.is_in_order()


async def test_people_and_admins_are_told_before_and_when_a_budget_is_used_up(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "CHAT_INTERVAL_SECONDS", 0.0)
    async with staged(sqlite_url) as stage:
        document = documents.from_json(
            {
                "campaign": {"slug": "small", "unit": UNIT},
                "budget": {"total": 500},
                "reward": [{"on": "qualified", "to": "referrer", "amount": 100}],
            }
        )
        await load(stage.app.db, stage.clock, document)
        await start(stage.app.db, stage.clock, "small")
        ann = stage.person("Ann")
        link = await ann.invite()
        assert "budget" not in text_of(await ann.say("/invite"))
        for name in ("Ben", "Cid", "Dan", "Eve"):
            await stage.person(name).follow(link)
        nearly = "budget is nearly used up"
        for command in ("/start", "/invite", "/terms"):
            assert nearly in text_of(await ann.say(command))
        await stage.advance(seconds=30)
        [warning] = [each for each in stage.in_group() if "of the budget is used" in text_of(each)]
        assert "80%" in text_of(warning)
        assert "100 coins of 500 coins" in text_of(warning)
        for name in ("Fay", "Gus"):
            newcomer = stage.person(name)
            said = await newcomer.follow(link)
        # The last one is told before inviting anybody.
        assert "budget is used up" in text_of(said)
        assert "budget is used up" in text_of(await ann.say("/terms"))
        assert "budget" in text_of(await ann.say("/why"))
        assert "budget had run out" in text_of(await ann.say("/friends"))
        await stage.advance(seconds=30)
        await stage.advance(seconds=30)
        gone = [each for each in stage.in_group() if "the budget is used up" in text_of(each)]
        assert len(gone) == 1
        figures_shown = text_of(await stage.admin.say_in_group("/stats"))
        assert "Budget: 100% of 500 coins" in figures_shown
        assert "used: 500 coins · reserved: 0 coins" in figures_shown
        assert await stage.verify() == []

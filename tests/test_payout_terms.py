"""Who may have how much paid out, and when again?"""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.db import Database
from bot.services import payout_terms, payouts
from bot.services.destinations import Method
from models import (
    Participant,
    Payout,
)
from tests.clock import StillClock
from tests.payout_world import World, build, build_usual


@pytest.fixture
async def world(db: Database, clock: StillClock) -> World:
    return await build_usual(db, clock)


async def test_the_limits_of_the_campaign_hold(world: World) -> None:
    with pytest.raises(payout_terms.PayoutBelowMinimum):
        await world.ask(99)
    with pytest.raises(payout_terms.PayoutAboveMaximum):
        await world.ask(5_001)
    await world.ask(5_000)
    await world.ask(4_900)
    with pytest.raises(payout_terms.NotEnoughPoints):
        await world.ask(101)
    await world.ask(100)
    assert await world.balance() == (0, 10_000, 0)


async def test_a_campaign_without_terms_pays_from_one_point_up(
    db: Database, clock: StillClock
) -> None:
    world = await build(db, clock)
    await world.give(1_000_000)
    await world.ask(1)
    await world.ask(999_999)
    assert await world.balance() == (0, 1_000_000, 0)


@pytest.mark.parametrize("amount_minor", [0, -500])
async def test_nothing_and_less_is_below_every_minimum(world: World, amount_minor: int) -> None:
    with pytest.raises(payout_terms.PayoutBelowMinimum):
        await world.ask(amount_minor)


async def test_a_banned_person_is_paid_nothing(world: World) -> None:
    async with world.db.transaction() as session:
        await session.execute(update(Participant).values(banned_at=world.clock()))
    with pytest.raises(payout_terms.PayoutsClosedToBanned):
        await world.ask(500)
    with pytest.raises(payout_terms.PayoutsClosedToBanned):
        async with world.db.read() as session:
            await payout_terms.purses(session, world.ann.id)


async def test_points_that_stay_inside_cannot_be_paid_out(db: Database, clock: StillClock) -> None:
    world = await build(db, clock, unit={"withdrawable": False})
    await world.give(1_000)
    with pytest.raises(payout_terms.UnitNotWithdrawable):
        await world.ask(500)
    with pytest.raises(payout_terms.UnitNotWithdrawable):
        async with world.db.read() as session:
            await payout_terms.purses(session, world.ann.id)


async def test_only_the_offered_methods_are_taken(db: Database, clock: StillClock) -> None:
    world = await build(db, clock, payout={"methods": ["phone"]})
    await world.give(1_000)
    with pytest.raises(payouts.PayoutMethodNotOffered):
        await world.ask(500)
    await world.ask(500, method=Method.PHONE, destination="+359881234567")


async def test_the_cool_down_counts_from_the_last_request(db: Database, clock: StillClock) -> None:
    world = await build(db, clock, payout={"cooldown": "24h"})
    await world.give(1_000)
    await world.ask(100)
    clock.advance(hours=23, minutes=59)
    with pytest.raises(payout_terms.PayoutTooSoon) as refused:
        await world.ask(100)
    assert refused.value.text_args == {"at": clock() + timedelta(minutes=1)}
    clock.advance(minutes=1)
    await world.ask(100)


async def test_after_a_rejection_one_may_ask_again_at_once(db: Database, clock: StillClock) -> None:
    world = await build(db, clock, payout={"cooldown": "24h"})
    await world.give(1_000)
    await world.reject(await world.ask(100))
    await world.ask(100)


async def test_nobody_floods_the_admins_with_open_requests(world: World) -> None:
    for _ in range(payout_terms.OPEN_MAX):
        await world.ask(100)
    with pytest.raises(payout_terms.TooManyPayoutsOpen):
        await world.ask(100)


async def test_purses_are_the_campaigns_with_points_last_one_first(
    world: World, clock: StillClock
) -> None:
    empty = await build(world.db, clock, slug="empty")
    winter = await build(world.db, clock, slug="winter", payout={"minimum": 50})
    await winter.give(70, key="winter gift")
    inside = await build(world.db, clock, slug="inside", unit={"withdrawable": False})
    await inside.give(70, key="inside gift")
    async with world.db.read() as session:
        purses = await payout_terms.purses(session, world.ann.id)
    assert empty.campaign_id not in {purse.campaign.id for purse in purses}
    assert [(purse.campaign.slug, purse.most_minor) for purse in purses] == [
        ("winter", 70),
        ("autumn", 5_000),
    ]


async def test_requests_at_once_pass_the_cool_down_once(db: Database, clock: StillClock) -> None:
    world = await build(db, clock, payout={"cooldown": "24h"})
    await world.give(1_000)
    outcomes = await asyncio.gather(*(world.ask(10) for _ in range(20)), return_exceptions=True)
    assert sum(isinstance(outcome, Payout) for outcome in outcomes) == 1
    assert await world.balance() == (990, 10, 0)

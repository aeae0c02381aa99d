"""Which arrivals make a referral, and what are the others told?"""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.db import Database
from bot.services import invites, ledger, participants, people, referrals, shop_views
from models import Invite, Referral, Touch, Verdict
from tests.clock import StillClock
from tests.operators import stop
from tests.town import Town


@pytest.fixture
async def town(db: Database, clock: StillClock) -> Town:
    return Town(db, clock)


async def test_the_first_touch_makes_the_referral_and_no_later_one_changes_it(town: Town) -> None:
    await town.begin()
    ann, ben = await town.code_of(1), await town.code_of(2)
    assert await town.verdict(3, ann) == Verdict.ACCEPTED
    assert await town.verdict(3, ben) == Verdict.ALREADY_REFERRED
    assert await town.verdict(3, ann) == Verdict.ALREADY_REFERRED
    assert await town.count(Referral) == 1
    assert await town.count(Touch) == 3


async def test_two_codes_at_once_make_one_referral(town: Town) -> None:
    await town.begin()
    ann, ben = await town.code_of(1), await town.code_of(2)
    for newcomer in range(10, 30):
        verdicts = await asyncio.gather(town.verdict(newcomer, ann), town.verdict(newcomer, ben))
        assert verdicts.count(Verdict.ACCEPTED) == 1
    assert await town.count(Referral) == 20


async def test_nobody_refers_themselves(town: Town) -> None:
    await town.begin()
    assert await town.verdict(1, await town.code_of(1)) == Verdict.OWN_CODE


async def test_who_pressed_start_before_is_not_new(town: Town) -> None:
    await town.begin()
    ann = await town.code_of(1)
    await town.arrive(2)
    assert await town.verdict(2, ann) == Verdict.KNOWN_BEFORE


async def test_within_the_grace_a_code_still_counts_after_a_start_without_one(
    town: Town, clock: StillClock
) -> None:
    await town.begin(attribution={"grace": "24h"})
    ann = await town.code_of(1)
    clock.advance(hours=30)
    await town.arrive(2)
    await town.arrive(3)
    clock.advance(hours=23)
    assert await town.verdict(2, ann) == Verdict.ACCEPTED
    clock.advance(hours=2)
    assert await town.verdict(3, ann) == Verdict.KNOWN_BEFORE


async def test_friends_cannot_refer_each_other_in_a_circle(town: Town) -> None:
    await town.begin(attribution={"new": "to_campaign", "grace": "24h"})
    ann = await town.code_of(1)
    assert await town.verdict(2, ann) == Verdict.ACCEPTED
    assert await town.verdict(3, await town.code_of(2)) == Verdict.ACCEPTED
    assert await town.verdict(1, await town.code_of(3)) == Verdict.CYCLE


async def test_a_campaign_may_take_whom_the_bot_knew_before_it_began(
    town: Town, clock: StillClock
) -> None:
    await town.arrive(2)
    await town.begin(attribution={"new": "to_campaign"})
    ann = await town.code_of(1)
    clock.advance(hours=1)
    assert await town.verdict(2, ann) == Verdict.ACCEPTED


async def test_new_to_the_channel_is_who_is_not_in_it(town: Town) -> None:
    await town.begin(attribution={"new": "to_channel"}, qualify={"steps": ["subscribe:@news_here"]})
    ann = await town.code_of(1)
    await town.arrive(2)
    await town.arrive(3)
    assert await town.verdict(2, ann, news_here=True) == Verdict.KNOWN_BEFORE
    assert await town.verdict(3, ann, news_here=False) == Verdict.ACCEPTED
    # Nor is somebody new who has never started the bot, but reads the channel.
    assert await town.verdict(4, ann, news_here=True) == Verdict.KNOWN_BEFORE
    assert await town.verdict(5, ann, news_here=False) == Verdict.ACCEPTED


async def test_codes_that_lead_nowhere_have_a_verdict_of_their_own(
    town: Town, db: Database, clock: StillClock
) -> None:
    await town.begin()
    ann = await town.code_of(1)
    assert await town.verdict(2, "nosuchcode") == Verdict.UNKNOWN_CODE
    assert await town.verdict(3, "x" * 5_000) == Verdict.UNKNOWN_CODE
    async with db.transaction() as session:
        await session.execute(update(Invite).values(expires_at=clock() + timedelta(hours=1)))
    clock.advance(hours=2)
    assert await town.verdict(4, ann) == Verdict.EXPIRED_CODE
    await town.change(1, banned_at=clock())
    async with db.transaction() as session:
        await session.execute(update(Invite).values(expires_at=None))
    assert await town.verdict(5, ann) == Verdict.REFERRER_BANNED
    await stop(db, clock)
    assert await town.verdict(6, ann) == Verdict.CAMPAIGN_NOT_RUNNING


async def test_a_banned_person_is_nobodys_friend(town: Town, clock: StillClock) -> None:
    await town.begin(attribution={"new": "to_campaign"})
    ann = await town.code_of(1)
    await town.change(1, banned_at=None)
    await town.arrive(2)
    await town.change(2, banned_at=clock())
    assert await town.verdict(2, ann) == Verdict.REFEREE_BANNED


async def test_a_chosen_code_leads_to_the_same_person_in_any_case(town: Town, db: Database) -> None:
    await town.begin()
    await town.code_of(1)
    await town.code_of(2)
    async with db.transaction() as session:
        first, second = await session.scalars(select(Invite).order_by(Invite.id))
        await invites.set_vanity(session, first.id, "Autumn-26")
    assert await town.verdict(3, "AUTUMN-26") == Verdict.ACCEPTED
    assert await town.verdict(4, "autumn-26") == Verdict.ACCEPTED
    for taken in ("autumn-26", "AUTUMN-26", first.code):
        with pytest.raises(invites.VanityTaken):
            async with db.transaction() as session:
                await invites.set_vanity(session, second.id, taken)
    with pytest.raises(invites.VanityMalformed):
        async with db.transaction() as session:
            await invites.set_vanity(session, second.id, "окей")


@pytest.mark.parametrize("chosen", ["700100200", "2026", "20-26_", "abc", "a" * 33])
async def test_a_chosen_code_is_a_word_with_a_letter(town: Town, db: Database, chosen: str) -> None:
    await town.begin()
    await town.code_of(1)
    async with db.transaction() as session:
        own = (await session.scalars(select(Invite))).one()
        with pytest.raises(invites.VanityMalformed):
            await invites.set_vanity(session, own.id, chosen)
        await invites.set_vanity(session, own.id, "7-for-7")


async def test_digits_alone_are_a_telegram_id_whoever_chose_them_as_a_code(
    town: Town, db: Database
) -> None:
    await town.begin()
    await town.code_of(1)
    async with db.transaction() as session:
        await session.execute(update(Invite).values(vanity="700100200"))
    for unknown, find in (
        (shop_views.BuyerUnknown, shop_views.find),
        (people.PersonUnknown, people.find),
    ):
        async with db.read() as session:
            assert (await find(session, "1")).telegram_id == 1
            with pytest.raises(unknown):
                await find(session, "700100200")
    await town.arrive(700100200)
    async with db.read() as session:
        assert (await shop_views.find(session, "700100200")).telegram_id == 700100200
        assert (await people.find(session, "700100200")).telegram_id == 700100200


async def test_a_limit_is_kept_to_the_last_friend_however_many_come_at_once(
    town: Town, clock: StillClock
) -> None:
    await town.begin(limits={"per_hour": 5, "per_day": 7})
    ann = await town.code_of(1)
    verdicts = await asyncio.gather(*(town.verdict(10 + number, ann) for number in range(20)))
    assert verdicts.count(Verdict.ACCEPTED) == 5
    assert verdicts.count(Verdict.OVER_LIMIT) == 15
    clock.advance(hours=1)
    verdicts = [await town.verdict(100 + number, ann) for number in range(5)]
    assert verdicts.count(Verdict.ACCEPTED) == 2, "the refused ones must not use up the day"


async def test_a_limit_for_the_whole_campaign_never_begins_anew(
    town: Town, clock: StillClock
) -> None:
    await town.begin(limits={"per_campaign": 2})
    ann = await town.code_of(1)
    assert [await town.verdict(10 + number, ann) for number in range(3)] == [
        Verdict.ACCEPTED,
        Verdict.ACCEPTED,
        Verdict.OVER_LIMIT,
    ]
    clock.advance(days=30)
    assert await town.verdict(20, ann) == Verdict.OVER_LIMIT


async def test_the_budget_promises_nothing_that_it_cannot_keep(
    town: Town, db: Database, clock: StillClock
) -> None:
    await town.begin(budget={"total": 250})
    ann = await town.code_of(1)
    await asyncio.gather(*(town.arrive(10 + number, ann) for number in range(6)))
    async with db.read() as session:
        person = await participants.find(session, 1)
        assert person is not None
        [balance] = await ledger.balances(session, person.id)
        friends = await referrals.waiting_for_steps(session, person.id, now=clock())
    assert balance.available == 200
    assert friends == []
    assert await town.count(Referral) == 6

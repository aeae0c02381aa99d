"""Is a step that is done too late no step, also before the job has ended the referral?"""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.db import Database
from bot.services import referrals
from models import Referral, ReferralState, RevokeReason
from tests.clock import StillClock
from tests.market import ANN, BEN, Market
from tests.people import CHANNEL, Stage, buttons, staged, text_of
from tests.stepped import running
from tests.town import Town


@pytest.fixture
async def stage(sqlite_url: str, unpaced: None) -> AsyncIterator[Stage]:
    async with staged(sqlite_url) as stage:
        yield stage


def document(*steps: str) -> str:
    listed = ", ".join(f'"{step}"' for step in steps)
    return f"""
[campaign]
slug = "autumn"

[attribution]
window = "48h"

[qualify]
steps = [{listed}]

[[reward]]
on = "qualified"
to = "referrer"
amount = 100
"""


async def ended(db: Database) -> tuple[ReferralState, RevokeReason | None]:
    async with db.read() as session:
        referral = (await session.scalars(select(Referral))).one()
    return referral.state, referral.revoked_reason


@pytest.mark.parametrize(("seconds", "is_in_time"), [(-1, True), (0, False), (1, False)])
async def test_who_joins_when_the_window_has_passed_is_left_to_the_job(
    db: Database, clock: StillClock, seconds: int, is_in_time: bool
) -> None:
    town = Town(db, clock)
    await town.begin(attribution={"window": "48h"}, qualify={"steps": ["subscribe:@shop_news"]})
    await town.arrive(BEN, await town.code_of(ANN), shop_news=False)
    clock.advance(hours=48, seconds=seconds)
    async with db.transaction() as session:
        referral = (await session.scalars(select(Referral))).one()
        rules = await referrals.document_of(session, referral)
        await referrals.record_memberships(
            session, referral, rules, {"@shop_news": True}, now=clock()
        )
    await town.catch_up()
    if is_in_time:
        assert await ended(db) == (ReferralState.QUALIFIED, None)
    else:
        assert await ended(db) == (ReferralState.REVOKED, RevokeReason.WINDOW_PASSED)


@pytest.mark.parametrize(("seconds", "earned"), [(-1, [105]), (0, [0])])
async def test_a_purchase_after_the_window_earns_nothing_and_is_no_step(
    db: Database, clock: StillClock, seconds: int, earned: list[int]
) -> None:
    market = Market(db, clock)
    await market.begin(
        {"on": "qualified", "to": "referrer", "amount": 100},
        {"on": "purchase", "to": "referrer", "amount": 5},
        attribution={"new": "to_campaign", "window": "48h"},
        qualify={"steps": ["purchase:1000"]},
    )
    clock.advance(hours=48, seconds=seconds)
    await market.buy(1000)
    await market.town.catch_up()
    assert await market.available(ANN) == earned
    await market.is_in_order()


async def test_the_admins_word_comes_too_late_with_the_window(stage: Stage) -> None:
    await running(stage, document("approval"))
    ann, ben = stage.person("Ann"), stage.person("Ben")
    await ann.start()
    await ben.follow(await ann.invite())
    await stage.advance(seconds=5)
    card = next(one for one in stage.in_group() if "waits for approval" in text_of(one))
    stage.clock.advance(timedelta(hours=48))
    assert "decided already" in (await stage.admin.press("✅ Approve", card) or "")
    await stage.advance(seconds=5)
    assert await ended(stage.app.db) == (ReferralState.REVOKED, RevokeReason.WINDOW_PASSED)
    assert (await ann.balance()).available == 0


@pytest.mark.parametrize(
    ("step", "button", "heard"),
    [
        ("captcha", "🧩 Solve the picture task", "You do not need the picture task"),
        ("contact", "📱 Share my phone number", "I do not need your phone number"),
        (f"subscribe:{CHANNEL}", "✅ I have joined", "There is nothing to check"),
    ],
)
async def test_a_friend_who_is_late_hears_what_is_told_after_the_job(
    stage: Stage, step: str, button: str, heard: str
) -> None:
    await running(stage, document(step))
    ann, ben = stage.person("Ann"), stage.person("Ben")
    await ann.start()
    await ben.follow(await ann.invite())
    screen = next(one for one in reversed(ben.heard) if button in buttons(one))
    stage.clock.advance(timedelta(hours=48))
    await ben.join()
    assert heard in (await ben.press(button, screen) or "")
    await ben.start()
    assert button not in buttons(ben.heard[-1])
    await stage.advance(seconds=5)
    assert await ended(stage.app.db) == (ReferralState.REVOKED, RevokeReason.WINDOW_PASSED)

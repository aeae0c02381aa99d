"""Can a campaign pay by bank account and in ways of its own, and send people to its rewards?"""

from collections.abc import AsyncIterator

import pytest

from models import PayoutState
from tests.offer_stage import begin
from tests.payout_stage import card_now, give, run_campaign, stored
from tests.people import Person, Stage, buttons, staged, text_of

IBAN = "BG80 BNBG 9661 1020 3456 78"
WAYS = {
    "methods": ["iban", "locker"],
    "own": [
        {
            "name": "locker",
            "title": {"en": "Parcel locker", "ru": "Постамат", "bg": "Автомат"},
            "hint": {"en": "Six digits, from the map."},
            "kind": "digits",
            "shortest": 6,
            "longest": 6,
        }
    ],
}


@pytest.fixture
async def stage(sqlite_url: str, unpaced: None) -> AsyncIterator[Stage]:
    async with staged(sqlite_url) as stage:
        await run_campaign(stage, "ways", payout=WAYS)
        yield stage


@pytest.fixture
async def ann(stage: Stage) -> Person:
    ann = stage.person("Ann")
    await ann.start()
    await give(ann, 1_000, slug="ways")
    return ann


async def test_to_a_bank_account(stage: Stage, ann: Person) -> None:
    await ann.say("/payout")
    asked = await ann.say("500")
    assert buttons(asked)[:2] == ["Bank account (IBAN)", "Parcel locker"]
    await ann.press("Bank account (IBAN)")
    assert "IBAN" in ann.texts[-1]
    assert "not an IBAN" in text_of(await ann.say("BG81 BNBG 9661 1020 3456 78"))
    checked = text_of(await ann.say(IBAN))
    assert "BG80 •••• 5678" in checked
    assert IBAN not in checked
    await ann.press("Send the request")
    (payout,) = await stored(stage)
    assert (payout.method, payout.destination) == ("iban", IBAN.replace(" ", ""))
    card = stage.in_group()[-1]
    assert "IBAN: BG80 •••• 5678" in text_of(card)
    shown = await stage.admin.press("Show destination", card)
    assert shown == "IBAN: BG80BNBG96611020345678"


async def test_in_a_way_of_the_campaigns_own(stage: Stage, ann: Person) -> None:
    await ann.say("/payout")
    await ann.say("500")
    await ann.press("Parcel locker")
    assert "Parcel locker" in ann.texts[-1]
    assert "Six digits, from the map." in ann.texts[-1]
    assert "digits alone" in text_of(await ann.say("locker 7"))
    assert "Parcel locker: ••••56" in text_of(await ann.say("12-34-56"))
    await ann.press("Send the request")
    assert "Parcel locker" in ann.texts[-1]
    (payout,) = await stored(stage)
    assert (payout.method, payout.own_method, payout.destination) == ("own", "locker", "123456")
    card = stage.in_group()[-1]
    assert "Parcel locker: ••••56" in text_of(card)
    await stage.admin.press("✅ Approve", card)
    queue = await stage.admin.say_in_group("/payouts")
    await stage.admin.press("✅ 1", queue)
    await stage.admin.press("📄 Batches", card_now(stage, queue))
    batches = card_now(stage, queue)
    assert "Other ways: 1" in text_of(batches)
    await stage.admin.press("📄 New batch: other ways, 1", batches)
    file = next(m for m in reversed(stage.in_group()) if "document" in m)
    content = stage.telegram.files.get(file["document"]["file_id"])
    assert content is not None
    assert "locker,123456" in content.content.decode("utf-8-sig")
    assert [one.state for one in await stored(stage)] == [PayoutState.APPROVED]
    assert await stage.verify() == []


async def test_points_that_stay_inside_lead_to_the_rewards(sqlite_url: str, unpaced: None) -> None:
    async with staged(sqlite_url) as stage:
        await begin(stage, campaign={"slug": "shop", "unit": {"withdrawable": False}})
        ann = stage.person("Ann")
        await ann.start()
        await give(ann, 100, slug="shop")
        assert "/rewards" in text_of(await ann.say("/payout"))
        assert "💸 Payout" not in buttons(await ann.say("/balance"))
        assert "🎁 Rewards" in buttons(ann.heard[-1])

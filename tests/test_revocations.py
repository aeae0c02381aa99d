"""Does an admin's revocation take back what a friend brought, and a check ask Telegram at once?"""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from models import AuditRecord, Referral, ReferralState
from tests.payout_stage import card_now
from tests.people import Json, Person, Stage, buttons, staged, text_of

HIM = "\u2068Ben\u2069"


@pytest.fixture
async def stage(sqlite_url: str, unpaced: None) -> AsyncIterator[Stage]:
    async with staged(sqlite_url, starter_campaign={"hold": "0"}) as stage:
        yield stage


async def ann_and_ben(stage: Stage) -> tuple[Person, Person]:
    ann, ben = stage.person("Ann", username="anna"), stage.person("Ben", username="benn")
    await ann.start()
    await ben.follow(await ann.invite())
    return ann, ben


async def asked(stage: Stage) -> Json:
    """Press Revoke beside Ben, and return the question."""
    card = await stage.admin.say_in_group("/user @anna")
    await stage.admin.press("👥 Friends", card)
    await stage.admin.press("✖️ Revoke", card_now(stage, card))
    return stage.in_group()[-1]


async def test_a_revoked_friend_takes_the_points_along(stage: Stage) -> None:
    ann, _ = await ann_and_ben(stage)
    assert (await ann.balance()).available == 100
    prompt = await asked(stage)
    assert f"why should {HIM} no longer count" in text_of(prompt)
    card = await stage.admin.say_in_group("an account of her own", reply_to=prompt)
    assert "Taken back: 100 points" in text_of(card)
    assert (await ann.balance()).available == 100
    await stage.admin.press("✖️ Revoke", card)
    assert "no longer counts for" in text_of(card_now(stage, card))
    assert (await ann.balance()).available == 0
    assert "An administrator has decided" in ann.texts[-1]
    async with stage.app.db.read() as session:
        [record] = await session.scalars(select(AuditRecord))
        referral = (await session.scalars(select(Referral))).one()
    assert (record.action, record.reason) == ("referral-revoke", "an account of her own")
    assert referral.state == ReferralState.REVOKED
    assert await stage.verify() == []


async def test_two_revocations_of_one_friend_take_back_once(stage: Stage) -> None:
    ann, _ = await ann_and_ben(stage)
    cards = [
        await stage.admin.say_in_group("an account of her own", reply_to=await asked(stage))
        for _ in range(2)
    ]
    await stage.admin.press("✖️ Revoke", cards[0])
    assert "revoked already" in str(await stage.admin.press("✖️ Revoke", cards[1]))
    assert (await ann.balance()).available == 0
    assert await stage.verify() == []


async def test_cancel_leaves_everything_as_it_is(stage: Stage) -> None:
    ann, _ = await ann_and_ben(stage)
    card = await stage.admin.say_in_group("an account of her own", reply_to=await asked(stage))
    await stage.admin.press("Cancel", card)
    assert (await ann.balance()).available == 100
    prompt = await asked(stage)
    await stage.admin.say_in_group("/cancel")
    late = await stage.admin.say_in_group("an account of her own", reply_to=prompt)
    assert "no longer waiting" in text_of(late)


async def test_who_may_not_pay_sees_no_such_button(stage: Stage) -> None:
    await ann_and_ben(stage)
    vera = stage.person("Vera", username="vera")
    await vera.start()
    await vera.join(stage.group_id)
    await stage.admin.press("➕ Viewer", await stage.admin.say_in_group("/roles @vera"))
    card = await vera.say_in_group("/user @anna")
    assert buttons(card) == ["👥 Friends", "📜 Audit"]
    await vera.press("👥 Friends", card)
    assert "✖️ Revoke" not in buttons(card_now(stage, card))


async def test_membership_is_asked_for_at_once(sqlite_url: str, unpaced: None) -> None:
    starter = {"hold": "0", "required_chats": ["@shop_news"]}
    async with staged(sqlite_url, starter_campaign=starter) as stage:
        ann, ben = await ann_and_ben(stage)
        await ben.join()
        assert (await ann.balance()).available == 100
        card = await stage.admin.say_in_group("/user @benn")
        check = "🔄 Check membership now"
        assert await stage.admin.press(check, card) == "✅ is in @shop_news"
        # Telegram does not promise to tell of somebody's leaving.
        stage.telegram.group(stage.channel_id).members.pop(ben.id)
        assert await stage.admin.press(check, card) == "❌ is not in @shop_news"
        assert (await ann.balance()).available == 0
        assert "so there is nothing to check" in str(await stage.admin.press(check, card))
        async with stage.app.db.read() as session:
            records = (await session.scalars(select(AuditRecord))).all()
        assert [record.after["chats"] for record in records] == [
            {"@shop_news": True},
            {"@shop_news": False},
        ]
        assert await stage.verify() == []

"""What can people have for their points, and what does the group have to do for it?"""

import asyncio

import pytest

from bot.pacer import limits
from bot.services import redemption_moves, redemptions, voucher_files, vouchers
from models import RedemptionState
from tests.offer_stage import CODES, DOCUMENT, begin, give, load_again, offer, pool, stored, upload
from tests.payout_stage import PNG
from tests.people import Person, Stage, buttons, staged, text_of


@pytest.fixture(autouse=True)
def unpaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CHAT_INTERVAL_SECONDS", 0.0)


async def shopper(stage: Stage, points: int = 1000, name: str = "Ann", **more: str) -> Person:
    person = stage.person(name, **more)
    await person.start()
    if points:
        await give(person, points)
    return person


async def take(person: Person, title: str, price: str) -> str:
    """Open the catalogue, choose, confirm; returns the last screen."""
    await person.say("/rewards")
    await person.press(f"✅ {title}")
    await person.press(f"Take it for {price}")
    await person.press("✅ Yes, take it")
    return person.texts[-1]


async def test_a_voucher_is_bought_shown_and_shown_again(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        await begin(stage)
        ann = await shopper(stage, 250)
        told = await upload(stage.admin, "\ufeffcode\r\n" + "\r\n".join(CODES) + "\r\n")
        assert "3 new codes" in told
        window = await ann.say("/rewards")
        assert "3 left" in text_of(window)
        # What can be had now stands first, the cheapest of what is out of reach before the rest.
        assert buttons(window)[:4] == ["✅ Early access", "✅ Thanks", "✅ Coupon", "🔒 Mug"]
        bought = await take(ann, "Coupon", "100 points")
        assert CODES[0] in bought
        assert (await ann.balance()).available == 150
        await ann.press("🧾 My rewards")
        assert CODES[0] not in ann.texts[-1]
        await ann.press("🎟 Coupon")
        assert CODES[0] in ann.texts[-1]
        history = text_of(await ann.say("/history"))
        assert "you took “Coupon”" in history
        assert "−100 points" in history.replace("-", "−")
        assert [voucher.redemption_id for voucher in await pool(stage)] == [1, None, None]
        assert await stage.verify() == []


async def test_a_second_press_buys_nothing(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        await begin(stage)
        ann = await shopper(stage, 250)
        await ann.say("/rewards")
        await ann.press("✅ Early access")
        await ann.press("Take it for 50 points")
        question = ann.heard[-1]
        presses = [stage.telegram.press(ann.user, question, "✅ Yes, take it") for _ in range(2)]
        await stage.settle()
        assert len(set(presses)) == 2
        assert len(await stored(stage)) == 1
        assert (await ann.balance()).available == 200
        assert "https://shop.example/early?a=1&amp;b=2" in ann.texts[-1] or (
            "https://shop.example/early?a=1&b=2" in ann.texts[-1]
        )


async def test_an_upload_says_which_codes_are_of_another_reward(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        card = {"name": "card", "kind": "voucher", "title": {"en": "Gift card"}, "price": 5}
        await begin(stage, offer=[*DOCUMENT["offer"], card])
        other = await offer(stage, "card")
        async with stage.app.db.transaction() as session:
            found = voucher_files.Read(CODES[:1])
            await vouchers.add(session, other.id, found, by=501, now=stage.clock())
        told = await upload(stage.admin, "\n".join(CODES))
        assert "2 new codes" in told
        assert "another reward has them: 1" in told


async def test_who_comes_too_late_loses_nothing_and_is_told(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        await begin(stage)
        ann, bob = await asyncio.gather(shopper(stage), shopper(stage, name="Bob"))
        await upload(stage.admin, CODES[0])
        for person in (ann, bob):
            await person.say("/rewards")
            await person.press("✅ Coupon")
            await person.press("Take it for 100 points")
        await ann.press("✅ Yes, take it")
        assert "“Coupon”: the last one has just been taken" in text_of(stage.in_group()[-1])
        alert = await bob.press("✅ Yes, take it")
        assert alert is not None
        assert "sold out" in alert
        assert (await bob.balance()).available == 1000
        assert "sold out" in text_of(await bob.say("/rewards"))
        assert await stage.verify() == []


async def test_what_was_agreed_to_is_what_is_paid(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        await begin(stage)
        ann = await shopper(stage)
        await ann.say("/rewards")
        await ann.press("✅ Early access")
        await ann.press("Take it for 50 points")
        card = await stage.admin.say_in_group("/offers")
        await stage.admin.press("Early access", card)
        card = next(m for m in stage.in_group() if m["message_id"] == card["message_id"])
        await stage.admin.press("💰 Price", card)
        await stage.admin.say_in_group("60", reply_to=stage.in_group()[-1])
        alert = await ann.press("✅ Yes, take it")
        assert alert is not None
        assert "60 points" in alert
        assert (await ann.balance()).available == 1000


async def test_a_gift_is_sent_and_delivered_by_the_group(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        await begin(stage)
        ann = await shopper(stage)
        await ann.say("/rewards")
        await ann.press("✅ Mug")
        assert "Blue, with our name on it." in ann.texts[-1]
        await ann.press("Take it for 300 points")
        assert "Where shall we send it?" in ann.texts[-1]
        await ann.say("x")
        assert "3 to 300" in ann.texts[-1]
        await ann.say("Sofia, 1 Vitosha Blvd")
        await ann.press("✅ Yes, take it")
        card = stage.in_group()[-1]
        assert "Sofia, 1 Vitosha Blvd" in text_of(card)
        assert (await offer(stage, "mug")).stock == 1
        await stage.admin.press("🚚 Sent", card)
        assert "on its way" in ann.texts[-1]
        card = next(m for m in stage.in_group() if m["message_id"] == card["message_id"])
        await stage.admin.press("✅ Delivered", card)
        assert "is delivered" in ann.texts[-1]
        assert [one.state for one in await stored(stage)] == [RedemptionState.DELIVERED]
        assert "ordered → sent" in text_of(await stage.admin.say_in_group("/audit"))
        assert await stage.verify() == []


async def test_a_cancelled_purchase_gives_the_points_back_and_no_code(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        await begin(stage)
        ann = await shopper(stage, 100)
        await upload(stage.admin, "\n".join(CODES[:2]))
        await take(ann, "Coupon", "100 points")
        offers = await stage.admin.say_in_group("/offers")
        await stage.admin.press("Coupon", offers)
        offers = next(m for m in stage.in_group() if m["message_id"] == offers["message_id"])
        await stage.admin.press("🧾 Taken: 1", offers)
        offers = next(m for m in stage.in_group() if m["message_id"] == offers["message_id"])
        await stage.admin.press("#1", offers)
        card = stage.in_group()[-1]
        assert CODES[0] not in text_of(card)
        assert "••••001" in text_of(card)
        await stage.admin.press("↩️ Cancel, points back…", card)
        await stage.admin.say_in_group("Wrong size", reply_to=stage.in_group()[-1])
        question = stage.in_group()[-1]
        await stage.admin.press("↩️ Yes, cancel it", question)
        assert (await ann.balance()).available == 100
        assert "Wrong size" in ann.texts[-1]
        history = text_of(await ann.say("/history"))
        assert "the points came back: Wrong size" in history
        # The next one gets the next code, not the one that was shown.
        assert CODES[1] in await take(ann, "Coupon", "100 points")
        assert await stage.verify() == []


async def test_thanks_are_posted_in_the_channel_with_the_name_that_people_show(
    sqlite_url: str,
) -> None:
    async with staged(sqlite_url) as stage:
        await begin(stage)
        ann = await shopper(stage)
        await ann.say("/rewards")
        await ann.press("✅ Thanks")
        await ann.press("Take it for 70 points")
        assert "Three cheers for" in ann.texts[-1]
        await ann.press("✅ Yes, take it")
        card = stage.in_group()[-1]
        alert = await stage.admin.press("📣 Post in @shop_news", card)
        posts = [text_of(one) for one in stage.telegram.history(stage.channel_id)]
        assert alert == "Done. The person has been told."
        assert len(posts) == 1
        assert "Three cheers for" in posts[0]
        assert "Ann" in posts[0]
        assert "posted" in ann.texts[-1]
        await stage.settle()
        assert [one.state for one in await stored(stage)] == [RedemptionState.DELIVERED]


async def test_a_channel_that_is_closed_to_the_bot_leaves_the_thanks_to_be_posted(
    sqlite_url: str,
) -> None:
    async with staged(sqlite_url) as stage:
        await begin(stage)
        ann = await shopper(stage)
        await take(ann, "Thanks", "70 points")
        card = stage.in_group()[-1]
        stage.telegram.kick(stage.me, stage.channel_id)
        alert = await stage.admin.press("📣 Post in @shop_news", card)
        assert alert is not None
        assert "@shop_news" in alert
        assert [one.state for one in await stored(stage)] == [RedemptionState.ORDERED]
        await stage.admin.press("✅ I have posted it", card)
        assert [one.state for one in await stored(stage)] == [RedemptionState.DELIVERED]


async def test_an_offer_with_a_picture_shows_it(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        await begin(stage)
        ann = await shopper(stage)
        card = await stage.admin.say_in_group("/offers")
        await stage.admin.press("Mug", card)
        card = next(m for m in stage.in_group() if m["message_id"] == card["message_id"])
        await stage.admin.press("🖼 Picture", card)
        question = stage.in_group()[-1]
        group = stage.telegram.group(stage.group_id)
        stage.telegram.send_photo(stage.owner, group, PNG, reply_to=question)
        await stage.settle()
        assert text_of(stage.in_group()[-1]) == "✅ The picture is changed."
        await ann.say("/rewards")
        await ann.press("✅ Mug")
        assert "photo" in ann.heard[-1]
        assert "Blue, with our name on it." in text_of(ann.heard[-1])
        assert "Take it for 300 points" in buttons(ann.heard[-1])


async def test_an_offer_is_added_by_a_short_dialogue_and_taken_off_sale(
    sqlite_url: str,
) -> None:
    async with staged(sqlite_url) as stage:
        await begin(stage)
        ann = await shopper(stage)
        admin = stage.admin
        await admin.press("➕ Add", await admin.say_in_group("/offers"))
        await admin.press("Shop", stage.in_group()[-1])
        await admin.press("🎁 A gift: you send it", stage.in_group()[-1])
        for answer in ("A cap", "120", "1"):
            await admin.say_in_group(answer, reply_to=stage.in_group()[-1])
        added = stage.in_group()[-1]
        assert "“A cap” is on sale" in text_of(added)
        assert "A cap" in text_of(await ann.say("/rewards")) or "More »" in buttons(ann.heard[-1])
        await admin.press("A cap", added)
        card = next(m for m in stage.in_group() if m["message_id"] == added["message_id"])
        await admin.press("⏸ Take off sale", card)
        assert "A cap" not in text_of(await ann.say("/rewards"))
        audit = text_of(await admin.say_in_group("/audit"))
        assert "Offer added" in audit
        assert "running → stopped" in audit


async def test_a_document_that_is_loaded_again_leaves_what_the_admins_changed(
    sqlite_url: str,
) -> None:
    async with staged(sqlite_url) as stage:
        await begin(stage)
        card = await stage.admin.say_in_group("/offers")
        await stage.admin.press("Mug", card)
        card = next(m for m in stage.in_group() if m["message_id"] == card["message_id"])
        await stage.admin.press("🔢 Stock", card)
        await stage.admin.say_in_group("7", reply_to=stage.in_group()[-1])
        await load_again(stage)
        assert (await offer(stage, "mug")).stock == 7
        await load_again(stage, offer=[])
        assert (await offer(stage, "mug")).stopped_at is not None
        await load_again(stage)
        assert (await offer(stage, "mug")).stopped_at is None
        assert (await offer(stage, "mug")).stock == 7


async def test_of_two_admins_the_first_moves_a_gift(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        await begin(stage)
        ann = await shopper(stage)
        await ann.say("/rewards")
        await ann.press("✅ Mug")
        await ann.press("Take it for 300 points")
        await ann.say("Sofia")
        await ann.press("✅ Yes, take it")
        now = stage.clock()
        async with stage.app.db.transaction() as session:
            await redemption_moves.move(
                session,
                1,
                RedemptionState.SENT,
                seen=RedemptionState.ORDERED,
                by=stage.owner.id,
                now=now,
            )
        with pytest.raises(redemption_moves.RedemptionMoved):
            async with stage.app.db.transaction() as session:
                await redemption_moves.cancel(
                    session,
                    1,
                    seen=RedemptionState.ORDERED,
                    reason="Too late",
                    by=stage.owner.id,
                    now=now,
                )
        alert = await stage.admin.press("✅ Delivered", stage.in_group()[-1])
        assert alert is not None
        assert (await ann.balance()).available == 700


async def test_somebody_elses_reward_is_nobodys(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        await begin(stage)
        ann, bob = await asyncio.gather(shopper(stage), shopper(stage, name="Bob"))
        await take(ann, "Early access", "50 points")
        async with stage.app.db.read() as session:
            from bot.services import participants

            stranger = await participants.find(session, bob.id)
            assert stranger is not None
            with pytest.raises(redemptions.RedemptionUnknown):
                await redemptions.own(session, 1, stranger.id)


async def test_a_friends_reward_becomes_a_voucher_and_the_group_hears_when_there_is_none(
    sqlite_url: str,
) -> None:
    async with staged(sqlite_url) as stage:
        reward = [
            {"on": "start", "to": "referrer", "amount": 50},
            {"on": "start", "to": "friend", "amount": 100, "redeem": "coupon"},
        ]
        await begin(stage, reward=reward)
        await upload(stage.admin, CODES[0])
        ann = stage.person("Ann")
        await ann.start()
        link = await ann.invite()
        bob, boris = stage.person("Bob"), stage.person("Boris", "ru")
        await bob.follow(link)
        await bob.press("🎁 Show it")
        assert CODES[0] in bob.texts[-1]
        assert (await bob.balance()).available == 0
        await boris.follow(link)
        assert any("запас только что закончился" in text for text in boris.texts)
        assert (await boris.balance()).available == 100
        await stage.advance(minutes=1)
        told = [text_of(one) for one in stage.in_group()]
        assert any("“Coupon” has run out: one reward kept its points" in one for one in told)
        assert CODES[0] not in "".join(told)
        assert await stage.verify() == []

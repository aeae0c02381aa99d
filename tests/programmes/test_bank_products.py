"""Does each product of the bank pay its amount, and does who brings many get more?"""

import re

from models import Bucket
from tests.people import USERNAME, Person, text_of
from tests.programmes.play import Play

CARD = "4111111111111111"
TITLE = "Three months free of charge"
FRIENDS = ("Fay", "Gus", "Hal", "Ivy", "Jo", "Kim", "Lea", "Max", "Ned", "Oda")


async def test_products_pay_their_amount_once_and_the_friend_has_a_free_service(
    play: Play,
) -> None:
    """A link for one card; each product once; a voucher for the friend; better rates by an admin's
    word and from ten friends on; a payout to a card that only the bank's file shows."""
    ann, ben, bob = play.person("Ann"), play.person("Ben"), play.person("Bob")
    await ann.start()
    await bob.start()
    await play.upload_codes(TITLE, "FREE-1", "FREE-2", "FREE-3", "FREE-4")
    await ben.follow(await product_link(ann, "Credit card"))

    # 2,000 for a credit card, once; 1,000 for a debit card; 300 for Ben's first product.
    for product in ("credit-card", "credit-card", "debit-card"):
        await play.shop.sell(ben, 100, currency="RUB", product=product)
    await play.expect(granted=3_300, Ann=(0, 3_000, 0), Ben=(0, 300, 0))
    await play.stage.advance(days=7, minutes=1)
    # Ben's 300 have bought the free service.
    await play.expect(granted=3_300, Ann=(3_000, 0, 0))
    assert await play.account(Bucket.REDEEMED) == 300
    assert await codes_of(ben) == ["FREE-1"]

    # By an admin's word Ann's next account brings 4,500 instead of 3,000.
    await play.put_on_plan(ann, "Expert")
    [cleo] = await play.invited_by(ann, "Cleo")
    await play.shop.sell(cleo, 100, currency="RUB", product="business-account")
    await play.expect(granted=8_100, Ann=(3_000, 4_500, 0), Cleo=(0, 300, 0))

    # With nine friends a debit card brings Bob 1,000, with ten 1,500.
    friends = await play.invited_by(bob, *FRIENDS[:-1])
    await play.shop.sell(friends[0], 100, currency="RUB", product="debit-card")
    [tenth] = await play.invited_by(bob, FRIENDS[-1])
    await play.shop.sell(tenth, 100, currency="RUB", product="debit-card")
    await play.stage.advance(days=7, minutes=1)
    # 8,100 + 1,000 + 300 + 1,500 + 300.
    await play.expect(granted=11_200, Ann=(7_500, 0, 0), Bob=(2_500, 0, 0))
    assert await play.account(Bucket.REDEEMED) == 1_200

    await paid_to_the_card(play, ann)
    await play.expect(granted=11_200, Ann=(500, 0, 0), Bob=(2_500, 0, 0))
    assert await play.account(Bucket.PAID_OUT) == 7_000


async def product_link(person: Person, title: str) -> str:
    await person.say("/invite")
    await person.press("🏷 A link for one product")
    await person.press(title)
    found = re.search(rf"https://t\.me/{USERNAME}\?start=[\w-]+", text_of(person.heard[-1]))
    assert found is not None
    return found[0]


async def codes_of(person: Person) -> list[str]:
    await person.say("/rewards")
    await person.press("🧾 My rewards")
    await person.press(f"🎟 {TITLE}")
    return re.findall(r"FREE-\d", text_of(person.heard[-1]))


async def paid_to_the_card(play: Play, person: Person) -> None:
    """7,000 to a card; its number stands in the bank's file and nowhere else."""
    stage = play.stage
    await person.say("/payout")
    await person.say("7000")
    await person.say(CARD)
    await person.press("Send the request")
    await play.expect(granted=11_200, Ann=(500, 0, 7_000), Bob=(2_500, 0, 0))
    await play.press_in_group("✅ Approve")
    await play.ask_in_group("/payouts")
    await play.press_in_group("✅ 1")
    await play.press_in_group("📄 Batches")
    await play.press_in_group("📄 New batch: cards, 1")
    files = [message["document"] for message in stage.in_group() if "document" in message]
    file = stage.telegram.files.get(files[-1]["file_id"])
    assert file is not None
    assert CARD.encode() in file.content
    await play.press_in_group("💸 Mark paid")
    said = [*person.texts, *(text_of(message) for message in stage.in_group())]
    assert not any(CARD in text.replace(" ", "") for text in said)
    assert any("•••• 1111" in text for text in said)

"""Is travel credit spent inside only, by both, and is every way to share counted apart?"""

import re

from models import Bucket
from tests.people import USERNAME, Json, Person, text_of
from tests.programmes.play import Play

WAYS = ("Telegram", "WhatsApp", "email", "SMS", "copied link")


async def test_both_get_credit_for_trips_and_every_way_to_share_is_counted(play: Play) -> None:
    """Five friends by five buttons; the friend has 20.00 at once, the referrer 30.00 two days after
    the first trip; credit buys a voucher, is never paid out and ends after a year."""
    ann = play.person("Ann")
    await ann.start()
    friends = [play.person(name) for name in ("Ben", "Cleo", "Dan", "Eve", "Finn")]
    for friend, link in zip(friends, await links(ann), strict=True):
        await friend.follow(link)
    at_once = dict.fromkeys(("Ben", "Cleo", "Dan", "Eve", "Finn"), (2_000, 0, 0))
    await play.expect(granted=10_000, **at_once)
    await ann.say("/invite")
    await ann.press("📊 What works")
    counted = text_of(ann.heard[-1])
    for way in WAYS:
        assert re.search(rf"{way}\W*\n.* came 1 ", counted), (way, counted)

    ben = friends[0]
    await play.shop.sell(ben, 45_000)
    await play.shop.sell(ben, 30_000)
    await play.expect(granted=13_000, **at_once, Ann=(0, 3_000, 0))
    await play.stage.advance(days=2, minutes=1)
    await play.expect(granted=13_000, **at_once, Ann=(3_000, 0, 0))
    assert "cannot be paid out" in text_of(await ann.say("/payout"))

    await play.upload_codes("20 euros off a trip", "TRIP-A", "TRIP-B")
    await ann.say("/rewards")
    await ann.press("✅ 20 euros off a trip")
    await ann.press("Take it for 20.00 euros of credit")
    await ann.press("✅ Yes, take it")
    assert "TRIP-A" in text_of(ann.heard[-1])
    await play.expect(granted=13_000, **at_once, Ann=(1_000, 0, 0))
    assert await play.account(Bucket.REDEEMED) == 2_000

    # A week before the year is over everybody is warned; then 5 × 2,000 and Ann's 1,000 run out.
    await play.stage.advance(days=357)
    await play.expect(granted=13_000, **at_once, Ann=(1_000, 0, 0))
    assert any("their time is over" in text for text in ben.texts), ben.texts[-3:]
    # Ann's were credited two days later: her warning comes on a day of its own.
    await play.stage.advance(days=2)
    await play.stage.advance(days=7)
    await play.expect(granted=13_000)
    assert await play.account(Bucket.EXPIRED) == 11_000


async def links(person: Person) -> list[str]:
    """The link behind each of the five buttons of /invite, in the order of WAYS."""
    screen = await person.say("/invite")
    rows = screen["reply_markup"]["inline_keyboard"]
    shown = {each["text"]: each for row in rows for each in row}
    found = [link_in(str(shown[button])) for button in ("✈️ Telegram", "💬 WhatsApp")]
    for button in ("✉️ Email", "📱 SMS"):
        await person.press(button, screen)
        found.append(link_in(text_of(person.heard[-1])))
        await person.press("‹ Back")
    return [*found, copied(shown["📋 Copy link"])]


def link_in(text: str) -> str:
    found = re.search(rf"{USERNAME}(?:\?|%3F)start(?:=|%3D)([\w-]+)", text)
    assert found is not None, text
    return f"https://t.me/{USERNAME}?start={found[1]}"


def copied(button: Json) -> str:
    return str(button["copy_text"]["text"])

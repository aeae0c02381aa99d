"""Do points for actions buy what the catalogue offers, each in its own way?"""

from models import Bucket
from tests.people import Person, text_of
from tests.programmes.play import Play


async def test_points_are_earned_by_actions_and_spent_on_four_kinds_of_rewards(play: Play) -> None:
    """A code that is handed out once, a mug that is sent and one that is cancelled, early access,
    and public thanks in the channel."""
    ann = play.person("Ann")
    await ann.start()
    [ben] = await play.invited_by(ann, "Ben")
    # 200 and 100 for coming; of 200.00 Ben gets 5% = 1,000, Ann 2% = 400.
    await play.shop.sell(ben, 20_000)
    await play.expect(granted=1_700, Ann=(0, 600, 0), Ben=(0, 1_100, 0))
    await play.stage.advance(days=1, minutes=1)
    await play.expect(granted=1_700, Ann=(600, 0, 0), Ben=(1_100, 0, 0))

    await play.upload_codes("10% off", "SAVE-1")
    await take(ann, "10% off", 300)
    assert "SAVE-1" in text_of(ann.heard[-1])
    # The only code is gone: Ben cannot have it, and keeps his points.
    await ben.say("/rewards")
    await ben.press("🔒 10% off")
    assert "sold out" in text_of(ben.heard[-1])
    await play.expect(granted=1_700, Ann=(300, 0, 0), Ben=(1_100, 0, 0))

    await take(ben, "A mug", 500, answer="1 Harbour Street")
    await play.press_in_group("🚚 Sent")
    assert any("on its way" in text for text in ben.texts)
    await play.press_in_group("✅ Delivered")
    await take(ben, "A mug", 500, answer="2 Harbour Street")
    await play.expect(granted=1_700, Ann=(300, 0, 0), Ben=(100, 0, 0))
    # The second mug is cancelled: its 500 come back.
    await play.press_in_group("↩️ Cancel, points back…")
    await play.ask_in_group("The last one was broken")
    await play.press_in_group("↩️ Yes, cancel it")
    await play.expect(granted=1_700, Ann=(300, 0, 0), Ben=(600, 0, 0))

    await take(ben, "New things first", 150)
    assert "https://example.com/early" in text_of(ben.heard[-1])
    await take(ann, "A public thank-you", 100)
    await play.press_in_group("📣 Post in @shop_news")
    stage = play.stage
    posted = [text_of(message) for message in stage.telegram.history(stage.channel_id)]
    assert any("Thank you, Ann" in text.replace("\u2068", "") for text in posted), posted
    # 300 + 500 + 150 + 100 were spent for good.
    await play.expect(granted=1_700, Ann=(200, 0, 0), Ben=(450, 0, 0))
    assert await play.account(Bucket.REDEEMED) == 1_050
    assert "cannot be paid out" in text_of(await ben.say("/payout"))


async def take(person: Person, title: str, price: int, *, answer: str | None = None) -> None:
    await person.say("/rewards")
    await person.press(f"✅ {title}")
    await person.press(f"Take it for {price} points")
    if answer is not None:
        await person.say(answer)
    await person.press("✅ Yes, take it")

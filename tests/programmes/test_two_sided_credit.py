"""Is a friend's first purchase worth the same to both, and the second nothing?"""

from tests.people import text_of
from tests.programmes.play import Play


async def test_both_get_the_credit_for_the_first_purchase_and_nothing_for_the_second(
    play: Play,
) -> None:
    """A first purchase brings both 2,000 after 14 days; a second, a small and a returned one do
    not."""
    ann = play.person("Ann")
    await ann.start()
    ben, cleo, dan = await play.invited_by(ann, "Ben", "Cleo", "Dan")
    await play.expect(granted=0)

    # 999.99 is less than the 1,000.00 that a first purchase must be worth.
    await play.shop.sell(ben, 99_999, currency="RUB")
    await play.expect(granted=0)
    # 1,000.00 is enough: 2,000 each are held.
    await play.shop.sell(ben, 100_000, currency="RUB")
    await play.expect(granted=4_000, Ann=(0, 2_000, 0), Ben=(0, 2_000, 0))
    await play.shop.sell(ben, 900_000, currency="RUB")
    await play.expect(granted=4_000, Ann=(0, 2_000, 0), Ben=(0, 2_000, 0))

    # A purchase that is given back within the hold was none: 2 × 2,000 + 2 × 2,000, then back.
    order = await play.shop.sell(cleo, 300_000, currency="RUB")
    await play.expect(granted=8_000, Ann=(0, 4_000, 0), Ben=(0, 2_000, 0), Cleo=(0, 2_000, 0))
    await play.shop.take_back(order)
    await play.expect(granted=4_000, Ann=(0, 2_000, 0), Ben=(0, 2_000, 0))

    await play.stage.advance(days=13, hours=23)
    await play.expect(granted=4_000, Ann=(0, 2_000, 0), Ben=(0, 2_000, 0))
    await play.stage.advance(hours=2)
    await play.expect(granted=4_000, Ann=(2_000, 0, 0), Ben=(2_000, 0, 0))
    assert any("+2,000 bonuses" in text for text in ann.texts)
    assert any("+2,000 bonuses" in text for text in ben.texts)

    # Dan's purchase is worth the least amount even after a part of it came back: 1,500 - 500.
    order = await play.shop.sell(dan, 150_000, currency="RUB")
    await play.shop.take_back(order, 50_000)
    await play.stage.advance(days=14, hours=1)
    await play.expect(granted=8_000, Ann=(4_000, 0, 0), Ben=(2_000, 0, 0), Dan=(2_000, 0, 0))
    # Store credit stays inside.
    assert "cannot be paid out" in text_of(await ann.say("/payout"))

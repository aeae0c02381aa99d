"""Does every payment bring a share of the commission, and do the bounds hold where they are set?"""

from bot.services import presets
from tests.programmes.play import Play


async def test_every_payment_brings_its_share_for_ever_or_within_bounds(play: Play) -> None:
    """20% of the commission of each payment, a year later too; with `for` and `max_amount` set,
    only so long and only so much; a part given back takes its part along."""
    ann = play.person("Ann")
    await ann.start()
    [ben] = await play.invited_by(ann, "Ben")

    # 100.00 with a commission of 10.00: 20% of 1,000 = 200.
    first = await play.shop.sell(ben, 10_000, commission=1_000)
    # 5.57 of commission: 20% of 557 = 111.4, rounded down.
    await play.shop.sell(ben, 5_555, commission=557)
    # Without a commission there is nothing to share.
    await play.shop.sell(ben, 70_000)
    await play.expect(granted=311, Ann=(0, 311, 0))
    await play.stage.advance(days=3, minutes=1)
    await play.expect(granted=311, Ann=(311, 0, 0))

    # A quarter of the first comes back: of 75.00 the commission is 7.50, and 20% of it 150.
    # 200 are reversed, 150 promised anew: due at once, for the three days were over.
    await play.shop.take_back(first, 2_500)
    await play.stage.advance()
    await play.expect(granted=261, Ann=(261, 0, 0))

    await play.stage.advance(days=400)
    await play.shop.sell(ben, 1_000, commission=100)
    # 261 + 20% of 100.
    await play.expect(granted=281, Ann=(261, 20, 0))

    bounded = presets.text("recurring_commission")
    bounded = bounded.replace('# for = "365d"', 'for = "30d"')
    await play.load(bounded.replace("# max_amount = 50000", "max_amount = 500"))
    cleo, dan = await play.invited_by(ann, "Cleo", "Dan")
    # 20% of 20.00 = 400; of the next 400 only 100 are left of 500; then nothing.
    for _ in range(3):
        await play.shop.sell(cleo, 30_000, commission=2_000)
    await play.expect(granted=781, Ann=(261, 520, 0))
    await play.stage.advance(days=29)
    # Dan's bound is his own: 20% of 5.00 = 100.
    await play.shop.sell(dan, 5_000, commission=500)
    await play.expect(granted=881, Ann=(781, 100, 0))
    await play.stage.advance(days=2)
    await play.shop.sell(dan, 5_000, commission=500)
    # Ben came under the first version, which has no bounds: 20% of 10.00.
    await play.shop.sell(ben, 10_000, commission=1_000)
    await play.stage.advance(days=4)
    await play.expect(granted=1_081, Ann=(1_081, 0, 0))

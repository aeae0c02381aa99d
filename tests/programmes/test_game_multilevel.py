"""Does a deposit reach four levels, and no fifth?"""

from tests.programmes.play import Play


async def test_a_deposit_pays_four_levels_above_the_player(play: Play) -> None:
    """Six people, each invited by the one before; percentages of 10, 5, 3 and 1."""
    ann = play.person("Ann")
    await ann.start()
    above = ann
    for name in ("Ben", "Cleo", "Dan", "Eve", "Fay"):
        [above] = await play.invited_by(above, name)
    fay, dan = play.people["Fay"], play.people["Dan"]

    # Fay's 100.00: Eve 10%, Dan 5%, Cleo 3%, Ben 1%; Ann is the fifth above her.
    order = await play.shop.sell(fay, 10_000)
    await play.expect(
        granted=1_900, Eve=(0, 1_000, 0), Dan=(0, 500, 0), Cleo=(0, 300, 0), Ben=(0, 100, 0)
    )
    # Dan's 33.33, each part rounded down: Cleo 333.3, Ben 166.65, Ann 99.99.
    await play.shop.sell(dan, 3_333)
    await play.expect(
        granted=2_498,
        Eve=(0, 1_000, 0),
        Dan=(0, 500, 0),
        Cleo=(0, 633, 0),
        Ben=(0, 266, 0),
        Ann=(0, 99, 0),
    )
    await play.stage.advance(days=1, minutes=1)
    await play.expect(
        granted=2_498,
        Eve=(1_000, 0, 0),
        Dan=(500, 0, 0),
        Cleo=(633, 0, 0),
        Ben=(266, 0, 0),
        Ann=(99, 0, 0),
    )
    # A deposit that is given back is taken from all four.
    await play.shop.take_back(order)
    await play.expect(granted=598, Cleo=(333, 0, 0), Ben=(166, 0, 0), Ann=(99, 0, 0))

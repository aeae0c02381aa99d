"""Do three plans pay each in their own way, and does a new plan leave alone what was earned?"""

from tests.programmes.play import Play

CPA, HYBRID = "Once, of the first deposit", "Some of both"


async def test_each_plan_pays_in_its_own_way_and_a_change_touches_only_what_comes(
    play: Play,
) -> None:
    """Ann has a share of spending, Bob a part of the first deposit, Cora some of both; then Ann
    changes her plan."""
    ann, bob, cora = play.person("Ann"), play.person("Bob"), play.person("Cora")
    for person in (ann, bob, cora):
        await person.start()
    await play.put_on_plan(bob, CPA)
    await play.put_on_plan(cora, HYBRID)
    [dan] = await play.invited_by(ann, "Dan")
    [eve, finn] = await play.invited_by(bob, "Eve", "Finn")
    [gus] = await play.invited_by(cora, "Gus")

    for friend in (dan, eve, gus):
        await play.shop.sell(friend, 10_000)
    # Of 100.00: Ann 25%; Bob 60%, once; Cora 30% once and 10%.
    await play.expect(granted=12_500, Ann=(0, 2_500, 0), Bob=(0, 6_000, 0), Cora=(0, 4_000, 0))
    for friend in (dan, eve, gus):
        await play.shop.sell(friend, 4_000)
    # Of 40.00: Ann 1,000; Bob nothing more; Cora 10%.
    await play.expect(granted=13_900, Ann=(0, 3_500, 0), Bob=(0, 6_000, 0), Cora=(0, 4_400, 0))
    # 60% of 500.00 would be 300.00: the bound is 200.00.
    await play.shop.sell(finn, 50_000)
    await play.expect(granted=33_900, Ann=(0, 3_500, 0), Bob=(0, 26_000, 0), Cora=(0, 4_400, 0))
    await play.stage.advance(days=7, minutes=1)
    await play.expect(granted=33_900, Ann=(3_500, 0, 0), Bob=(26_000, 0, 0), Cora=(4_400, 0, 0))

    await play.shop.sell(dan, 8_000)
    await play.put_on_plan(ann, CPA)
    # 25% of 80.00 was promised before the change and is kept; Dan's first deposit is long past.
    await play.shop.sell(dan, 100_000)
    [hal] = await play.invited_by(ann, "Hal")
    # 60% of 30.00.
    await play.shop.sell(hal, 3_000)
    await play.expect(granted=37_700, Ann=(3_500, 3_800, 0), Bob=(26_000, 0, 0), Cora=(4_400, 0, 0))
    await play.stage.advance(days=7, minutes=1)
    await play.expect(granted=37_700, Ann=(7_300, 0, 0), Bob=(26_000, 0, 0), Cora=(4_400, 0, 0))

"""Does an influencer's own code bring better rates, and does the report tell who brought what?"""

from tests.people import text_of
from tests.programmes.play import Play


async def test_an_influencer_has_a_code_and_rates_of_their_own_and_a_line_in_the_report(
    play: Play,
) -> None:
    """Ann is an influencer with the code ANNA-SHOP, Bob is like everybody; each has one buyer."""
    ann, bob = play.person("Ann"), play.person("Bob")
    await ann.start()
    await bob.start()
    await play.put_on_plan(ann, "Creator")
    await ann.say("/invite")
    await ann.press("✏️ Choose my own code")
    await ann.say("ANNA-SHOP")
    assert await play.shop.open_page("anna-shop") == 200

    # Ben came without a link, and types the code three days later.
    ben = play.person("Ben")
    await ben.start()
    await play.stage.advance(days=3)
    await ben.say("/promo anna-shop")
    [cleo] = await play.invited_by(bob, "Cleo")
    # Of 100.00: Ann 15%, Bob 5%; both buyers 3.00 for their first purchase.
    await play.shop.sell(ben, 10_000)
    await play.shop.sell(cleo, 10_000)
    await play.expect(
        granted=2_600, Ann=(0, 1_500, 0), Ben=(0, 300, 0), Bob=(0, 500, 0), Cleo=(0, 300, 0)
    )
    await play.stage.advance(days=14, minutes=1)
    await play.expect(
        granted=2_600, Ann=(1_500, 0, 0), Ben=(300, 0, 0), Bob=(500, 0, 0), Cleo=(300, 0, 0)
    )

    await play.ask_in_group("/stats")
    await play.press_in_group("All time")
    await play.press_in_group("📣 Channels")
    await play.press_in_group("⭐️ Influencers")
    report = text_of(play.stage.in_group()[-1]).replace("\u2068", "").replace("\u2069", "")
    assert "anna-shop" in report.lower()
    assert "Creator" in report
    # One visitor, one who came, one who counts, one purchase; 15.00 and the friend's 3.00.
    assert "👆 1 → 👋 1 → ✅ 1 · 🛍 1" in report
    assert "18.00" in report
    assert "Bob" not in report

"""Does what was bought decide what is earned, and is there a kit for webmasters?"""

from tests.people import text_of
from tests.programmes.play import Play


async def test_the_product_decides_the_reward_and_only_the_referrer_gets_it(play: Play) -> None:
    """One customer buys everything, twice; another only what earns nothing. The kit has pictures
    and lines of HTML with the webmaster's link."""
    ann = play.person("Ann")
    await ann.start()
    ben, cleo = await play.invited_by(ann, "Ben", "Cleo")

    await play.shop.sell(ben, 2_000, product="hosting")
    await play.shop.sell(ben, 3_000, product="virtual-server")
    await play.shop.sell(ben, 9_000, product="dedicated-server")
    # 10% of 12.99, rounded down.
    await play.shop.sell(ben, 1_299, product="domain")
    # 500 + 1,200 + 4,000 + 129.
    await play.expect(granted=5_829, Ann=(0, 5_829, 0))
    # Again: servers are paid once, of a domain 10% each time.
    await play.shop.sell(ben, 2_000, product="hosting")
    await play.shop.sell(ben, 9_000, product="dedicated-server")
    await play.shop.sell(ben, 2_000, product="domain")
    await play.expect(granted=6_029, Ann=(0, 6_029, 0))
    await play.shop.sell(cleo, 5_000, product="backup")
    assert await play.shop.refusal(cleo, 5_000, product="typo") == "product-unknown"
    await play.stage.advance(days=14, minutes=1)
    await play.expect(granted=6_029, Ann=(6_029, 0, 0))

    await ann.say("/invite")
    await ann.press("🖼 For your page")
    first = text_of(ann.heard[-1])
    assert "https://example.com/banners/hosting-728x90.png" in first
    assert '<img src="https://example.com/banners/hosting-728x90.png"' in first
    await ann.press("Next picture (2 of 2) ›")
    assert "https://example.com/banners/hosting-300x250.png" in text_of(ann.heard[-1])

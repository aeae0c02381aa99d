"""Is whoever comes greeted, by whatever way they came?"""

import pytest

from tests.people import USERNAME, Stage, staged, text_of

pytestmark = pytest.mark.usefixtures("unpaced")


async def invited_by_ann(stage: Stage) -> str:
    """Ann's code."""
    ann = stage.person("Ann")
    await ann.start()
    return (await ann.invite()).partition("start=")[2]


async def test_a_code_counts_as_a_link_and_after_promo(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        code = await invited_by_ann(stage)
        bob, carol = stage.person("Bob"), stage.person("Carol")
        assert "Ann\u2069 invited you" in text_of(
            await bob.follow(f"https://t.me/{USERNAME}?start={code}")
        )
        assert "Ann\u2069 invited you" in text_of(await carol.say(f"/promo {code}"))


async def test_promo_without_a_code_tells_how_it_goes(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        bob = stage.person("Bob")
        await bob.start()
        assert "/promo AUTUMN26" in text_of(await bob.say("/promo"))


async def test_whatever_a_stranger_writes_first_is_a_start_without_a_code(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        code = await invited_by_ann(stage)
        bob = stage.person("Bob")
        first = text_of(await bob.say(code))
        assert "Welcome" in first or "Hello" in first
        assert "invited you" not in first
        assert "did not understand" in text_of(await bob.say("hello"))

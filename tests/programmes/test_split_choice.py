"""Does what the sharer has chosen decide who is credited, and is no cent lost in a half?"""

import re

from tests.people import USERNAME, Person
from tests.programmes.play import Play

LINK = rf"https://t\.me/{USERNAME}\?start=[\w-]+"


async def test_the_choice_on_the_shared_link_decides_who_is_credited(play: Play) -> None:
    """Three friends by three links: half each, my friend, me; 5% of each purchase."""
    ann = play.person("Ann")
    await ann.start()
    ben, cleo, dan = play.person("Ben"), play.person("Cleo"), play.person("Dan")

    await ann.say("/invite")
    await ann.press("🤝 Half each")
    await ben.follow(link_of(ann))
    await ann.press("🎚 Who gets the bonus")
    await ann.press("🎁 My friend")
    await cleo.follow(link_of(ann))
    await ann.press("🎚 Who gets the bonus")
    await ann.press("🙋 Me")
    await dan.follow(link_of(ann))

    # 5% of 5.05 = 25.25 cents, rounded down: 12 for Ben, and the odd cent with 12 for Ann.
    await play.shop.sell(ben, 505)
    await play.expect(granted=25, Ann=(0, 13, 0), Ben=(0, 12, 0))
    # 5% of 10.00, to each as chosen; Ben's link stays what it was.
    for friend in (ben, cleo, dan):
        await play.shop.sell(friend, 1_000)
    await play.expect(granted=175, Ann=(0, 88, 0), Ben=(0, 37, 0), Cleo=(0, 50, 0))
    await play.stage.advance(days=7, minutes=1)
    await play.expect(granted=175, Ann=(88, 0, 0), Ben=(37, 0, 0), Cleo=(50, 0, 0))
    # A year after they came nothing is earned any more.
    await play.stage.advance(days=360)
    await play.shop.sell(ben, 1_000)
    await play.expect(granted=175, Ann=(88, 0, 0), Ben=(37, 0, 0), Cleo=(50, 0, 0))


def link_of(person: Person) -> str:
    """What the sharing screen, of which the last one counts, shows to share."""
    links = [re.search(LINK, text) for text in reversed(person.texts)]
    return next(found[0] for found in links if found is not None)

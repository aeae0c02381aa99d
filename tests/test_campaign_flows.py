"""Does the drawing of a campaign say what happens, in every language?"""

import io

import pytest
from PIL import Image

from bot.i18n import LANGUAGES, Texts
from bot.pictures import Gain, cards, flows
from bot.services import campaign_flows, presets

TEXTS = Texts()


def test_the_steps_and_the_gains_are_those_of_the_rules() -> None:
    card = campaign_flows.of(TEXTS.of("en"), presets.read("two_sided_credit"))
    assert card.steps[:2] == ("You share your link", "A friend starts the bot by it")
    assert card.steps[-1] == "Waiting time: 14 days"
    assert card.gains == (Gain("You", "2,000 bonuses"), Gain("Friend", "2,000 bonuses"))
    assert cards.from_json(cards.to_json(card)) == card


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", presets.NAMES)
def test_every_preset_has_somebody_who_gains(name: str, language: str) -> None:
    card = campaign_flows.of(TEXTS.of(language), presets.read(name))
    assert len(card.steps) >= 2
    assert card.gains
    assert all(each.who and each.what for each in card.gains)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_drawn_as_tall_as_it_has_to_be(language: str) -> None:
    sizes = []
    for name in ("channel_growth", "social_contest"):
        card = campaign_flows.of(TEXTS.of(language), presets.read(name))
        sizes.append(Image.open(io.BytesIO(flows.draw(card))).size)
    assert sizes[0][0] == sizes[1][0] == flows.WIDTH_PX
    assert sizes[0][1] < sizes[1][1]

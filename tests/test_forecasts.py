"""Does a forecast count what the rules pay, and say when a campaign would lose money?"""

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from typer.testing import CliRunner

from bot.__main__ import app
from bot.i18n import LANGUAGES, Texts
from bot.pictures import Pictures
from bot.services import documents, forecast_words, forecasts
from bot.services.documents import Document
from bot.services.forecasts import Assumptions, Caution, Forecast

PRESETS = sorted((Path(__file__).parent.parent / "bot" / "presets").glob("*.toml"))
ASSUMED = Assumptions(orders_per_month=400, average_order=Decimal(10), repeat_percent=0, months=3)
"""An order of 1,000 cents, of which 300 are earned."""


def campaign(*rewards: dict[str, Any], **sections: Any) -> Document:
    return documents.from_json(
        {
            "campaign": {"slug": "plan", "unit": {"decimals": 2}},
            "reward": rewards or [{"on": "qualified", "to": "referrer", "amount": 100}],
            **sections,
        }
    )


def foreseen(document: Document, seed: int = 1, **changes: Any) -> Forecast:
    return forecasts.forecast(document, replace(ASSUMED, **changes), seed=seed)


def test_each_buyer_costs_what_the_rules_pay() -> None:
    """100 to the referrer and 50 to the friend are 150 for each who buys, in every run."""
    both = campaign(
        {"on": "qualified", "to": "referrer", "amount": 100},
        {"on": "qualified", "to": "friend", "amount": 50},
    )
    found = foreseen(both)
    for cost, buyers in (
        (found.cost_points.low, found.buyers.low),
        (found.cost_points.middle, found.buyers.middle),
        (found.cost_points.high, found.buyers.high),
    ):
        assert cost == pytest.approx(150 * buyers, abs=150)
    assert found.per_buyer == 150
    # 30% of orders of 1,000 on average.
    assert found.affordable == pytest.approx(300, rel=0.03)
    assert found.percent == pytest.approx(100, abs=8)
    assert found.cautions == ()


def test_rewards_for_coming_are_paid_for_everybody_who_comes() -> None:
    found = foreseen(campaign({"on": "start", "to": "friend", "amount": 7}))
    assert found.cost_points.middle == pytest.approx(7 * found.friends.middle, rel=0.02)


def test_a_percentage_is_of_what_is_bought() -> None:
    found = foreseen(campaign({"on": "purchase", "to": "referrer", "percent": 15}))
    # Half of a margin of 30%.
    assert found.percent == pytest.approx(100, abs=3)


def test_only_the_first_purchase_is_paid_where_the_rules_say_so() -> None:
    first = campaign({"on": "nth:1", "to": "referrer", "amount": 100})
    every = campaign({"on": "purchase", "to": "referrer", "amount": 100})
    twice = campaign({"on": "purchase", "to": "referrer", "amount": 100, "times": 2})
    costs = [
        foreseen(each, repeat_percent=90, months=6).per_buyer for each in (first, twice, every)
    ]
    assert costs[0] == 100
    assert 150 < costs[1] <= 200 < costs[2]


def test_the_same_seed_gives_the_same_numbers() -> None:
    assert foreseen(campaign()) == foreseen(campaign())
    assert foreseen(campaign(), seed=2).friends != foreseen(campaign()).friends


def test_a_large_campaign_is_a_small_one_many_times() -> None:
    small = foreseen(campaign())
    large = foreseen(campaign(), orders_per_month=400_000)
    assert large.gain.middle == pytest.approx(1_000 * small.gain.middle, rel=0.1)
    assert large.gain.low == pytest.approx(1_000 * small.gain.low, rel=0.25)


@pytest.mark.parametrize(
    ("orders", "cautions"),
    [
        (99, [Caution.FEW_ORDERS]),
        (100, [Caution.SOME_ORDERS]),
        (199, [Caution.SOME_ORDERS]),
        (200, []),
    ],
)
def test_few_orders_are_said(orders: int, cautions: list[Caution]) -> None:
    assert list(foreseen(campaign(), orders_per_month=orders).cautions) == cautions


def test_a_reward_above_the_margin_loses_money() -> None:
    dear = foreseen(campaign({"on": "qualified", "to": "referrer", "amount": 400}))
    assert Caution.LOSES in dear.cautions
    assert dear.gain.high < 0
    assert dear.even_in is None
    near = foreseen(campaign({"on": "qualified", "to": "referrer", "amount": 290}))
    assert Caution.MAY_LOSE in near.cautions


def test_repeated_purchases_bring_a_dear_reward_back_later() -> None:
    dear = {"on": "qualified", "to": "referrer", "amount": 400}
    found = foreseen(campaign(dear), repeat_percent=30, months=12)
    assert found.even_in is not None
    assert 1 < found.even_in.middle < 12
    assert found.by_month[0].middle < 0 < found.gain.middle


def test_a_budget_that_ends_is_foreseen_and_never_exceeded() -> None:
    found = foreseen(campaign(budget={"total": 2_000}))
    assert Caution.BUDGET in found.cautions
    assert found.budget_ends_in is not None
    assert found.cost_points.high <= 2_000


def test_prizes_and_milestones_are_paid_too() -> None:
    prizes = [{"places": 2, "amount": 5_000}, {"places": 1, "title": {"en": "A cup"}}]
    contest = {"name": "best", "lasts": "30d", "prizes": prizes}
    free = campaign({"on": "qualified", "to": "referrer", "amount": 1})
    plain = foreseen(free).cost_points
    won = foreseen(campaign({"on": "qualified", "to": "referrer", "amount": 1}, contest=[contest]))
    assert won.cost_points.low - plain.low == 10_000
    reached = foreseen(
        campaign(
            {"on": "qualified", "to": "referrer", "amount": 1},
            milestone=[{"at": 2, "amount": 1_000}],
        )
    )
    assert reached.cost_points.low >= plain.low + 1_000


@pytest.mark.parametrize("preset", PRESETS[::5], ids=lambda path: path.stem)
def test_every_language_says_a_preset_s_forecast(preset: Path) -> None:
    document = documents.parse_toml(preset.read_text(encoding="utf-8"))
    found = forecasts.forecast(document, Assumptions(months=2))
    for language in LANGUAGES:
        lines = forecast_words.lines(Texts().of(language), document, found)
        assert len(lines) >= 9
        assert not any("{" in line or "None" in line for line in lines)


async def test_a_forecast_is_drawn() -> None:
    document = campaign()
    pictures = Pictures()
    try:
        for language in LANGUAGES:
            t = Texts().of(language)
            card = forecast_words.card(t, document, foreseen(document))
            drawn = Image.open(io.BytesIO(await pictures.draw(card)))
            assert drawn.size == (1080, 1350)
    finally:
        await pictures.close()


def test_an_operator_asks_for_a_forecast(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SARAFAN_DATABASE__URL", f"sqlite+aiosqlite:///{tmp_path}/forecast.db")
    monkeypatch.chdir(tmp_path)
    command = CliRunner()
    file = str(next(path for path in PRESETS if path.stem == "two_sided_credit"))
    assert command.invoke(app, ["campaign", "load", file]).exit_code == 0
    asked = ["campaign", "forecast", "two-sided-credit", "--months", "3"]
    said = command.invoke(app, [*asked, "--average-order", "5000", "--orders", "90"])
    assert said.exit_code == 0, said.output
    assert "90 orders a month are few" in said.output
    assert "These rewards lose money" in said.output
    russian = command.invoke(app, [*asked, "--language", "ru"])
    assert "Прогноз для" in russian.output
    for wrong in (["--language", "fr"], ["--average-order", "-1"], ["--margin", "101"]):
        assert command.invoke(app, [*asked, *wrong]).exit_code == 2
    unknown = command.invoke(app, ["campaign", "forecast", "nothing"])
    assert unknown.exit_code == 1

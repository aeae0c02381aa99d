"""Is what an admin writes in the place of a number understood, in every language?"""

import pytest

from bot.i18n import LANGUAGES, Texts
from bot.services import (
    campaign_drafts,
    campaign_numbers,
    campaign_values,
    documents,
    presets,
    spans,
    wording,
)
from bot.services.amounts import AmountNotPositive, AmountNotUnderstood
from bot.services.campaign_numbers import Number
from bot.services.campaign_values import NumberNotUnderstood, NumberRefused
from bot.services.documents import Document

TEXTS = Texts()
EN, RU = TEXTS.of("en"), TEXTS.of("ru")
DOCUMENT = documents.from_json(
    {
        "campaign": {"slug": "shop", "time_zone": "Europe/Sofia", "unit": {"decimals": 2}},
        "qualify": {"steps": ["subscribe:@shop", "purchase:1000"], "hold": "24h"},
        "purchases": {"currency": "EUR"},
        "reward": [
            {"on": "purchase", "to": "referrer", "percent": 5, "tiers": [{"from": 5, "percent": 7}]}
        ],
        "contest": [
            {"name": "c", "lasts": "7d", "announce_in": "@shop", "prizes": [{"amount": 1_000}]}
        ],
        "payout": {"minimum": 500, "fee": 100},
    }
)


def at(*place: str | int, document: Document = DOCUMENT) -> Number:
    return next(each for each in campaign_numbers.of(document) if each.place == place)


def changed(text: str, *place: str | int) -> Document:
    return campaign_values.change(RU, DOCUMENT, at(*place), text)


@pytest.mark.parametrize(
    ("written", "hold"),
    [
        ("7d", "7d"), ("24 часа", "1d"), ("36 ч.", "36h"), ("2 дня", "2d"), ("14 days", "14d"),
        ("3 дни", "3d"), ("90 минути", "90m"), ("1 hour", "1h"), ("0", "0"), ("-", "0"),
        ("2 суток", "2d"), ("1 сутки", "1d"), ("5 дней", "5d"), ("1 ден", "1d"), ("2 Weeks", "14d"),
        ("1 неделю", "7d"), ("2 седмици", "14d"), ("3 нед.", "21d"), ("2 часов", "2h"),
        ("45 мин.", "45m"), ("45min", "45m"), ("30 сек", "30s"), ("9 seconds", "9s"), ("1w", "7d"),
    ],
)  # fmt: skip
def test_a_time_is_understood(written: str, hold: str) -> None:
    content = documents.to_json(changed(written, "qualify", "hold"))
    assert content["qualify"]["hold"] == hold


@pytest.mark.parametrize(
    "written",
    [
        "soon", "7", "1.5d", "7 fortnights", "d", "-3d", "1 month", "2 months", "1 месяц",
        "3 месяца", "2 месеца", "3 semesters", "2 decades", "2 декады", "5 dollars", "1 year",
        "1 год", "2 г", "3 с", "3 м", "1 millennium", "1 час 30 минут", "999999w",
    ],
)  # fmt: skip
def test_what_is_no_time_is_refused(written: str) -> None:
    with pytest.raises((NumberNotUnderstood, NumberRefused)):
        changed(written, "qualify", "hold")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("unit", ["s", "m", "h", "d"])
def test_a_time_is_understood_as_it_is_said(language: str, unit: str) -> None:
    """Every plural form: 1, 2, 5, 21 and 22 of each."""
    t = TEXTS.of(language)
    for number in (1, 2, 5, 11, 21, 22, 101):
        span = spans.parse(f"{number}{unit}")
        said = wording.duration(t, span)
        hold = campaign_values.change(t, DOCUMENT, at("qualify", "hold"), said).qualify.hold
        assert hold == span, said


def test_a_time_out_of_range_is_refused_with_the_range() -> None:
    with pytest.raises(NumberRefused) as refused:
        changed("400d", "qualify", "hold")
    assert "must be from 0 to 365d" in str(refused.value.text_args["reason"])


@pytest.mark.parametrize(
    ("written", "ends_at"),
    [
        ("2026-12-31", "2026-12-31T22:00:00Z"),
        ("31.12.2026", "2026-12-31T22:00:00Z"),
        ("30/06/2027", "2027-06-30T21:00:00Z"),
    ],
)
def test_the_last_day_ends_at_midnight_on_the_campaigns_clocks(written: str, ends_at: str) -> None:
    content = documents.to_json(changed(written, "campaign", "ends_at"))
    assert content["campaign"]["ends_at"] == ends_at
    document = documents.from_json(content)
    number = at("campaign", "ends_at", document=document)
    assert campaign_numbers.shown(EN, document, number) in ("December 31, 2026", "June 30, 2027")
    without = campaign_values.change(EN, document, number, "-")
    assert without.campaign.ends_at is None


@pytest.mark.parametrize(
    "written",
    ["31.02.2027", "tomorrow", "31.12.26", "2026", "31.12.9999", "2200-01-01", "0001-01-01"],
)
def test_what_is_no_day_is_refused(written: str) -> None:
    with pytest.raises(NumberNotUnderstood):
        changed(written, "campaign", "ends_at")


@pytest.mark.parametrize("written", ["@tea_news", "tea_news", "https://t.me/tea_news"])
def test_a_chat_is_renamed_wherever_it_stands(written: str) -> None:
    document = changed(written, "@shop")
    assert document.subscriptions == ("@tea_news",)
    assert document.contests[0].announce_in == "@tea_news"


def test_numbers_are_read_in_their_units() -> None:
    assert changed("1 000,50", "budget", "total").budget is not None
    assert documents.to_json(changed("1 000,50", "budget", "total"))["budget"]["total"] == 100_050
    assert changed("25,5 EUR", "qualify", "steps", 2).purchase_minimum == 2_550
    assert str(changed("7,5 %", "reward", 0, "percent").rewards[0].percent) == "7.50"
    assert (
        str(changed("9", "reward", 0, "tiers", 0, "percent").rewards[0].tiers[0].percent) == "9.00"
    )
    assert changed("15", "limits", "per_day").limits.per_day == 15
    assert changed("usd", "purchases", "currency").purchases.currency == "USD"
    title = changed("Чай  с друзьями", "campaign", "title").campaign.title
    assert title is not None
    assert title.bg == "Чай с друзьями"


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("101", ("reward", 0, "percent")),
        ("0", ("reward", 0, "percent")),
        ("five", ("reward", 0, "percent")),
        ("NaN", ("reward", 0, "percent")),
        ("-nan", ("reward", 0, "percent")),
        ("sNaN", ("reward", 0, "percent")),
        ("Infinity", ("reward", 0, "percent")),
        ("1e1", ("reward", 0, "percent")),
        ("1e999999999", ("reward", 0, "percent")),
        ("1_0", ("reward", 0, "percent")),
        ("5%%", ("reward", 0, "percent")),
        ("9" * 200, ("reward", 0, "percent")),
        ("no", ("limits", "per_day")),
        ("-5", ("limits", "per_day")),
        ("EURO", ("purchases", "currency")),
        ("EUE", ("purchases", "currency")),
        ("XXX", ("purchases", "currency")),
        ("x" * 65, ("campaign", "title")),
        ("\u200b", ("campaign", "title")),
        ("\u2800", ("campaign", "title")),
        ("\u202eabc", ("campaign", "title")),
        ("a channel of mine", ("@shop",)),
    ],
)
def test_nonsense_is_refused(written: str, place: tuple[str | int, ...]) -> None:
    with pytest.raises(NumberNotUnderstood):
        changed(written, *place)


LIMITS = (
    ("budget", "total"),
    ("limits", "per_hour"),
    ("limits", "per_day"),
    ("limits", "per_campaign"),
    ("reward", 0, "max_amount"),
    ("reward", 0, "times"),
    ("campaign", "ends_at"),
)


@pytest.mark.parametrize("place", LIMITS)
def test_a_zero_takes_no_limit_away(place: tuple[str | int, ...]) -> None:
    """Who writes 0 friends a day means none, not any number of them."""
    document = documents.from_json(
        documents.to_json(DOCUMENT)
        | {
            "budget": {"total": 100_000},
            "limits": {"per_hour": 2, "per_day": 5, "per_campaign": 9},
            "reward": [
                {"on": "purchase", "to": "referrer", "percent": 5, "max_amount": 50, "times": 3}
            ],
        }
    )
    number = at(*place, document=document)
    with pytest.raises((NumberRefused, NumberNotUnderstood, AmountNotPositive)):
        campaign_values.change(EN, document, number, "0")
    without = documents.to_json(campaign_values.change(EN, document, number, "—"))
    section = without.get(str(place[0]), {})
    assert place[-1] not in (section[0] if isinstance(section, list) else section)


def test_an_amount_that_does_not_fit_the_rest_is_refused() -> None:
    with pytest.raises(NumberRefused) as refused:
        changed("1", "payout", "minimum")
    assert "minimum must be more than the fee" in str(refused.value.text_args["reason"])
    with pytest.raises(AmountNotUnderstood):
        changed("a lot", "payout", "minimum")


@pytest.mark.parametrize("name", presets.NAMES)
def test_every_number_of_a_preset_can_be_written_as_it_stands(name: str) -> None:
    """Goal: what is shown may be typed back. Method: no change, then no difference."""
    document = presets.read(name)
    for number in campaign_numbers.of(document):
        shown = campaign_numbers.shown(EN, document, number)
        if shown in ("no limit", "no waiting", "any one"):
            shown = "-"
        again = campaign_values.change(EN, document, number, _typed(shown, number))
        if number.kind != campaign_numbers.Kind.TITLE:
            assert again == document, number


def _typed(shown: str, number: Number) -> str:
    if number.kind == campaign_numbers.Kind.MONEY:
        return "".join(sign for sign in shown if sign.isdigit() or sign in ".,")
    return shown


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Осень с друзьями!", "osen-s-druzyami"),
        ("Чай & кофе — щедро", "chay-kofe-schedro"),
        ("Café München", "cafe-munchen"),
        ("春", ""),
        ("x" * 64, "x" * 32),
    ],
)
def test_a_slug_is_made_of_the_title(title: str, slug: str) -> None:
    assert campaign_drafts.slug_of(title) == slug

"""Are rules, spans and terms said in whole sentences in every language?"""

from datetime import timedelta
from typing import Any

import pytest

from bot.i18n import LANGUAGES, Texts
from bot.services import documents, wording
from bot.services.documents import Document
from tests.operators import AUTUMN

TEXTS = Texts()
EN, RU, BG = (TEXTS.of(language) for language in ("en", "ru", "bg"))


def campaign(credit: str = "now", *, to: str = "referrer", **sections: Any) -> Document:
    return documents.from_json(
        {
            "campaign": {"slug": "words", "time_zone": "Europe/Sofia"},
            "reward": [{"on": "qualified", "to": to, "amount": 5, "credit": credit}],
            **sections,
        }
    )


@pytest.mark.parametrize(
    ("span", "english", "russian", "bulgarian"),
    [
        (timedelta(hours=1), "1 hour", "1 час", "1 час"),
        (timedelta(hours=24), "24 hours", "24 часа", "24 часа"),
        (timedelta(days=2), "2 days", "2 дня", "2 дни"),
        (timedelta(days=7), "7 days", "7 дней", "7 дни"),
        (timedelta(days=21), "21 days", "21 день", "21 дни"),
        (timedelta(minutes=90), "90 minutes", "90 минут", "90 минути"),
        (timedelta(hours=36), "36 hours", "36 часов", "36 часа"),
        (timedelta(seconds=1), "1 second", "1 секунду", "1 секунда"),
        (timedelta(days=1000), "1,000 days", "1 000 дней", "1 000 дни"),
    ],
)
def test_a_span_is_said_with_its_plural(
    span: timedelta, english: str, russian: str, bulgarian: str
) -> None:
    said = [wording.duration(t, span).replace("\xa0", " ") for t in (EN, RU, BG)]
    assert said == [english, russian, bulgarian]


@pytest.mark.parametrize(
    ("credit", "hold", "said"),
    [
        ("now", "0", "5 points — at once."),
        ("now", "24h", "5 points — 24 hours later."),
        ("after 7d", "0", "5 points — 7 days later."),
        ("after 7d", "24h", "5 points — 8 days later."),
        ("0 10 * * mon", "0", "— every Monday at 10:00 (Europe/Sofia)."),
        ("5 9 * * *", "0", "— every day at 09:05 (Europe/Sofia)."),
        ("0 10 * * mon", "24h", "at 10:00 (Europe/Sofia), not sooner than 24 hours later."),
        ("0 10 * * sat,mon", "0", "— every Monday and every Saturday at 10:00"),
        ("0 10 * * thu-sat", "0", "— every Thursday, every Friday, and every Saturday at"),
        ("0 10 15 * *", "0", "— on day 15 of every month at 10:00"),
        ("0 10 last * *", "0", "— on the last day of every month at 10:00"),
        ("*/5 * * * *", "0", "— on the campaign’s schedule: */5 * * * * (Europe/Sofia)."),
        ("0 10 * 5 *", "0", "— on the campaign’s schedule: 0 10 * 5 * (Europe/Sofia)."),
        ("0 10 1-5 * *", "0", "— on the campaign’s schedule: 0 10 1-5 * * (Europe/Sofia)."),
    ],
)
def test_when_a_reward_comes_is_said_in_words(credit: str, hold: str, said: str) -> None:
    [line] = wording.rewards_in_words(EN, campaign(credit, qualify={"hold": hold}))
    assert said in line


def test_a_friend_who_only_has_to_come_qualifies_by_coming() -> None:
    [easy] = wording.rewards_in_words(EN, campaign())
    assert easy.startswith("For each friend who comes by your invitation you get")
    [hard] = wording.rewards_in_words(EN, campaign(qualify={"steps": ["subscribe:@shop"]}))
    assert hard.startswith("For each friend who does every step you get")


def test_the_whole_of_the_rules_is_said() -> None:
    document = documents.parse_toml(AUTUMN.read_text(encoding="utf-8"))
    assert wording.rules_in_words(EN, document) == [
        "For each friend who does every step you get 2.50 euros — 8 days later.",
        "A friend who does every step gets 1.00 euros — every Monday at 10:00 (Europe/Sofia), "
        "not sooner than 24 hours later.",
        "A friend has to start the bot by your invitation and join @shop_news.",
        "Every step has to be done within 30 days.",
        "If a friend leaves, that friend no longer counts and what was earned is taken back.",
        "Friends count if they have never started this bot before.",
        "A friend who started without your link can still enter your code with /promo "
        "within 24 hours.",
        "Friends that count: at most 10 an hour, 50 a day, and 200 a week.",
        "Rewards are promised as long as the campaign’s budget lasts; what was promised is kept.",
        "You can ask for a payout of 5.00 euros to 1,000.00 euros.",
        "The next payout can be asked for 24 hours later.",
        "Fee for a payout: 0.10 euros + 1.5%.",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("new", ["to_bot", "to_campaign", "to_channel"])
@pytest.mark.parametrize("to", ["referrer", "friend"])
def test_every_rule_is_said_in_every_language(language: str, new: str, to: str) -> None:
    document = campaign(
        to=to,
        campaign={"slug": "words", "unit": {"withdrawable": new == "to_bot"}},
        attribution={"new": new, "window": "30d", "grace": "15m"},
        qualify={"steps": ["subscribe:@shop", "subscribe:-1001234567890"], "hold": "24h"},
        limits={"per_hour": 1, "per_day": 2, "per_week": 3},
    )
    lines = wording.rules_in_words(TEXTS.of(language), document)
    assert len(lines) == len(set(lines)) == 8
    assert all(line[0].isupper() and line.endswith((".", "?")) for line in lines)
    assert "-100" not in "".join(lines)


def test_terms_have_their_numbers_filled_in() -> None:
    document = documents.parse_toml(AUTUMN.read_text(encoding="utf-8"))
    assert wording.terms(EN, document) == (
        "Every friend brings 2.50 euros, 24 hours after joining, if the friend is still there."
    )
    assert "2,50 евро" in wording.terms(RU, document)


def test_a_reward_that_only_friends_get_is_the_reward_of_the_terms() -> None:
    words = dict.fromkeys(LANGUAGES, "{reward}, not {{reward or { hold }")
    document = campaign(to="friend", campaign={"slug": "words", "terms": words})
    assert wording.terms(EN, document) == "5 points, not {{reward or { hold }"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_campaign_without_terms_has_general_ones(language: str) -> None:
    terms = wording.terms(TEXTS.of(language), campaign())
    assert len(terms.splitlines()) == 3


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ({}, "No end date yet"),
        ({"starts_at": "2026-11-01T00:00:00Z"}, "From November 1, 2026, 02:00 (Europe/Sofia)"),
        ({"ends_at": "2027-02-01T00:00:00Z"}, "Until February 1, 2027, 02:00 (Europe/Sofia)"),
        (
            {"starts_at": "2026-07-01T00:00:00Z", "ends_at": "2027-02-01T00:00:00Z"},
            "From July 1, 2026, 03:00 to February 1, 2027, 02:00 (Europe/Sofia)",
        ),
    ],
)
def test_a_period_is_said_on_the_campaigns_clocks(period: dict[str, str], said: str) -> None:
    document = campaign(campaign={"slug": "words", "time_zone": "Europe/Sofia", **period})
    assert wording.period(EN, document) == said

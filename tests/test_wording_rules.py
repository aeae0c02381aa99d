"""Is every rule of every document said, in whole sentences, in all languages, with nothing raw?"""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings

from bot.i18n import LANGUAGES, Texts
from bot.services import campaign_flows, documents, wording, wording_rewards
from bot.services.documents import Document
from tests.written_documents import written_documents

TEXTS = Texts()
EN, RU, BG = (TEXTS.of(language) for language in ("en", "ru", "bg"))
PRESETS = sorted((Path(__file__).parent.parent / "bot" / "presets").glob("*.toml"))
RAW = re.compile(r"\{ ?\$|wording-[a-z]|campaigns-[a-z]|None\b|Decimal|timedelta")


def document(**sections: Any) -> Document:
    unit = {"decimals": 2, "name": {"en": {"one": "euro", "other": "euros"}}}
    return documents.from_json({"campaign": {"slug": "words", "unit": unit}, **sections})


def reward(**keys: Any) -> Document:
    return document(reward=[{"on": "purchase", "to": "referrer", **keys}])


def said(t: Any, rules: Document) -> str:
    [line] = wording.rewards_in_words(t, rules)
    return str(line).replace("\xa0", " ")


def test_a_percentage_is_said_with_an_example() -> None:
    five = reward(percent=5, credit="after 7d")
    assert said(EN, five) == (
        "For each purchase of a friend you get 5% of the price — 7 days later. "
        "For example, 1,000.00 brings 50.00 euros."
    )
    assert said(RU, five).startswith("За каждую покупку друга вы получите 5 % от суммы — через")
    assert said(BG, five).startswith("За всяка покупка на приятел получавате 5 % от цената")


def test_a_reward_for_a_product_names_it() -> None:
    rules = document(
        reward=[
            {"on": "purchase", "to": "referrer", "amount": 500, "products": ["card"]},
            {"on": "purchase", "to": "referrer", "amount": 900, "products": ["loan", "deposit"]},
            {"on": "nth:1", "to": "referrer", "percent": 5},
        ],
        share={"products": [{"name": "card", "title": {"en": "Debit card"}}]},
    )
    assert wording_rewards.for_one_friend(EN, rules) == (
        "5.00 euros for “Debit card” + 9.00 euros for “loan, deposit” "
        "+ 5% of the price for the first purchase"
    )
    gains = [(each.who, each.what) for each in campaign_flows.of(EN, rules).gains]
    assert gains == [
        ("You", "5% of the price for the first purchase"),
        ("Debit card", "5.00 euros"),
        ("loan, deposit", "9.00 euros"),
    ]


def test_only_plans_that_one_can_come_by_are_said() -> None:
    rules = document(
        plan=[
            {"name": "standard", "title": {"en": "Share"}},
            {"name": "many", "title": {"en": "Many"}, "from": 2},
            {"name": "once"},
        ],
        reward=[{"on": "purchase", "to": "referrer", "plan": "standard", "amount": 5}],
    )
    lines = wording.rules_in_words(EN, rules)
    assert "From 2 friends who count on you have the plan “Many”." in lines
    assert "The plan “Once” is given by the organisers." in lines
    assert not [line for line in lines if "Share" in line]


def test_an_example_knows_the_currency_and_the_most_that_a_friend_brings() -> None:
    rules = document(
        reward=[{"on": "purchase", "to": "referrer", "percent": 10, "max_amount": 2_000}],
        purchases={"currency": "JPY"},
    )
    assert "For example, ¥1,000 brings 1.00 euros." in said(EN, rules)
    rules = document(
        reward=[{"on": "purchase", "to": "referrer", "percent": 10, "max_amount": 2_000}],
        purchases={"currency": "EUR"},
    )
    assert "For example, €1,000.00 brings 20.00 euros." in said(EN, rules)
    assert "One friend brings at most 20.00 euros this way." in said(EN, rules)
    rules = document(
        reward=[{"on": "purchase", "to": "referrer", "percent": 10}],
        purchases={"currency": "RUB"},
    )
    assert "For example, RUB 1,000.00 brings 100.00 euros." in said(EN, rules)


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ({"on": "nth:1"}, "For a friend’s first purchase you get 5.00 euros — at once."),
        ({"on": "nth:7"}, "For a friend’s purchase no. 7 you get 5.00 euros — at once."),
        ({"on": "nth:2", "to": "friend"}, "For the second purchase the friend gets 5.00 euros"),
        ({"to": "friend"}, "For each purchase the friend gets 5.00 euros — at once."),
        ({"to": "upline:1"}, "For each purchase of a friend you get 5.00 euros — at once."),
        ({"to": "upline:2"}, "For each purchase of a friend of your friends you get 5.00 euros"),
        ({"to": "upline:4"}, "For each purchase on level 4 below you, you get 5.00 euros"),
        ({"on": "start", "to": "upline:2"}, "For each friend whom your friends bring you get"),
        ({"products": ["tea", "coffee"]}, "It counts for: tea, coffee."),
        ({"products": [str(n) for n in range(12)]}, "7, 8, 9, 2 more."),
        ({"for": "90d"}, "Purchases within 90 days after the friend came count."),
        ({"times": 3}, "At most 3 purchases of each friend count."),
        ({"times": 1}, "Only 1 purchase of each friend counts."),
        ({"max_amount": 9_900}, "One friend brings at most 99.00 euros this way."),
        (
            {"tiers": [{"from": 5, "amount": 700}, {"from": 10, "amount": 900}]},
            "Who brings more gets more: from 5 friends — 7.00 euros; from 10 friends — 9.00",
        ),
        ({"split": ["me", "half"]}, "You choose beforehand for whom it is: for you, half each."),
        ({"refback_percent_max": 50}, "With /refback you can give your friend up to 50% of it."),
        ({"plan": "standard"}, "This is for everybody without a special plan."),
        (
            {"on": "cron", "credit": "0 10 * * mon"},
            "You get a bonus of 5.00 euros every Monday at 10:00 (UTC) if at least one friend",
        ),
    ],
)
def test_every_bound_of_a_reward_is_said(keys: dict[str, Any], sentence: str) -> None:
    assert sentence in said(EN, reward(**{"amount": 500, **keys}))


def test_what_is_beside_the_rewards_is_said() -> None:
    lines = wording.rules_in_words(
        EN,
        document(
            reward=[{"on": "purchase", "to": "referrer", "amount": 100, "redeem": "mug"}],
            milestone=[{"at": 10, "amount": 500, "badge": {"en": "Star"}}],
            plan=[{"name": "gold", "from": 50}, {"name": "star", "title": {"en": "Stars"}}],
            offer=[{"name": "mug", "title": {"en": "A mug"}, "price": 100}],
            expiry={"after": "365d"},
            survey={"after": "24h"},
            limits={"per_campaign": 100},
            budget={"total": 100_000},
            contest=[
                {
                    "name": "spring",
                    "lasts": "30d",
                    "minimum": 3,
                    "announce_in": "@news",
                    "prizes": [{"amount": 5_000}, {"title": {"en": "A mug"}, "places": 2}],
                }
            ],
        ),
    )
    assert "It buys “A mug” at once." in lines[0]
    assert [line for line in lines if line.startswith(("With", "From", "The plan", "In /"))] == [
        "With 10 friends you get 5.00 euros on top, once, and the badge “Star”.",
        "From 50 friends who count on you have the plan “Gold”.",
        "The plan “Stars” is given by the organisers.",
        "In /rewards you can get: “A mug” for 1.00 euros.",
    ]
    [contest] = [line for line in lines if line.startswith("Contest")]
    assert contest == (
        "Contest “spring”: whoever brings the most friends who count wins; of equals, whoever was "
        "first. Prizes: place 1 — 50.00 euros; place 2–3 — A mug. It lasts 30 days. "
        "At least 3 friends are needed to take part. The result is announced in @news."
    )
    for sentence in (
        "Friends that count: at most 100 in all.",
        "Rewards are promised as long as the campaign’s budget lasts; what was promised is kept.",
        "If a purchase is given back, its rewards are taken back.",
        "Buyers are asked one short question 24 hours after a purchase.",
        "What is not used within 365 days expires; I remind you a week before.",
    ):
        assert sentence in lines


def test_a_participant_reads_the_rules_of_their_own_arm_alone() -> None:
    arms = [{"name": "a"}, {"name": "b"}]
    rules = document(
        experiment=[{"name": "size", "variants": arms}],
        reward=[
            {"on": "start", "to": "referrer", "amount": 100, "variant": "a"},
            {"on": "start", "to": "referrer", "amount": 200, "variant": "b"},
        ],
    )
    seen = set()
    for participant_id in range(20):
        [line] = wording.rewards_in_words(EN, rules, participant_id=participant_id)
        assert "test" not in line
        seen.add(line)
        assert not [
            line
            for line in wording.rules_in_words(EN, rules, participant_id=participant_id)
            if "chance" in line
        ]
    assert len(seen) == 2
    assert len(wording.rewards_in_words(EN, rules)) == 2
    assert "Test “size”: chance divides the participants: “a” — 1 of 2, “b” — 1 of 2." in (
        wording.rules_in_words(EN, rules)
    )


def test_what_one_friend_brings_is_said_for_percentages_too() -> None:
    rules = document(
        reward=[
            {"on": "qualified", "to": "referrer", "amount": 150},
            {"on": "purchase", "to": "referrer", "percent": 5},
            {"on": "purchase", "to": "referrer", "percent": 9, "plan": "gold"},
        ],
        plan=[{"name": "gold"}],
    )
    assert wording_rewards.for_one_friend(EN, rules) == (
        "1.50 euros + 5% of the price for each purchase"
    )
    assert wording_rewards.still_to_come(EN, rules, signed=True).startswith("+1.50 euros + 5%")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rules=written_documents())
def test_every_rule_of_any_document_is_said_in_all_languages(rules: Document) -> None:
    """Goal: nothing left out, nothing raw. Method: documents that Hypothesis writes."""
    assume(not RAW.search(json.dumps(documents.to_json(rules))))
    _check_words(rules)


@pytest.mark.parametrize("path", PRESETS, ids=[path.stem for path in PRESETS])
def test_every_preset_is_said_in_all_languages(path: Path) -> None:
    _check_words(documents.parse_toml(path.read_text(encoding="utf-8")))


def _check_words(rules: Document) -> None:
    counts = set()
    for language in LANGUAGES:
        t = TEXTS.of(language)
        rewards = wording.rewards_in_words(t, rules)
        assert len(rewards) == len(rules.rewards)
        lines = wording.rules_in_words(t, rules)
        counts.add(len(lines))
        for line in lines:
            assert line.endswith((".", "?")), line
            assert not RAW.search(line), line
        assert wording.rewards_in_words(t, rules, in_brief=True) == [
            line[: len(brief)]
            for line, brief in zip(
                rewards, wording.rewards_in_words(t, rules, in_brief=True), strict=True
            )
        ]
        assert wording.terms(t, rules)
    assert len(counts) == 1


@pytest.mark.parametrize("language", ["ru", "bg"])
def test_no_english_is_left_in_other_languages(language: str) -> None:
    t = TEXTS.of(language)
    for name, key in (
        ("purchase", {"percent": 5, "of": "commission", "tiers": [{"from": 5, "percent": 7}]}),
        ("nth:3", {"amount": 5, "products": ["1"], "for": "30d", "times": 5, "max_amount": 9}),
        ("qualified", {"amount": 5, "split": ["me", "half", "friend"]}),
    ):
        rules = documents.from_json(
            {"campaign": {"slug": "words"}, "reward": [{"on": name, "to": "referrer", **key}]}
        )
        for line in wording.rules_in_words(t, rules):
            plain = re.sub(r"/\w+", "", line)
            assert not re.search(r"[A-Za-z]{3,}", plain), line

"""Does a campaign document mean what it says, and is every mistake in it named?"""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import OperatorError
from bot.services import campaigns, documents, offers, spans
from bot.services.documents import Document, DocumentRefused
from tests.operators import AUTUMN

LEAST = '[campaign]\nslug = "least"\n'
REWARD = '[[reward]]\non = "qualified"\nto = "referrer"\n'
PURCHASE = REWARD.replace("qualified", "purchase")
ALL_TITLES = '[campaign.title]\nru = "{0}"\nen = "{0}"\nbg = "{0}"\n'
ALL_TERMS = ALL_TITLES.replace("title", "terms")


def refusal(text: str) -> list[str]:
    with pytest.raises(DocumentRefused) as refused:
        documents.parse_toml(text)
    assert str(refused.value) == "\n".join(refused.value.lines)
    return refused.value.lines


def test_a_whole_document_is_read() -> None:
    document = documents.parse_toml(AUTUMN.read_text(encoding="utf-8"))
    assert document.campaign.starts_at == datetime(2026, 10, 31, 22, tzinfo=UTC)
    assert campaigns.unit(document).names["ru"]["other"] == "евро"
    assert document.attribution.window == timedelta(days=30)
    assert document.qualify.steps == ("start", "subscribe:@shop_news")
    assert document.subscriptions == ("@shop_news",)
    assert [rule.amount for rule in document.rewards] == [250, 100]
    assert [rule.credit for rule in document.rewards] == ["after 7d", "0 10 * * mon"]
    assert document.budget is not None
    assert document.budget.total == 1_000_000
    assert document.payout.methods == ("card", "phone")


def test_sections_that_are_left_out_have_no_effect() -> None:
    document = documents.parse_toml(LEAST)
    assert document.campaign.starts_at is None
    assert document.campaign.ends_at is None
    assert document.campaign.terms is None
    assert document.campaign.unit.decimals == 0
    assert campaigns.unit(document).names["ru"]["many"] == "баллов"
    assert document.attribution.window is None
    assert document.attribution.grace == timedelta()
    assert document.qualify.steps == ("start",)
    assert document.qualify.hold == timedelta()
    assert document.rewards == ()
    assert document.limits.per_hour is None
    assert document.budget is None
    assert document.payout.maximum is None


def test_start_is_a_step_whether_it_is_written_or_not() -> None:
    document = documents.parse_toml(LEAST + '[qualify]\nsteps = ["subscribe:-1001234567890"]\n')
    assert document.qualify.steps == ("start", "subscribe:-1001234567890")


def test_a_document_survives_the_database() -> None:
    for text in (AUTUMN.read_text(encoding="utf-8"), LEAST):
        document = documents.parse_toml(text)
        assert documents.from_json(documents.to_json(document)) == document


@given(
    amounts=st.lists(st.integers(1, 10**12), max_size=20),
    credit=st.sampled_from(["now", "after 7d", "after 90m", "*/5 * * * *", "0 10 last * *"]),
    hold=st.integers(0, 999_999),
    decimals=st.integers(0, 4),
    minutes=st.integers(0, 190 * 365 * 24 * 60),
    zone=st.timezones(),
)
def test_any_document_survives_the_database(
    amounts: list[int], credit: str, hold: int, decimals: int, minutes: int, zone: ZoneInfo
) -> None:
    ends_at = (datetime(2001, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)).astimezone(zone)
    document = documents.from_json(
        {
            "campaign": {"slug": "any", "ends_at": ends_at, "unit": {"decimals": decimals}},
            "qualify": {"hold": spans.compact(timedelta(seconds=hold))},
            "reward": [
                {"on": "start", "to": "friend", "amount": amount, "credit": credit}
                for amount in amounts
            ],
        }
    )
    assert document.qualify.hold == timedelta(seconds=hold)
    again = documents.from_json(documents.to_json(document))
    assert again == document
    assert documents.to_json(again) == documents.to_json(document)


MISTAKES = [
    # A document that is none.
    ("slug = ", "this is not TOML"),
    ("[campaign\n", "this is not TOML"),
    ("# " + "x" * documents.SIZE_MAX_BYTES, "larger than 256 KB"),
    ("a = " + "[" * 50_000, "this is not TOML"),
    ("", "[campaign]: is missing"),
    ("campaign = 5", "[campaign] = 5: must be a section of its own"),
    # [campaign]
    ("[campaign]\n", "[campaign] slug: is missing"),
    ('[campaign]\nslug = "Autumn!"', '[campaign] slug = "Autumn!": must be 2 to 32 of a-z, 0-9'),
    ('[campaign]\nslug = "autumn\\n"', "must be 2 to 32"),
    ("[campaign]\nslug = 5", "[campaign] slug = 5: must be a text in quotes"),
    (LEAST + "starts_at = 2026-11-01", "[campaign] starts_at"),
    (LEAST + "starts_at = 2026-11-01T00:00:00", "a moment with its offset"),
    (LEAST + "starts_at = 1700000000", "a moment with its offset"),
    (
        LEAST + "starts_at = 2026-11-02T00:00:00Z\nends_at = 2026-11-02T00:00:00Z",
        "[campaign]: ends_at must be later than starts_at",
    ),
    (LEAST + 'time_zone = "Europe/Atlantis"', 'must be a time zone such as "Europe/Sofia"'),
    (LEAST + 'time_zone = "Europe"', 'must be a time zone such as "Europe/Sofia"'),
    (LEAST + "[campaign.title]", "must be said in at least one of ru, en, bg"),
    (LEAST + ALL_TITLES.format("x" * 65), "must have at most 64 characters"),
    (LEAST + ALL_TITLES.format(" "), "must not be empty"),
    (LEAST + ALL_TITLES.format("a\\u0000b"), "must not hold control characters"),
    (LEAST + ALL_TERMS.format("{prize}"), "there is no {prize}; the placeholders are {reward}"),
    (LEAST + ALL_TERMS.format("{hold}" * 11), "must have at most 10 placeholders"),
    (LEAST + ALL_TERMS.format("x" * 3_001), "must have at most 3,000 characters"),
    (LEAST + ALL_TERMS.format("🎁" * 1_501), "must have at most 3,000 characters"),
    (LEAST + "[campaign.unit]\ndecimals = 5", "decimals = 5: must be a whole number from 0 to 4"),
    (LEAST + '[campaign.unit]\nwithdrawable = "yes"', "must be true or false"),
    (LEAST + '[campaign.unit.name]\nru = { one = "балл" }', "[campaign.unit.name] ru.other"),
    (LEAST + '[campaign.unit.name]\nen = { other = "<b>" }', "must not hold <, > or &"),
    # [attribution], [qualify]
    (LEAST + '[attribution]\nnew = "to_me"', "must be 'to_bot', 'to_campaign' or 'to_channel'"),
    (LEAST + '[attribution]\nwindow = "30 days"', '[attribution] window = "30 days": a duration'),
    (LEAST + '[attribution]\nwindow = "0"', "must be from 1m to 3650d"),
    (LEAST + '[attribution]\ngrace = "31d"', "must be from 0 to 30d"),
    (LEAST + "[qualify]\nhold = 24", "[qualify] hold = 24: must be a duration in quotes"),
    (LEAST + '[qualify]\nhold = "366d"', "must be from 0 to 365d"),
    (LEAST + '[qualify]\nsteps = "start"', "[qualify] steps"),
    (LEAST + '[qualify]\nsteps = ["start", "dance"]', '[qualify] steps no. 2 = "dance"'),
    (LEAST + '[qualify]\nsteps = ["subscribe:shop"]', '"subscribe:" with @name or the id -100'),
    (LEAST + '[qualify]\nsteps = ["subscribe:@shop", "subscribe:@Shop"]', "names a step twice"),
    (
        LEAST + f"[qualify]\nsteps = {[f'subscribe:@shop_{n}' for n in range(6)]}",
        "must name at most 5 chats",
    ),
    # [[reward]]
    (LEAST + REWARD, "[[reward]] no. 1: must have either amount or percent"),
    (
        LEAST + REWARD + "amount = 0",
        "amount = 0: must be a whole number from 1 to 1,000,000,000,000",
    ),
    (LEAST + REWARD + "amount = 1.5", "must be a whole number from 1"),
    (LEAST + REWARD + "amount = true", "amount = true: must be a whole number from 1"),
    (LEAST + REWARD + "amount = 9999999999999", "must be a whole number from 1"),
    (
        LEAST + REWARD.replace("qualified", "birthday"),
        'on = "birthday": must be "start", "qualified"',
    ),
    (LEAST + REWARD.replace("referrer", "me"), 'to = "me": must be "referrer", "friend"'),
    (LEAST + REWARD + 'amount = 1\ncredit = "soon"', 'must be "now", "after 7d" or a cron line'),
    (LEAST + REWARD + 'amount = 1\ncredit = "after 0d"', "must be after at most 365d"),
    (LEAST + REWARD + 'amount = 1\ncredit = "0 25 * * *"', "is not a cron line"),
    (LEAST + REWARD + 'amount = 1\ncredit = "0 10 * * 1"', "names its days of the week: mon"),
    (LEAST + REWARD + 'amount = 1\ncredit = "0 0 31 2 *"', "is a cron line that never comes"),
    (LEAST + REWARD + 'amount = 1\ncredit = "0 0 1 * mon"', "not both"),
    (LEAST + '[reward]\non = "start"', "is written [[reward]]"),
    (LEAST + (REWARD + "amount = 1\n") * 51, "[[reward]]: there may be at most 50"),
    # [limits], [budget], [payout]
    (LEAST + "[limits]\nper_hour = 0", "[limits] per_hour = 0: must be a whole number from 1"),
    (LEAST + "[budget]\ntotal = -1", "[budget] total = -1: must be a whole number from 1"),
    (LEAST + "[budget]\n", "[budget] total: is missing"),
    (LEAST + "[payout]\nminimum = 9\nmaximum = 8", "[payout]: maximum must not be less"),
    (
        LEAST + '[payout]\nmethods = ["cash"]',
        'methods has "cash": there is card, phone, wallet, iban',
    ),
    (
        LEAST + '[[payout.own]]\nname = "card"\ntitle = {en = "Card"}',
        "name must be another one than card",
    ),
    (
        LEAST + '[[payout.own]]\nname = "a"\ntitle = {en = "A"}\nshortest = 9\nlongest = 8',
        "shortest must not be more than longest",
    ),
    (LEAST + "[payout]\nmethods = []", "at least one"),
    (LEAST + "[payout]\nfee = 1", "[payout]: minimum must be more than the fee for it"),
    (LEAST + "[payout]\nfee_percent = 50.5", "a number from 0 to 50 with at most two decimals"),
    (LEAST + "[payout]\nfee_percent = nan", "a number from 0 to 50 with at most two decimals"),
    (
        LEAST + "[campaign.unit]\nwithdrawable = false\n[payout]\nminimum = 2",
        "[payout] needs [campaign.unit] withdrawable = true",
    ),
    # What there is not, and what there is not yet.
    (LEAST + "ends = 2026-11-01T00:00:00Z", "[campaign] ends: there is no such key"),
    (LEAST + "start_at = 2026-11-01T00:00:00Z", "did you mean starts_at?"),
    (LEAST + "[limit]\nper_day = 5", "[limit]: there is no such section; did you mean limits?"),
    (LEAST + REWARD + "amout = 5", "no. 1, amout: there is no such key; did you mean amount?"),
    (LEAST + "[payout]\nminimun = 5", "[payout] minimun: there is no such key; did you mean min"),
    (LEAST + "[contest]\nprizes = [1]", "[contest]: is written [[contest]]"),
    (LEAST + "[[milestone]]\nat = 0\namount = 500", "[[milestone]] no. 1, at = 0: must be a whole"),
    (LEAST + "[share]\ntext = 1", "[share] text = 1: must be a section of its own"),
    (
        LEAST + '[[share.images]]\nurl = "https://shop.example/\\u0000.png"',
        "an address that begins with https://",
    ),
    (LEAST + '[purchases]\ncurrency = "EUE"', 'must be a currency of ISO 4217 such as "EUR"'),
    (LEAST + '[purchases]\ncurrency = "XXX"', 'must be a currency of ISO 4217 such as "EUR"'),
    (LEAST + "[targets]\nk_factr = 1.0", "did you mean k_factor?"),
    (LEAST + '[qualify]\nsteps = ["purchase:-5"]', "purchase:<minor units>"),
    (LEAST + '[qualify]\nsteps = ["purchase", "purchase:5"]', "names a step twice"),
    (LEAST + REWARD.replace("qualified", "nth:0") + "amount = 1", 'must be "start", "qualified"'),
    (LEAST + REWARD.replace("referrer", "upline:11") + "amount = 1", "upline:<1-10>"),
    (LEAST + REWARD + "amount = 1\npercent = 5", "must have either amount or percent"),
    (LEAST + REWARD + "amount = 1\ntimes = 3", 'times needs on = "purchase" or "nth:<n>"'),
    (LEAST + REWARD + "amount = 1\ntiers = [{ from = 5, percent = 3 }]", "its tiers must say"),
    (
        LEAST + REWARD + "amount = 1\ntiers = [{ from = 5, amount = 3 }, { from = 2, amount = 4 }]",
        "its tiers must rise",
    ),
    (LEAST + PURCHASE + "percent = 101", "a number from 0 to 100 with at most two decimals"),
    (LEAST + PURCHASE + 'amount = 1\nof = "commission"', "of needs percent"),
    (LEAST + REWARD.replace("referrer", "friend") + 'amount = 1\nsplit = ["me"]', "split and ref"),
    (LEAST + REWARD + 'amount = 1\nplan = "gold"', 'plan = "gold": there is standard'),
    (LEAST + REWARD + 'amount = 1\nredeem = "mug"', 'redeem = "mug": there is none'),
    (LEAST + REWARD.replace("qualified", "cron") + "amount = 1", "needs a cron line as its credit"),
    (LEAST + '[[plan]]\nname = "a"\n[[plan]]\nname = "a"', "[[plan]] a stands there twice"),
]


@pytest.mark.parametrize(("text", "fragment"), MISTAKES, ids=[part for _, part in MISTAKES])
def test_a_mistake_is_named(text: str, fragment: str) -> None:
    assert fragment in "\n".join(refusal(text))


UNSEEN = ("\u200b", "\u2800", "\u202eabc", "\U000e0041" * 3, "\u3164", "\u2066a\u2069", "\u0301")
SEEN = (
    "👨\u200d👩\u200d👧 Family ticket",
    "❤️ Mug",
    "می\u200cخواهم",
    "🏴\U000e0067\U000e007f",
    "100 %",
    "★",
)


def proposed(text: str) -> dict[str, Any]:
    """The text wherever a document says something."""
    said = {"en": text}
    return {
        "campaign": {
            "slug": "least",
            "title": said,
            "terms": said,
            "unit": {"name": {"en": {"one": text, "other": text}}},
        },
        "reward": [{"on": "purchase", "to": "referrer", "percent": 5, "products": [text]}],
        "plan": [{"name": "gold", "title": said}],
        "offer": [{"name": "mug", "kind": "thanks", "price": 5, "title": said, "text": said}],
        "share": {"text": said, "call": said},
        "purchases": {"products": [text]},
    }


@pytest.mark.parametrize("text", UNSEEN)
def test_what_does_not_show_or_turns_the_line_is_no_text(text: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        documents.from_json(proposed(text))
    assert len(refused.value.lines) == 11
    assert documents.kept(proposed(text)).titles["ru"] == text
    with pytest.raises(offers.OfferTitleUnusable):
        offers.check_title(text)


@pytest.mark.parametrize("text", SEEN)
def test_emoji_and_every_script_are_texts(text: str) -> None:
    assert documents.from_json(proposed(text)).titles["ru"] == text
    assert offers.check_title(text) == text


def test_all_mistakes_are_told_at_once_but_not_without_end() -> None:
    lines = refusal(LEAST + "".join(f"key_{number} = 1\n" for number in range(30)))
    assert len(lines) == 21
    assert lines[-1] == "… and 10 more mistakes"


def test_a_long_value_is_cut() -> None:
    [line] = refusal(f'[campaign]\nslug = "{"x" * 10_000}"')
    assert len(line) < 200


def test_a_mistake_cannot_write_over_the_terminal() -> None:
    [line] = refusal(LEAST + '"key\\u001b[2J\\n" = 1')
    assert line.isprintable()


def test_what_was_taken_before_a_check_was_stays_readable() -> None:
    """A campaign that runs is not to fail because its rules would be refused today."""
    content = {"campaign": {"slug": "old"}, "purchases": {"currency": "EUE"}}
    with pytest.raises(DocumentRefused):
        documents.from_json(content)
    document = documents.kept(content)
    assert document.purchases.currency == "EUE"
    assert documents.kept(documents.to_json(document)) == document


def test_a_refusal_is_for_the_operator() -> None:
    assert issubclass(DocumentRefused, OperatorError)


@given(st.text(max_size=200) | st.from_regex(r"(\[+[a-z.]{1,9}\]+\n|[a-z_]{1,9} = .{1,9}\n){1,9}"))
def test_any_text_is_a_document_or_refused(text: str) -> None:
    outcome: Document | list[str]
    try:
        outcome = documents.parse_toml(text)
    except DocumentRefused as refused:
        outcome = refused.lines
    assert outcome


@given(st.integers(0, 10**6 - 1), st.sampled_from("smhd"))
def test_a_span_is_written_as_it_is_read(number: int, letter: str) -> None:
    span = spans.parse(f"{number}{letter}")
    assert spans.parse(spans.compact(span)) == span


def test_who_reads_another_language_gets_english_first() -> None:
    only_russian = documents.parse_toml(LEAST + '[campaign.title]\nru = "Осень"')
    assert campaigns.title(only_russian, "bg") == "Осень"
    both = documents.parse_toml(LEAST + '[campaign.title]\nru = "Осень"\nen = "Autumn"')
    assert campaigns.title(both, "bg") == "Autumn"

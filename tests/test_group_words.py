"""Do the words that admins read in the group fit what they are said about?"""

import re

import pytest

from bot.i18n import LANGUAGES, Texts, decode, encode
from bot.services import broadcast_cards, campaigns, documents
from bot.services.exports import Kind

TEXTS = Texts()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_of_a_broadcast_is_not_told_as_the_file_of_decisions(language: str) -> None:
    t = TEXTS.of(language)
    told = {what: t.plain("audit-exported", what=what) for what in (*Kind, "broadcast")}
    assert len(set(told.values())) == len(told), told


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_told_by_its_name(language: str) -> None:
    t = TEXTS.of(language)
    told = {each: t.plain("audit-segment", kind="language", value=each) for each in LANGUAGES}
    assert len(set(told.values())) == len(LANGUAGES)
    assert not any(one.endswith(f" {each}") for each, one in told.items()), told


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fraction_is_refused_without_a_word_of_payouts(language: str) -> None:
    """/credit and /debit say it too."""
    t = TEXTS.of(language)
    told = t.plain("error-amount-too-fine", decimals=0)
    assert "paid out" not in told
    assert "вывод" not in told.lower()
    assert "изпла" not in told.lower()


def test_a_title_is_said_in_the_language_of_the_reader_and_never_as_markup() -> None:
    title = {"ru": "<b>Весна</b>", "en": "Spring & more", "bg": "Пролет"}
    content = {"campaign": {"slug": "spring", "title": title}}
    args = decode(encode({"what": campaigns.titled(documents.from_json(content))}))
    said = {
        language: TEXTS.of(language)("audit-changes", changes=args["what"]) for language in title
    }
    assert said == {"ru": "&lt;b&gt;Весна&lt;/b&gt;", "en": "Spring &amp; more", "bg": "Пролет"}
    assert TEXTS.of("ru").plain("audit-changes", changes=args["what"]) == "<b>Весна</b>"


def test_a_campaign_without_a_title_is_called_by_its_slug() -> None:
    titled = campaigns.titled(documents.from_json({"campaign": {"slug": "winter-sale"}}))
    assert {titled.words[language] for language in LANGUAGES} == {"Winter sale"}


@pytest.mark.parametrize(
    ("people", "hours", "minutes"),
    [(0, 0, 0), (3, 0, 0), (899, 0, 0), (900, 0, 1), (10_000, 0, 6), (1_000_000, 9, 16)],
)
def test_a_broadcast_takes_about_as_long_as_is_said(people: int, hours: int, minutes: int) -> None:
    """At 30 a second."""
    assert broadcast_cards.span_at(people, 30) == {"hours": hours, "minutes": minutes}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_took_no_second_is_not_told_as_zero(language: str) -> None:
    t = TEXTS.of(language)
    assert not re.search(r"\d", t.plain("broadcasts-took", hours=0, minutes=0, took_seconds=0))
    assert "7" in t.plain("broadcasts-took", hours=0, minutes=0, took_seconds=7)

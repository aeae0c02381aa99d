"""Do the words that admins read in the group fit what they are said about?"""

import pytest

from bot.i18n import LANGUAGES, Texts
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

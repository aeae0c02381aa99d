"""Do names stay names, whatever people put into them?"""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.i18n import Texts
from bot.services import names
from models import NameDisplay

FAMILY = "👨‍👩‍👧‍👦"
HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Mn", "Me", "Mc", "Cf", "Zs", "Cn", "So"]),
        st.sampled_from(
            "ab Яй\u200d\u202e\u2066\ufe0f\u0301\u0489\u3164\ud800👨👩👧🏽🇧🇬\r\n\x00<&@/."
        ),
    ),
    max_size=160,
)
TEXTS = Texts()


@settings(max_examples=2_000, deadline=None)
@given(HOSTILE, st.one_of(st.none(), HOSTILE))
def test_no_name_breaks_its_line(first_name: str, last_name: str | None) -> None:
    name = names.clean(first_name, last_name)
    assert len(name) <= names.CODE_POINTS_MAX
    assert name == " ".join(name.split())
    assert name.encode().decode() == name
    assert names.clean(name) == name
    marks = 0
    for character in name:
        category = unicodedata.category(character)
        assert category not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") or character == "\u200d"
        marks = marks + 1 if category.startswith("M") else 0
        assert marks <= names.MARKS_MAX
    assert not name or not unicodedata.category(name[0]).startswith("M")


@pytest.mark.parametrize(
    ("first_name", "last_name", "expected"),
    [
        ("Анна", "Ким", "Анна Ким"),
        ("  Иван\n\n", "\u00a0Петров ", "Иван Петров"),
        ("Mallory\u202egnp.exe", None, "Mallorygnp.exe"),
        ("\u2067Ann\u2069", None, "Ann"),
        ("Z\u0300\u0301\u0302\u0303\u0304algo", None, "Z\u0300\u0301algo"),
        ("\u0301\u0302Bo", None, "Bo"),
        ("\u3164\u3164", "\u2800", ""),
        ("\u200d\u200d", None, ""),
        (f"{FAMILY} Ivanovi", None, f"{FAMILY} Ivanovi"),
        ("A\u200dn\u200dn", None, "Ann"),
        ("❤️ Eva 👍🏽", None, "❤️ Eva 👍🏽"),
        ("Йо\u0438\u0306", None, "Йой"),
        ("a\ud800b", None, "ab"),
        (None, None, ""),
    ],
)
def test_what_is_kept_and_what_goes(
    first_name: str | None, last_name: str | None, expected: str
) -> None:
    assert names.clean(first_name, last_name) == expected


def test_a_long_name_is_cut_at_64_characters_and_never_within_one() -> None:
    assert names.clean("x" * 100) == "x" * 64
    cut = names.clean(FAMILY * 64)
    assert len(cut) <= names.CODE_POINTS_MAX
    assert set(cut.replace(FAMILY, "")) == set()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Анна Ким", "А. К."),
        ("madonna", "M."),
        ("🦊 лиса", "Л."),
        ("Jean (JP) de la Tour", "J. J."),
        ("ßeta", "S."),
        ("🦊🦊", ""),
        ("", ""),
    ],
)
def test_initials_are_of_the_first_two_words(name: str, expected: str) -> None:
    assert names.initials(name) == expected


@pytest.mark.parametrize("name", ["@scam_bot", "t.me/scam", "/payout", "#win", "a.b", "https://x"])
def test_a_name_shown_is_never_a_link(name: str) -> None:
    shown = names.shown(name)
    assert shown.replace("\u2060", "") == f"\u2068{name}\u2069"
    assert name not in shown


def test_a_plain_name_is_shown_as_it_is() -> None:
    assert names.shown("Анна К.") == "\u2068Анна К.\u2069"


def test_a_person_without_a_name_is_a_participant_with_a_number() -> None:
    assert names.of(TEXTS.of("ru"), "", 1234) == "Участник 1234"
    assert names.of(TEXTS.of("en"), "Ann", 1234) == "\u2068Ann\u2069"


def test_others_see_as_much_of_a_name_as_its_owner_allows() -> None:
    t = TEXTS.of("en")
    assert names.public(t, "Ann Lee", NameDisplay.NAME) == names.shown("Ann Lee")
    assert names.public(t, "Ann Lee", NameDisplay.INITIALS) == names.shown("A. L.")
    assert names.public(t, "Ann Lee", NameDisplay.HIDDEN) == "Participant"
    assert names.public(t, "", NameDisplay.NAME) == "Participant"

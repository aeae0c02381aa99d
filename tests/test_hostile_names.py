"""Can a name put markup or a link into any text or picture, or break the card that it is on?

Every text of the bot is filled with hostile names in whatever place it has, in three languages;
a text that is added later is tried by itself.
"""

import html
import io
import re

import pytest
from PIL import Image

from bot.i18n import LANGUAGES
from bot.pictures import boards, drawing
from bot.pictures.cards import BoardCard, BoardRow
from bot.sandbox import entities
from bot.sandbox import html as telegram_html
from bot.services import names
from models import NameDisplay
from tests import hostile, hostile_texts
from tests.hostile_texts import CLOSE, MARKER, OPEN, TEXTS, problem_of, sayings, shown

TRIED_IN_EACH = 60
"""Of the names in each text; those of one text are not those of the next, so all get their turn."""


# What a name is


def test_there_are_two_thousand_different_names() -> None:
    assert len(hostile.names()) == hostile.COUNT == len(shown())
    assert hostile.names() == hostile.names()
    assert len(set(shown())) > 1_300
    assert any(len(first) == 512 for first, _ in hostile.names())


def test_every_name_by_itself_is_read_by_telegram_as_it_stands() -> None:
    for name in shown():
        plain, marked = telegram_html.parse(html.escape(name, quote=False))
        assert plain == name
        assert marked == []
        assert entities.find(plain) == []
        assert (plain[0], plain[-1]) == (OPEN, CLOSE)
        assert not set(plain[1:-1]) & {OPEN, CLOSE, "\n", "\r"}
        assert len(plain) <= names.CODE_POINTS_MAX * 2 + 2


# Every text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_takes_harm_from_a_name(language: str) -> None:
    """A part of them: `python -m tests.hostile_texts` tries all names in all texts."""
    assert list(hostile_texts.harm(language, tried=TRIED_IN_EACH)) == []


def test_every_name_stands_in_every_surrounding_that_a_text_has_for_it() -> None:
    """A name's neighbours decide what Telegram makes of it: all pairs of them, for each name."""
    pairs: set[tuple[str, str]] = set()
    for language in LANGUAGES:
        t = TEXTS.of(language)
        for saying in sayings(language):
            if saying.places:
                plain, _ = telegram_html.parse(saying.said(t, MARKER))
                pairs |= neighbours(plain)
    assert 20 < len(pairs) < 400
    for name in shown():
        page = "\n".join(f"{before}{name}{after}" for before, after in sorted(pairs))
        plain, marked = telegram_html.parse(html.escape(page, quote=False))
        assert plain == page
        assert marked == []
        assert entities.find(plain) == [], name


def neighbours(plain: str) -> set[tuple[str, str]]:
    """The characters around each marker, those of other markers left out."""
    return {
        (found[1].replace(MARKER, ""), found[2].replace(MARKER, ""))
        for found in re.finditer(rf"(?s)(?<=(.)){MARKER}(?=(.))", f" {plain} ")
    }


def test_a_name_that_was_not_made_harmless_is_seen() -> None:
    """Or the tests above could be blind."""
    t = TEXTS.of("en")
    for name in ("@scam_bot", "scam https://scam.example", "/payout", "#win"):
        raw = f"{OPEN}{name}{CLOSE}"
        assert problem_of(t("start-welcome", name=raw), raw) is not None
    for name in ("<b>", "</b>", '<a href="https://scam.example">x</a>'):
        raw = f"{OPEN}{name}{CLOSE}"
        assert problem_of(f"<b>Hello, {raw}</b>", raw) is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_a_person_shows_of_a_name_is_as_harmless(language: str) -> None:
    t = TEXTS.of(language)
    for number, (first, last) in enumerate(hostile.names()):
        name = names.clean(first, last)
        for display in NameDisplay:
            said = names.public(t, name, display)
            assert entities.find(f"1. {said} — 5") == []
            assert len(said) <= names.CODE_POINTS_MAX * 2 + 2
        plain = t.plain("start-welcome", name=names.of(t, name, number))
        assert "\n" not in plain
        later = t("start-invited-by", name=names.later(name))
        assert telegram_html.parse(later)[1] == []


# Every picture


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_leaves_its_line_in_a_picture(language: str) -> None:
    t = TEXTS.of(language)
    font = drawing.name_font(38)
    room_px = boards.WIDTH_PX - boards.MARGIN_PX - boards.NAME_LEFT_PX - boards.VALUE_WIDTH_PX
    for first, last in hostile.names():
        name = names.public(t, names.clean(first, last), NameDisplay.NAME)
        text = drawing.drawable(name, drawing.TITLE_FONT)
        assert not set(text) & set("\n\r\u202e\u2066\u2067\u2068\u2069\u2060\u200d")
        line = drawing.one_line(text, font, room_px)
        assert font.getlength(line) <= room_px
        box = font.getbbox(line or "x", anchor="lm")
        assert -boards.ROW_PX / 2 <= box[1] <= box[3] <= boards.ROW_PX / 2, line


def test_a_board_of_the_worst_names_keeps_its_edges() -> None:
    """Nothing is drawn into the margins, whoever is on it."""
    t = TEXTS.of("ru")
    people = [names.public(t, names.clean(*each), NameDisplay.NAME) for each in hostile.names()]
    widest = sorted(people, key=len, reverse=True)
    for page in (people[:10], people[200:210], widest[:10], widest[500:510]):
        rows = tuple(
            BoardRow(place=place, name=name, value="1 234 567 друзей", is_mine=False)
            for place, name in enumerate(page, 1)
        )
        card = BoardCard(
            heading="Рейтинг", title="Осень", period="Всё время", rows=rows, mine=None,
            nameless="Участник", address="t.me/sarafan_demo_bot", date="22 ноября 2026 г.",
        )  # fmt: skip
        picture = Image.open(io.BytesIO(boards.draw(card))).convert("RGB")
        top_px = boards.HEAD_PX + boards.GAP_PX
        bottom_px = top_px + len(rows) * boards.ROW_PX
        for x_px in (4, boards.MARGIN_PX - 30, boards.WIDTH_PX - 4):
            column = picture.crop((x_px, top_px, x_px + 1, bottom_px))
            assert column.getextrema() == ((255, 255),) * 3

"""Can every letter in a picture be read on a phone, and does none stand on another?"""

import io
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import NamedTuple

import pytest
from matplotlib.text import Text
from PIL import ImageDraw, ImageFont

from bot.i18n import LANGUAGES, Texts, Translate
from bot.pictures import boards, charts, drawing, qr
from bot.pictures.cards import BoardCard, BoardRow, FunnelCard, GrowthCard, QrCard
from bot.services import stats
from bot.services.stats import Figures, Growth, People, Period, Step
from handlers import periods, stats_cards
from models import Ranking
from tests.clock import START

TITLES = ("Autumn", "Большая осенняя программа для друзей нашего магазина на Арбате 1", "Щ" * 64)
NAMES = ("Ян", "Щ" * 60, "محمد عبد الله", "🎁🎁", "Ann Brown")
MILLIONS = People(started=18_159_495, touches=21_534_567, friends=734_567, qualified=3)
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
FEW = People(started=7, touches=7, friends=3)


class Written(NamedTuple):
    """One text of a picture, in pixels from its upper left corner."""

    text: str
    size_px: float
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: "Written") -> bool:
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.bottom <= other.top or other.bottom <= self.top)


def expect_readable(texts: list[Written], width_px: int, height_px: int) -> None:
    """All texts inside, apart, and as large as a phone needs them."""
    assert texts
    for text in texts:
        assert text.size_px >= drawing.readable_px(width_px), text
        assert (text.left, text.top) >= (0, 0), text
        assert text.right <= width_px, text
        assert text.bottom <= height_px, text
    assert [pair for pair in combinations(texts, 2) if pair[0].touches(pair[1])] == []


# Charts


def texts_of(card: GrowthCard | FunnelCard) -> list[Written]:
    figure = charts.sheet(card)
    figure.savefig(io.BytesIO(), dpi=charts.DPI)
    found = []
    for text in figure.findobj(Text):
        assert isinstance(text, Text)
        if text.get_text() and text.get_visible():
            box = text.get_window_extent()
            size_px = float(text.get_fontsize()) * charts.DPI / 72
            height = charts.HEIGHT_PX
            found.append(
                Written(text.get_text(), size_px, box.x0, height - box.y1, box.x1, height - box.y0)
            )
    return found


def figures_of(period: Period, people: People, t: Translate) -> Figures:
    since, until = stats.bounds(period, t.zone, START)
    return Figures(period, since, until, people, {}, None, [], None, {})


def growth_of(step: Step, count: int, value_of: Callable[[int], int]) -> Growth:
    """So many steps; the days before had two thirds of each."""
    length = {Step.HOUR: 1, Step.DAY: 24, Step.WEEK: 7 * 24, Step.MONTH: 30 * 24}[step]
    since = datetime(2026, 1, 15, 9, tzinfo=UTC)
    edges = tuple(since + timedelta(hours=length * each) for each in range(count + 1))
    now: list[Counter[str]] = [
        Counter(
            {str(metric): value_of(each) // (part + 1) for part, metric in enumerate(stats.GROWTH)}
        )
        for each in range(count)
    ]
    before = [Counter({name: count * 2 // 3 for name, count in each.items()}) for each in now]
    return Growth(step, edges, now, before)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("step", "count", "value", "title"),
    [(Step.HOUR, 24, 1, TITLES[0]), (Step.DAY, 7, 3, TITLES[1]),
     (Step.DAY, 30, 1_234_567, TITLES[1]), (Step.WEEK, 31, 40, TITLES[2]),
     (Step.MONTH, 31, 900_000, TITLES[0]),
     (Step.DAY, 1, 5, TITLES[1]), (Step.DAY, 7, 0, TITLES[2])],
)  # fmt: skip
def test_the_letters_of_a_growth_chart_are_read_on_a_phone(
    language: str, step: Step, count: int, value: int, title: str
) -> None:
    t = Texts().of(language)
    growth = growth_of(step, count, lambda each: value * (1 + each * 7 % 19))
    card = stats_cards.growth_card(t, figures_of(Period.THIRTY, MILLIONS, t), growth)
    texts = texts_of(replace(card, title=title))
    expect_readable(texts, charts.WIDTH_PX, charts.HEIGHT_PX)
    # The last day says where the chart ends.
    assert card.labels[-1] in {text.text for text in texts}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("title", "people"), list(zip(TITLES, [FEW, MILLIONS, People()], strict=True))
)
def test_the_letters_of_a_funnel_are_read_on_a_phone(
    language: str, title: str, people: People
) -> None:
    t = Texts().of(language)
    card = stats_cards.funnel_card(t, figures_of(Period.THIRTY, people, t))
    texts = texts_of(replace(card, title=title))
    expect_readable(texts, charts.WIDTH_PX, charts.HEIGHT_PX)
    assert {stage.name for stage in card.stages} < {text.text for text in texts}


def test_a_few_of_many_are_not_called_nothing() -> None:
    t = Texts().of("en")
    card = stats_cards.funnel_card(t, figures_of(Period.ALL, MILLIONS, t))
    assert [stage.share for stage in card.stages] == ["", "3%", "under 1%"]
    card = stats_cards.funnel_card(t, figures_of(Period.ALL, FEW, t))
    assert [stage.share for stage in card.stages] == ["", "43%", "0%"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_month_at_the_foot_of_a_chart_is_a_word(language: str) -> None:
    t = Texts().of(language)
    names = [periods.short_month(t, datetime(2026, month, 1, tzinfo=UTC)) for month in range(1, 13)]
    assert len(set(names)) == 12
    assert all(name.isalpha() for name in names)


# Leaderboards and invites


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[Written]:
    """What Pillow is asked to write; it is written all the same."""
    found: list[Written] = []
    write = ImageDraw.ImageDraw.text

    def note(
        canvas: ImageDraw.ImageDraw,
        at: tuple[float, float],
        text: str,
        colour: str,
        font: ImageFont.FreeTypeFont,
        *,
        anchor: str,
    ) -> None:
        box = canvas.textbbox(at, text, font, anchor=anchor)
        found.append(Written(text, font.size, *box))
        write(canvas, at, text, colour, font, anchor=anchor)

    monkeypatch.setattr(ImageDraw.ImageDraw, "text", note)
    return found


def board(t: Translate, title: str, values: list[str], place: int) -> BoardCard:
    rows = [
        BoardRow(number, NAMES[number % len(NAMES)], value)
        for number, value in enumerate(values, start=1)
    ]
    return BoardCard(
        title=title,
        heading=t.plain(f"top-heading-{Ranking.POINTS}"),
        period=periods.days(t, NEW_YEAR - timedelta(days=3), NEW_YEAR + timedelta(days=4)),
        rows=tuple(rows),
        mine=BoardRow(place, "Пламен Тодоров", values[0], is_mine=True),
        nameless=t.plain("names-hidden"),
        date=periods.day(t, START.date()),
        address="t.me/the_autumn_programme_of_our_bot",
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("title", "place"), list(zip(TITLES, [999, 12_345, 1_000_000], strict=True))
)
def test_the_letters_of_a_leaderboard_are_read_on_a_phone(
    written: list[Written], language: str, title: str, place: int
) -> None:
    t = Texts().of(language)
    values = ["1\u00a0000\u00a0000\u00a0000\u00a0000,00 баллов лояльности", "1,250 points", "7"]
    card = board(t, title, values, place)
    boards.draw(card)
    low = max(text.bottom for text in written)
    expect_readable(written, boards.WIDTH_PX, round(low))
    shown = {text.text for text in written}
    # Neither a number nor an address is any use in parts.
    assert {card.address, str(place), "1\u00a0000\u00a0000\u00a0000\u00a0000,00"} <= shown
    assert {"баллов лояльности", "1,250 points"} <= shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letters_of_an_invite_are_read_on_a_phone(
    written: list[Written], language: str
) -> None:
    hint = Texts().of(language).plain("qr-hint")
    card = QrCard(TITLES[1], "https://t.me/x?start=y", "w" * 32, hint, "t.me/autumn_programme_bot")
    qr.draw(card)
    expect_readable(written, qr.WIDTH_PX, qr.HEIGHT_PX)
    shown = [text.text for text in written]
    assert " ".join(shown[:2]) == TITLES[1]
    assert {card.code, card.hint, card.address} <= set(shown)


@pytest.mark.parametrize(
    ("name", "seen"),
    [("𝓙𝓸𝓱𝓷", "John"), ("Ａｎｎ", "Ann"), ("🎁 Ян 🎁", "Ян"), ("\u2068Ann\u2069", "Ann"),
     ("1\u202f000\u00a0€", "1\u00a0000\u00a0€"), ("🎁\u00a0🎁", ""), ("①", "①"), ("漢字", "")],
)  # fmt: skip
def test_ornate_letters_are_shown_as_plain_ones(name: str, seen: str) -> None:
    assert drawing.drawable(name, drawing.TITLE_FONT) == seen

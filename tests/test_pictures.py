"""Does the child process draw what is asked for, survive what goes wrong, and go when it should?"""

import asyncio
import io
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from PIL import Image, ImageFont
from pyzbar import pyzbar

from bot import pictures
from bot.pictures import (
    BoardCard,
    BoardRow,
    DrawingFailed,
    FunnelCard,
    GrowthCard,
    Line,
    Pictures,
    QrCard,
    Stage,
    TooManyPictures,
    boards,
    cards,
    charts,
    drawing,
    qr,
)

CARD = QrCard(
    title="Осень с друзьями",
    link="https://t.me/sarafan_demo_bot?start=9bw9hmfu3N",
    code="9bw9hmfu3N",
    hint="Наведите камеру телефона",
    address="t.me/sarafan_demo_bot",
)
UNDRAWABLE = replace(CARD, link="x" * 5_000)
PATIENCE_SECONDS = 10


@pytest.fixture
async def drawer() -> AsyncIterator[Pictures]:
    drawer = Pictures()
    yield drawer
    await drawer.close()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def children() -> list[psutil.Process]:
    found = []
    for child in psutil.Process().children():
        # One that ends in this moment is gone, or a zombie.
        with suppress(psutil.NoSuchProcess):
            if "bot.pictures.worker" in " ".join(child.cmdline()):
                found.append(child)
    return found


def card_number(number: int) -> QrCard:
    return replace(CARD, code=f"code-{number}")


async def test_a_card_comes_back_as_a_png_that_can_be_scanned(drawer: Pictures) -> None:
    picture = opened(await drawer.draw(CARD))
    assert (picture.format, picture.size) == ("PNG", (qr.WIDTH_PX, qr.HEIGHT_PX))
    [found] = pyzbar.decode(picture.convert("L"))
    assert found.data.decode() == CARD.link


async def test_one_child_draws_everything_and_the_same_card_only_once(drawer: Pictures) -> None:
    drawn = await asyncio.gather(*(drawer.draw(CARD) for _ in range(5)))
    assert len({id(picture) for picture in drawn}) == 1
    assert await drawer.draw(card_number(2)) != drawn[0]
    assert len(children()) == 1


async def test_a_card_that_cannot_be_drawn_leaves_the_child_at_work(
    drawer: Pictures, caplog: pytest.LogCaptureFixture
) -> None:
    await drawer.draw(CARD)
    [before] = children()
    with pytest.raises(DrawingFailed):
        await drawer.draw(UNDRAWABLE)
    assert "could not be drawn" in caplog.text
    await drawer.draw(card_number(2))
    assert children() == [before]


async def test_a_child_that_was_killed_is_replaced(drawer: Pictures) -> None:
    await drawer.draw(CARD)
    [before] = children()
    before.kill()
    # In the same breath the death may not be seen yet: then one press fails, the next does not.
    for _attempt in range(2):
        try:
            assert await drawer.draw(card_number(2))
        except DrawingFailed:
            continue
        break
    [after] = children()
    assert after.pid != before.pid


async def test_a_child_that_hangs_is_replaced(
    drawer: Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    await drawer.draw(CARD)
    [before] = children()
    before.suspend()
    with monkeypatch.context() as patch:
        patch.setattr(pictures, "ANSWER_SECONDS", 0.2)
        with pytest.raises(DrawingFailed):
            await drawer.draw(card_number(2))
    assert await drawer.draw(card_number(2))
    assert before not in children()


async def test_a_caller_who_gives_up_mixes_up_nobody_elses_picture(drawer: Pictures) -> None:
    expected = await drawer.draw(card_number(2))
    impatient = asyncio.create_task(drawer.draw(card_number(1)))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    impatient.cancel()
    with pytest.raises(asyncio.CancelledError):
        await impatient
    fresh = Pictures()
    try:
        assert await drawer.draw(card_number(3)) == await fresh.draw(card_number(3))
        assert await fresh.draw(card_number(2)) == expected
    finally:
        await fresh.close()


async def test_beyond_the_crowd_that_can_be_served_one_is_refused_at_once(
    drawer: Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "WAITING_MAX", 2)
    crowd = [asyncio.create_task(drawer.draw(card_number(number))) for number in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(TooManyPictures):
        await drawer.draw(card_number(3))
    assert len(await asyncio.gather(*crowd)) == 2
    assert await drawer.draw(card_number(3))


async def test_only_the_last_few_are_kept(
    drawer: Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "KEPT_MAX", 2)
    first = await drawer.draw(card_number(1))
    await drawer.draw(card_number(2))
    assert await drawer.draw(card_number(1)) is first
    await drawer.draw(card_number(3))
    # The second was the longest without use.
    assert await drawer.draw(card_number(1)) is first
    await drawer.draw(card_number(2))
    await drawer.draw(card_number(4))
    assert await drawer.draw(card_number(1)) is not first


async def test_an_idle_child_goes_and_comes_back_when_it_is_needed() -> None:
    drawer = Pictures(idle_seconds=0.05)
    try:
        await drawer.draw(CARD)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while children():
            assert time.monotonic() < deadline, "the child is still there"
            await asyncio.sleep(0.02)
        assert await drawer.draw(card_number(2))
    finally:
        await drawer.close()
    assert children() == []


async def test_the_child_knows_no_settings(
    drawer: Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SARAFAN_TELEGRAM__TOKEN", "1:SECRET")
    await drawer.draw(CARD)
    [child] = children()
    environment = child.environ()
    assert "PATH" in environment
    assert not [name for name in environment if name.startswith("SARAFAN_")]


def test_the_child_ends_when_the_bot_is_killed() -> None:
    program = (
        "import asyncio, os, signal\n"
        "from bot.pictures import Pictures, QrCard\n"
        "async def main():\n"
        "    pictures = Pictures()\n"
        "    await pictures.draw(QrCard('a', 'b', 'c', 'd', 'e'))\n"
        "    print(pictures._child.pid, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "asyncio.run(main())\n"
    )
    root = Path(__file__).parent.parent
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=root, check=False
    )
    pid = int(answer.stdout)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline, "the child outlived the bot"
        time.sleep(0.02)


# What is drawn


def test_a_card_goes_to_the_child_and_back() -> None:
    assert cards.from_json(cards.to_json(CARD)) == CARD


def test_an_upload_is_known_by_what_it_shows_and_by_whose_it_is() -> None:
    assert cards.digest(CARD, bot_id=1) == cards.digest(replace(CARD), bot_id=1)
    others = {
        cards.digest(CARD, bot_id=2),
        cards.digest(replace(CARD, hint="Scan me"), bot_id=1),
        cards.digest(replace(CARD, link="https://t.me/x"), bot_id=1),
        cards.digest(CARD, bot_id=1),
    }
    assert len(others) == 4


@pytest.mark.parametrize(
    "card",
    [
        replace(CARD, title="Ж" * 64, code="W" * 64, hint="Щ" * 120, address="t.me/" + "w" * 32),
        replace(CARD, title="a long title of many words " * 4, code="ann"),
        replace(CARD, title="🎁🎁🎁", hint="", code="_", address=""),
        replace(CARD, link="https://t.me/" + "w" * 32 + "?start=" + "W" * 64),
    ],
)
def test_whatever_is_written_stays_inside_and_the_code_stays_readable(card: QrCard) -> None:
    picture = opened(qr.draw(card)).convert("RGB")
    [found] = pyzbar.decode(picture)
    assert found.data.decode() == card.link
    edge_px = qr.TITLE_HEIGHT_PX - 1
    assert len({picture.getpixel((x, edge_px)) for x in range(qr.WIDTH_PX)}) == 1
    left = {picture.getpixel((5, y)) for y in range(qr.TITLE_HEIGHT_PX, qr.HEIGHT_PX)}
    right = {
        picture.getpixel((qr.WIDTH_PX - 5, y)) for y in range(qr.TITLE_HEIGHT_PX, qr.HEIGHT_PX)
    }
    assert left == right == {(255, 255, 255)}


def test_the_quiet_zone_is_as_wide_as_the_standard_asks() -> None:
    picture = opened(qr.draw(CARD)).convert("L")
    [found] = pyzbar.decode(picture)
    left, top, width, _height = found.rect
    # Version 4, which a link of this length needs at this level of correction.
    modules = 33
    quiet_px = qr.QUIET_MODULES * width // modules
    around = picture.crop((left - quiet_px, top - quiet_px, left - 2, top + width))
    assert around.getextrema() == (255, 255)
    above = picture.crop((left, top - quiet_px, left + width, top - 2))
    assert above.getextrema() == (255, 255)


def test_characters_that_the_font_lacks_leave_no_boxes() -> None:
    assert drawing.drawable("🎁 Осень — с друзьями 🎉", drawing.TITLE_FONT) == "Осень — с друзьями"
    assert drawing.drawable("a\u200bb\n c", drawing.TITLE_FONT) == "ab c"


def test_a_text_shrinks_first_then_breaks_then_ends_in_dots() -> None:
    def fit(text: str, lines_max: int = 2) -> tuple[list[str], ImageFont.FreeTypeFont]:
        return drawing.fitted(
            text,
            drawing.TITLE_FONT,
            width_px=300,
            sizes_px=range(40, 18, -2),
            lines_max=lines_max,
        )

    lines, largest = fit("Autumn")
    assert (lines, largest.size) == (["Autumn"], 40)
    lines, smaller = fit("Autumn with our friends")
    assert len(lines) == 2
    lines, smallest = fit("Autumn with our friends and everybody else", lines_max=1)
    assert smallest.size == 20
    assert lines[0].endswith("…")
    assert all(smallest.getlength(line) <= 300 for line in lines)
    assert smaller.size > smallest.size
    lines, smallest = fit("W" * 64)
    assert len(lines) == 1
    assert smallest.getlength(lines[0]) <= 300


# Leaderboards and charts

ROWS = tuple(BoardRow(place, f"Runner {place}", f"{90 - place} friends") for place in range(1, 11))
BOARD = BoardCard(
    title="Осень с друзьями",
    heading="Больше всех друзей",
    period="16–22 нояб. 2026 г.",
    rows=ROWS,
    mine=BoardRow(12_345, "Мария", "1 друг", is_mine=True),
    nameless="Участник",
    date="22 нояб. 2026 г.",
    address="t.me/sarafan_demo_bot",
)
GROWTH = GrowthCard(
    title="Осень с друзьями",
    period="16–22 нояб. 2026 г.",
    lines=(Line("Нажали старт", "21", (1, 2, 3, 4, 5, 6, 0)), Line("Засчитано", "0", (0,) * 7)),
    before=Line("Раньше", "7", (1,) * 7),
    labels=tuple(f"{day} нояб." for day in range(16, 23)),
    unit="По дням",
    separator="\u00a0",
)
FUNNEL = FunnelCard(
    title="All campaigns",
    period="All time",
    stages=(Stage("Followed a link", 12_000, "12,000", ""), Stage("Counted", 0, "0", "0%")),
)
HOSTILE = (
    "",
    "🎁🎁",
    "\u202eevil\u202c",
    "محمد عبد الله",
    "Z" + "\u0335\u0336\u0337" * 40 + "algo",
    "Щ" * 64,
    "$\\frac{1}{0}$ ^_{",
    "<b>&amp;</b>",
    "\u2068\u2069",
    "\ud7ff\uffff",
)


@pytest.mark.parametrize("card", [BOARD, replace(BOARD, mine=None), GROWTH, FUNNEL])
def test_leaderboards_and_charts_go_to_the_child_and_back(card: cards.Card) -> None:
    assert cards.from_json(cards.to_json(card)) == card


async def test_charts_are_drawn_for_a_phone_and_by_the_child_alone(drawer: Pictures) -> None:
    for card in (BOARD, GROWTH, FUNNEL, replace(GROWTH, before=None)):
        picture = opened(await drawer.draw(card))
        assert (picture.format, picture.width) == ("PNG", 1_080)
        assert 700 < picture.height < 1_700
        colours = picture.convert("RGB").getcolors(1_080 * 1_700)
        assert colours is not None
        assert len(colours) > 8, "an empty sheet"


def test_the_bots_own_process_carries_nothing_that_draws() -> None:
    program = (
        "import sys, bot.app, bot.__main__\n"
        "print(sorted({'matplotlib', 'numpy', 'PIL'} & {m.split('.')[0] for m in sys.modules}))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parent.parent,
        check=True,
    )
    assert answer.stdout == "[]\n"


async def test_a_child_that_expects_charts_draws_other_things_as_well(drawer: Pictures) -> None:
    await drawer.expect_charts()
    [warm] = children()
    assert opened(await drawer.draw(CARD)).format == "PNG"
    assert children() == [warm]
    assert any("matplotlib" in each.path for each in warm.memory_maps())


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_breaks_a_leaderboard_or_a_chart(name: str) -> None:
    rows = tuple(BoardRow(place, name, name[:20]) for place in range(1, 4))
    mine = BoardRow(1_000_000, name, name, is_mine=True)
    picture = opened(boards.draw(replace(BOARD, title=name, rows=rows, mine=mine))).convert("RGB")
    # The edges of the sheet stay as empty as they are.
    edge = {picture.getpixel((3, y)) for y in range(boards.HEAD_PX, picture.height - 120)}
    assert edge == {(255, 255, 255)}
    chart = replace(GROWTH, title=name * 3, lines=(Line(name, name, (1, 2, 3)),), before=None)
    assert opened(charts.draw(replace(chart, labels=(name,) * 3))).width == 1_080
    stages = (Stage(name, 3, name, ""), Stage(name, 1, name, name))
    assert opened(charts.draw(replace(FUNNEL, stages=stages))).width == 1_080


def test_a_name_of_which_nothing_can_be_drawn_is_nobodys() -> None:
    def of(name: str) -> bytes:
        return boards.draw(replace(BOARD, rows=(BoardRow(1, name, "1 друг"),), mine=None))

    assert of("🎁") == of("") == of("Участник") != of("Мария")

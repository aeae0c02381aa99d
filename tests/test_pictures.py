"""Does the child process draw what is asked for, survive what goes wrong, and go when it should?"""

import asyncio
import io
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from PIL import Image, ImageFont
from pyzbar import pyzbar

from bot import pictures
from bot.pictures import DrawingFailed, Pictures, QrCard, TooManyPictures, cards, drawing, qr

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
    return [
        child
        for child in psutil.Process().children()
        if "bot.pictures.worker" in " ".join(child.cmdline())
    ]


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

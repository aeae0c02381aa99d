"""Can a poster be printed and scanned, and does a card to post lead where its caption says?"""

import base64
import io
import re
import zlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image
from pyzbar import pyzbar

from bot.errors import OperatorError
from bot.logo import Logo, check
from bot.pictures import InvitationCard, PosterCard, worker
from tests.pages import run_campaign
from tests.people import USERNAME, Json, Stage, staged, text_of

A4_POINTS = (595.2, 841.92)
RED = (232, 40, 40)
LINK = f"https://t.me/{USERNAME}?start=aB3dEfGhJk"
LONG = "Приглашение в самую длинную кампанию года для всех друзей и знакомых"


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    file = tmp_path / "logo.png"
    Image.new("RGB", (400, 300), RED).save(file)
    return file


@pytest.fixture
async def stage(sqlite_url: str, logo: Path, unpaced: None) -> AsyncIterator[Stage]:
    async with staged(sqlite_url, texts={"logo": logo}) as stage:
        await run_campaign(
            stage,
            "cafe",
            campaign={"slug": "cafe", "title": {"en": "Coffee for two"}},
            share={"call": {"en": "Come for a coffee", "ru": "Приходите на кофе"}},
        )
        yield stage


def content(stage: Stage, message: Json) -> bytes:
    sent = message["document"] if "document" in message else message["photo"][-1]
    file = stage.telegram.files.get(sent["file_id"])
    assert file is not None
    return file.content


def scanned(picture: Image.Image) -> str:
    [found] = pyzbar.decode(picture.convert("L"))
    return str(found.data.decode())


def printed(pdf: bytes) -> tuple[Image.Image, tuple[float, float]]:
    """The picture of a page and the page's size in points, read back from the file."""
    table = int(re.findall(rb"startxref\n(\d+)\n%%EOF", pdf)[0])
    assert pdf[table : table + 4] == b"xref"
    places = [int(place) for place in re.findall(rb"(\d{10}) 00000 n", pdf[table:])]
    assert [pdf[place:].split(b" ", 1)[0] for place in places] == [b"1", b"2", b"3", b"4", b"5"]
    image = pdf[places[4] :]
    width, height = (
        int(re.findall(rb"/%b (\d+)" % name, image)[0]) for name in (b"Width", b"Height")
    )
    length = int(re.findall(rb"/Length (\d+)", image)[0])
    start = image.index(b"stream\n") + len(b"stream\n")
    assert image[start + length :].startswith(b"\nendstream")
    picture = Image.frombytes("P", (width, height), zlib.decompress(image[start : start + length]))
    picture.putpalette(bytes.fromhex(re.findall(rb"<([0-9a-f]+)>\]", image)[0].decode()))
    box = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)[0]
    return picture.convert("RGB"), (float(box[0]), float(box[1]))


async def test_the_poster_is_a_page_of_a4_that_scans_and_has_the_logo(stage: Stage) -> None:
    ann = stage.person("Ann")
    await ann.start()
    link = re.findall(r"https://t\.me/\S+", text_of(await ann.say("/qr")))[0]
    await ann.press("🖨 Poster to print (PDF)")
    sent = ann.heard[-1]
    assert sent["document"]["file_name"] == "invite.pdf"
    picture, size = printed(content(stage, sent))
    assert size == A4_POINTS
    assert picture.size == (2480, 3508)
    assert scanned(picture) == link
    assert picture.getpixel((1240, 270)) == RED

    await ann.press("🖼 Poster as a picture")
    as_png = Image.open(io.BytesIO(content(stage, ann.heard[-1])))
    assert as_png.size == (2480, 3508)
    assert [round(dots) for dots in as_png.info["dpi"]] == [300, 300]
    assert scanned(as_png) == link


async def test_the_card_to_post_leads_where_its_caption_says(stage: Stage) -> None:
    ann = stage.person("Ann")
    await ann.start()
    await ann.say("/qr")
    await ann.press("📸 Card to post")
    sent = ann.heard[-1]
    picture = Image.open(io.BytesIO(content(stage, sent)))
    assert picture.size == (1080, 1080)
    assert scanned(picture) in text_of(sent)


async def test_without_a_file_the_logo_is_the_bots_own_photo(stage: Stage, logo: Path) -> None:
    bot = stage.app.bot
    assert await Logo(bot, None).base64() == ""
    content = io.BytesIO()
    Image.new("RGB", (640, 640), RED).save(content, "JPEG")
    stage.me.photo = stage.telegram.files.add("photo", content.getvalue())
    assert base64.b64decode(await Logo(bot, None).base64()) == content.getvalue()
    # What the settings name goes first.
    named = base64.b64decode(await Logo(bot, logo).base64())
    assert Image.open(io.BytesIO(named)).size == (400, 300)


async def test_a_poster_is_drawn_and_uploaded_once(stage: Stage) -> None:
    ann = stage.person("Ann")
    await ann.start()
    await ann.say("/qr")
    await ann.press("🖨 Poster to print (PDF)")
    first = ann.heard[-1]
    await ann.press("🖨 Poster to print (PDF)")
    second = ann.heard[-1]
    assert second["message_id"] != first["message_id"]
    assert second["document"]["file_id"] == first["document"]["file_id"]


@pytest.mark.parametrize("is_pdf", [True, False])
@pytest.mark.parametrize("given", ["", "no picture at all", base64.b64encode(b"GIF89a").decode()])
def test_a_poster_is_drawn_whatever_was_given_as_a_logo(given: str, is_pdf: bool) -> None:
    card = PosterCard(LONG, LONG, LINK, LONG, "a" * 32, LONG, "t.me/x", given, is_pdf)
    drawn = worker.draw(card)
    picture = printed(drawn)[0] if is_pdf else Image.open(io.BytesIO(drawn))
    assert scanned(picture) == LINK


def test_a_card_is_drawn_for_long_words_and_for_none() -> None:
    for words in (LONG, "", "🎁🎉"):
        card = InvitationCard("square", words, words, words, words, "t.me/x", "", LINK, "a" * 32)
        assert scanned(Image.open(io.BytesIO(worker.draw(card)))) == LINK
        wide = worker.draw(InvitationCard("wide", words, words, words, words, "t.me/x"))
        assert Image.open(io.BytesIO(wide)).size == (1200, 630)


def test_a_logo_that_is_none_is_told_before_anything_starts(tmp_path: Path, logo: Path) -> None:
    check(None)
    check(logo)
    with pytest.raises(OperatorError, match="cannot be read"):
        check(tmp_path / "nothing.png")
    (tmp_path / "words.png").write_text("words")
    with pytest.raises(OperatorError, match="PNG or JPEG"):
        check(tmp_path / "words.png")

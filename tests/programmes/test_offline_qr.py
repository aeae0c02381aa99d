"""Can a poster be printed and scanned, its code typed by hand, and are the scans counted?"""

import io

from PIL import Image
from pyzbar import pyzbar

from tests.people import Json, text_of
from tests.programmes.play import Play


async def test_who_scans_the_poster_or_types_its_code_counts(play: Play) -> None:
    """A PDF and a PNG; one friend scans it, one types the code after two days, one after four."""
    ann = play.person("Ann")
    await ann.start()
    await ann.say("/qr")
    await ann.press("🖨 Poster to print (PDF)")
    assert content(play, ann.heard[-1]).startswith(b"%PDF-")
    await ann.press("🖼 Poster as a picture")
    poster = Image.open(io.BytesIO(content(play, ann.heard[-1])))
    [found] = pyzbar.decode(poster.convert("L"))
    link = str(found.data.decode())
    code = link.rpartition("=")[2]

    ben, cleo, dan = play.person("Ben"), play.person("Cleo"), play.person("Dan")
    await ben.follow(link)
    await cleo.start()
    await dan.start()
    await play.stage.advance(days=2)
    await cleo.say(f"/promo {code}")
    # Ben's 60 and 40 have passed their day; Cleo's wait for theirs.
    await play.expect(granted=200, Ann=(60, 60, 0), Ben=(40, 0, 0), Cleo=(0, 40, 0))
    await play.stage.advance(days=2)
    # Four days after the first start a code counts no more.
    await dan.say(f"/promo {code}")
    await play.expect(granted=200, Ann=(120, 0, 0), Ben=(40, 0, 0), Cleo=(40, 0, 0))

    await ann.say("/invite")
    await ann.press("📊 What works")
    counted = text_of(ann.heard[-1])
    assert "QR code" in counted
    assert "came 2 · counted 2" in counted


def content(play: Play, message: Json) -> bytes:
    file = play.stage.telegram.files.get(message["document"]["file_id"])
    assert file is not None
    return file.content

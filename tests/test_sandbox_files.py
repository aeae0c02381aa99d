"""Are files taken, shown, sent again and refused as Telegram does?"""

import io
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiogram.types import BufferedInputFile, InputMediaDocument, InputMediaPhoto
from PIL import Image

from tests.playground import TOKEN, Playground, client, playground, png

WRONG = "Bad Request: wrong file identifier/HTTP URL specified"


@pytest.fixture
async def play() -> AsyncIterator[Playground]:
    async with playground() as found:
        yield found


async def test_an_upload_by_attach_is_shown_in_sizes_and_sent_again(play: Playground) -> None:
    user = play.person()
    async with client(play) as bot:
        sent = await bot.send_photo(user.id, BufferedInputFile(png(1600, 900), "a.png"))
        assert sent.photo is not None
        assert [(size.width, size.height) for size in sent.photo] == [
            (90, 51),
            (320, 180),
            (800, 450),
            (1280, 720),
        ]
        again = await bot.send_photo(user.id, sent.photo[-1].file_id, caption="again")
        assert again.photo == sent.photo


async def test_a_document_comes_back_byte_by_byte(play: Playground) -> None:
    user = play.person()
    content = bytes(range(256)) * 40
    async with client(play) as bot:
        sent = await bot.send_document(user.id, BufferedInputFile(content, "report.bin"))
        assert sent.document is not None
        assert (sent.document.file_name, sent.document.file_size) == ("report.bin", len(content))
        downloaded = await bot.download(sent.document)
    assert downloaded is not None
    assert downloaded.read() == content
    page = f"{play.server.url}/sim/files/{sent.document.file_id}"
    async with play.http.get(page) as response:
        assert await response.read() == content


async def test_a_part_that_was_not_sent_is_missed(play: Playground) -> None:
    user = play.person()
    refused = await play.refusal("sendPhoto", chat_id=user.id, photo="attach://nothing")
    assert refused == "Bad Request: file must be uploaded: there is no part 'attach://nothing'"


async def test_a_part_named_like_the_parameter_is_taken(play: Playground) -> None:
    user = play.person()
    form = aiohttp.FormData({"chat_id": str(user.id)})
    form.add_field("photo", png(), filename="a.png", content_type="image/png")
    answer = await play.post(f"/bot{TOKEN}/sendPhoto", data=form)
    assert answer["ok"], answer


async def test_unknown_ids_and_ids_of_another_bot_or_kind_are_refused(play: Playground) -> None:
    user = play.person()
    files = play.telegram.files
    theirs = files.add("photo", png(), bot_id=1000002)
    shared = files.add("photo", png())
    for wrong in ("no such id", theirs.file_id, shared.unique_id):
        assert await play.refusal("sendPhoto", chat_id=user.id, photo=wrong) == WRONG
    refused = await play.refusal("sendDocument", chat_id=user.id, document=shared.file_id)
    assert refused == "Bad Request: can't use file of type Photo as Document"
    await play.result("sendPhoto", chat_id=user.id, photo=shared.file_id)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "file must be non-empty"),
        (b"no picture", "IMAGE_PROCESS_FAILED"),
        (b"x" * 2_001, "file of size 2001 bytes is too big for a photo"),
    ],
)
async def test_wrong_photos_are_refused(
    play: Playground, monkeypatch: pytest.MonkeyPatch, content: bytes, problem: str
) -> None:
    monkeypatch.setattr("bot.sandbox.files.PHOTO_LIMIT_BYTES", 2_000)
    user = play.person()
    form = aiohttp.FormData({"chat_id": str(user.id), "photo": "attach://x"})
    form.add_field("x", content, filename="a.png")
    answer = await play.post(f"/bot{TOKEN}/sendPhoto", data=form)
    assert problem in answer["description"]


async def test_a_photo_must_not_be_a_ribbon(play: Playground) -> None:
    user = play.person()
    ribbon = io.BytesIO()
    Image.new("L", (2100, 100)).save(ribbon, "PNG")
    form = aiohttp.FormData({"chat_id": str(user.id), "photo": "attach://x"})
    form.add_field("x", ribbon.getvalue(), filename="a.png")
    answer = await play.post(f"/bot{TOKEN}/sendPhoto", data=form)
    assert answer["description"] == "Bad Request: PHOTO_INVALID_DIMENSIONS"


async def test_a_file_over_the_limit_cant_be_downloaded(play: Playground) -> None:
    stored = play.telegram.files.add("document", b"x" * 100, "a.txt")
    play.telegram.files.download_limit_bytes = 99
    refused = await play.refusal("getFile", file_id=stored.file_id)
    assert refused == "Bad Request: file is too big"
    async with play.http.get(f"{play.server.url}/file/bot{TOKEN}/{stored.path}") as response:
        assert response.status == 404


async def test_downloads_need_the_token(play: Playground) -> None:
    stored = play.telegram.files.add("document", b"x", "a.txt")
    async with play.http.get(f"{play.server.url}/file/bot1:NO/{stored.path}") as response:
        assert response.status == 404


async def test_old_files_make_room(play: Playground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.sandbox.files.FILES_LIMIT_BYTES", 250)
    files = play.telegram.files
    first, *others = (files.add("document", b"x" * 100, f"{n}.txt") for n in range(3))
    assert files.get(first.file_id) is None
    assert all(files.get(other.file_id) for other in others)


async def test_an_album_is_one_group_of_messages(play: Playground) -> None:
    user = play.person()
    async with client(play) as bot:
        sent = await bot.send_media_group(
            user.id,
            [
                InputMediaPhoto(
                    media=BufferedInputFile(png(), "a.png"),
                    caption="<b>first</b>",
                    parse_mode="HTML",
                ),
                InputMediaPhoto(media=BufferedInputFile(png(), "b.png")),
            ],
        )
        assert len({message.media_group_id for message in sent}) == 1
        assert sent[0].caption == "first"
        edited = await bot.edit_message_media(
            InputMediaDocument(media=BufferedInputFile(b"x", "x.txt")),
            chat_id=user.id,
            message_id=sent[0].message_id,
        )
    assert not isinstance(edited, bool)
    assert edited.document is not None
    assert edited.photo is None


async def test_albums_have_two_to_ten_items_of_kinds_that_mix(play: Playground) -> None:
    user = play.person()
    photo = play.telegram.files.add("photo", png()).file_id
    text = play.telegram.files.add("document", b"x", "a.txt").file_id
    one = {"type": "photo", "media": photo}
    for media in ([one], [one] * 11):
        refused = await play.refusal("sendMediaGroup", chat_id=user.id, media=media)
        assert refused == "Bad Request: expected 2-10 media in an album"
    mixed = [one, {"type": "document", "media": text}]
    refused = await play.refusal("sendMediaGroup", chat_id=user.id, media=mixed)
    assert refused == "Bad Request: document can't be mixed with other media types"


async def test_pictures_of_people_reach_the_bot(play: Playground) -> None:
    user = play.person()
    play.telegram.send_photo(user, None, png(), "receipt")
    (update,) = await play.updates()
    message = update["message"]
    assert message["caption"] == "receipt"
    file = await play.result("getFile", file_id=message["photo"][-1]["file_id"])
    assert file["file_path"].startswith("photos/")

"""Does a message of the admins become the same message for everybody, whatever it is?"""

from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram.methods import SendMessage
from aiogram.types import LinkPreviewOptions, Message

from bot import copies
from bot.copies import BroadcastAlbumRefused, BroadcastKindRefused
from bot.services import broadcast_contents
from bot.services.broadcast_contents import (
    BroadcastButtonRefused,
    BroadcastButtonsTooMany,
    BroadcastCaptionTooLong,
    BroadcastEmpty,
    Content,
    LinkButton,
)
from models import Broadcast, BroadcastKind

FILE = {"file_id": "AgAD", "file_unique_id": "u"}
SIZED = FILE | {"width": 1, "height": 1}


def message(**fields: Any) -> Message:
    base = {"message_id": 1, "date": datetime(2026, 11, 22, tzinfo=UTC)}
    return Message.model_validate(base | {"chat": {"id": -1, "type": "group"}} | fields)


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"photo": [SIZED | {"file_id": "small"}, SIZED]}, BroadcastKind.PHOTO),
        ({"video": SIZED | {"duration": 1}}, BroadcastKind.VIDEO),
        ({"animation": SIZED | {"duration": 1}, "document": FILE}, BroadcastKind.ANIMATION),
        ({"document": FILE}, BroadcastKind.DOCUMENT),
        ({"audio": FILE | {"duration": 1}}, BroadcastKind.AUDIO),
        ({"voice": FILE | {"duration": 1}}, BroadcastKind.VOICE),
    ],
)
def test_every_kind_of_file_is_sent_as_what_it_is(
    fields: dict[str, Any], kind: BroadcastKind
) -> None:
    bold = [{"type": "bold", "offset": 0, "length": 4}]
    content = copies.content_of(message(caption="Sale < 3", caption_entities=bold, **fields))
    assert content == Content("<b>Sale</b> &lt; 3", kind, "AgAD")
    request = copies.to_send(content, 7, paid=True)
    sent = request.model_dump(exclude_none=True)
    assert request.__api_method__ == f"send{kind.value.capitalize()}"
    assert sent[kind.value] == "AgAD"
    assert (sent["chat_id"], sent["caption"]) == (7, "<b>Sale</b> &lt; 3")
    assert sent["allow_paid_broadcast"] is True


def test_a_text_shows_no_preview_unless_that_was_chosen() -> None:
    for shows in (False, True):
        request = copies.to_send(Content("https://example.com", shows_links=shows), 7)
        assert isinstance(request, SendMessage)
        assert isinstance(request.link_preview_options, LinkPreviewOptions)
        assert request.link_preview_options.is_disabled is not shows


def test_of_a_forwarded_keyboard_the_buttons_stay_that_lead_somewhere() -> None:
    rows = [
        [
            {"text": "Shop", "url": "https://example.com"},
            {"text": "Vote", "callback_data": "vote"},
        ],
        [{"text": "Only theirs", "callback_data": "x"}],
    ]
    content = copies.content_of(message(text="News", reply_markup={"inline_keyboard": rows}))
    assert content.buttons == ((LinkButton("Shop", "https://example.com"),),)


def test_what_was_formatted_in_the_button_lines_goes_with_them() -> None:
    text = "👍 Sale\nShop — https://example.com"
    entities = [
        {"type": "bold", "offset": 3, "length": 4},
        {"type": "url", "offset": 15, "length": 19},
    ]
    content = copies.content_of(message(text=text, entities=entities))
    assert content.html == "👍 <b>Sale</b>"
    assert content.buttons == ((LinkButton("Shop", "https://example.com"),),)


def test_what_goes_to_nobody_is_refused() -> None:
    with pytest.raises(BroadcastKindRefused):
        copies.content_of(message(dice={"emoji": "🎲", "value": 4}))
    with pytest.raises(BroadcastAlbumRefused):
        copies.content_of(message(photo=[SIZED], media_group_id="1"))


@pytest.mark.parametrize(
    ("text", "rest", "buttons"),
    [
        ("Hi", "Hi", []),
        ("Hi\nShop - http://example.com", "Hi", [("Shop", "http://example.com")]),
        ("Hi\n\nA – tg://resolve?domain=x", "Hi", [("A", "tg://resolve?domain=x")]),
        ("Shop — www.example.com/x", "", [("Shop", "https://www.example.com/x")]),
        ("Sale — 20 %", "Sale — 20 %", []),
        ("Open from — 10:30", "Open from — 10:30", []),
        ("See — readme.md", "See — readme.md", []),
        ("A — https://example.com\nand then", "A — https://example.com\nand then", []),
        ("x\nA — t.me/a\nB — t.me/b", "x", [("A", "https://t.me/a"), ("B", "https://t.me/b")]),
    ],
)
def test_lines_at_the_end_that_are_buttons(
    text: str, rest: str, buttons: list[tuple[str, str]]
) -> None:
    found_rest, found = broadcast_contents.split_buttons(text)
    assert found_rest == rest
    assert [(one.text, one.url) for one in found] == buttons


@pytest.mark.parametrize(
    "line",
    [
        "Shop — javascript:alert(1)",
        "Shop — data:text/html,x",
        "Shop — ftp://example.com",
        "Shop — mailto:a@example.com",
        "Shop — https://nowhere",
        f"{'x' * 65} — https://example.com",
        f"Shop — https://example.com/{'x' * 2_100}",
    ],
)
def test_a_button_that_telegram_would_refuse_is_refused_before(line: str) -> None:
    with pytest.raises(BroadcastButtonRefused):
        broadcast_contents.split_buttons(f"Hi\n{line}")


def test_too_many_buttons_are_refused() -> None:
    lines = "\n".join(f"{number} — t.me/a{number}" for number in range(9))
    with pytest.raises(BroadcastButtonsTooMany):
        broadcast_contents.split_buttons(lines)


def test_a_file_needs_no_words_but_has_room_for_few() -> None:
    broadcast_contents.check(Content("", BroadcastKind.PHOTO, "AgAD"))
    broadcast_contents.check(Content("👍" * 512, BroadcastKind.PHOTO, "AgAD"))
    with pytest.raises(BroadcastCaptionTooLong):
        broadcast_contents.check(Content("👍" * 513, BroadcastKind.PHOTO, "AgAD"))
    with pytest.raises(BroadcastEmpty):
        broadcast_contents.check(Content("", buttons=((LinkButton("A", "https://a.b"),),)))


def test_a_row_gives_back_what_it_was_made_of() -> None:
    content = Content(
        "Hi", BroadcastKind.VIDEO, "AgAD", ((LinkButton("A", "https://a.b"),),), shows_links=True
    )
    assert broadcast_contents.of(Broadcast(**broadcast_contents.columns(content))) == content

"""Does the schema derived from the installed aiogram agree with the official Bot API?

`data/bot_api.json` holds names, types and required flags of Bot API 10.3, scraped from the official
documentation by others (aiogram's schema and PaulSonOfLars/telegram-bot-api-spec, both MIT).
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.methods import HANDLERS
from bot.sandbox.schema import derived

OFFICIAL: dict[str, Any] = json.loads(
    (Path(__file__).parent / "data" / "bot_api.json").read_text(encoding="utf-8")
)

# What aiogram has and the official documentation has not (any more), with the reason.
ONLY_IN_AIOGRAM = {
    "sendPoll.correct_option_id": "became correct_option_ids in Bot API 9.6, kept for old code",
    "getBusinessAccountGifts.exclude_limited": "split in two in Bot API 9.3, kept for old code",
    "createNewStickerSet.sticker_format": "dropped in Bot API 7.2, kept for old code",
    "answerInlineQuery.switch_pm_parameter": "dropped in Bot API 6.7, kept for old code",
    "answerInlineQuery.switch_pm_text": "dropped in Bot API 6.7, kept for old code",
}
OLD_FORMS_OF_TYPES = {
    "ChatFullInfo": {"can_send_gift"},
    "Message": {
        "forward_date",
        "forward_from",
        "forward_from_chat",
        "forward_from_message_id",
        "forward_sender_name",
        "forward_signature",
        "user_shared",
    },
    "Poll": {"correct_option_id"},
    "UsersShared": {"user_ids"},
    "KeyboardButton": {"request_user"},
    "UniqueGiftInfo": {"last_resale_star_count"},
    "MenuButtonCommands": {"text", "web_app"},
    "MenuButtonDefault": {"text", "web_app"},
    "BusinessConnection": {"can_reply"},
    "InlineQueryResultArticle": {"hide_url"},
    "InputTextMessageContent": {"disable_web_page_preview"},
    "StickerSet": {"is_animated", "is_video"},
}
"""Fields that Telegram dropped or moved, and that aiogram keeps readable for old code."""

IN_AIOGRAMS_WORDS = "new in 10.3 and scraped from aiogram, which has a default for the type"
DIFFERENT_FLAGS = {
    "InputRichBlockButtons.type": IN_AIOGRAMS_WORDS,
    "InputRichBlockDocument.type": IN_AIOGRAMS_WORDS,
    "InputRichBlockExpandableBlockQuotation.type": IN_AIOGRAMS_WORDS,
    "RichBlockButtons.type": IN_AIOGRAMS_WORDS,
    "RichBlockDocument.type": IN_AIOGRAMS_WORDS,
    "RichBlockExpandableBlockQuotation.type": IN_AIOGRAMS_WORDS,
    "RichTextButton.type": IN_AIOGRAMS_WORDS,
    "InputRichBlockMap.zoom": "optional in aiogram, required by the documentation",
    "InputRichBlockMap.width": "optional in aiogram, required by the documentation",
    "InputRichBlockMap.height": "optional in aiogram, required by the documentation",
}


@cache
def leaves(name: str, inside: tuple[str, ...] = ()) -> frozenset[str]:
    """Return the types that a name stands for: a union is its members, to any depth."""
    if name.startswith("Array of "):
        inner = leaves(name.removeprefix("Array of "), inside)
        return frozenset(f"Array of {each}" for each in inner)
    members = OFFICIAL["types"].get(name, {}).get("subtypes")
    if not members or name in inside:
        return frozenset({name})
    return frozenset().union(*(leaves(member, (*inside, name)) for member in members))


def expected(kinds: list[str]) -> frozenset[str]:
    return frozenset().union(*(leaves(kind) for kind in kinds))


def without_uploads(kinds: frozenset[str]) -> frozenset[str]:
    """Uploads are strings on the wire; the two sources say so in different words."""
    return frozenset("String" if kind == "InputFile" else kind for kind in kinds)


def test_both_know_the_same_methods() -> None:
    ours = {shape.name for shape in derived().methods.values()}
    assert ours == set(OFFICIAL["methods"])


@pytest.mark.parametrize("method", sorted(OFFICIAL["methods"]))
def test_parameters_have_the_official_types_and_flags(method: str) -> None:
    official = OFFICIAL["methods"][method]["fields"]
    ours = derived().methods[method.lower()].fields
    extra = {name for name in ours if f"{method}.{name}" not in ONLY_IN_AIOGRAM}
    assert extra == set(official)
    for name, (kinds, required) in official.items():
        assert ours[name].required == bool(required), name
        given = without_uploads(expected(list(ours[name].types)))
        wanted = without_uploads(expected(kinds))
        if f"{method}.{name}" == "sendPoll.options":
            # aiogram also takes plain strings, as Telegram did before Bot API 7.3.
            wanted |= {"Array of String"}
        assert given == wanted, name


def test_every_listed_difference_is_real() -> None:
    for place in ONLY_IN_AIOGRAM:
        method, name = place.split(".")
        assert name in derived().methods[method.lower()].fields
        assert name not in OFFICIAL["methods"][method]["fields"]
    for kind, names in OLD_FORMS_OF_TYPES.items():
        assert names <= set(derived().types[kind].fields), kind
        assert not names & set(OFFICIAL["types"][kind].get("fields", {})), kind


def test_types_have_the_official_fields() -> None:
    for kind, official in OFFICIAL["types"].items():
        if kind == "InputFile" or "subtypes" in official:
            continue
        ours = set(derived().types[kind].fields) - OLD_FORMS_OF_TYPES.get(kind, set())
        if kind == "Chat":
            # aiogram's Chat is also what getChat returned before Bot API 7.3.
            ours &= set(official["fields"])
        assert ours == set(official.get("fields", {})), kind


def test_fields_of_types_have_the_official_flags() -> None:
    different = {
        f"{kind}.{name}"
        for kind, official in OFFICIAL["types"].items()
        for name, (_kinds, required) in official.get("fields", {}).items()
        if kind != "InputFile" and derived().types[kind].fields[name].required != bool(required)
    }
    assert different == set(DIFFERENT_FLAGS)


def test_every_answered_method_exists() -> None:
    assert set(HANDLERS) <= set(derived().methods)

"""How is a keyboard kept whose texts are rendered when the message leaves?"""

from collections.abc import Mapping
from typing import Any, NotRequired, Required, TypedDict, cast

from bot.i18n import Argument, decode, encode


class Button(TypedDict):
    """A button whose text is rendered in the recipient's language; `callback` or `url`."""

    text_key: Required[str]
    text_args: NotRequired[Mapping[str, Argument]]
    callback: NotRequired[str]
    url: NotRequired[str]


Keyboard = list[list[Button]]


def encode_keyboard(keyboard: Keyboard | None) -> list[list[dict[str, Any]]] | None:
    if keyboard is None:
        return None
    return [
        [{**button, "text_args": encode(button.get("text_args", {}))} for button in row]
        for row in keyboard
    ]


def decode_keyboard(encoded: list[list[dict[str, Any]]] | None) -> Keyboard | None:
    if encoded is None:
        return None
    return [
        [cast(Button, {**button, "text_args": decode(button["text_args"])}) for button in row]
        for row in encoded
    ]

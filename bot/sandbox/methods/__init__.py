"""Which Bot API methods does the local Telegram answer? Importing this registers them all."""

from bot.sandbox.methods import (
    callbacks,
    editing,
    intake,
    invitations,
    media,
    profile,
    rooms,
    sending,
)
from bot.sandbox.methods.registry import HANDLERS, Call

__all__ = [
    "HANDLERS",
    "Call",
    "callbacks",
    "editing",
    "intake",
    "invitations",
    "media",
    "profile",
    "rooms",
    "sending",
]

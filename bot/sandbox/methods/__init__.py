"""Which Bot API methods does the local Telegram answer? Importing this registers them all."""

from bot.sandbox.methods import (
    callbacks,
    copying,
    editing,
    intake,
    invitations,
    media,
    moderation,
    plain_things,
    polls,
    profile,
    rooms,
    sending,
)
from bot.sandbox.methods.registry import HANDLERS, Call

__all__ = [
    "HANDLERS",
    "Call",
    "callbacks",
    "copying",
    "editing",
    "intake",
    "invitations",
    "media",
    "moderation",
    "plain_things",
    "polls",
    "profile",
    "rooms",
    "sending",
]

"""How does a bot send contacts, places, dice, and the sign that it is typing?"""

import random

from bot.sandbox import access
from bot.sandbox.entities import Json
from bot.sandbox.errors import bad_request
from bot.sandbox.methods.registry import Call, answers
from bot.sandbox.methods.sending import deliver

ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
DICE = {"🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "🎰": 64}


@answers("sendContact")
def send_contact(call: Call) -> Json:
    """Answer sendContact."""
    names = ("phone_number", "first_name", "last_name", "vcard")
    return _send(call, {"contact": {name: call.get(name) for name in names if call.get(name)}})


@answers("sendLocation")
def send_location(call: Call) -> Json:
    """Answer sendLocation."""
    return _send(call, {"location": _place(call)})


@answers("sendVenue")
def send_venue(call: Call) -> Json:
    """Answer sendVenue."""
    place = _place(call)
    venue = {"location": place, "title": call.values["title"], "address": call.values["address"]}
    return _send(call, {"venue": venue, "location": place})


@answers("sendDice")
def send_dice(call: Call) -> Json:
    """Answer sendDice."""
    emoji = call.get("emoji") or "🎲"
    if emoji not in DICE:
        raise bad_request("EMOTICON_INVALID")
    return _send(call, {"dice": {"emoji": emoji, "value": random.randint(1, DICE[emoji])}})


@answers("sendChatAction")
def send_chat_action(call: Call) -> bool:
    """Answer sendChatAction."""
    chat = access.writable(call.world, call.bot, call.values["chat_id"])
    if call.values["action"] not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    call.world.changed("typing", chat, action=call.values["action"], user_id=call.bot.id)
    return True


def _send(call: Call, content: Json) -> Json:
    chat = access.writable(call.world, call.bot, call.values["chat_id"])
    return deliver(call, chat, content)


def _place(call: Call) -> Json:
    latitude, longitude = call.values["latitude"], call.values["longitude"]
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad_request("wrong latitude or longitude specified")
    place: Json = {"latitude": latitude, "longitude": longitude}
    if call.get("horizontal_accuracy"):
        place["horizontal_accuracy"] = call.values["horizontal_accuracy"]
    return place

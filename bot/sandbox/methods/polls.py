"""How does a bot run a poll?"""

from typing import Any

from bot.sandbox import access, messages, text
from bot.sandbox.entities import Json
from bot.sandbox.errors import bad_request
from bot.sandbox.methods.registry import Call, answers
from bot.sandbox.methods.sending import deliver

QUESTION_LIMIT = 300
OPTION_LIMIT = 100
OPTIONS = range(1, 13)


@answers("sendPoll")
def send_poll(call: Call) -> Json:
    """Answer sendPoll."""
    world = call.world
    chat = access.writable(world, call.bot, call.values["chat_id"])
    question, entities = text.formatted(
        call.values["question"],
        call.get("question_parse_mode"),
        call.get("question_entities"),
        limit=QUESTION_LIMIT,
        what="poll question",
    )
    options = [_option(number, given) for number, given in enumerate(call.values["options"])]
    if len(options) not in OPTIONS:
        raise bad_request(
            "poll must have at least 1 option"
            if not options
            else f"poll can't have more than {OPTIONS[-1]} options"
        )
    poll: dict[str, Any] = {
        "id": str(world.next_query_id()),
        "question": question,
        "options": options,
        "total_voter_count": 0,
        "is_closed": bool(call.get("is_closed")),
        "is_anonymous": call.values.get("is_anonymous", True),
        "type": call.get("type") or "regular",
        "allows_multiple_answers": bool(call.get("allows_multiple_answers")),
        "allows_revoting": bool(call.values.get("allows_revoting", True)),
        "members_only": bool(call.get("members_only")),
    }
    if entities:
        poll["question_entities"] = entities
    if poll["type"] == "quiz":
        correct = call.get("correct_option_ids") or []
        if not correct or not all(0 <= number < len(options) for number in correct):
            raise bad_request("wrong correct option ID specified")
        poll["correct_option_ids"] = correct
    return deliver(call, chat, {"poll": poll})


@answers("stopPoll")
def stop_poll(call: Call) -> Json:
    """Answer stopPoll with the final Poll."""
    chat = access.readable(call.world, call.bot, call.values["chat_id"])
    message = chat.messages.get(call.values["message_id"])
    if message is None or "poll" not in message:
        raise bad_request("message with poll to stop not found")
    if messages.author_id(chat, message) != call.bot.id:
        raise bad_request("poll can't be stopped")
    if message["poll"]["is_closed"]:
        raise bad_request("poll has already been closed")
    closed: Json = {**message["poll"], "is_closed": True}
    messages.edit(call.world, chat, message, {"poll": closed})
    return closed


def _option(number: int, given: Any) -> Json:
    words = given if isinstance(given, str) else given["text"]
    if not 1 <= len(words) <= OPTION_LIMIT:
        raise bad_request(
            "poll options must be non-empty"
            if not words
            else f"poll option text length must not exceed {OPTION_LIMIT}"
        )
    return {"persistent_id": str(number), "text": words, "voter_count": 0}

"""How does a bot answer the press of a button?"""

from bot.sandbox.errors import TOO_OLD_QUERY, bad_request
from bot.sandbox.methods.registry import Call, answers

ANSWER_LIMIT = 200


@answers("answerCallbackQuery")
def answer_callback_query(call: Call) -> bool:
    """Answer answerCallbackQuery: once, and within the world's answer window."""
    world = call.world
    query = world.queries.get(call.values["callback_query_id"])
    if query is None or query.bot_id != call.bot.id or query.answer is not None:
        raise bad_request(TOO_OLD_QUERY)
    if world.clock.monotonic() - query.asked_at > world.answer_window_seconds:
        raise bad_request(TOO_OLD_QUERY)
    text = call.get("text") or ""
    if len(text) > ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = {"text": text, "show_alert": bool(call.get("show_alert"))}
    if call.get("url"):
        answer["url"] = call.values["url"]
    query.answer = answer
    world.changed(
        "callback_answer", query.chat, query_id=query.query_id, user_id=query.user_id, **answer
    )
    return True

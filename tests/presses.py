"""How does anybody press any button in a test, wherever they are, and what has it changed?"""

import json
from collections.abc import Iterator
from typing import Any

from aiogram import Router
from aiogram.filters.callback_data import CallbackData, CallbackQueryFilter
from sqlalchemy import select

from bot.sandbox import messages
from bot.sandbox.chats import Chat
from bot.sandbox.state import CallbackQuery
from models import Base
from tests.people import Json, Person, Stage

POSTED = "Press"
Rows = dict[str, list[dict[str, Any]]]


def post(stage: Stage, chat: Chat, *callbacks: str) -> Json:
    """A message of the bot with these buttons, and past the pacer."""
    keyboard = [[{"text": callback, "callback_data": callback}] for callback in callbacks]
    content = {"text": POSTED, "reply_markup": {"inline_keyboard": keyboard}}
    message = messages.compose(stage.telegram, chat, stage.me.json, content)
    return messages.store(stage.telegram, chat, message)


def too_old(message: Json) -> Json:
    """What Telegram tells of a message that it does not show any more (InaccessibleMessage)."""
    return {"chat": message["chat"], "message_id": message["message_id"], "date": 0}


def press(person: Person, callback: str, message: Json | None) -> str:
    """Press as an app of one's own can: any button, of any message, in a chat or none.

    The local Telegram's own `press` lets nobody press outside their chats. Returns the id.
    """
    telegram, me = person.stage.telegram, person.stage.me
    chat = telegram.private_chat(person.user, me)
    query_id = str(telegram.next_query_id())
    telegram.queries[query_id] = CallbackQuery(
        query_id, person.id, me.id, chat, telegram.clock.monotonic()
    )
    query: Json = {"id": query_id, "from": person.user.json, "chat_instance": "1", "data": callback}
    if message is None:
        query["inline_message_id"] = "AgAAAA"
    else:
        query["message"] = message
    me.updates.push("callback_query", query, f"user {person.id}")
    return query_id


def answer_to(stage: Stage, query_id: str) -> tuple[str, bool] | None:
    """What a press was answered with, and whether that was an alert; None for silence."""
    answer = stage.telegram.answer_of(query_id)
    if answer is None:
        return None
    return answer.get("text", ""), answer.get("show_alert", False)


BY_THE_CLOCK = {"alarms", "figures", "figure_marks", "figure_recounts", "job_runs"}
"""Tables into which jobs write, whatever anybody does meanwhile."""


async def rows(stage: Stage) -> Rows:
    """All that the bot has written down because of somebody."""
    async with stage.app.db.read() as session:
        return {
            table.name: [
                dict(row._mapping)
                for row in await session.execute(select(table).order_by(*table.primary_key))
            ]
            for table in Base.metadata.sorted_tables
            if table.name not in BY_THE_CLOCK
        }


def said(stage: Stage, *, besides: int | None = None) -> list[str]:
    """Every message of the bot as it stands now, in every chat besides this one."""
    telegram = stage.telegram
    chats: list[Chat] = [*telegram.groups.values(), *telegram.private_chats.values()]
    messages = [one for chat in chats if chat.id != besides for one in chat.messages.values()]
    return [json.dumps(one) for one in messages if one.get("from", {}).get("id") == stage.me.id]


def kept_by(*routers: Router) -> set[type[CallbackData]]:
    """Whose presses the handlers under these routers take."""
    return {kind for _, kind in _handlers(*routers) if kind is not None}


def taking_all(*routers: Router) -> set[str]:
    """The handlers that take a press of whatever kind."""
    return {name for name, kind in _handlers(*routers) if kind is None}


def _handlers(*routers: Router) -> Iterator[tuple[str, type[CallbackData] | None]]:
    for root in routers:
        for router in root.chain_tail:
            for handler in router.callback_query.handlers:
                filters = [each.callback for each in handler.filters or ()]
                kinds = [f.callback_data for f in filters if isinstance(f, CallbackQueryFilter)]
                yield handler.callback.__name__, kinds[0] if kinds else None


def in_handlers() -> set[type[CallbackData]]:
    """Every kind of button that the bot has."""
    return {kind for kind in _below(CallbackData) if kind.__module__.startswith("handlers.")}


def _below(kind: type[CallbackData]) -> Iterator[type[CallbackData]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)

"""Which words does an admin owe about which payout, and which message brings them?"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypedDict

from aiogram import Bot
from aiogram.filters import Filter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import (
    CallbackQuery,
    ForceReply,
    InlineKeyboardMarkup,
    Message,
    ReplyParameters,
)

from bot.clock import Clock
from bot.i18n import Markup, Translate
from bot.services.payout_cards import Action
from handlers import presses
from handlers.filters import asked_by_name

ANSWER_WAITS = timedelta(minutes=15)
"""Later than that, what an admin writes to the group is about something else."""
QUESTIONS_MAX = 10
"""Answers that one admin may owe at a time; of more, the oldest questions are forgotten."""
PROMPTS_MAX = 5


class Owed(StatesGroup):
    """An admin has pressed Reject or "with a number", perhaps on several cards."""

    answer = State()


class Question(TypedDict):
    """Why is this payout rejected, or under which number was it paid?"""

    payout_id: int
    token: str
    action: str
    card_message_id: int
    prompt_message_ids: list[int]
    """Empty until the prompt has been sent."""


class AnswersAPrompt(Filter):
    """A reply to the bot, or soon after the press whatever is no reply to somebody else."""

    async def __call__(self, message: Message, bot: Bot, state: FSMContext, clock: Clock) -> bool:
        draft = await state.get_data()
        if answered(message, bot, draft.get("asked", [])) is None:
            return False
        if _replied(message) is not None:
            return True
        asked_at: str | None = draft.get("asked_at")
        return asked_at is not None and clock() < datetime.fromisoformat(asked_at) + ANSWER_WAITS


class AnswersOwnPrompt(Filter):
    """Whether or not the answer is still owed."""

    async def __call__(self, message: Message, bot: Bot) -> bool:
        return message.from_user is not None and message.from_user.id in asked_by_name(message, bot)


def _replied(message: Message) -> Message | None:
    """In a forum every message formally replies to the one that opened its topic."""
    replied = message.reply_to_message
    return None if replied is None or replied.forum_topic_created is not None else replied


def answered(message: Message, bot: Bot, asked: Sequence[Question]) -> Question | None:
    """Which of the questions a message answers, the one that came last when it is no reply."""
    replied = _replied(message)
    if replied is None:
        return asked[-1] if asked else None
    if replied.from_user is None or replied.from_user.id != bot.id:
        return None
    for question in reversed(asked):
        if replied.message_id in (*question["prompt_message_ids"], question["card_message_id"]):
            return question
    # What the bot said later, say that the reason is too short. An older message may be the prompt
    # of a question that is forgotten, and another payout must not be decided on for it.
    prompts = [prompt for question in asked for prompt in question["prompt_message_ids"]]
    return asked[-1] if asked and replied.message_id > max(prompts, default=0) else None


async def owed(state: FSMContext) -> list[Question]:
    """The questions whose answers are owed, the one that is talked about last."""
    asked: list[Question] = (await state.get_data()).get("asked", [])
    return asked


async def remember(state: FSMContext, question: Question, now: datetime) -> None:
    """Before the question is sent: the answer may come at once."""
    others = [each for each in await owed(state) if not _is_same(each, question)]
    await state.set_state(Owed.answer)
    asked = [*others, question]
    await state.update_data(asked=asked[-QUESTIONS_MAX:], asked_at=now.isoformat())


async def note_prompt(state: FSMContext, question: Question, prompt: Message) -> None:
    asked = await owed(state)
    for each in asked:
        if _is_same(each, question):
            prompts = [*each["prompt_message_ids"], prompt.message_id]
            each["prompt_message_ids"] = prompts[-PROMPTS_MAX:]
    await state.update_data(asked=asked)


async def talk_about(state: FSMContext, question: Question) -> None:
    """If the answer is refused, what is written next is about this payout."""
    asked = await owed(state)
    if asked and not _is_same(asked[-1], question):
        others = [each for each in asked if not _is_same(each, question)]
        await state.update_data(asked=[*others, question])


async def forget(state: FSMContext, payout_id: int) -> None:
    """The other questions stay, but are answered by a reply alone from now on."""
    draft = await state.get_data()
    asked = [each for each in draft.pop("asked", []) if each["payout_id"] != payout_id]
    draft.pop("asked_at", None)
    if asked:
        await state.set_data({**draft, "asked": asked})
    else:
        await state.set_state(None)
        await state.set_data(draft)


def _is_same(one: Question, other: Question) -> bool:
    return (one["payout_id"], one["action"]) == (other["payout_id"], other["action"])


def about(query: CallbackQuery, payout_id: int, token: str, action: Action) -> Question:
    """The question that a press on a card, or on the prompt below it, raises."""
    return Question(
        payout_id=payout_id,
        token=token,
        action=action,
        card_message_id=card_of(query),
        prompt_message_ids=[],
    )


def card_of(query: CallbackQuery) -> int:
    """The card under whose button, or under whose prompt's button, somebody pressed."""
    assert query.message is not None
    if isinstance(query.message, Message) and query.message.reply_to_message is not None:
        return query.message.reply_to_message.message_id
    return query.message.message_id


async def ask(
    query: CallbackQuery,
    bot: Bot,
    t: Translate,
    question: Question,
    text_key: str,
    answers: InlineKeyboardMarkup | str,
) -> Message:
    """Put the question to whoever pressed.

    `answers` are buttons, or what stands in the field for a reply that opens instead.
    """
    assert query.message is not None
    markup = (
        ForceReply(selective=True, input_field_placeholder=answers)
        if isinstance(answers, str)
        else answers
    )
    return await bot.send_message(
        query.message.chat.id,
        t(
            text_key,
            admin=Markup(presses.mention(query.from_user)),
            number=str(question["payout_id"]),
        ),
        reply_markup=markup,
        reply_parameters=ReplyParameters(
            message_id=question["card_message_id"], allow_sending_without_reply=True
        ),
    )

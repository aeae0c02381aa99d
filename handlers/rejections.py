"""Why is a payout rejected? The admin who pressed Reject is asked, and the person reads it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypedDict

from aiogram import Bot, Router
from aiogram.filters import Filter, StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, ForceReply, Message, ReplyParameters, User

from bot.clock import Clock
from bot.db import Database
from bot.i18n import Markup, Translate
from bot.services import payout_buttons
from bot.services.payout_cards import Action
from handlers import payout_cards
from handlers.filters import NotACommand, asked_by_name

router = Router(name=__name__)

REASON_WAITS = timedelta(minutes=15)
"""Later than that, what an admin writes to the group is about something else."""
QUESTIONS_MAX = 10
"""Reasons that one admin may owe at a time; of more, the oldest questions are forgotten."""


class RejectPayout(CallbackData, prefix=Action.REJECT):
    payout_id: int
    token: str


class Rejection(StatesGroup):
    """An admin has pressed Reject, perhaps on several cards, and owes the reasons."""

    reason = State()


class Question(TypedDict):
    """Why is this payout rejected?"""

    payout_id: int
    token: str
    card_message_id: int
    prompt_message_id: int | None
    """None until the prompt has been sent."""


class AnswersAPrompt(Filter):
    """A reply to the bot, or soon after the press whatever is no reply to somebody else."""

    async def __call__(self, message: Message, bot: Bot, state: FSMContext, clock: Clock) -> bool:
        draft = await state.get_data()
        if _answered(message, bot, draft.get("asked", [])) is None:
            return False
        if _replied(message) is not None:
            return True
        asked_at: str | None = draft.get("asked_at")
        return asked_at is not None and clock() < datetime.fromisoformat(asked_at) + REASON_WAITS


async def _asked(state: FSMContext) -> list[Question]:
    """The questions whose answers are owed, the one that is talked about last."""
    asked: list[Question] = (await state.get_data()).get("asked", [])
    return asked


class AnswersOwnPrompt(Filter):
    """Whether or not the answer is still owed."""

    async def __call__(self, message: Message, bot: Bot) -> bool:
        return message.from_user is not None and message.from_user.id in asked_by_name(message, bot)


def _replied(message: Message) -> Message | None:
    """In a forum every message formally replies to the one that opened its topic."""
    replied = message.reply_to_message
    return None if replied is None or replied.forum_topic_created is not None else replied


def _answered(message: Message, bot: Bot, asked: Sequence[Question]) -> Question | None:
    """Which of the questions a message answers, the one that came last when it is no reply."""
    replied = _replied(message)
    if replied is None:
        return asked[-1] if asked else None
    if replied.from_user is None or replied.from_user.id != bot.id:
        return None
    for question in reversed(asked):
        if replied.message_id in (question["prompt_message_id"], question["card_message_id"]):
            return question
    # What the bot said later, say that the reason is too short. An older message may be the prompt
    # of a question that is forgotten, and another payout must not be rejected for it.
    newest = max((question["prompt_message_id"] or 0 for question in asked), default=0)
    return asked[-1] if asked and replied.message_id > newest else None


@router.callback_query(RejectPayout.filter())
async def ask_for_the_reason(
    query: CallbackQuery,
    callback_data: RejectPayout,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    state: FSMContext,
) -> None:
    assert query.message is not None
    now = clock()
    async with db.transaction() as session:
        press = await payout_buttons.may_reject(
            session,
            callback_data.payout_id,
            callback_data.token,
            chat_id=query.message.chat.id,
            by=query.from_user.id,
            now=now,
        )
    if press is not None:
        await payout_cards.show(query, bot, t, press)
        return
    question = Question(
        payout_id=callback_data.payout_id,
        token=callback_data.token,
        card_message_id=query.message.message_id,
        prompt_message_id=None,
    )
    # The state before the question: the answer may come at once.
    asked = [*await _asked(state), question]
    await state.set_state(Rejection.reason)
    await state.set_data({"asked": asked[-QUESTIONS_MAX:], "asked_at": now.isoformat()})
    await query.answer()
    prompt = await _ask(query, bot, t, callback_data.payout_id)
    asked = await _asked(state)
    if question in asked:
        asked[asked.index(question)]["prompt_message_id"] = prompt.message_id
        await state.update_data(asked=asked)


async def _ask(query: CallbackQuery, bot: Bot, t: Translate, payout_id: int) -> Message:
    assert query.message is not None
    return await bot.send_message(
        query.message.chat.id,
        t(
            "payout-reason-prompt",
            # Named in the text: a selective reply field opens for those who are mentioned.
            admin=Markup(_mention(query.from_user)),
            number=str(payout_id),
        ),
        reply_markup=ForceReply(
            selective=True, input_field_placeholder=t.plain("payout-reason-placeholder")
        ),
        reply_parameters=ReplyParameters(
            message_id=query.message.message_id, allow_sending_without_reply=True
        ),
    )


@router.message(StateFilter(Rejection.reason), NotACommand(), AnswersAPrompt())
async def reject(
    message: Message, bot: Bot, db: Database, t: Translate, clock: Clock, state: FSMContext
) -> None:
    admin = message.from_user
    assert admin is not None
    asked = await _asked(state)
    question = _answered(message, bot, asked)
    if question is None:
        # Answered a moment ago, by a message that was handled at the same time.
        return
    if question != asked[-1]:
        # If the reason is refused, what is written next is about this payout.
        asked = [*(each for each in asked if each != question), question]
        await state.update_data(asked=asked)
    payout_id = question["payout_id"]
    press = await payout_cards.press(
        db,
        clock(),
        payout_id=payout_id,
        token=question["token"],
        action=Action.REJECT,
        chat_id=message.chat.id,
        admin=admin,
        reason=message.text or "",
    )
    await _forget(state, payout_id)
    if press.refusal is None:
        await message.reply(t("payout-rejected-done", number=str(payout_id)))
    else:
        await message.reply(t(press.refusal.text_key(), **press.refusal.text_args))
    await payout_cards.edit(bot, t, message.chat.id, question["card_message_id"], press.card)


async def _forget(state: FSMContext, payout_id: int) -> None:
    """The other questions stay, but are answered by a reply alone from now on."""
    asked = [each for each in await _asked(state) if each["payout_id"] != payout_id]
    if asked:
        await state.set_data({"asked": asked})
    else:
        await state.clear()


@router.message(NotACommand(), AnswersOwnPrompt())
async def refuse_a_late_reason(message: Message, t: Translate) -> None:
    """The payout is decided, or a command came in between."""
    await message.reply(t("payout-reason-late"))


def _mention(user: User) -> str:
    return user.mention_html(payout_cards.name_of(user) or str(user.id))

"""How is an admin asked for words in the group, and which message is the answer?

An answer is a reply to the question: whatever else is written in the group is about something else.
"""

from collections.abc import Mapping
from typing import Any

from aiogram import Bot, Router
from aiogram.filters import Filter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, ForceReply, Message, ReplyParameters

from bot.clock import Clock
from bot.db import Database
from bot.i18n import Translate
from handlers import presses
from handlers.filters import NotACommand, asked_by_name
from handlers.screens import Row, button, show

router = Router(name=__name__)
SIGN = "✏️"
"""Begins every question, so that a late answer is known for one."""


class Asked(StatesGroup):
    """What an admin is asked for; each kind is heard under its own right."""

    adjustment = State()
    ban = State()
    revocation = State()
    message = State()
    disqualification = State()
    friend = State()
    offer = State()
    """What an offer costs, how many there are, how it looks."""
    new_offer = State()
    vouchers = State()
    purchase = State()
    """Why a purchase is cancelled."""
    campaign_number = State()
    campaign_file = State()
    assumption = State()
    """What a forecast goes by."""


class CancelAsked(CallbackData, prefix="no"):
    """Cancel in place of a confirmation; for whoever was asked alone."""

    action: str
    token: str


class AnswersQuestion(Filter):
    """A reply to the question that the person was asked last."""

    async def __call__(self, message: Message, state: FSMContext) -> bool:
        replied = message.reply_to_message
        if replied is None:
            return False
        return bool((await state.get_data()).get("question_id") == replied.message_id)


class AnswersTooLate(Filter):
    """A reply to a question of ours that is no longer open."""

    async def __call__(self, message: Message, bot: Bot) -> bool:
        replied = message.reply_to_message
        if replied is None or message.from_user is None:
            return False
        is_question = (replied.text or "").startswith(SIGN)
        return is_question and message.from_user.id in asked_by_name(message, bot)


async def ask(
    event: Message | CallbackQuery,
    bot: Bot,
    state: FSMContext,
    kind: State,
    subject: Mapping[str, Any],
    *,
    question: str,
    t: Translate,
) -> None:
    """Put a question, in HTML, to whoever wrote or pressed; `subject` comes with the answer."""
    message = event if isinstance(event, Message) else event.message
    assert message is not None
    assert event.from_user is not None
    if isinstance(event, CallbackQuery):
        await event.answer()
    prompt = await bot.send_message(
        message.chat.id,
        f"{SIGN} {presses.mention(event.from_user)}, {question}",
        reply_markup=ForceReply(
            selective=True, input_field_placeholder=t.plain("questions-placeholder")
        ),
        reply_parameters=ReplyParameters(
            message_id=message.message_id, allow_sending_without_reply=True
        ),
    )
    await state.set_state(kind)
    await state.set_data({**subject, "question_id": prompt.message_id})


def cancel_row(t: Translate, action: str, token: str) -> Row:
    return [
        button(t.plain("questions-cancel-button"), CancelAsked(action=action, token=token).pack())
    ]


@router.callback_query(CancelAsked.filter())
async def cancel(
    query: CallbackQuery, callback_data: CancelAsked, db: Database, t: Translate, clock: Clock
) -> None:
    place = presses.place_of(query)
    async with db.transaction() as session:
        await presses.spend(
            session, place, callback_data.token, action=callback_data.action, now=clock()
        )
    await show(query, t("questions-cancelled"), [])


@router.message(NotACommand(), AnswersTooLate())
async def refuse_a_late_answer(message: Message, t: Translate) -> None:
    """A command came in between, or another question."""
    await message.reply(t("questions-late"))

"""Why is a payout rejected, or under which number was it paid? Whoever pressed is asked."""

from aiogram import Bot, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from bot.clock import Clock
from bot.db import Database
from bot.i18n import Translate
from bot.services import confirmations, payout_buttons
from bot.services.payout_cards import Action
from handlers import group_cards, payout_cards
from handlers import payout_questions as questions
from handlers.filters import NotACommand, can_edit
from handlers.payout_questions import AnswersAPrompt, AnswersOwnPrompt, Owed, Question
from handlers.screens import Row, button
from models import QuickReason

router = Router(name=__name__)

OFFERED = tuple(reason for reason in QuickReason if reason != QuickReason.WITHDRAWN)
"""What an admin can reject for; the participant takes a request back in person."""


class RejectPayout(CallbackData, prefix=Action.REJECT):
    payout_id: int
    token: str


class RejectFor(CallbackData, prefix="payout-no"):
    """One of the reasons that are offered; with the right of the card's own button."""

    payout_id: int
    reason: QuickReason
    token: str


class OwnWords(CallbackData, prefix="payout-words"):
    """Another reason than those, as a reply."""

    payout_id: int
    token: str


class PaidWithReference(CallbackData, prefix=Action.REFERENCE):
    payout_id: int
    token: str


@router.callback_query(RejectPayout.filter())
async def offer_reasons(
    query: CallbackQuery,
    callback_data: RejectPayout,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    state: FSMContext,
) -> None:
    """A reason is pressed, or written in reply to the same message."""
    payout_id, token = callback_data.payout_id, callback_data.token
    question = questions.about(query, payout_id, token, Action.REJECT)
    rows: list[Row] = [
        [
            button(
                t.plain(f"payout-quick-{reason}"),
                RejectFor(payout_id=payout_id, reason=reason, token=token).pack(),
            )
        ]
        for reason in OFFERED
    ]
    own = OwnWords(payout_id=payout_id, token=token).pack()
    rows.append([button(t.plain("payout-words-button"), own)])
    keyboard = InlineKeyboardMarkup(inline_keyboard=rows)
    await _ask(query, bot, db, t, clock, state, question, "payout-reason-prompt", keyboard)


@router.callback_query(OwnWords.filter())
@router.callback_query(PaidWithReference.filter())
async def ask_for_words(
    query: CallbackQuery,
    callback_data: OwnWords | PaidWithReference,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    state: FSMContext,
) -> None:
    """Why in the admin's own words, or under which number."""
    match callback_data:
        case OwnWords():
            action, text_key = Action.REJECT, "payout-words-prompt"
            field = t.plain("payout-reason-placeholder")
        case PaidWithReference():
            action, text_key = Action.REFERENCE, "payout-reference-prompt"
            field = t.plain("payout-reference-placeholder")
    question = questions.about(query, callback_data.payout_id, callback_data.token, action)
    await _ask(query, bot, db, t, clock, state, question, text_key, field)


async def _ask(
    query: CallbackQuery,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    state: FSMContext,
    question: Question,
    text_key: str,
    answers: InlineKeyboardMarkup | str,
) -> None:
    assert query.message is not None
    now = clock()
    async with db.transaction() as session:
        press = await payout_buttons.may_answer(
            session,
            question["payout_id"],
            question["token"],
            action=Action(question["action"]),
            chat_id=query.message.chat.id,
            admin_id=query.from_user.id,
            now=now,
        )
    if press is not None:
        message_id = question["card_message_id"]
        await payout_cards.show(query, bot, t, press, message_id=message_id)
        return
    await questions.remember(state, question, now)
    await query.answer()
    prompt = await questions.ask(query, bot, t, question, text_key, answers)
    await questions.note_prompt(state, question, prompt)


@router.callback_query(RejectFor.filter())
async def reject_for(
    query: CallbackQuery,
    callback_data: RejectFor,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    state: FSMContext,
) -> None:
    if callback_data.reason not in OFFERED or query.message is None:
        raise confirmations.ButtonExpired
    payout_id, reason = callback_data.payout_id, callback_data.reason
    press = await payout_cards.press(
        db,
        clock(),
        payout_id=payout_id,
        token=callback_data.token,
        action=Action.REJECT,
        chat_id=query.message.chat.id,
        admin=query.from_user,
        words=t.plain(f"payout-quick-{reason}"),
        quick=reason,
    )
    await questions.forget(state, payout_id)
    card_message_id = questions.card_of(query)
    await payout_cards.show(
        query, bot, t, press, "payout-rejected-toast", message_id=card_message_id
    )
    if press.refusal is None and query.message.message_id != card_message_id:
        await _close_prompt(query, t("payout-rejected-done", number=str(payout_id)))


async def _close_prompt(query: CallbackQuery, text: str) -> None:
    prompt = can_edit(query)
    if prompt is None:
        return
    try:
        await prompt.edit_text(text)
    except TelegramBadRequest:
        # Deleted meanwhile: there is nothing left to press.
        return


@router.message(StateFilter(Owed.answer), NotACommand(), AnswersAPrompt())
async def take_the_answer(
    message: Message, bot: Bot, db: Database, t: Translate, clock: Clock, state: FSMContext
) -> None:
    admin = message.from_user
    assert admin is not None
    question = questions.answered(message, bot, await questions.owed(state))
    if question is None:
        # Answered a moment ago, by a message that was handled at the same time.
        return
    await questions.talk_about(state, question)
    payout_id, action = question["payout_id"], Action(question["action"])
    press = await payout_cards.press(
        db,
        clock(),
        payout_id=payout_id,
        token=question["token"],
        action=action,
        chat_id=message.chat.id,
        admin=admin,
        words=message.text or "",
    )
    await questions.forget(state, payout_id)
    done_key = "payout-rejected-done" if action == Action.REJECT else "payout-paid-done"
    if press.refusal is None:
        await message.reply(t(done_key, number=str(payout_id)))
    else:
        await message.reply(t(press.refusal.text_key(), **press.refusal.text_args))
    await group_cards.edit(bot, t, message.chat.id, question["card_message_id"], press.card)


@router.message(NotACommand(), AnswersOwnPrompt())
async def refuse_a_late_reason(message: Message, t: Translate) -> None:
    """The payout is decided, or a command came in between."""
    await message.reply(t("payout-reason-late"))

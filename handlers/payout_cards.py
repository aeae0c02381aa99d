"""How do the admins decide on a payout, from its card in their group?"""

from contextlib import suppress
from datetime import datetime, timedelta

from aiogram import Bot, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import Filter, StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import (
    CallbackQuery,
    ForceReply,
    Message,
    ReplyParameters,
    User,
)

from bot import keyboards
from bot.clock import Clock
from bot.db import Database
from bot.i18n import Markup, Translate
from bot.services import admins, names, payout_buttons, payout_cards
from bot.services.payout_buttons import Press
from bot.services.payout_cards import SHOW_DESTINATION, Action, Card
from handlers.errors import ALERT_MAX
from handlers.filters import NotACommand

router = Router(name=__name__)

REASON_WAITS = timedelta(minutes=15)
"""Later than that, what an admin writes to the group is about something else."""


class ApprovePayout(CallbackData, prefix=Action.APPROVE):
    payout_id: int
    token: str


class RejectPayout(CallbackData, prefix=Action.REJECT):
    payout_id: int
    token: str


class MarkPayoutPaid(CallbackData, prefix=Action.PAID):
    payout_id: int
    token: str


class ShowDestination(CallbackData, prefix=SHOW_DESTINATION):
    payout_id: int


class RepostPayout(CallbackData, prefix="payout-card"):
    payout_id: int


class Rejection(StatesGroup):
    """An admin has pressed Reject and owes the reason."""

    reason = State()


class AnswersThePrompt(Filter):
    """A reply to the bot, or soon after the press whatever is no reply to somebody else."""

    async def __call__(self, message: Message, bot: Bot, state: FSMContext, clock: Clock) -> bool:
        replied = message.reply_to_message
        # In a forum every message formally replies to the one that opened its topic.
        if replied is not None and replied.forum_topic_created is None:
            return replied.from_user is not None and replied.from_user.id == bot.id
        asked_at = datetime.fromisoformat((await state.get_data())["asked_at"])
        return clock() < asked_at + REASON_WAITS


@router.callback_query(ApprovePayout.filter())
async def approve(
    query: CallbackQuery,
    callback_data: ApprovePayout,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
) -> None:
    press = await _decide(query, callback_data, Action.APPROVE, db, clock)
    await _show(query, bot, t, press, "payout-approved-toast")


@router.callback_query(MarkPayoutPaid.filter())
async def mark_paid(
    query: CallbackQuery,
    callback_data: MarkPayoutPaid,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
) -> None:
    press = await _decide(query, callback_data, Action.PAID, db, clock)
    await _show(query, bot, t, press, "payout-paid-toast")


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
        await _show(query, bot, t, press)
        return
    # The state before the question: the answer may come at once.
    await state.set_state(Rejection.reason)
    await state.set_data(
        {
            "payout_id": callback_data.payout_id,
            "token": callback_data.token,
            "card_message_id": query.message.message_id,
            "asked_at": now.isoformat(),
        }
    )
    await query.answer()
    await bot.send_message(
        query.message.chat.id,
        t(
            "payout-reason-prompt",
            # Named in the text: a selective reply field opens for those who are mentioned.
            admin=Markup(_mention(query.from_user)),
            number=str(callback_data.payout_id),
        ),
        reply_markup=ForceReply(
            selective=True, input_field_placeholder=t.plain("payout-reason-placeholder")
        ),
        reply_parameters=ReplyParameters(
            message_id=query.message.message_id, allow_sending_without_reply=True
        ),
    )


@router.message(StateFilter(Rejection.reason), NotACommand(), AnswersThePrompt())
async def reject(
    message: Message, bot: Bot, db: Database, t: Translate, clock: Clock, state: FSMContext
) -> None:
    admin = message.from_user
    assert admin is not None
    draft = await state.get_data()
    payout_id = int(draft["payout_id"])
    press = await _press(
        db,
        clock(),
        payout_id=payout_id,
        token=str(draft["token"]),
        action=Action.REJECT,
        chat_id=message.chat.id,
        admin=admin,
        reason=message.text or "",
    )
    await state.clear()
    if press.refusal is None:
        await message.reply(t("payout-rejected-done", number=str(payout_id)))
    else:
        await message.reply(t(press.refusal.text_key(), **press.refusal.text_args))
    await _edit(bot, t, message.chat.id, int(draft["card_message_id"]), press.card)


@router.callback_query(ShowDestination.filter())
async def show_destination(
    query: CallbackQuery, callback_data: ShowDestination, db: Database, t: Translate
) -> None:
    async with db.read() as session:
        payout = await payout_cards.find(session, callback_data.payout_id)
    text = t.plain("payout-destination-alert", method=payout.method, destination=payout.destination)
    await query.answer(text[:ALERT_MAX], show_alert=True)


async def _decide(
    query: CallbackQuery,
    pressed: ApprovePayout | MarkPayoutPaid,
    action: Action,
    db: Database,
    clock: Clock,
) -> Press:
    assert query.message is not None
    return await _press(
        db,
        clock(),
        payout_id=pressed.payout_id,
        token=pressed.token,
        action=action,
        chat_id=query.message.chat.id,
        admin=query.from_user,
    )


async def _press(
    db: Database,
    now: datetime,
    *,
    payout_id: int,
    token: str,
    action: Action,
    chat_id: int,
    admin: User,
    reason: str = "",
) -> Press:
    async with db.transaction() as session:
        # Known by name from here on, so that the card can say who decided.
        await admins.remember(session, admin.id, _name(admin), now=now)
        return await payout_buttons.press(
            session,
            payout_id,
            token,
            action=action,
            chat_id=chat_id,
            by=admin.id,
            now=now,
            reason=reason,
        )


def _name(user: User) -> str:
    return names.clean(user.first_name, user.last_name)


def _mention(user: User) -> str:
    return user.mention_html(_name(user) or str(user.id))


async def _show(
    query: CallbackQuery, bot: Bot, t: Translate, press: Press, toast_key: str | None = None
) -> None:
    """Tell whoever pressed, at once: the card may have to wait for its turn to be edited."""
    assert query.message is not None
    if press.refusal is None:
        await query.answer(None if toast_key is None else t.plain(toast_key))
    else:
        text = t.plain(press.refusal.text_key(), **press.refusal.text_args)
        await query.answer(text[:ALERT_MAX], show_alert=True)
    await _edit(bot, t, query.message.chat.id, query.message.message_id, press.card)


async def _edit(bot: Bot, t: Translate, chat_id: int, message_id: int, card: Card) -> None:
    # Not modified, or deleted: the decision stands, and /payouts shows the card anew.
    with suppress(TelegramBadRequest):
        await bot.edit_message_text(
            t(card.text_key, **card.text_args),
            chat_id=chat_id,
            message_id=message_id,
            reply_markup=keyboards.render(t, card.keyboard),
        )

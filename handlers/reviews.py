"""How do the admins decide on friends who wait for their word: the queue, the card, the reason?"""

from aiogram import Bot, Router
from aiogram.filters import Command, StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot.clock import Clock
from bot.db import Database
from bot.i18n import Translate
from bot.services import admins, approval_cards, approvals, names, reasons
from bot.services.approval_cards import Action, Card
from bot.services.approvals import COUNT_MAX, Line, Page
from bot.services.roles import Right
from handlers import group_cards
from handlers.errors import ALERT_MAX
from handlers.filters import NotACommand
from handlers.presses import Place, place_of
from handlers.questions import AnswersQuestion, Asked, ask
from handlers.screens import Row, button, show

router = Router(name=__name__)
care_router = Router(name=f"{__name__}.care")


class ShowReview(CallbackData, prefix="review"):
    page: int = 0


class RepostApproval(CallbackData, prefix="review-card"):
    approval_id: int


class ApproveFriend(CallbackData, prefix=Action.APPROVE):
    approval_id: int
    token: str


class RejectFriend(CallbackData, prefix=Action.REJECT):
    approval_id: int
    token: str


# The queue


@router.message(Command("review"))
async def list_waiting(message: Message, db: Database, t: Translate) -> None:
    await _show(message, db, t, 0)


@router.callback_query(ShowReview.filter())
async def turn_page(
    query: CallbackQuery, callback_data: ShowReview, db: Database, t: Translate
) -> None:
    await _show(query, db, t, callback_data.page)


async def _show(event: Message | CallbackQuery, db: Database, t: Translate, number: int) -> None:
    async with db.read() as session:
        page = await approvals.queue(session, page=number)
    if not page.lines:
        await show(event, t("steps-queue-empty"), [])
        return
    count = f"{COUNT_MAX - 1}+" if page.total >= COUNT_MAX else str(page.total)
    parts = [t("steps-queue-title", count=count), "\n".join(_line(t, each) for each in page.lines)]
    if page.count > 1:
        parts.append(t("steps-queue-page", page=page.number + 1, pages=page.count))
    rows = [[_card_button(t, each)] for each in page.lines]
    await show(event, "\n\n".join(parts), [*rows, *_turning(t, page)])


def _line(t: Translate, line: Line) -> str:
    return t("steps-queue-line", **_who(t, line), at=line.approval.asked_at)


def _who(t: Translate, line: Line) -> dict[str, str]:
    return {
        "friend": names.of(t, line.friend.name, line.friend.id),
        "referrer": names.of(t, line.referrer.name, line.referrer.id),
    }


def _card_button(t: Translate, line: Line) -> InlineKeyboardButton:
    opened = RepostApproval(approval_id=line.approval.id).pack()
    return button(t.plain("steps-queue-button", **_who(t, line)), opened)


def _turning(t: Translate, page: Page) -> list[Row]:
    row: Row = []
    if page.number > 0:
        newer = ShowReview(page=page.number - 1).pack()
        row.append(button(t.plain("steps-queue-newer-button"), newer))
    if page.has_next:
        older = ShowReview(page=page.number + 1).pack()
        row.append(button(t.plain("steps-queue-older-button"), older))
    return [row] if row else []


@router.callback_query(RepostApproval.filter())
async def repost(
    query: CallbackQuery,
    callback_data: RepostApproval,
    db: Database,
    t: Translate,
    clock: Clock,
    rights: frozenset[Right],
) -> None:
    assert query.message is not None
    async with db.transaction() as session:
        card = await approval_cards.card(
            session,
            callback_data.approval_id,
            chat_id=query.message.chat.id,
            now=clock(),
            decides=Right.CARE in rights,
        )
    await group_cards.post(query, t, card)


# Decisions


@care_router.callback_query(ApproveFriend.filter())
async def approve(
    query: CallbackQuery,
    callback_data: ApproveFriend,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
) -> None:
    place = place_of(query)
    card = await _press(
        db, clock, place, callback_data.approval_id, callback_data.token, Action.APPROVE
    )
    await _tell(query, t, card, toast_key="steps-approved-toast")
    assert query.message is not None
    await group_cards.edit(bot, t, place.chat_id, query.message.message_id, card)


@care_router.callback_query(RejectFriend.filter())
async def ask_for_the_reason(
    query: CallbackQuery,
    callback_data: RejectFriend,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    state: FSMContext,
) -> None:
    """The button stays unspent until the reason is there."""
    place, message = place_of(query), query.message
    assert message is not None
    async with db.transaction() as session:
        late = await approval_cards.may_reject(
            session,
            callback_data.approval_id,
            callback_data.token,
            chat_id=place.chat_id,
            by=place.telegram_id,
            now=clock(),
        )
    if late is not None:
        await _tell(query, t, late)
        await group_cards.edit(bot, t, place.chat_id, message.message_id, late)
        return
    subject = {**callback_data.model_dump(), "card_message_id": message.message_id}
    question = t("steps-ask-reject-reason")
    await ask(query, bot, state, Asked.friend, subject, question=question, t=t)


@care_router.message(StateFilter(Asked.friend), NotACommand(), AnswersQuestion())
async def take_the_reason(
    message: Message, bot: Bot, db: Database, t: Translate, clock: Clock, state: FSMContext
) -> None:
    reason, asked = reasons.check(message.text or ""), await state.get_data()
    place = place_of(message)
    card = await _press(
        db,
        clock,
        place,
        int(asked["approval_id"]),
        str(asked["token"]),
        Action.REJECT,
        reason=reason,
    )
    await state.clear()
    if card.refusal is None:
        await message.reply(t("steps-rejected-done"))
    else:
        await message.reply(t(card.refusal.text_key(), **card.refusal.text_args))
    await group_cards.edit(bot, t, place.chat_id, int(asked["card_message_id"]), card)


async def _press(
    db: Database,
    clock: Clock,
    place: Place,
    approval_id: int,
    token: str,
    action: Action,
    *,
    reason: str = "",
) -> Card:
    now = clock()
    async with db.transaction() as session:
        # Known by name from here on, so that the card can say who decided.
        await admins.remember(session, place.telegram_id, place.name, now=now)
        return await approval_cards.press(
            session,
            approval_id,
            token,
            action=action,
            chat_id=place.chat_id,
            by=place.telegram_id,
            now=now,
            reason=reason,
        )


async def _tell(
    query: CallbackQuery, t: Translate, card: Card, *, toast_key: str | None = None
) -> None:
    if card.refusal is None:
        await query.answer(None if toast_key is None else t.plain(toast_key))
        return
    text = t.plain(card.refusal.text_key(), **card.refusal.text_args)
    await query.answer(text[:ALERT_MAX], show_alert=True)

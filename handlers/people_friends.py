"""Whom has a participant brought, and how does an admin take one of them out of the count?"""

from aiogram import Bot, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.clock import Clock
from bot.db import Database
from bot.i18n import Translate
from bot.services import (
    admins,
    campaigns,
    friends,
    names,
    people,
    reasons,
    revocations,
)
from bot.services.friends import Friend, Page
from bot.services.revocations import Plan
from bot.services.roles import Right
from handlers import presses
from handlers.filters import NotACommand
from handlers.people_buttons import ShowFriendsOf, ShowPerson, person_button
from handlers.presses import place_of
from handlers.questions import AnswersQuestion, Asked, ask, cancel_row
from handlers.screens import Row, button, show
from models import ReferralState

router = Router(name=__name__)
pay_router = Router(name=f"{__name__}.pay")

ACTION = "referral-revoke"


class AskRevocation(CallbackData, prefix="revoke"):
    referral_id: int


class ConfirmRevocation(CallbackData, prefix="revoke-yes"):
    token: str


@router.callback_query(ShowFriendsOf.filter())
async def list_friends(
    query: CallbackQuery,
    callback_data: ShowFriendsOf,
    db: Database,
    t: Translate,
    rights: frozenset[Right],
) -> None:
    participant_id = callback_data.participant_id
    async with db.read() as session:
        person = await people.by_id(session, participant_id)
        page = await friends.look(session, participant_id, page=callback_data.page)
    parts = [
        t(
            "people-friends-title",
            name=names.of(t, person.name, person.id),
            total=page.total,
            page=page.number,
            pages=page.pages,
        ),
        "\n".join(_line(t, friend) for friend in page.friends),
    ]
    if Right.PAY in rights:
        parts.append(t("people-friends-hint"))
    rows = [_row(t, friend, rights) for friend in page.friends]
    turning = _turning(t, page, participant_id)
    rows = [*rows, *([turning] if turning else []), [person_button(t, participant_id)]]
    await show(query, "\n\n".join(part for part in parts if part), rows)


def _line(t: Translate, friend: Friend) -> str:
    return t(
        "people-friend-line",
        state=friend.referral.state,
        name=names.of(t, friend.name, friend.friend_id),
        at=friend.referral.created_at,
    )


def _row(t: Translate, friend: Friend, rights: frozenset[Right]) -> Row:
    text = t.plain("people-friend-button", name=names.of(t, friend.name, friend.friend_id))
    row = [button(text, ShowPerson(participant_id=friend.friend_id).pack())]
    if Right.PAY in rights and friend.referral.state != ReferralState.REVOKED:
        revoke = AskRevocation(referral_id=friend.referral.id).pack()
        row.append(button(t.plain("people-revoke-button"), revoke))
    return row


def _turning(t: Translate, page: Page, participant_id: int) -> Row:
    row: Row = []
    if page.number > 1:
        newer = ShowFriendsOf(participant_id=participant_id, page=page.number - 1)
        row.append(button(t.plain("people-newer-button"), newer.pack()))
    if page.number < page.pages:
        older = ShowFriendsOf(participant_id=participant_id, page=page.number + 1)
        row.append(button(t.plain("people-older-button"), older.pack()))
    return row


@pay_router.callback_query(AskRevocation.filter())
async def ask_for_the_reason(
    query: CallbackQuery,
    callback_data: AskRevocation,
    bot: Bot,
    db: Database,
    t: Translate,
    state: FSMContext,
) -> None:
    async with db.read() as session:
        planned = await revocations.plan(session, callback_data.referral_id)
    question = t("people-ask-revoke-reason", **_who(t, planned))
    subject = callback_data.model_dump()
    await ask(query, bot, state, Asked.revocation, subject, question=question, t=t)


@pay_router.message(StateFilter(Asked.revocation), NotACommand(), AnswersQuestion())
async def take_the_reason(
    message: Message, db: Database, t: Translate, clock: Clock, state: FSMContext
) -> None:
    reason = reasons.check(message.text or "")
    referral_id = int((await state.get_data())["referral_id"])
    now, place = clock(), place_of(message)
    async with db.transaction() as session:
        planned = await revocations.plan(session, referral_id)
        subject = {"referral_id": referral_id, "reason": reason}
        token = await presses.issue(session, place, action=ACTION, subject=subject, now=now)
    await state.clear()
    text = t(
        "people-revoke-confirm",
        **_who(t, planned),
        title=campaigns.title(planned.campaign.document, t.language),
        credited=planned.credited,
        scheduled=planned.scheduled,
        reason=reason,
    )
    confirm = button(t.plain("people-revoke-confirm-button"), ConfirmRevocation(token=token).pack())
    await show(message, text, [[confirm], cancel_row(t, ACTION, token)])


@pay_router.callback_query(ConfirmRevocation.filter())
async def revoke(
    query: CallbackQuery, callback_data: ConfirmRevocation, db: Database, t: Translate, clock: Clock
) -> None:
    now, place = clock(), place_of(query)
    async with db.transaction() as session:
        subject = await presses.spend_by_admin(
            session, place, callback_data.token, action=ACTION, now=now
        )
        reason = str(subject["reason"])
        planned = await revocations.carry_out(
            session, int(subject["referral_id"]), by=place.telegram_id, reason=reason, now=now
        )
        by = await admins.name_of(session, place.telegram_id)
    text = t("people-revoke-done", **_who(t, planned), reason=reason, by=by)
    await show(query, text, [[person_button(t, planned.referrer.id)]])


def _who(t: Translate, planned: Plan) -> dict[str, str]:
    referrer, friend = planned.referrer, planned.friend
    return {
        "name": names.of(t, referrer.name, referrer.id),
        "friend": names.of(t, friend.name, friend.id),
    }

"""How does an admin give points by hand, or take some away?"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from aiogram import Bot, Router
from aiogram.filters import Command, CommandObject, StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.clock import Clock
from bot.db import Database, Session
from bot.errors import UserError
from bot.i18n import Translate
from bot.services import (
    adjustments,
    admins,
    amounts,
    campaigns,
    names,
    people,
    reasons,
)
from bot.services.adjustments import Direction, Plan
from handlers import presses
from handlers.filters import NotACommand
from handlers.people_buttons import AskAdjustment, person_button
from handlers.presses import Place, place_of
from handlers.questions import AnswersQuestion, Asked, ask, cancel_row
from handlers.screens import Row, button, show, show_below

router = Router(name=__name__)

ACTION = "adjustment"
CHOICE = "adjustment-choice"


class ChooseAdjustment(CallbackData, prefix="adjust-in"):
    """In which campaign a command is meant."""

    token: str


class ChooseToAsk(CallbackData, prefix="adjust-ask"):
    """In which campaign, before the amount is asked for."""

    direction: Direction
    participant_id: int
    campaign_id: int


class ConfirmAdjustment(CallbackData, prefix="adjust-yes"):
    token: str


@router.message(Command("credit", "debit"))
async def command_adjustment(
    message: Message, command: CommandObject, db: Database, t: Translate, clock: Clock
) -> None:
    direction = Direction(command.command)
    written, rest = people.named_first(command.args or "")
    if not rest:
        await message.answer(t("adjustments-usage", direction=direction))
        return
    now, place = clock(), place_of(message)
    async with db.transaction() as session:
        person = await people.find(session, written)
        plans = await _plans(session, direction, person.id, rest, t, now=now)
        if len(plans) > 1:
            rows = [await _choice(session, t, plan, place, now=now) for plan in plans]
            text = t("adjustments-choose", direction=direction, name=_name(t, plans[0]))
        else:
            text, rows = await _to_confirm(session, t, plans[0], place, now=now)
    await show(message, text, rows)


async def _plans(
    session: Session,
    direction: Direction,
    participant_id: int,
    rest: str,
    t: Translate,
    *,
    now: datetime,
) -> Sequence[Plan]:
    """What the words can mean, one for each campaign in which that is possible."""
    person = await people.by_id(session, participant_id)
    found: list[Plan] = []
    refusal: UserError | None = None
    for campaign in await adjustments.choices(session, participant_id, now=now):
        try:
            amount_minor, reason = adjustments.divide(
                rest, campaigns.unit(campaign.document), language=t.language
            )
            found.append(
                await adjustments.plan(
                    session,
                    direction,
                    person,
                    campaign.id,
                    amount_minor=amount_minor,
                    reason=reason,
                )
            )
        except UserError as error:
            refusal = refusal or error
    if refusal is not None and not found:
        raise refusal
    return found


async def _choice(
    session: Session, t: Translate, plan: Plan, place: Place, *, now: datetime
) -> Row:
    token = await _issue(session, CHOICE, plan, place, now=now)
    text = t.plain("adjustments-choice-button", title=_title(t, plan), amount=plan.amount)
    return [button(text, ChooseAdjustment(token=token).pack())]


@router.callback_query(ChooseAdjustment.filter())
async def choose(
    query: CallbackQuery, callback_data: ChooseAdjustment, db: Database, t: Translate, clock: Clock
) -> None:
    now, place = clock(), place_of(query)
    async with db.transaction() as session:
        subject = await presses.spend(session, place, callback_data.token, action=CHOICE, now=now)
        text, rows = await _to_confirm(session, t, await _plan(session, subject), place, now=now)
    await show(query, text, rows)


@router.callback_query(AskAdjustment.filter())
async def begin(
    query: CallbackQuery,
    callback_data: AskAdjustment,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    state: FSMContext,
) -> None:
    direction, participant_id = callback_data.direction, callback_data.participant_id
    async with db.read() as session:
        found = await adjustments.choices(session, participant_id, now=clock())
    if len(found) == 1:
        chosen = ChooseToAsk(
            direction=direction, participant_id=participant_id, campaign_id=found[0].id
        )
        await ask_for_the_amount(query, chosen, bot, db, t, state)
        return
    rows = [
        [
            button(
                campaigns.title(campaign.document, t.language),
                ChooseToAsk(
                    direction=direction, participant_id=participant_id, campaign_id=campaign.id
                ).pack(),
            )
        ]
        for campaign in found
    ]
    await show_below(query, t("adjustments-choose-campaign", direction=direction), rows)


@router.callback_query(ChooseToAsk.filter())
async def ask_for_the_amount(
    query: CallbackQuery,
    callback_data: ChooseToAsk,
    bot: Bot,
    db: Database,
    t: Translate,
    state: FSMContext,
) -> None:
    async with db.read() as session:
        person = await people.by_id(session, callback_data.participant_id)
        campaign = await campaigns.find(session, callback_data.campaign_id)
    question = t(
        "adjustments-ask-amount",
        direction=callback_data.direction,
        name=names.of(t, person.name, person.id),
        title=campaigns.title(campaign.document, t.language),
    )
    subject = callback_data.model_dump()
    await ask(query, bot, state, Asked.adjustment, subject, question=question, t=t)


@router.message(StateFilter(Asked.adjustment), NotACommand(), AnswersQuestion())
async def take_an_answer(
    message: Message, bot: Bot, db: Database, t: Translate, clock: Clock, state: FSMContext
) -> None:
    """First the amount, then the reason."""
    asked = await state.get_data()
    direction = Direction(asked["direction"])
    now, place = clock(), place_of(message)
    if "amount_minor" not in asked:
        async with db.read() as session:
            person = await people.by_id(session, int(asked["participant_id"]))
            campaign = await campaigns.find(session, int(asked["campaign_id"]))
            amount_minor = amounts.parse(
                message.text or "", campaigns.unit(campaign.document), language=t.language
            )
            plan = await _plan(session, asked | {"amount_minor": amount_minor, "reason": ""})
        question = t(
            "adjustments-ask-reason",
            direction=direction,
            name=names.of(t, person.name, person.id),
            amount=plan.amount,
        )
        subject = asked | {"amount_minor": amount_minor}
        await ask(message, bot, state, Asked.adjustment, subject, question=question, t=t)
        return
    reason = reasons.check(message.text or "")
    async with db.transaction() as session:
        plan = await _plan(session, asked | {"reason": reason})
        text, rows = await _to_confirm(session, t, plan, place, now=now)
    await state.clear()
    await show(message, text, rows)


async def _to_confirm(
    session: Session, t: Translate, plan: Plan, place: Place, *, now: datetime
) -> tuple[str, list[Row]]:
    token = await _issue(session, ACTION, plan, place, now=now)
    confirm = button(
        t.plain("adjustments-confirm-button", direction=plan.direction, amount=plan.amount),
        ConfirmAdjustment(token=token).pack(),
    )
    return _described(t, plan), [[confirm], cancel_row(t, ACTION, token)]


def _described(t: Translate, plan: Plan) -> str:
    lines = [
        t(
            "adjustments-card",
            direction=plan.direction,
            name=_name(t, plan),
            telegram_id=str(plan.participant.telegram_id),
            title=_title(t, plan),
            amount=plan.amount,
            before=plan.before,
            after=plan.after,
            reason=plan.reason,
        )
    ]
    if plan.participant.banned_at is not None:
        lines.append(t("adjustments-banned"))
    return "\n\n".join(lines)


@router.callback_query(ConfirmAdjustment.filter())
async def confirm(
    query: CallbackQuery,
    callback_data: ConfirmAdjustment,
    db: Database,
    t: Translate,
    clock: Clock,
) -> None:
    now, place = clock(), place_of(query)
    async with db.transaction() as session:
        subject = await presses.spend_by_admin(
            session, place, callback_data.token, action=ACTION, now=now
        )
        plan = await _plan(session, subject)
        await adjustments.carry_out(
            session, plan, token=callback_data.token, by=place.telegram_id, now=now
        )
        who = await admins.name_of(session, place.telegram_id)
    text = "\n\n".join(
        [_described(t, plan), t("adjustments-done", direction=plan.direction, by=who)]
    )
    await show(query, text, [[person_button(t, plan.participant.id)]])


async def _issue(session: Session, action: str, plan: Plan, place: Place, *, now: datetime) -> str:
    return await presses.issue(
        session,
        place,
        action=action,
        subject={
            "direction": plan.direction,
            "participant_id": plan.participant.id,
            "campaign_id": plan.campaign.id,
            "amount_minor": plan.amount_minor,
            "reason": plan.reason,
        },
        now=now,
    )


async def _plan(session: Session, subject: dict[str, Any]) -> Plan:
    return await adjustments.plan(
        session,
        Direction(subject["direction"]),
        await people.by_id(session, int(subject["participant_id"])),
        int(subject["campaign_id"]),
        amount_minor=int(subject["amount_minor"]),
        reason=str(subject["reason"]),
    )


def _name(t: Translate, plan: Plan) -> str:
    return names.of(t, plan.participant.name, plan.participant.id)


def _title(t: Translate, plan: Plan) -> str:
    return campaigns.title(plan.campaign.document, t.language)

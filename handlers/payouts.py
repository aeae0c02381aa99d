"""How does a participant ask for a payout?"""

from aiogram import Router
from aiogram.filters import Command, StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot.clock import Clock
from bot.db import Database
from bot.i18n import Points, Translate
from bot.membership import Admins
from bot.services import (
    amounts,
    campaigns,
    confirmations,
    destinations,
    payout_cards,
    payout_terms,
    payouts,
)
from bot.services.destinations import Method, Way
from bot.services.payout_terms import Purse
from handlers import (
    payout_answers,
    payout_batches,
    payout_lists,
    payout_picks,
    payout_queue,
    presses,
    rejections,
)
from handlers import payout_cards as cards
from handlers.filters import NotACommand
from handlers.payout_lists import mine_button
from handlers.screens import Row, button, show
from models import Participant

router = Router(name=__name__)
router.include_router(payout_lists.router)
admin_router = Router(name=f"{__name__}.admin")
admin_router.include_router(payout_queue.router)
decision_router = Router(name=f"{__name__}.decisions")
decision_router.include_routers(
    cards.router,
    payout_picks.router,
    payout_batches.router,
    # Before the reasons: a file in reply to a batch is none.
    payout_answers.router,
    rejections.router,
)

ACTION = "payout-request"


class Draft(StatesGroup):
    """What is asked for next."""

    amount = State()
    method = State()
    destination = State()
    confirmation = State()


class OpenPayout(CallbackData, prefix="payout"):
    """/payout as a button."""


class ChooseCampaign(CallbackData, prefix="payout-from"):
    campaign_id: int


class ChooseAmount(CallbackData, prefix="payout-amount"):
    campaign_id: int
    amount_minor: int


class ChooseMethod(CallbackData, prefix="payout-method"):
    method: Method
    own: str = ""
    """Which of the campaign's own."""


class ConfirmPayout(CallbackData, prefix="payout-confirm"):
    token: str


class CancelPayout(CallbackData, prefix="payout-cancel"):
    pass


@router.message(Command("payout"))
@router.callback_query(OpenPayout.filter())
async def begin(
    event: Message | CallbackQuery,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
    state: FSMContext,
) -> None:
    async with db.read() as session:
        purses = await payout_terms.purses(session, participant.id)
        if len(purses) == 1:
            await payout_terms.check_turn(session, participant.id, purses[0].campaign, now=clock())
    if len(purses) == 1:
        await _ask_amount(event, t, state, purses[0])
        return
    await state.clear()
    rows = [
        [
            button(
                t.plain(
                    "payout-campaign-button",
                    title=campaigns.title(purse.campaign.document, t.language),
                    available=purse.points(purse.available_minor),
                ),
                ChooseCampaign(campaign_id=purse.campaign.id).pack(),
            )
        ]
        for purse in purses
    ]
    text = t("payout-choose-campaign") if purses else t("payout-nothing")
    await show(event, text, [*rows, [mine_button(t)]])


@router.callback_query(ChooseCampaign.filter())
async def choose_campaign(
    query: CallbackQuery,
    callback_data: ChooseCampaign,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
    state: FSMContext,
) -> None:
    async with db.read() as session:
        purse = await payout_terms.purse(session, participant.id, callback_data.campaign_id)
        await payout_terms.check_turn(session, participant.id, purse.campaign, now=clock())
    await _ask_amount(query, t, state, purse)


async def _ask_amount(
    event: Message | CallbackQuery, t: Translate, state: FSMContext, purse: Purse
) -> None:
    least, most = purse.terms.minimum, purse.most_minor
    title = campaigns.title(purse.campaign.document, t.language)
    available = purse.points(purse.available_minor)
    if not purse.is_enough:
        await state.clear()
        missing = purse.points(least - purse.available_minor)
        text = t(
            "payout-too-little",
            title=title,
            available=available,
            minimum=purse.points(least),
            missing=missing,
        )
        await show(event, text, [[mine_button(t)]])
        return
    # The state before the answer: what the person writes next may come at once.
    await state.set_state(Draft.amount)
    await state.set_data({"campaign_id": purse.campaign.id})
    rows: list[Row] = [[_amount_button(t, "payout-most-button", purse, most)]]
    if least < most:
        rows.append([_amount_button(t, "payout-minimum-button", purse, least)])
    rows.append([mine_button(t), _cancel_button(t)])
    text = t(
        "payout-ask-amount",
        title=title,
        available=available,
        limited="no" if purse.terms.maximum is None else "yes",
        minimum=purse.points(least),
        maximum=purse.points(purse.terms.maximum or most),
    )
    await show(event, text, rows)


@router.callback_query(ChooseAmount.filter())
async def choose_amount(
    query: CallbackQuery,
    callback_data: ChooseAmount,
    db: Database,
    t: Translate,
    participant: Participant,
    state: FSMContext,
) -> None:
    async with db.read() as session:
        purse = await payout_terms.purse(session, participant.id, callback_data.campaign_id)
    await _take_amount(query, t, state, purse, callback_data.amount_minor)


@router.message(StateFilter(Draft.amount), NotACommand())
async def write_amount(
    message: Message, db: Database, t: Translate, participant: Participant, state: FSMContext
) -> None:
    campaign_id = int((await state.get_data())["campaign_id"])
    async with db.read() as session:
        purse = await payout_terms.purse(session, participant.id, campaign_id)
    amount_minor = amounts.parse(message.text or "", purse.unit, language=t.language)
    await _take_amount(message, t, state, purse, amount_minor)


async def _take_amount(
    event: Message | CallbackQuery,
    t: Translate,
    state: FSMContext,
    purse: Purse,
    amount_minor: int,
) -> None:
    purse.check(amount_minor)
    draft = {"campaign_id": purse.campaign.id, "amount_minor": amount_minor}
    amount = purse.points(amount_minor)
    if len(purse.ways) == 1:
        await _ask_destination(event, t, state, draft, amount, purse.ways[0])
        return
    await state.set_state(Draft.method)
    await state.set_data(draft)
    rows = [
        [
            button(
                _name(t, way) or t.plain(f"payout-method-{way.method}"),
                ChooseMethod(method=way.method, own=way.own_name or "").pack(),
            )
        ]
        for way in purse.ways
    ]
    await show(event, t("payout-ask-method", amount=amount), [*rows, [_cancel_button(t)]])


@router.callback_query(ChooseMethod.filter())
async def choose_method(
    query: CallbackQuery,
    callback_data: ChooseMethod,
    db: Database,
    t: Translate,
    participant: Participant,
    state: FSMContext,
) -> None:
    draft = await state.get_data()
    if "amount_minor" not in draft:
        raise confirmations.ButtonExpired
    async with db.read() as session:
        purse = await payout_terms.purse(session, participant.id, int(draft["campaign_id"]))
    amount = purse.points(int(draft["amount_minor"]))
    way = purse.way(callback_data.method, callback_data.own or None)
    if way is None:
        raise payouts.PayoutMethodNotOffered
    await _ask_destination(query, t, state, draft, amount, way)


def _name(t: Translate, way: Way | None) -> str:
    """What the campaign calls a way of its own; "" for those that everybody knows."""
    return str(way.own.title.in_language(t.language)) if way and way.own else ""


async def _ask_destination(
    event: Message | CallbackQuery,
    t: Translate,
    state: FSMContext,
    draft: dict[str, int],
    amount: Points,
    way: Way,
) -> None:
    await state.set_state(Draft.destination)
    await state.set_data({**draft, "method": way.method, "own": way.own_name})
    hint = way.own.hint if way.own is not None else None
    text = t(
        "payout-ask-destination",
        method=way.method,
        own=_name(t, way),
        hinted="no" if hint is None else "yes",
        hint="" if hint is None else str(hint.in_language(t.language)),
        amount=amount,
    )
    await show(event, text, [[_cancel_button(t)]])


@router.message(StateFilter(Draft.destination), NotACommand())
async def write_destination(
    message: Message,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
    state: FSMContext,
) -> None:
    draft = await state.get_data()
    method, amount_minor = Method(draft["method"]), int(draft["amount_minor"])
    now = clock()
    async with db.transaction() as session:
        purse = await payout_terms.purse(session, participant.id, int(draft["campaign_id"]))
        way = purse.way(method, draft.get("own"))
        if way is None:
            raise payouts.PayoutMethodNotOffered
        destination = destinations.parse(method, _written_destination(message, method), way.own)
        purse.check(amount_minor)
        token = await presses.issue(
            session,
            presses.place_of(message),
            action=ACTION,
            subject={**draft, "destination": destination},
            now=now,
        )
    await state.set_state(Draft.confirmation)
    text = t(
        "payout-preview",
        title=campaigns.title(purse.campaign.document, t.language),
        amount=purse.points(amount_minor),
        charged="yes" if purse.fee(amount_minor) else "no",
        fee=purse.points(purse.fee(amount_minor)),
        net=purse.points(amount_minor - purse.fee(amount_minor)),
        method=method,
        destination=destinations.mask(method, destination),
        own=_name(t, way),
        remaining=purse.points(purse.available_minor - amount_minor),
    )
    confirm_button = button(t.plain("payout-confirm-button"), ConfirmPayout(token=token).pack())
    await show(message, text, [[confirm_button], [_cancel_button(t)]])


def _written_destination(message: Message, method: Method) -> str:
    """What was written; a phone number may be shared as a contact, which has no plus."""
    if method is Method.PHONE and message.contact is not None:
        return f"+{message.contact.phone_number.removeprefix('+')}"
    return message.text or ""


@router.message(StateFilter(Draft.method, Draft.confirmation), NotACommand())
async def ask_for_a_press(message: Message, t: Translate) -> None:
    await message.answer(t("payout-press-button"))


@router.callback_query(ConfirmPayout.filter())
async def confirm(
    query: CallbackQuery,
    callback_data: ConfirmPayout,
    db: Database,
    t: Translate,
    clock: Clock,
    admins: Admins,
    participant: Participant,
    state: FSMContext,
) -> None:
    now = clock()
    async with db.transaction() as session:
        subject = await presses.spend(
            session, presses.place_of(query), callback_data.token, action=ACTION, now=now
        )
        payout = await payouts.request(
            session,
            participant.id,
            campaign_id=int(subject["campaign_id"]),
            amount_minor=int(subject["amount_minor"]),
            method=Method(subject["method"]),
            destination=str(subject["destination"]),
            own_method=subject.get("own"),
            admin_chat_id=admins.chat_id,
            now=now,
        )
        purse = await payout_terms.purse(session, participant.id, payout.campaign_id)
    await state.clear()
    text = t(
        "payout-placed",
        number=str(payout.id),
        amount=purse.points(payout.amount_minor),
        method=payout.method,
        own=_name(t, purse.way(Method(payout.method), payout.own_method)),
        destination=payout_cards.masked(payout),
    )
    await show(query, text, [[mine_button(t)]])


@router.callback_query(CancelPayout.filter())
async def cancel(
    query: CallbackQuery, t: Translate, state: FSMContext, raw_state: str | None
) -> None:
    if raw_state not in Draft:
        # The request has been sent: "cancelled" under an earlier question would not be true.
        await query.answer(t.plain("errors-nothing-to-cancel"), show_alert=True)
        return
    await state.clear()
    await show(query, t("payout-cancelled"), [])


def _amount_button(
    t: Translate, text_key: str, purse: Purse, amount_minor: int
) -> InlineKeyboardButton:
    chosen = ChooseAmount(campaign_id=purse.campaign.id, amount_minor=amount_minor)
    return button(t.plain(text_key, amount=purse.points(amount_minor)), chosen.pack())


def _cancel_button(t: Translate) -> InlineKeyboardButton:
    return button(t.plain("payout-cancel-button"), CancelPayout().pack())

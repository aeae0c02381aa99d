"""Which link is for which place, and what came of each?"""

from collections.abc import Sequence

from aiogram import Bot, Router
from aiogram.filters import Command, CommandObject, Filter, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.clock import Clock
from bot.config import Settings
from bot.db import Database
from bot.errors import UserError
from bot.i18n import Translate
from bot.services import campaigns, invites, shares
from bot.services.campaigns import RunningCampaign
from bot.services.invites import Links
from handlers import screens
from handlers.filters import NotACommand
from handlers.invites import (
    AddPlace,
    ChooseVanity,
    InviteClosed,
    ShowPlace,
    ShowPlaces,
    ShowProducts,
    back_button,
    open_button,
    pick,
)
from handlers.screens import Row, button, place_name
from models import Invite, Participant

router = Router(name=__name__)


class LabelMalformed(UserError):
    """A channel label is one word."""


class HasArguments(Filter):
    """Something stands after the command."""

    async def __call__(self, _message: Message, command: CommandObject) -> bool:
        return bool(command.args and command.args.strip())


class Vanity(StatesGroup):
    code = State()


class Place(StatesGroup):
    label = State()


@router.message(Command("invite"), HasArguments())
async def show_labelled(
    message: Message,
    command: CommandObject,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    settings: Settings,
    participant: Participant,
) -> None:
    where = await screens.links(bot, settings)
    label = (command.args or "").strip().lower()
    await _show_label(message, where, db, t, clock, participant, label, campaign_id=None)


async def _show_label(
    event: Message | CallbackQuery,
    where: Links,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
    label: str,
    *,
    campaign_id: int | None,
) -> None:
    """The link for one place, made if there is none. Raises `LabelMalformed` and others."""
    if not invites.LABEL_SHAPE.fullmatch(label):
        raise LabelMalformed
    now = clock()
    async with db.transaction() as session:
        chosen = pick(await campaigns.running(session, now=now), campaign_id)
        split = await shares.choice(session, chosen, participant.id)
        invite = await invites.own(
            session,
            chosen.id,
            participant.id,
            label=label,
            split=split,
            besides={product.name.lower() for product in chosen.document.share.products},
            now=now,
        )
        await invites.note_shown(session, [invite.id])
    await screens.show(event, *_label_screen(t, where, chosen, invite))


def _label_screen(
    t: Translate, where: Links, chosen: RunningCampaign, invite: Invite
) -> tuple[str, list[Row]]:
    document = chosen.document
    link = where.of(invites.shown_code(invite))
    words = shares.words(t, document, invite.participant_id)
    text = t(
        "invites-label-screen",
        title=campaigns.title(document, t.language),
        label=_label_title(t, chosen, invite.label),
        link=link,
        code=invites.shown_code(invite),
        words=words,
    )
    rows: list[Row] = [
        [
            open_button(t, "telegram", screens.telegram_url(link, words)),
            screens.copy_button(t, link),
        ],
        [back_button(t, chosen)],
    ]
    return text, rows


def _label_title(t: Translate, chosen: RunningCampaign, label: str) -> str:
    for product in chosen.document.share.products:
        if product.name.lower() == label:
            return str(product.title.in_language(t.language))
    return place_name(t, label)


@router.callback_query(ShowPlace.filter())
async def show_place(
    query: CallbackQuery,
    callback_data: ShowPlace,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    settings: Settings,
    participant: Participant,
) -> None:
    where = await screens.links(bot, settings)
    async with db.read() as session:
        invite = await invites.mine(session, participant.id, callback_data.invite_id)
        if invite is None:
            raise InviteClosed
        running = await campaigns.running(session, now=clock())
        chosen = pick(running, invite.campaign_id)
    await screens.show(query, *_label_screen(t, where, chosen, invite))


@router.callback_query(ShowProducts.filter())
async def show_products(
    query: CallbackQuery,
    callback_data: ShowProducts,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    settings: Settings,
    participant: Participant,
) -> None:
    now = clock()
    async with db.transaction() as session:
        chosen = pick(await campaigns.running(session, now=now), callback_data.campaign_id)
        split = await shares.choice(session, chosen, participant.id)
        names = [product.name.lower() for product in chosen.document.share.products]
        found = await invites.own_each(
            session, chosen.id, participant.id, names, split=split, now=now
        )
    where = await screens.links(bot, settings)
    text = t("invites-products-title", title=campaigns.title(chosen.document, t.language))
    lines = [
        t("invites-products-line", name=_label_title(t, chosen, name), link=where.of(invite.code))
        for name, invite in found.items()
    ]
    rows: list[Row] = [
        [button(_label_title(t, chosen, name), ShowPlace(invite_id=invite.id).pack())]
        for name, invite in found.items()
    ]
    await screens.show(query, "\n\n".join([text, *lines]), [*rows, [back_button(t, chosen)]])


@router.callback_query(ShowPlaces.filter())
async def show_places(
    query: CallbackQuery,
    callback_data: ShowPlaces,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
) -> None:
    async with db.read() as session:
        chosen = pick(await campaigns.running(session, now=clock()), callback_data.campaign_id)
        found = await shares.counts(session, participant.id, chosen.id)
        mine = await invites.all_of(session, chosen.id, participant.id)
    await screens.show(query, _places_text(t, chosen, found), _places_rows(t, chosen, mine))


def _places_text(t: Translate, chosen: RunningCampaign, found: Sequence[shares.Count]) -> str:
    live = [each for each in found if each.clicks or each.came]
    quiet = [_label_title(t, chosen, each.label) for each in found if each not in live]
    parts = [t("invites-counts-title", title=campaigns.title(chosen.document, t.language))]
    parts.extend(
        t(
            "invites-counts-line",
            label=_label_title(t, chosen, each.label),
            shown=str(each.shown),
            clicks=str(each.clicks),
            came=str(each.came),
            qualified=str(each.qualified),
        )
        for each in live
    )
    if quiet:
        parts.append(t("invites-counts-quiet", labels=", ".join(quiet)))
    return "\n\n".join([*parts, t("invites-counts-hint")])


def _places_rows(t: Translate, chosen: RunningCampaign, mine: list[Invite]) -> list[Row]:
    """A button for each link that is shared by hand: the others have theirs on the first screen."""
    rows: list[Row] = [
        [
            button(
                t.plain("invites-place-button", label=_label_title(t, chosen, label)),
                ShowPlace(invite_id=alike[0].id).pack(),
            )
        ]
        for label, alike in shares.by_label(mine).items()
        if label not in invites.OUR_LABELS
    ]
    add = button(t.plain("invites-add-button"), AddPlace(campaign_id=chosen.id).pack())
    return [*rows, [add, back_button(t, chosen)]]


@router.callback_query(AddPlace.filter())
async def ask_for_place(
    query: CallbackQuery,
    callback_data: AddPlace,
    db: Database,
    t: Translate,
    clock: Clock,
    state: FSMContext,
) -> None:
    await _ask(query, callback_data.campaign_id, db, clock, state, Place.label)
    if query.message is not None:
        await query.message.answer(t("invites-add-ask"))


@router.message(StateFilter(Place.label), NotACommand())
async def add_place(
    message: Message,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    settings: Settings,
    participant: Participant,
    state: FSMContext,
) -> None:
    campaign_id = int((await state.get_data())["campaign_id"])
    where = await screens.links(bot, settings)
    label = "-".join((message.text or "").lower().split())
    await _show_label(message, where, db, t, clock, participant, label, campaign_id=campaign_id)
    await state.clear()


@router.callback_query(ChooseVanity.filter())
async def ask_for_vanity(
    query: CallbackQuery,
    callback_data: ChooseVanity,
    db: Database,
    t: Translate,
    clock: Clock,
    state: FSMContext,
) -> None:
    await _ask(query, callback_data.campaign_id, db, clock, state, Vanity.code)
    if query.message is not None:
        await query.message.answer(t("invites-vanity-ask"))


async def _ask(
    query: CallbackQuery,
    campaign_id: int,
    db: Database,
    clock: Clock,
    state: FSMContext,
    question: State,
) -> None:
    """Wait for an answer, if the campaign still runs."""
    async with db.read() as session:
        pick(await campaigns.running(session, now=clock()), campaign_id)
    await state.set_state(question)
    await state.set_data({"campaign_id": campaign_id})
    await query.answer()


@router.message(StateFilter(Vanity.code), NotACommand())
async def set_vanity(
    message: Message,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
    state: FSMContext,
) -> None:
    campaign_id = int((await state.get_data())["campaign_id"])
    now = clock()
    async with db.transaction() as session:
        chosen = pick(await campaigns.running(session, now=now), campaign_id)
        split = await shares.choice(session, chosen, participant.id)
        invite = await invites.own(session, chosen.id, participant.id, split=split, now=now)
        await invites.set_vanity(session, invite.id, (message.text or "").strip())
    await state.clear()
    await message.answer(t("invites-vanity-set", code=(message.text or "").strip()))

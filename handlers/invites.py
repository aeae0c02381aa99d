"""Which links does a participant have, and how do they get another or a nicer one?"""

from aiogram import Bot, Router
from aiogram.filters import Command, CommandObject, StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.clock import Clock
from bot.db import Database
from bot.errors import UserError
from bot.i18n import Translate
from bot.services import campaigns, invites
from bot.services.campaigns import RunningCampaign
from handlers import screens
from handlers.filters import NotACommand
from handlers.screens import Row, button, share_rows
from models import Invite, Participant

router = Router(name=__name__)


class NoCampaignRunning(UserError):
    pass


class InviteClosed(UserError):
    """The campaign of a button is not running; others may be."""


class LabelMalformed(UserError):
    """A channel label is one word."""


class ShowInvite(CallbackData, prefix="invite"):
    campaign_id: int


class ChooseVanity(CallbackData, prefix="vanity"):
    campaign_id: int


class Vanity(StatesGroup):
    code = State()


@router.message(Command("invite"))
async def show(
    message: Message,
    command: CommandObject,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
) -> None:
    label = (command.args or invites.DEFAULT_LABEL).strip().lower()
    if not invites.LABEL_SHAPE.fullmatch(label):
        raise LabelMalformed
    await _show(message, bot, db, t, clock, participant, label=label)


@router.callback_query(ShowInvite.filter())
async def show_another(
    query: CallbackQuery,
    callback_data: ShowInvite,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
) -> None:
    await _show(query, bot, db, t, clock, participant, campaign_id=callback_data.campaign_id)


async def _show(
    event: Message | CallbackQuery,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
    *,
    campaign_id: int | None = None,
    label: str = invites.DEFAULT_LABEL,
) -> None:
    now = clock()
    async with db.transaction() as session:
        running = await campaigns.running(session, now=now)
        chosen = pick(running, campaign_id)
        invite = await invites.own(session, chosen.id, participant.id, label=label, now=now)
        mine = await invites.all_of(session, chosen.id, participant.id)
    text, rows = await _screen(bot, t, running, chosen, invite, mine)
    await screens.show(event, text, rows)


def pick(running: list[RunningCampaign], campaign_id: int | None) -> RunningCampaign:
    """The campaign that a button means, without one the campaign started last.

    Raises `NoCampaignRunning` or `InviteClosed`.
    """
    if not running:
        raise NoCampaignRunning
    for campaign in running:
        if campaign_id in (None, campaign.id):
            return campaign
    raise InviteClosed


async def _screen(
    bot: Bot,
    t: Translate,
    running: list[RunningCampaign],
    chosen: RunningCampaign,
    invite: Invite,
    mine: list[Invite],
) -> tuple[str, list[Row]]:
    username = (await bot.me()).username or ""
    code = invites.shown_code(invite)
    parts = [
        t(
            "invites-screen",
            title=campaigns.title(chosen.document, t.language),
            link=invites.link(username, code),
            code=code,
        )
    ]
    others = [other for other in mine if other.id != invite.id]
    if others:
        lines = [t("invites-labels-title")]
        lines.extend(
            t(
                "invites-label-line",
                label=other.label,
                link=invites.link(username, invites.shown_code(other)),
            )
            for other in others
        )
        parts.append("\n".join(lines))
    parts.append(t("invites-label-hint"))
    rows = share_rows(t, chosen, invite, username)
    rows.append(
        [button(t.plain("invites-vanity-button"), ChooseVanity(campaign_id=chosen.id).pack())]
    )
    rows.extend(
        [
            button(
                campaigns.title(other.document, t.language), ShowInvite(campaign_id=other.id).pack()
            )
        ]
        for other in running
        if other.id != chosen.id
    )
    return "\n\n".join(parts), rows


@router.callback_query(ChooseVanity.filter())
async def ask_for_vanity(
    query: CallbackQuery,
    callback_data: ChooseVanity,
    db: Database,
    t: Translate,
    clock: Clock,
    state: FSMContext,
) -> None:
    async with db.read() as session:
        pick(await campaigns.running(session, now=clock()), callback_data.campaign_id)
    await state.set_state(Vanity.code)
    await state.set_data({"campaign_id": callback_data.campaign_id})
    await query.answer()
    if query.message is not None:
        await query.message.answer(t("invites-vanity-ask"))


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
        invite = await invites.own(session, chosen.id, participant.id, now=now)
        await invites.set_vanity(session, invite.id, (message.text or "").strip())
    await state.clear()
    await message.answer(t("invites-vanity-set", code=(message.text or "").strip()))

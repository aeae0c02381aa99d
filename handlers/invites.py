"""Which links does a participant have, and how do they share them?"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot.clock import Clock
from bot.config import Settings
from bot.db import Database, Session
from bot.errors import UserError
from bot.i18n import Translate
from bot.services import budgets, campaigns, experiments, invites, plans, share_words, shares
from bot.services.budgets import Level
from bot.services.campaigns import RunningCampaign
from bot.services.invites import Links
from bot.services.plans import Standing
from bot.services.shares import SplitUnknown
from handlers import screens
from handlers.screens import Row, ShowInvite, ShowQr, button
from models import Invite, Participant

router = Router(name=__name__)


class NoCampaignRunning(UserError):
    pass


class InviteClosed(UserError):
    """The campaign of a button is not running; others may be."""


class ShowPlace(CallbackData, prefix="place"):
    """The link for one place or product, by the id of its invite."""

    invite_id: int


class ShowPlaces(CallbackData, prefix="places"):
    """What became of the links, place by place."""

    campaign_id: int


class ShowProducts(CallbackData, prefix="products"):
    """A link for each product."""

    campaign_id: int


class AddPlace(CallbackData, prefix="add-place"):
    campaign_id: int


class ChooseVanity(CallbackData, prefix="vanity"):
    campaign_id: int


class ChooseSplit(CallbackData, prefix="split"):
    """For whose good the person shares."""

    campaign_id: int
    split: str


class AskSplit(CallbackData, prefix="ask-split"):
    campaign_id: int


@dataclass(frozen=True)
class Look:
    """What the sharing screen shows of a campaign."""

    running: list[RunningCampaign]
    chosen: RunningCampaign
    split: str
    invites: Mapping[str, Invite]
    standing: Standing | None = None
    """The person's plan, where the campaign has several."""
    budget: Level = Level.ENOUGH

    @property
    def must_choose(self) -> bool:
        return not self.split and bool(shares.choices(self.chosen.document))


# Which one with a word after it is for is said in handlers/places.py, which is asked first.
@router.message(Command("invite"))
async def show(
    message: Message,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    settings: Settings,
    participant: Participant,
) -> None:
    where = await screens.links(bot, settings)
    async with db.transaction() as session:
        look = await _look(session, participant, None, clock)
    await screens.show(message, *_screen(t, where, look))


@router.callback_query(ShowInvite.filter())
async def show_another(
    query: CallbackQuery,
    callback_data: ShowInvite,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    settings: Settings,
    participant: Participant,
) -> None:
    where = await screens.links(bot, settings)
    async with db.transaction() as session:
        look = await _look(session, participant, callback_data.campaign_id, clock)
    await screens.show(query, *_screen(t, where, look))


@router.callback_query(AskSplit.filter())
async def ask_split(
    query: CallbackQuery, callback_data: AskSplit, db: Database, t: Translate, clock: Clock
) -> None:
    async with db.read() as session:
        chosen = pick(await campaigns.running(session, now=clock()), callback_data.campaign_id)
    if not shares.choices(chosen.document):
        raise SplitUnknown
    await screens.show(query, *_split_screen(t, chosen))


@router.callback_query(ChooseSplit.filter())
async def choose_split(
    query: CallbackQuery,
    callback_data: ChooseSplit,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    settings: Settings,
    participant: Participant,
) -> None:
    where = await screens.links(bot, settings)
    now = clock()
    async with db.transaction() as session:
        chosen = pick(await campaigns.running(session, now=now), callback_data.campaign_id)
        await shares.choose(session, chosen, participant.id, callback_data.split)
        look = await _look(session, participant, chosen.id, clock)
    await screens.show(query, *_screen(t, where, look))


async def _look(
    session: Session, participant: Participant, campaign_id: int | None, clock: Clock
) -> Look:
    """What to share, made where it is missing. Raises what `pick` does."""
    now = clock()
    running = await campaigns.running(session, now=now)
    chosen = pick(running, campaign_id)
    split = await shares.choice(session, chosen, participant.id)
    if not split and shares.choices(chosen.document):
        return Look(running, chosen, split, {})
    labels = (invites.DEFAULT_LABEL, *invites.SHARE_LABELS)
    await experiments.expose(session, chosen, participant.id, now=now)
    mine = await invites.own_each(session, chosen.id, participant.id, labels, split=split, now=now)
    await invites.note_shown(session, [invite.id for invite in mine.values()])
    standing = await plans.of(session, chosen.id, chosen.document, participant.id)
    level = await budgets.level(session, chosen)
    return Look(running, chosen, split, mine, standing, level)


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


def _screen(t: Translate, where: Links, look: Look) -> tuple[str, list[Row]]:
    chosen = look.chosen
    if look.must_choose:
        text, rows = _split_screen(t, chosen)
        return text, rows + _others(t, look)
    code = invites.shown_code(look.invites[invites.DEFAULT_LABEL])
    parts = [
        t(
            "invites-screen",
            title=campaigns.title(chosen.document, t.language),
            link=where.of(code),
            code=code,
        )
    ]
    if look.split:
        parts.append("\n".join(share_words.gains(t, chosen.document, look.split)))
    if look.standing is not None:
        parts.append(plans.mine(t, chosen.document, look.standing))
    if look.budget != Level.ENOUGH:
        parts.append(t(f"budgets-told-{look.budget}"))
    parts.append(t("invites-share-hint"))
    return "\n\n".join(parts), _share_buttons(t, where, look) + _tools(t, look) + _others(t, look)


def _share_buttons(t: Translate, where: Links, look: Look) -> list[Row]:
    """One for each way to share, each with a code of its own."""
    document = look.chosen.document
    owner_id = look.invites[invites.DEFAULT_LABEL].participant_id
    words = shares.words(t, document, owner_id)
    link = {label: where.of(invite.code) for label, invite in look.invites.items()}
    whatsapp = "https://wa.me/?text=" + quote(f"{words}\n{link['whatsapp']}")
    return [
        [
            open_button(t, "telegram", screens.telegram_url(link["telegram"], words)),
            open_button(t, "whatsapp", whatsapp),
        ],
        [_write(t, where, look, "mail"), _write(t, where, look, "sms")],
        [
            screens.copy_button(t, link["copy"]),
            button(t.plain("qr-button"), ShowQr(campaign_id=look.chosen.id).pack()),
        ],
    ]


def open_button(t: Translate, label: str, url: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=t.plain(f"invites-{label}-button"), url=url)


def _write(t: Translate, where: Links, look: Look, label: str) -> InlineKeyboardButton:
    """A letter or an SMS: Telegram's buttons open neither, a page of ours does (Bot API, url)."""
    invite = look.invites[label]
    if where.public_url is not None:
        return open_button(t, label, f"{where.of(invite.code)}/{label}?lang={t.language}")
    return button(t.plain(f"invites-{label}-button"), ShowPlace(invite_id=invite.id).pack())


def _tools(t: Translate, look: Look) -> list[Row]:
    chosen = look.chosen
    rows: list[Row] = [
        [
            button(t.plain("invites-places-button"), ShowPlaces(campaign_id=chosen.id).pack()),
            button(t.plain("invites-page-button"), f"page:{chosen.id}:0"),
        ],
        [
            button(t.plain("invites-add-button"), AddPlace(campaign_id=chosen.id).pack()),
            button(t.plain("invites-vanity-button"), ChooseVanity(campaign_id=chosen.id).pack()),
        ],
    ]
    if chosen.document.share.products:
        products = ShowProducts(campaign_id=chosen.id).pack()
        rows.insert(0, [button(t.plain("invites-products-button"), products)])
    if look.split:
        again = AskSplit(campaign_id=chosen.id).pack()
        rows.append([button(t.plain("invites-split-button"), again)])
    return rows


def _others(t: Translate, look: Look) -> list[Row]:
    return [
        [
            button(
                t.plain(
                    "invites-campaign-button", title=campaigns.title(other.document, t.language)
                ),
                ShowInvite(campaign_id=other.id).pack(),
            )
        ]
        for other in look.running
        if other.id != look.chosen.id
    ]


def _split_screen(t: Translate, chosen: RunningCampaign) -> tuple[str, list[Row]]:
    """Me, my friend, or half each: with what each of them gets."""
    document = chosen.document
    parts = [t("invites-split-title", title=campaigns.title(document, t.language))]
    rows: list[Row] = []
    for choice in shares.choices(document):
        name = t.plain(f"invites-split-{choice}")
        lines = [t("invites-split-name", name=name), *share_words.gains(t, document, choice)]
        parts.append("\n".join(lines))
        rows.append([button(name, ChooseSplit(campaign_id=chosen.id, split=choice).pack())])
    return "\n\n".join(parts), rows


def back_button(t: Translate, chosen: RunningCampaign) -> InlineKeyboardButton:
    return button(t.plain("invites-back-button"), ShowInvite(campaign_id=chosen.id).pack())

"""How does a participant show their link as a picture to scan?"""

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.clock import Clock
from bot.config import Settings
from bot.db import Database
from bot.i18n import Translate
from bot.pictures import QrCard
from bot.services import campaigns, invites, shares
from bot.services.campaigns import RunningCampaign
from bot.services.invites import Links
from bot.uploads import Uploads
from handlers.filters import message_under
from handlers.invites import pick
from handlers.posters import ShowPoster
from handlers.screens import ShowQr, button, links, share_rows
from models import Invite, Participant

router = Router(name=__name__)


@router.message(Command("qr"))
async def draw(
    message: Message,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
    uploads: Uploads,
    settings: Settings,
) -> None:
    where = await links(bot, settings)
    await _answer(message, where, db, t, clock, participant, uploads, campaign_id=None)


@router.callback_query(ShowQr.filter())
async def draw_from_button(
    query: CallbackQuery,
    callback_data: ShowQr,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
    uploads: Uploads,
    settings: Settings,
) -> None:
    message = message_under(query)
    await _answer(
        message,
        await links(bot, settings),
        db,
        t,
        clock,
        participant,
        uploads,
        campaign_id=callback_data.campaign_id,
    )
    await query.answer()


async def _answer(
    message: Message,
    where: Links,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
    uploads: Uploads,
    *,
    campaign_id: int | None,
) -> None:
    now = clock()
    async with db.transaction() as session:
        running = await campaigns.running(session, now=now)
        chosen = pick(running, campaign_id)
        split = await shares.choice(session, chosen, participant.id)
        label = invites.QR_LABEL
        invite = await invites.own(
            session, chosen.id, participant.id, label=label, split=split, now=now
        )
        shared = await invites.existing(session, chosen.id, participant.id, split=split)
        await invites.note_shown(session, [invite.id])
    title = campaigns.title(chosen.document, t.language)
    link = where.of(invite.code)
    # A code that somebody chose is the one that people are to remember.
    code = shared.vanity if shared is not None and shared.vanity else invite.code
    await uploads.answer(
        message,
        QrCard(title, link, code, t.plain("qr-hint"), f"t.me/{where.bot_username}"),
        caption=t("qr-caption", title=title, link=link, code=code),
        keyboard=_keyboard(t, running, chosen, invite, where),
    )


def _keyboard(
    t: Translate,
    running: list[RunningCampaign],
    chosen: RunningCampaign,
    invite: Invite,
    where: Links,
) -> InlineKeyboardMarkup:
    """What one does with a link, then the other campaigns' pictures."""
    rows = share_rows(t, chosen, invite, where, qr=False)
    rows.append([_as(t, "poster", chosen, "pdf")])
    rows.append([_as(t, "poster-picture", chosen, "png")])
    rows.append([_as(t, "card", chosen, "card")])
    rows.extend(
        [button(campaigns.title(other.document, t.language), ShowQr(campaign_id=other.id).pack())]
        for other in running
        if other.id != chosen.id
    )
    return InlineKeyboardMarkup(inline_keyboard=rows)


def _as(t: Translate, name: str, chosen: RunningCampaign, form: str) -> InlineKeyboardButton:
    return button(t.plain(f"qr-{name}-button"), ShowPoster(campaign_id=chosen.id, form=form).pack())

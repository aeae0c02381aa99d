"""How does a participant get their QR code on paper, or on a card to post?"""

from typing import Literal

from aiogram import Bot, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardMarkup

from bot.clock import Clock
from bot.config import Settings
from bot.db import Database
from bot.i18n import Translate
from bot.logo import Logo
from bot.pictures import Card, InvitationCard, PosterCard
from bot.services import campaigns, invite_pages, invites, shares
from bot.services.campaigns import RunningCampaign
from bot.services.invite_pages import Invitation
from bot.services.invites import Links
from bot.uploads import Uploads
from handlers import screens
from handlers.filters import can_edit
from handlers.invites import InviteClosed, back_button, pick
from models import Participant

router = Router(name=__name__)

CARD, PDF = "card", "pdf"


class ShowPoster(CallbackData, prefix="poster"):
    campaign_id: int
    form: Literal["pdf", "png", "card"]


@router.callback_query(ShowPoster.filter())
async def draw(
    query: CallbackQuery,
    callback_data: ShowPoster,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    settings: Settings,
    participant: Participant,
    uploads: Uploads,
    logo: Logo,
) -> None:
    message = can_edit(query)
    if message is None:
        await query.answer(t.plain("errors-button-expired"), show_alert=True)
        return
    where, picture = await screens.links(bot, settings), await logo.base64()
    now = clock()
    async with db.transaction() as session:
        chosen = pick(await campaigns.running(session, now=now), callback_data.campaign_id)
        split = await shares.choice(session, chosen, participant.id)
        label = invites.QR_LABEL
        invite = await invites.own(
            session, chosen.id, participant.id, label=label, split=split, now=now
        )
        shared = await invites.existing(session, chosen.id, participant.id, split=split)
        found = await invite_pages.look(session, invite.code, now=now)
        await invites.note_shown(session, [invite.id])
    if not isinstance(found, Invitation):
        raise InviteClosed
    # A code that somebody chose is the one that people are to remember.
    code = shared.vanity if shared is not None and shared.vanity else invite.code
    form = callback_data.form
    link = where.of(invite.code)
    await uploads.answer(
        message,
        _card(t, where, found, form, code, picture),
        caption=t(
            "qr-card-caption" if form == CARD else "qr-poster-caption",
            title=campaigns.title(chosen.document, t.language),
            link=link,
        ),
        keyboard=InlineKeyboardMarkup(inline_keyboard=_rows(t, chosen, link)),
        file_name=f"invite.{form}" if form == PDF else "invite.png",
        as_document=form != CARD,
    )
    # Last, so that a refusal can still be an alert; until then the button shows that it works.
    await query.answer()


def _rows(t: Translate, chosen: RunningCampaign, link: str) -> list[screens.Row]:
    return [[screens.copy_button(t, link), back_button(t, chosen)]]


def _card(t: Translate, where: Links, found: Invitation, form: str, code: str, logo: str) -> Card:
    document = found.campaign.document
    title, call = campaigns.title(document, t.language), shares.call(t, document)
    link, address = where.of(found.code), f"t.me/{where.bot_username}"
    if form == CARD:
        gains = invite_pages.gains(t, found)
        return InvitationCard(
            shape="square",
            title=title,
            sender=invite_pages.sender(t, found),
            call=call,
            gain=gains[0] if gains else "",
            address=address,
            link=link,
            code=code,
        )
    return PosterCard(
        title=title,
        call=call,
        link=link,
        hint=t.plain("qr-hint"),
        code=code,
        code_hint=t.plain("qr-code-hint"),
        address=address,
        logo=logo,
        is_pdf=form == PDF,
    )

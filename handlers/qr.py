"""How does a participant show their link as a picture to scan?"""

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from bot.clock import Clock
from bot.db import Database
from bot.i18n import Translate
from bot.pictures import QrCard
from bot.services import campaigns, invites
from bot.services.campaigns import RunningCampaign
from bot.uploads import Uploads
from handlers.filters import message_under
from handlers.invites import pick
from handlers.screens import ShowQr, button, share_rows
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
) -> None:
    await _answer(message, bot, db, t, clock, participant, uploads, campaign_id=None)


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
) -> None:
    message = message_under(query)
    await _answer(
        message,
        bot,
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
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
    uploads: Uploads,
    *,
    campaign_id: int | None,
) -> None:
    username = (await bot.me()).username or ""
    now = clock()
    async with db.transaction() as session:
        running = await campaigns.running(session, now=now)
        chosen = pick(running, campaign_id)
        invite = await invites.own(
            session, chosen.id, participant.id, label=invites.QR_LABEL, now=now
        )
        shared = await invites.existing(session, chosen.id, participant.id)
    title = campaigns.title(chosen.document, t.language)
    link = invites.link(username, invite.code)
    # A code that somebody chose is the one that people are to remember.
    code = shared.vanity if shared is not None and shared.vanity else invite.code
    await uploads.answer(
        message,
        QrCard(title, link, code, t.plain("qr-hint"), f"t.me/{username}"),
        caption=t("qr-caption", title=title, link=link, code=code),
        keyboard=_keyboard(t, running, chosen, invite, username),
    )


def _keyboard(
    t: Translate,
    running: list[RunningCampaign],
    chosen: RunningCampaign,
    invite: Invite,
    username: str,
) -> InlineKeyboardMarkup:
    """What one does with a link, then the other campaigns' pictures."""
    rows = share_rows(t, chosen, invite, username, qr=False)
    rows.extend(
        [button(campaigns.title(other.document, t.language), ShowQr(campaign_id=other.id).pack())]
        for other in running
        if other.id != chosen.id
    )
    return InlineKeyboardMarkup(inline_keyboard=rows)

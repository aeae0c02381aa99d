"""How do the admins see the campaigns, and let them run, rest and end?"""

from datetime import datetime

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from bot.clock import Clock
from bot.db import Database, Session
from bot.i18n import Texts, Translate
from bot.services import campaign_overviews, campaigns, pauses, toml_text
from bot.services.roles import Right
from handlers import campaign_texts, presses, questions
from handlers.campaign_buttons import (
    AskToChange,
    Change,
    ChangeState,
    SendToml,
    ShowCampaign,
    ShowCampaignRules,
    ShowCampaigns,
    ShowVersions,
)
from handlers.screens import Row, button, show
from models import Campaign

router = Router(name=__name__)
own_router = Router(name=f"{__name__}.own")

ACTION = "campaign-state"


@router.message(Command("campaigns"))
async def tell(
    message: Message, db: Database, t: Translate, clock: Clock, rights: frozenset[Right]
) -> None:
    await _show_all(message, db, t, clock, rights, 0)


@router.callback_query(ShowCampaigns.filter())
async def turn_page(
    query: CallbackQuery,
    callback_data: ShowCampaigns,
    db: Database,
    t: Translate,
    clock: Clock,
    rights: frozenset[Right],
) -> None:
    await _show_all(query, db, t, clock, rights, callback_data.page)


async def _show_all(
    event: Message | CallbackQuery,
    db: Database,
    t: Translate,
    clock: Clock,
    rights: frozenset[Right],
    number: int,
) -> None:
    async with db.read() as session:
        page = await campaign_overviews.page(session, number=number)
    text = campaign_texts.list_text(t, page, clock())
    await show(event, text, campaign_texts.list_rows(t, page, rights))


@router.callback_query(ShowCampaign.filter())
async def show_campaign(
    query: CallbackQuery,
    callback_data: ShowCampaign,
    db: Database,
    t: Translate,
    clock: Clock,
    rights: frozenset[Right],
) -> None:
    async with db.read() as session:
        overview = await campaign_overviews.one(session, callback_data.campaign_id)
    text = campaign_texts.card_text(t, overview, clock())
    await show(query, text, campaign_texts.card_rows(t, overview, rights))


@router.callback_query(ShowCampaignRules.filter())
async def show_rules(
    query: CallbackQuery, callback_data: ShowCampaignRules, db: Database, t: Translate, texts: Texts
) -> None:
    """As people of that language read them."""
    async with db.read() as session:
        found = await campaigns.find(session, callback_data.campaign_id)
    pages = campaign_texts.rules_pages(texts.of(callback_data.language), found.document)
    await show(query, pages[0], [_back(t, found.id)])
    assert query.message is not None
    for page in pages[1:]:
        await query.message.answer(page)


@router.callback_query(ShowVersions.filter())
async def show_versions(
    query: CallbackQuery, callback_data: ShowVersions, db: Database, t: Translate
) -> None:
    async with db.read() as session:
        # A campaign that is unknown has no versions either, and says so.
        await campaigns.find(session, callback_data.campaign_id)
        found = await campaign_overviews.versions(session, callback_data.campaign_id)
    text = campaign_texts.versions_text(t, found)
    await show(query, text, [_back(t, callback_data.campaign_id)])


@router.callback_query(SendToml.filter())
async def send_toml(
    query: CallbackQuery, callback_data: SendToml, db: Database, t: Translate
) -> None:
    async with db.read() as session:
        found = await campaigns.find(session, callback_data.campaign_id)
    content = toml_text.written(found.document).encode()
    name = f"{found.slug}-{found.version}.toml"
    await query.answer()
    assert query.message is not None
    await query.message.answer_document(
        BufferedInputFile(content, name), caption=t("campaigns-toml-caption")
    )


def _back(t: Translate, campaign_id: int) -> Row:
    return [button(t.plain("campaigns-back-button"), ShowCampaign(campaign_id=campaign_id).pack())]


# Starting, pausing, stopping


@own_router.callback_query(AskToChange.filter())
async def ask_to_change(
    query: CallbackQuery, callback_data: AskToChange, db: Database, t: Translate, clock: Clock
) -> None:
    change, now, place = callback_data.change, clock(), presses.place_of(query)
    async with db.transaction() as session:
        overview = await campaign_overviews.one(session, callback_data.campaign_id)
        subject = {"slug": overview.campaign.slug, "change": change.value}
        token = await presses.issue(session, place, action=ACTION, subject=subject, now=now)
    title = campaigns.title(overview.document, t.language)
    confirm = button(t.plain(f"campaigns-{change}-button"), ChangeState(token=token).pack())
    rows = [[confirm], questions.cancel_row(t, ACTION, token)]
    await show(query, t(f"campaigns-ask-{change}", title=title), rows)


@own_router.callback_query(ChangeState.filter())
async def change_state(
    query: CallbackQuery,
    callback_data: ChangeState,
    db: Database,
    t: Translate,
    clock: Clock,
    rights: frozenset[Right],
) -> None:
    now, place = clock(), presses.place_of(query)
    async with db.transaction() as session:
        subject = await presses.spend_by_admin(
            session, place, callback_data.token, action=ACTION, now=now
        )
        change = Change(subject["change"])
        by = place.telegram_id
        campaign = await _change(session, change, subject["slug"], by=by, now=now)
        overview = await campaign_overviews.one(session, campaign.id)
    said = t(f"campaigns-done-{change}", title=campaigns.title(overview.document, t.language))
    text = f"{said}\n\n{campaign_texts.card_text(t, overview, now)}"
    await show(query, text, campaign_texts.card_rows(t, overview, rights))


async def _change(
    session: Session, change: Change, slug: str, *, by: int, now: datetime
) -> Campaign:
    match change:
        case Change.START:
            return await campaigns.start(session, slug, now=now, by=by)
        case Change.PAUSE:
            return await pauses.pause(session, slug, now=now, by=by)
        case Change.RESUME:
            return await pauses.resume(session, slug, now=now, by=by)
        case Change.STOP:
            return await campaigns.stop(session, slug, now=now, by=by)

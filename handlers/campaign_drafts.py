"""How does an admin make a campaign in the chat, or change one that is there?"""

from datetime import datetime

from aiogram import Bot, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from bot.clock import Clock
from bot.db import Database, Session
from bot.i18n import Texts, Translate
from bot.services import (
    admins,
    campaign_drafts,
    campaign_flows,
    campaign_numbers,
    campaign_overviews,
    campaign_values,
    campaigns,
    confirmations,
    presets,
)
from bot.services.campaign_drafts import Draft
from bot.services.documents import Document
from bot.services.roles import Right
from bot.uploads import Uploads
from handlers import campaign_draft_screens, campaign_texts, presses
from handlers.campaign_buttons import (
    AskNumber,
    AskToLoad,
    CloneCampaign,
    DropDraft,
    EditCampaign,
    LoadDraft,
    ShowCampaignDraft,
    ShowDraftRules,
    ShowNumber,
    ShowPreset,
    ShowPresets,
    UsePreset,
)
from handlers.filters import NotACommand, message_under
from handlers.presses import Place
from handlers.questions import AnswersQuestion, Asked, ask
from handlers.screens import show
from models import CampaignStatus

router = Router(name=__name__)

FILE_NAME = "campaign.png"


# Where a draft begins


@router.callback_query(ShowPresets.filter())
async def show_presets(query: CallbackQuery, callback_data: ShowPresets, t: Translate) -> None:
    page = campaign_draft_screens.page_of(callback_data.page)
    text = campaign_draft_screens.presets_text(t, page)
    await show(query, text, campaign_draft_screens.presets_rows(t, page))


@router.callback_query(ShowPreset.filter())
async def show_preset(
    query: CallbackQuery, callback_data: ShowPreset, t: Translate, uploads: Uploads
) -> None:
    """A drawing of what happens, and for whom it is."""
    name = callback_data.name
    card = campaign_flows.of(t, presets.read(name))
    message = message_under(query)
    await query.answer()
    await uploads.answer(
        message,
        card,
        caption=t(
            "campaigns-preset-line", title=card.title, about=campaign_draft_screens.about(t, name)
        ),
        keyboard=InlineKeyboardMarkup(inline_keyboard=campaign_draft_screens.preset_rows(t, name)),
        file_name=FILE_NAME,
    )


@router.callback_query(UsePreset.filter())
async def use_preset(
    query: CallbackQuery, callback_data: UsePreset, db: Database, t: Translate, clock: Clock
) -> None:
    """The first of the numbers that matter; the others follow."""
    document = campaign_drafts.from_preset(presets.read(callback_data.name), t.zone.key)
    draft, place = Draft(document, is_named_by_title=True), presses.place_of(query)
    async with db.transaction() as session:
        token = await _keep(session, draft, place, clock())
    await _show_number(query, t, document, token, 0)


@router.callback_query(CloneCampaign.filter())
async def clone(
    query: CallbackQuery, callback_data: CloneCampaign, db: Database, t: Translate, clock: Clock
) -> None:
    now, place = clock(), presses.place_of(query)
    async with db.transaction() as session:
        found = await campaigns.find(session, callback_data.campaign_id)
        draft = Draft(campaign_drafts.copy_of(found.document, now=now), is_named_by_title=True)
        token = await _keep(session, draft, place, now)
    await _show_number(query, t, draft.document, token, 0)


@router.callback_query(EditCampaign.filter())
async def edit(
    query: CallbackQuery, callback_data: EditCampaign, db: Database, t: Translate, clock: Clock
) -> None:
    place = presses.place_of(query)
    async with db.transaction() as session:
        found = await campaigns.find(session, callback_data.campaign_id)
        draft = Draft(found.document, found.id, found.version)
        token = await _keep(session, draft, place, clock())
    await show_draft_screen(query, t, draft, found.document, token)


async def _keep(session: Session, draft: Draft, place: Place, now: datetime) -> str:
    return await campaign_drafts.keep(session, draft, chat_id=place.chat_id, now=now)


async def _look(session: Session, place: Place, token: str, now: datetime) -> Draft:
    return await campaign_drafts.look(
        session, token, chat_id=place.chat_id, telegram_id=place.telegram_id, now=now
    )


async def _before(session: Session, draft: Draft) -> Document | None:
    """What the draft is to replace."""
    if draft.campaign_id is None:
        return None
    return (await campaigns.find(session, draft.campaign_id, draft.version)).document


# Its numbers


async def _show_number(
    event: Message | CallbackQuery,
    t: Translate,
    document: Document,
    token: str,
    index: int,
    *,
    taken: str = "",
) -> None:
    """One question, below how the answer to the one before was understood."""
    text = campaign_draft_screens.number_text(t, document, index)
    if taken:
        text = f"{taken}\n\n{text}"
    await show(event, text, campaign_draft_screens.number_rows(t, document, token, index))


@router.callback_query(ShowNumber.filter())
async def show_number(
    query: CallbackQuery, callback_data: ShowNumber, db: Database, t: Translate, clock: Clock
) -> None:
    async with db.read() as session:
        draft = await _look(session, presses.place_of(query), callback_data.token, clock())
    await _show_number(query, t, draft.document, callback_data.token, callback_data.index)


@router.callback_query(AskNumber.filter())
async def ask_for_a_number(
    query: CallbackQuery,
    callback_data: AskNumber,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    state: FSMContext,
) -> None:
    async with db.read() as session:
        draft = await _look(session, presses.place_of(query), callback_data.token, clock())
    question = campaign_draft_screens.question(t, draft.document, callback_data.index)
    subject = callback_data.model_dump()
    await ask(query, bot, state, Asked.campaign_number, subject, question=question, t=t)


@router.message(StateFilter(Asked.campaign_number), NotACommand(), AnswersQuestion())
async def take_a_number(
    message: Message, db: Database, t: Translate, clock: Clock, state: FSMContext
) -> None:
    asked = await state.get_data()
    index, now, place = int(asked["index"]), clock(), presses.place_of(message)
    async with db.transaction() as session:
        draft = await _look(session, place, asked["token"], now)
        number = campaign_numbers.find(draft.document, index)
        document = campaign_values.change(t, draft.document, number, message.text or "")
        draft = campaign_drafts.with_document(draft, document)
        token = await _keep(session, draft, place, now)
        before = await _before(session, draft)
    await state.clear()
    if asked["walks"] and not campaign_draft_screens.is_last(document, index):
        taken = campaign_draft_screens.taken_text(t, document, index)
        await _show_number(message, t, document, token, index + 1, taken=taken)
        return
    await show_draft_screen(message, t, draft, before, token)


async def show_draft_screen(
    event: Message | CallbackQuery,
    t: Translate,
    draft: Draft,
    before: Document | None,
    token: str,
    *,
    shows_all: bool = False,
) -> None:
    """All that is chosen so far, with a button for each number."""
    text = campaign_draft_screens.draft_text(t, draft, before, shows_all=shows_all)
    rows = campaign_draft_screens.draft_rows(t, draft, token, shows_all=shows_all)
    await show(event, text, rows)


@router.callback_query(ShowCampaignDraft.filter())
async def show_draft(
    query: CallbackQuery, callback_data: ShowCampaignDraft, db: Database, t: Translate, clock: Clock
) -> None:
    token = callback_data.token
    async with db.read() as session:
        draft = await _look(session, presses.place_of(query), token, clock())
        before = await _before(session, draft)
    await show_draft_screen(query, t, draft, before, token, shows_all=callback_data.shows_all)


@router.callback_query(ShowDraftRules.filter())
async def show_draft_rules(
    query: CallbackQuery,
    callback_data: ShowDraftRules,
    db: Database,
    t: Translate,
    texts: Texts,
    clock: Clock,
) -> None:
    """As people of that language will read them."""
    async with db.read() as session:
        draft = await _look(session, presses.place_of(query), callback_data.token, clock())
    pages = campaign_texts.rules_pages(texts.of(callback_data.language), draft.document)
    back = campaign_draft_screens.back_to_draft(t, callback_data.token)
    await show(query, pages[0], [back])
    assert query.message is not None
    for page in pages[1:]:
        await query.message.answer(page)


# Where it ends


@router.callback_query(AskToLoad.filter())
async def ask_to_load(
    query: CallbackQuery, callback_data: AskToLoad, db: Database, t: Translate, clock: Clock
) -> None:
    """What changes, and for whom, before it counts."""
    token, starts = callback_data.token, callback_data.starts
    async with db.read() as session:
        draft = await _look(session, presses.place_of(query), token, clock())
        before = await _before(session, draft)
        friends: dict[int, int] = {}
        if draft.campaign_id is not None:
            friends = await campaign_overviews.friends_by_version(session, draft.campaign_id)
    title = campaigns.title(draft.document, t.language)
    parts = [t("campaigns-ask-start" if starts else "campaigns-ask-load", title=title)]
    if before is not None:
        parts = [t("campaigns-ask-version", title=title, version=str((draft.version or 0) + 1))]
        parts.append("\n".join(campaign_texts.changes_lines(t, before, draft.document)))
        parts.append(t("campaigns-version-touches", friends=sum(friends.values())))
    rows = campaign_draft_screens.confirm_rows(t, token, starts=starts)
    await show(query, "\n\n".join(parts), rows)


@router.callback_query(LoadDraft.filter())
async def load(
    query: CallbackQuery,
    callback_data: LoadDraft,
    db: Database,
    t: Translate,
    clock: Clock,
    rights: frozenset[Right],
) -> None:
    now, place = clock(), presses.place_of(query)
    async with db.transaction() as session:
        await admins.remember(session, place.telegram_id, place.name, now=now)
        campaign = await campaign_drafts.load(
            session,
            callback_data.token,
            chat_id=place.chat_id,
            by=place.telegram_id,
            starts=callback_data.starts,
            now=now,
        )
        overview = await campaign_overviews.one(session, campaign.id)
    runs = campaign.status == CampaignStatus.RUNNING
    said = t("campaigns-loaded", version=str(campaign.version), runs="yes" if runs else "no")
    text = f"{said}\n\n{campaign_texts.card_text(t, overview, now)}"
    await show(query, text, campaign_texts.card_rows(t, overview, rights))


@router.callback_query(DropDraft.filter())
async def drop(
    query: CallbackQuery, callback_data: DropDraft, db: Database, t: Translate, clock: Clock
) -> None:
    place = presses.place_of(query)
    async with db.transaction() as session:
        await confirmations.spend(
            session,
            callback_data.token,
            chat_id=place.chat_id,
            telegram_id=place.telegram_id,
            action=campaign_drafts.ACTION,
            now=clock(),
        )
    await show(query, t("campaigns-dropped"), [])

"""Under which terms does each running campaign work?"""

import html
import re
from collections.abc import Mapping

from aiogram import Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from bot.clock import Clock
from bot.db import Database
from bot.i18n import Translate
from bot.services import budgets, campaigns, plans, wording
from bot.services.budgets import Level
from bot.services.campaigns import RunningCampaign
from bot.services.plans import Standing
from handlers.screens import Row, button, show
from models import Participant

router = Router(name=__name__)

PAGE_LENGTH_MAX = 3_900
"""UTF-16 units that people see; Telegram takes 4,096."""


class ShowTerms(CallbackData, prefix="terms"):
    page: int
    """From 1."""


@router.message(Command("terms"))
async def tell(
    message: Message, db: Database, t: Translate, clock: Clock, participant: Participant
) -> None:
    async with db.read() as session:
        running = await campaigns.running(session, now=clock())
        standings = await plans.of_all(session, running, participant.id)
        levels = await budgets.levels(session, running)
    text, rows = _screen(t, running, participant.id, standings, levels, page=1)
    await show(message, text, rows)


@router.callback_query(ShowTerms.filter())
async def turn_page(
    query: CallbackQuery,
    callback_data: ShowTerms,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
) -> None:
    async with db.read() as session:
        running = await campaigns.running(session, now=clock())
        standings = await plans.of_all(session, running, participant.id)
        levels = await budgets.levels(session, running)
    text, rows = _screen(t, running, participant.id, standings, levels, page=callback_data.page)
    await show(query, text, rows)


def _screen(
    t: Translate,
    running: list[RunningCampaign],
    participant_id: int,
    standings: Mapping[int, Standing],
    levels: Mapping[int, Level],
    *,
    page: int,
) -> tuple[str, list[Row]]:
    pages = [
        text
        for campaign in running
        for text in campaign_pages(
            t,
            campaign,
            participant_id=participant_id,
            standing=standings.get(campaign.id),
            budget=levels.get(campaign.id, Level.ENOUGH),
        )
    ]
    if len(pages) < 2:
        return (pages[0] if pages else t("terms-none")), []
    # Campaigns may have ended since the button was sent.
    page = min(max(page, 1), len(pages))
    row = [
        button(t.plain(key), ShowTerms(page=target).pack())
        for key, target in (("terms-previous-button", page - 1), ("terms-next-button", page + 1))
        if 1 <= target <= len(pages)
    ]
    footer = t("terms-page", page=page, count=len(pages))
    return f"{pages[page - 1]}\n\n{footer}", [row]


def campaign_pages(
    t: Translate,
    campaign: RunningCampaign,
    *,
    participant_id: int | None = None,
    standing: Standing | None = None,
    budget: Level = Level.ENOUGH,
) -> list[str]:
    """One campaign's terms in Telegram's HTML, in as many messages as they need."""
    document = campaign.document
    title = t("terms-title", title=campaigns.title(document, t.language))
    blocks = [
        # Not as an argument: Fluent takes none of more than 1,000 characters.
        html.escape(wording.terms(t, document, participant_id=participant_id), quote=False),
        *(
            t("terms-rule", rule=rule)
            for rule in wording.rules_in_words(t, document, participant_id=participant_id)
        ),
        "\n" + t("terms-period", period=wording.period(t, document)),
    ]
    if budget != Level.ENOUGH:
        blocks.append("\n" + t(f"budgets-told-{budget}"))
    if standing is not None:
        blocks.append(plans.mine(t, document, standing))
    pages = [f"{title}\n\n{blocks[0]}\n"]
    for block in blocks[1:]:
        if _length(pages[-1]) + _length(block) < PAGE_LENGTH_MAX:
            pages[-1] += f"\n{block}"
        else:
            pages.append(f"{title}\n\n{block}")
    return pages


def _length(markup: str) -> int:
    seen = html.unescape(re.sub(r"<[^>]*>", "", markup))
    return len(seen.encode("utf-16-le")) // 2

"""How does a participant give a part of each reward on to the friend?"""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from bot.clock import Clock
from bot.db import Database
from bot.i18n import Translate
from bot.services import campaigns, refbacks, share_words
from bot.services.campaigns import RunningCampaign
from bot.services.refbacks import RefbackMalformed, RefbackNotOffered
from handlers import screens
from handlers.screens import Row, button, home_button
from models import Participant

router = Router(name=__name__)

CHOICES_MAX = 5
"""Percentages that have a button; every other one can be written."""


class ShowRefback(CallbackData, prefix="refback"):
    """/refback in one of several campaigns as a button."""

    campaign_id: int


class ChooseRefback(CallbackData, prefix="refback-to"):
    campaign_id: int
    percent: int


@router.message(Command("refback"))
async def show(
    message: Message,
    command: CommandObject,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
) -> None:
    written = (command.args or "").strip().removesuffix("%").strip()
    async with db.transaction() as session:
        offered = _offered(await campaigns.running(session, now=clock()))
        chosen = offered[0]
        if written and len(offered) == 1:
            percent = _percent(chosen, written)
            await refbacks.choose(session, chosen, participant.id, percent)
        else:
            percent = await refbacks.find(session, chosen.id, participant.id)
    if len(offered) > 1:
        wanted = _percent(_most_generous(offered), written) if written else None
        await screens.show(message, t("refbacks-which"), _which(t, offered, wanted))
        return
    await screens.show(message, *_screen(t, chosen, percent, is_new=bool(written)))


def _offered(running: list[RunningCampaign]) -> list[RunningCampaign]:
    found = [campaign for campaign in running if refbacks.most(campaign.document)]
    if not found:
        raise RefbackNotOffered
    return found


def _most_generous(offered: list[RunningCampaign]) -> RunningCampaign:
    return max(offered, key=lambda campaign: refbacks.most(campaign.document))


def _percent(campaign: RunningCampaign, written: str) -> int:
    if not (written.isascii() and written.isdigit() and len(written) <= 3):
        raise RefbackMalformed(most=refbacks.most(campaign.document))
    return int(written)


@router.callback_query(ShowRefback.filter())
async def show_one(
    query: CallbackQuery,
    callback_data: ShowRefback,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
) -> None:
    async with db.read() as session:
        chosen = _one(await campaigns.running(session, now=clock()), callback_data.campaign_id)
        percent = await refbacks.find(session, chosen.id, participant.id)
    await screens.show(query, *_screen(t, chosen, percent))


@router.callback_query(ChooseRefback.filter())
async def choose(
    query: CallbackQuery,
    callback_data: ChooseRefback,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
) -> None:
    async with db.transaction() as session:
        chosen = _one(await campaigns.running(session, now=clock()), callback_data.campaign_id)
        await refbacks.choose(session, chosen, participant.id, callback_data.percent)
    await screens.show(query, *_screen(t, chosen, callback_data.percent, is_new=True))


def _one(running: list[RunningCampaign], campaign_id: int) -> RunningCampaign:
    for campaign in _offered(running):
        if campaign.id == campaign_id:
            return campaign
    raise RefbackNotOffered


def _which(t: Translate, offered: list[RunningCampaign], percent: int | None) -> list[Row]:
    rows: list[Row] = []
    for campaign in offered:
        callback = (
            ShowRefback(campaign_id=campaign.id).pack()
            if percent is None
            else ChooseRefback(campaign_id=campaign.id, percent=percent).pack()
        )
        rows.append([button(campaigns.title(campaign.document, t.language), callback)])
    return rows


def _screen(
    t: Translate, chosen: RunningCampaign, percent: int, *, is_new: bool = False
) -> tuple[str, list[Row]]:
    document = chosen.document
    most = refbacks.most(document)
    counted = min(percent, most)
    parts = [
        t(
            "refbacks-screen",
            title=campaigns.title(document, t.language),
            percent=str(counted),
            most=str(most),
        ),
        "\n".join(share_words.gains(t, document, "", refback_percent=counted)),
        t("refbacks-saved" if is_new else "refbacks-hint"),
    ]
    step = max(1, most // (CHOICES_MAX - 1))
    choices = sorted({*range(0, most, step), most})[-CHOICES_MAX:]
    choices = sorted({0, *choices})
    buttons = [
        button(
            t.plain(
                "refbacks-ticked" if choice == counted else "refbacks-choice", percent=str(choice)
            ),
            ChooseRefback(campaign_id=chosen.id, percent=choice).pack(),
        )
        for choice in choices
    ]
    return "\n\n".join(parts), [buttons[:3], buttons[3:], [home_button(t)]]

"""How do the admins see which channel and which influencer brings what, and at what cost?"""

from decimal import Decimal

from aiogram import Bot, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import BufferedInputFile, CallbackQuery

from bot.clock import Clock
from bot.db import Database, Session
from bot.errors import UserError
from bot.i18n import Points, Translate, Unit
from bot.services import (
    audit,
    campaigns,
    influencers,
    invites,
    names,
    plans,
    spreadsheets,
    stats,
)
from bot.services.audit import Action
from bot.services.campaigns import RunningCampaign
from bot.services.influencers import PAGE_SIZE, ROWS_MAX, Line, Report
from bot.services.roles import Right
from bot.services.stats import Period
from handlers import periods
from handlers.report_buttons import ShowChannels
from handlers.screens import Row, button, show
from handlers.stats import CHOSEN, ShowStats

router = Router(name=__name__)
file_router = Router(name=f"{__name__}.file")

COLUMNS = ("what", "codes", "plan", "clicks", "starts", "qualified", "purchases", "cost", "each")


class NoCampaignToReport(UserError):
    pass


class SendChannels(CallbackData, prefix="channels-csv"):
    """The same as a file."""

    period: Period
    campaign_id: int
    by_person: bool


@router.callback_query(ShowChannels.filter())
async def tell(
    query: CallbackQuery,
    callback_data: ShowChannels,
    db: Database,
    t: Translate,
    clock: Clock,
    rights: frozenset[Right],
) -> None:
    since, until = stats.bounds(callback_data.period, t.zone, clock())
    async with db.read() as session:
        campaign = await _campaign(session, callback_data.campaign_id)
        report = await influencers.report(
            session, campaign.id, since=since, until=until, by_person=callback_data.by_person
        )
    period = t.plain("stats-period-all") if since is None else periods.days(t, since, until)
    pages = max(1, -(-len(report.lines) // PAGE_SIZE))
    page = min(max(callback_data.page, 0), pages - 1)
    text = _text(t, campaign, report, period, page, pages)
    await show(query, text, _rows(t, callback_data, campaign, page, pages, rights))


async def _campaign(session: Session, campaign_id: int) -> RunningCampaign:
    """The one that was chosen; else the one started last. Raises `NoCampaignToReport`."""
    if campaign_id:
        return await campaigns.find(session, campaign_id)
    found = await campaigns.current(session)
    if found is None:
        raise NoCampaignToReport
    return found


def _text(
    t: Translate, campaign: RunningCampaign, report: Report, period: str, page: int, pages: int
) -> str:
    title = campaigns.title(campaign.document, t.language)
    kind = "people" if report.by_person else "channels"
    parts = [t("influencers-title", kind=kind, campaign=title, period=period)]
    shown = report.lines[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    parts.extend(_line(t, campaign, line, _name(t, campaign, line, report)) for line in shown)
    if not shown:
        parts.append(t("influencers-none", kind=kind))
    elif len(report.lines) > 1:
        parts.append(_line(t, campaign, report.total, t.plain("influencers-total")))
    parts.append(t("influencers-legend"))
    if pages > 1:
        parts.append(t("influencers-page", page=page + 1, pages=pages))
    return "\n\n".join(parts)


def _name(t: Translate, campaign: RunningCampaign, line: Line, report: Report) -> str:
    if not report.by_person:
        return label(t, str(line.key))
    found = [names.of(t, line.name, int(line.key))]
    if line.plan:
        found.append(plans.title(t, campaign.document, line.plan))
    if line.codes:
        found.append(line.codes)
    return " · ".join(found)


def label(t: Translate, key: str) -> str:
    """Ours have names, the others are called as people call them."""
    named = f"invites-label-{key}"
    return t.plain(named) if key in invites.OUR_LABELS and t.has(named) else key


def _line(t: Translate, campaign: RunningCampaign, line: Line, name: str) -> str:
    unit = campaigns.unit(campaign.document)
    each = line.cost_per_friend_minor
    return t(
        "influencers-line",
        name=name,
        clicks=line.clicks,
        starts=line.starts,
        qualified=line.qualified,
        purchases=line.purchases,
        cost=Points(line.cost_minor, unit),
        counted="no" if each is None else "yes",
        each=Points(each or 0, unit),
    )


def _rows(
    t: Translate,
    shown: ShowChannels,
    campaign: RunningCampaign,
    page: int,
    pages: int,
    rights: frozenset[Right],
) -> list[Row]:
    here = shown.model_copy(update={"campaign_id": campaign.id})
    tabs = [
        button(
            (CHOSEN if by_person == shown.by_person else "")
            + t.plain("influencers-people-button" if by_person else "influencers-channels-button"),
            here.model_copy(update={"by_person": by_person, "page": 0}).pack(),
        )
        for by_person in (False, True)
    ]
    turning = [
        button(t.plain(key), here.model_copy(update={"page": number}).pack())
        for key, number in (
            ("influencers-newer-button", page - 1),
            ("influencers-older-button", page + 1),
        )
        if 0 <= number < pages
    ]
    back = ShowStats(period=shown.period, campaign_id=shown.campaign_id)
    last = [button(t.plain("stats-text-button"), back.pack())]
    if Right.EXPORT in rights:
        file = SendChannels(period=shown.period, campaign_id=campaign.id, by_person=shown.by_person)
        last.insert(0, button(t.plain("influencers-file-button"), file.pack()))
    return [row for row in (tabs, turning, last) if row]


@file_router.callback_query(SendChannels.filter())
async def send_file(
    query: CallbackQuery,
    callback_data: SendChannels,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
) -> None:
    now = clock()
    since, until = stats.bounds(callback_data.period, t.zone, now)
    by_person = callback_data.by_person
    async with db.transaction() as session:
        campaign = await _campaign(session, callback_data.campaign_id)
        report = await influencers.report(
            session, campaign.id, since=since, until=until, by_person=by_person
        )
        what = "influencers" if by_person else "channels"
        await audit.record(
            session,
            Action.EXPORT,
            by=query.from_user.id,
            now=now,
            campaign_id=campaign.id,
            after={"what": what, "format": "csv", "rows": len(report.lines)},
        )
    headers = [t.plain("influencers-column", column=column) for column in COLUMNS]
    rows = [_cells(t, campaign, line, report) for line in report.lines[:ROWS_MAX]]
    content = spreadsheets.csv_of(headers, rows)
    assert query.message is not None
    file = BufferedInputFile(content, f"{campaign.slug}-{what}-{now:%Y-%m-%d}.csv")
    await query.answer()
    await bot.send_document(query.message.chat.id, file)


def _cells(t: Translate, campaign: RunningCampaign, line: Line, report: Report) -> list[str]:
    unit = campaigns.unit(campaign.document)
    each = line.cost_per_friend_minor
    name = names.of(t, line.name, int(line.key)) if report.by_person else label(t, str(line.key))
    return [
        name,
        line.codes,
        plans.title(t, campaign.document, line.plan) if line.plan else "",
        str(line.clicks),
        str(line.starts),
        str(line.qualified),
        str(line.purchases),
        _number(line.cost_minor, unit),
        "" if each is None else _number(each, unit),
    ]


def _number(amount_minor: int, unit: Unit) -> str:
    """Without the unit, so that a spreadsheet can add it up."""
    return f"{Decimal(amount_minor).scaleb(-unit.decimals):f}"

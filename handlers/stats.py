"""How do admins see how the programme is doing?"""

from datetime import datetime

from aiogram import Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from babel.numbers import format_decimal

from bot.clock import Clock
from bot.db import Database, Session
from bot.i18n import Points, Translate
from bot.pictures import Card, Pictures
from bot.services import campaigns, stats, surveys
from bot.services.budgets import Level
from bot.services.stats import CampaignFigures, Figures, Period
from bot.uploads import Uploads
from handlers import report_buttons, stats_cards
from handlers.filters import message_under
from handlers.screens import Row, button
from handlers.screens import show as show_screen
from models import Bucket, PayoutState, ReferralState

router = Router(name=__name__)

ALL_CAMPAIGNS = 0
CHOSEN = "• "
PERIODS_A_ROW = 3
FILE_NAME = "stats.png"


class ShowStats(CallbackData, prefix="stats"):
    period: Period
    campaign_id: int = ALL_CAMPAIGNS


class ChooseCampaign(CallbackData, prefix="stats-campaigns"):
    period: Period


class DrawGrowth(CallbackData, prefix="stats-growth"):
    period: Period
    campaign_id: int = ALL_CAMPAIGNS


class DrawFunnel(CallbackData, prefix="stats-funnel"):
    period: Period
    campaign_id: int = ALL_CAMPAIGNS


@router.message(Command("stats"))
async def show(
    message: Message, db: Database, t: Translate, clock: Clock, pictures: Pictures
) -> None:
    await _show(message, ShowStats(period=Period.WEEK), db, t, clock)
    await pictures.expect_charts()


@router.callback_query(ShowStats.filter())
async def show_another(
    query: CallbackQuery, callback_data: ShowStats, db: Database, t: Translate, clock: Clock
) -> None:
    await _show(query, callback_data, db, t, clock)


async def _show(
    event: Message | CallbackQuery, chosen: ShowStats, db: Database, t: Translate, clock: Clock
) -> None:
    async with db.read() as session:
        figures = await _look(session, chosen, t, clock())
        answers = await surveys.scores(
            session,
            since=figures.since,
            until=figures.until,
            campaign_id=chosen.campaign_id or None,
        )
    text = "\n\n".join(filter(None, [_text(t, figures), surveys.line(t, answers)]))
    await show_screen(event, text, [*_rows(t, chosen), *report_buttons.rows(t, figures)])


async def _look(session: Session, chosen: ShowStats, t: Translate, now: datetime) -> Figures:
    return await stats.look(
        session,
        period=chosen.period,
        campaign_id=chosen.campaign_id or None,
        zone=t.zone,
        now=now,
    )


@router.callback_query(ChooseCampaign.filter())
async def choose_campaign(
    query: CallbackQuery, callback_data: ChooseCampaign, db: Database, t: Translate
) -> None:
    async with db.read() as session:
        found = await stats.choices(session)
    titles = [(ALL_CAMPAIGNS, t.plain("stats-all-campaigns"))]
    titles += [(each, campaigns.title(document, t.language)) for each, document in found]
    rows: list[Row] = [
        [button(title, ShowStats(period=callback_data.period, campaign_id=each).pack())]
        for each, title in titles
    ]
    await show_screen(query, t("stats-choose-campaign"), rows)


def _rows(t: Translate, chosen: ShowStats) -> list[Row]:
    buttons = [
        button(
            (CHOSEN if each == chosen.period else "") + t.plain(f"stats-button-{each}"),
            ShowStats(period=each, campaign_id=chosen.campaign_id).pack(),
        )
        for each in Period
    ]
    growth = DrawGrowth(period=chosen.period, campaign_id=chosen.campaign_id)
    funnel = DrawFunnel(period=chosen.period, campaign_id=chosen.campaign_id)
    return [
        buttons[:PERIODS_A_ROW],
        buttons[PERIODS_A_ROW:],
        [
            button(t.plain("stats-growth-button"), growth.pack()),
            button(t.plain("stats-funnel-button"), funnel.pack()),
        ],
        [button(t.plain("stats-campaign-button"), ChooseCampaign(period=chosen.period).pack())],
    ]


def _text(t: Translate, figures: Figures) -> str:
    document = figures.chosen.document if figures.chosen else None
    head = t(
        "stats-title",
        campaign=stats_cards.title(t, document),
        period=stats_cards.period(t, figures),
    )
    parts = [head, _people(t, figures), _now(t, figures)]
    parts.extend(_campaign(t, each, figures) for each in figures.campaigns)
    requested = figures.payouts.get(PayoutState.REQUESTED, 0)
    approved = figures.payouts.get(PayoutState.APPROVED, 0)
    if requested or approved:
        parts.append(t("stats-payouts", requested=requested, approved=approved))
    else:
        parts.append(t("stats-no-payouts"))
    return "\n\n".join(parts)


def _people(t: Translate, figures: Figures) -> str:
    people = figures.people
    if people.is_empty:
        return t("stats-nothing-happened")
    lines = [
        t("stats-starts", started=people.started, invited=people.invited),
        t("stats-touches", touches=people.touches, friends=people.friends),
    ]
    if people.percent is None:
        lines.append(t("stats-qualified", qualified=people.qualified))
    else:
        lines.append(t("stats-conversion", qualified=people.qualified, percent=people.percent))
    lines.append(t("stats-revoked", revoked=people.revoked))
    lines.append(t("stats-sharers", sharers=people.sharers))
    return "\n".join(lines)


def _now(t: Translate, figures: Figures) -> str:
    lines = [
        t(
            "stats-referrals",
            qualified=figures.referrals[ReferralState.QUALIFIED],
            waiting=figures.referrals[ReferralState.PENDING],
            lost=figures.referrals[ReferralState.REVOKED],
        )
    ]
    if figures.per_sharer is not None:
        ratio = format_decimal(round(figures.per_sharer, 1), locale=t.language)
        lines.append(t("stats-per-sharer", ratio=ratio))
    return "\n".join(lines)


def _campaign(t: Translate, campaign: CampaignFigures, figures: Figures) -> str:
    unit = campaigns.unit(campaign.document)
    amounts = {
        bucket.value: Points(campaign.points.get(bucket, 0), unit)
        for bucket in (Bucket.AVAILABLE, Bucket.HELD, Bucket.REQUESTED, Bucket.PAID_OUT)
    }
    lines = [
        t(
            "stats-campaign",
            title=campaigns.title(campaign.document, t.language),
            running="yes" if campaign.is_running else "no",
            **amounts,
        )
    ]
    lines.extend(_budget(t, campaign))
    moved = {
        "credited": campaign.credited,
        "by-hand": campaign.by_hand,
        "taken-back": campaign.taken_back,
        "paid": campaign.paid_out,
    }
    if figures.since is not None:
        lines.append(t("stats-moved", period=stats_cards.period(t, figures)))
    lines.extend(
        t(f"stats-moved-{what}", points=Points(amount_minor, unit))
        for what, amount_minor in moved.items()
        if amount_minor and (figures.since is not None or what != "paid")
    )
    if figures.since is not None and not any(moved.values()):
        lines.append(t("stats-moved-nothing"))
    return "\n".join(lines)


def _budget(t: Translate, campaign: CampaignFigures) -> list[str]:
    """Used, reserved, left, and until when it lasts."""
    budget, unit = campaign.budget, campaigns.unit(campaign.document)
    if budget is None:
        return []
    reserved = campaign.points.get(Bucket.HELD, 0) + campaign.points.get(Bucket.REQUESTED, 0)
    lines = [
        t(
            "budgets-stats",
            percent=budget.percent,
            total=Points(budget.total_minor, unit),
            used=Points(budget.granted_minor - reserved, unit),
            reserved=Points(reserved, unit),
            left=Points(budget.left_minor, unit),
        )
    ]
    if campaign.is_running and budget.level == Level.GONE:
        lines.append(t("budgets-stats-gone"))
    elif campaign.is_running and campaign.ends_at is not None:
        lines.append(t("budgets-stats-until", date=t.day(campaign.ends_at.date())))
    return lines


# Pictures


@router.callback_query(DrawGrowth.filter())
async def draw_growth(
    query: CallbackQuery,
    callback_data: DrawGrowth,
    db: Database,
    t: Translate,
    clock: Clock,
    uploads: Uploads,
) -> None:
    chosen = ShowStats(period=callback_data.period, campaign_id=callback_data.campaign_id)
    now = clock()
    async with db.read() as session:
        figures = await _look(session, chosen, t, now)
        growth = await stats.growth(
            session,
            period=chosen.period,
            campaign_id=chosen.campaign_id or None,
            zone=t.zone,
            now=now,
        )
    await _send(query, chosen, figures, stats_cards.growth_card(t, figures, growth), t, uploads)


@router.callback_query(DrawFunnel.filter())
async def draw_funnel(
    query: CallbackQuery,
    callback_data: DrawFunnel,
    db: Database,
    t: Translate,
    clock: Clock,
    uploads: Uploads,
) -> None:
    chosen = ShowStats(period=callback_data.period, campaign_id=callback_data.campaign_id)
    async with db.read() as session:
        figures = await _look(session, chosen, t, clock())
    await _send(query, chosen, figures, stats_cards.funnel_card(t, figures), t, uploads)


async def _send(
    query: CallbackQuery,
    chosen: ShowStats,
    figures: Figures,
    card: Card,
    t: Translate,
    uploads: Uploads,
) -> None:
    message = message_under(query)
    if figures.people.is_empty:
        await query.answer(t.plain("stats-nothing-to-draw"), show_alert=True)
        return
    document = figures.chosen.document if figures.chosen else None
    back = [button(t.plain("stats-text-button"), chosen.pack())]
    await uploads.answer(
        message,
        card,
        caption=t(
            "stats-caption",
            campaign=stats_cards.title(t, document),
            period=stats_cards.period(t, figures),
        ),
        keyboard=InlineKeyboardMarkup(inline_keyboard=[back]),
        file_name=FILE_NAME,
    )
    await query.answer()

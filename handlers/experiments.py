"""How do the admins see which arm of an experiment brings more?"""

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup
from babel.numbers import format_decimal, format_percent, get_decimal_symbol

from bot.db import Database
from bot.i18n import Translate
from bot.pictures import ArmRow, ArmsCard
from bot.services import campaigns, experiments
from bot.services.campaigns import RunningCampaign
from bot.services.experiments import Arm, Comparison, Report, Verdict
from bot.services.stats import Period
from bot.uploads import Uploads
from handlers.filters import can_edit
from handlers.report_buttons import ShowExperiment
from handlers.screens import Row, button, show
from handlers.stats import ShowStats

router = Router(name=__name__)

FILE_NAME = "experiment.png"


class DrawExperiment(CallbackData, prefix="experiment-draw"):
    campaign_id: int


@router.callback_query(ShowExperiment.filter())
async def tell(
    query: CallbackQuery, callback_data: ShowExperiment, db: Database, t: Translate
) -> None:
    async with db.read() as session:
        campaign = await campaigns.find(session, callback_data.campaign_id)
        report = await experiments.report(session, campaign)
    drawn = DrawExperiment(campaign_id=campaign.id).pack()
    rows: list[Row] = [
        [button(t.plain("experiments-picture-button"), drawn)],
        [_back(t, campaign)],
    ]
    await show(query, _text(t, campaign, report), rows)


def _back(t: Translate, campaign: RunningCampaign) -> InlineKeyboardButton:
    back = ShowStats(period=Period.ALL, campaign_id=campaign.id)
    return button(t.plain("stats-text-button"), back.pack())


def _text(t: Translate, campaign: RunningCampaign, report: Report) -> str:
    title = campaigns.title(campaign.document, t.language)
    parts = [t("experiments-title", name=report.name, campaign=title)]
    parts.extend(_arm(t, arm) for arm in report.arms)
    parts.extend(_comparison(t, report, each) for each in report.comparisons)
    parts.append(t("experiments-how"))
    return "\n\n".join(parts)


def _arm(t: Translate, arm: Arm) -> str:
    return t(
        "experiments-arm",
        name=arm.name,
        people=arm.people,
        starts=arm.starts,
        qualified=arm.qualified,
        converted=arm.converted,
        share=_percent(t, arm.share),
        low=_percent(t, arm.interval.low),
        high=_percent(t, arm.interval.high),
    )


def _comparison(t: Translate, report: Report, found: Comparison) -> str:
    lines = [
        t(
            "experiments-difference",
            name=found.arm.name,
            first=report.first.name,
            difference=_points(t, found.difference),
            low=_points(t, found.interval.low),
            high=_points(t, found.interval.high),
            chance=_chance(t, found.chance),
        ),
        t("experiments-verdict", verdict=_verdict(t, report, found)),
    ]
    return "\n".join(lines)


def _verdict(t: Translate, report: Report, found: Comparison) -> str:
    """What the figures say, in one sentence."""
    better, other = found.arm.name, report.first.name
    if found.verdict == Verdict.WORSE:
        better, other = other, better
    key = "better" if found.verdict == Verdict.WORSE else found.verdict
    return t.plain(
        f"experiments-verdict-{key}", better=better, other=other, more=_round(found.more_people)
    )


def _conclusion(t: Translate, report: Report) -> str:
    said = [(each.arm.name, _verdict(t, report, each)) for each in report.comparisons]
    if len(said) == 1:
        return said[0][1]
    return " ".join(f"{name}: {verdict}" for name, verdict in said)


def _round(people: int) -> int:
    """Two digits are all that such a forecast is worth."""
    step = int("1" + "0" * max(0, len(str(people)) - 2))
    return -(-people // step) * step


def _percent(t: Translate, share: float) -> str:
    pattern = "#,##0.0%" if t.language == "en" else "#,##0.0\xa0%"
    return str(format_percent(share, format=pattern, locale=t.language))


def _points(t: Translate, difference: float) -> str:
    """In percentage points, with its sign."""
    number = format_decimal(abs(100 * difference), format="0.0", locale=t.language)
    return f"{'−' if difference < 0 else '+'}{number}"


def _chance(t: Translate, p: float) -> str:
    if p < 0.001:
        return "< " + str(format_decimal(0.001, format="0.000", locale=t.language))
    return "= " + str(format_decimal(p, format="0.000", locale=t.language))


@router.callback_query(DrawExperiment.filter())
async def draw(
    query: CallbackQuery,
    callback_data: DrawExperiment,
    db: Database,
    t: Translate,
    uploads: Uploads,
) -> None:
    message = can_edit(query)
    if message is None:
        await query.answer(t.plain("errors-button-expired"), show_alert=True)
        return
    async with db.read() as session:
        campaign = await campaigns.find(session, callback_data.campaign_id)
        report = await experiments.report(session, campaign)
    title = campaigns.title(campaign.document, t.language)
    text = button(
        t.plain("experiments-text-button"), ShowExperiment(campaign_id=campaign.id).pack()
    )
    await uploads.answer(
        message,
        _card(t, title, report),
        caption=t("experiments-title", name=report.name, campaign=title),
        keyboard=InlineKeyboardMarkup(inline_keyboard=[[text]]),
        file_name=FILE_NAME,
    )
    await query.answer()


def _card(t: Translate, title: str, report: Report) -> ArmsCard:
    arms = tuple(
        ArmRow(
            arm.name,
            t.plain("experiments-people", people=arm.people),
            _percent(t, arm.share),
            round(1000 * arm.share),
            round(1000 * arm.interval.low),
            round(1000 * arm.interval.high),
        )
        for arm in report.arms
    )
    return ArmsCard(
        title,
        t.plain("experiments-heading", name=report.name),
        arms,
        _conclusion(t, report),
        separator=get_decimal_symbol(t.language),
        percent_sign="%" if t.language == "en" else " %",
    )

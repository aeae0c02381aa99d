"""How do admins see how the programme is doing?"""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from bot.clock import Clock
from bot.db import Database
from bot.i18n import Points, Translate
from bot.services import campaigns, stats
from bot.services.stats import CampaignFigures, Figures, Funnel, Period
from models import Bucket, PayoutState, ReferralState

router = Router(name=__name__)


@router.message(Command("stats"))
async def show(message: Message, db: Database, t: Translate, clock: Clock) -> None:
    async with db.read() as session:
        figures = await stats.look(session, zone=t.zone, now=clock())
    await message.answer(_text(t, figures))


def _text(t: Translate, figures: Figures) -> str:
    parts = [t("stats-title")]
    parts.extend(_funnel(t, period, figures.funnels[period]) for period in Period)
    parts.append(
        t(
            "stats-referrals",
            qualified=figures.referrals[ReferralState.QUALIFIED],
            waiting=figures.referrals[ReferralState.PENDING],
            lost=figures.referrals[ReferralState.REVOKED],
        )
    )
    parts.extend(_campaign(t, each) for each in figures.campaigns)
    requested = figures.payouts.get(PayoutState.REQUESTED, 0)
    approved = figures.payouts.get(PayoutState.APPROVED, 0)
    if requested or approved:
        parts.append(t("stats-payouts", requested=requested, approved=approved))
    else:
        parts.append(t("stats-no-payouts"))
    return "\n\n".join(parts)


def _funnel(t: Translate, period: Period, funnel: Funnel) -> str:
    lines = [
        t(f"stats-period-{period}"),
        t("stats-funnel", started=funnel.started, invited=funnel.invited),
    ]
    if funnel.percent is not None:
        lines.append(t("stats-conversion", qualified=funnel.qualified, percent=funnel.percent))
    return "\n".join(lines)


def _campaign(t: Translate, figures: CampaignFigures) -> str:
    unit = campaigns.unit(figures.document)
    amounts = {
        bucket.value: Points(figures.points.get(bucket, 0), unit)
        for bucket in (Bucket.AVAILABLE, Bucket.HELD, Bucket.REQUESTED, Bucket.PAID_OUT)
    }
    return t(
        "stats-campaign",
        title=campaigns.title(figures.document, t.language),
        running="yes" if figures.is_running else "no",
        **amounts,
    )

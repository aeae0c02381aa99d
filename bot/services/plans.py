"""On whose terms does a referrer earn: everybody's, those that come by themselves, or given ones?

A plan decides what is promised from now on. What was promised or credited before keeps the amounts
of then: rewards are written when their event happens, and nothing here touches one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from bot.errors import UserError
from bot.i18n import LANGUAGES, Text, Translate, Worded
from bot.services import audit, campaigns, rules, uplines
from bot.services.audit import Action
from bot.services.campaigns import RunningCampaign
from bot.services.document_rewards import STANDARD_PLAN
from bot.services.documents import Document
from models import Enrolment

AUTOMATIC = ""
"""No given plan: what the friends have earned."""


class PlanUnknown(UserError):
    """The campaign has no such plan, or none any more."""


class PlanUnchanged(UserError):
    pass


@dataclass(frozen=True)
class Standing:
    """The plan of one person in one campaign."""

    plan: str
    given: str | None
    """By an admin; None where it came by itself."""
    friends: int
    """Counted as far as the plans ask."""
    next_plan: str | None
    next_from: int
    """So many friends bring the next plan by itself; 0 where there is none."""


def names(document: Document) -> list[str]:
    """Every plan that may be given, the one of everybody first."""
    own = [plan.name for plan in document.plans if plan.name != STANDARD_PLAN]
    return [STANDARD_PLAN, *own]


def title(t: Translate, document: Document, plan: str) -> str:
    """Plain text: as the document calls it, else its name."""
    for each in document.plans:
        if each.name == plan and each.title is not None:
            return str(each.title.in_language(t.language))
    return t.plain("plans-standard") if plan == STANDARD_PLAN else plan


def titled(document: Document, plan: str) -> Text | Worded:
    """For a text that is said later, in whatever language."""
    for each in document.plans:
        if each.name == plan and each.title is not None:
            words = each.title
            return Worded({code: str(words.in_language(code)) for code in LANGUAGES})
    if plan == STANDARD_PLAN:
        return Text("plans-standard")
    return Worded(dict.fromkeys(LANGUAGES, plan))


def mine(t: Translate, document: Document, standing: Standing) -> str:
    """For the person: the plan and what brings the next one, in Telegram's HTML."""
    plan = title(t, document, standing.plan)
    if standing.next_plan is None:
        return t("plans-mine", plan=plan)
    following = title(t, document, standing.next_plan)
    return t("plans-mine-next", plan=plan, next=following, friends=standing.next_from)


async def of(
    session: AsyncSession, campaign_id: int, document: Document, participant_id: int
) -> Standing | None:
    """None where the campaign has the same terms for everybody."""
    if not document.plans:
        return None
    starts = [plan.starts for plan in document.plans if plan.starts is not None]
    friends = 0
    if starts:
        friends = await uplines.done_friends(session, campaign_id, participant_id, most=max(starts))
    enrolment = await session.get(Enrolment, (campaign_id, participant_id), populate_existing=True)
    written = enrolment.plan if enrolment is not None else None
    given = written if written in names(document) else None
    ahead = sorted(
        (plan.starts, plan.name)
        for plan in document.plans
        if plan.starts is not None and plan.starts > friends
    )
    next_from, next_plan = ahead[0] if ahead and given is None else (0, None)
    return Standing(rules.plan(document, given, friends), given, friends, next_plan, next_from)


async def of_all(
    session: AsyncSession, running: Iterable[RunningCampaign], participant_id: int
) -> dict[int, Standing]:
    """By campaign; without those whose terms are the same for everybody."""
    found = {
        campaign.id: await of(session, campaign.id, campaign.document, participant_id)
        for campaign in running
    }
    return {campaign_id: standing for campaign_id, standing in found.items() if standing}


async def check(
    session: AsyncSession, campaign: RunningCampaign, participant_id: int, plan: str
) -> Standing:
    """What it would change from. Raises `PlanUnknown` or `PlanUnchanged`."""
    before = await of(session, campaign.id, campaign.document, participant_id)
    if before is None or (plan != AUTOMATIC and plan not in names(campaign.document)):
        raise PlanUnknown
    if (before.given or AUTOMATIC) == plan:
        raise PlanUnchanged
    return before


async def give(
    session: AsyncSession,
    campaign_id: int,
    participant_id: int,
    plan: str,
    *,
    by: int,
    now: datetime,
) -> Standing:
    """Set a plan, AUTOMATIC takes it away. Raises what `check` does."""
    campaign = await campaigns.find(session, campaign_id)
    before = await check(session, campaign, participant_id, plan)
    changes = {"plan": plan or None, "plan_by": by, "plan_at": now}
    statement = insert(Enrolment).values(
        campaign_id=campaign_id, participant_id=participant_id, **changes
    )
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=[Enrolment.campaign_id, Enrolment.participant_id], set_=changes
        )
    )
    after = await of(session, campaign_id, campaign.document, participant_id)
    assert after is not None
    await audit.record(
        session,
        Action.PLAN_GIVE,
        by=by,
        now=now,
        participant_id=participant_id,
        campaign_id=campaign_id,
        before={"plan": before.plan},
        after={"plan": after.plan},
    )
    return after

"""What does a person see first: the campaign, their link, and what they still have to do?"""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import (
    budgets,
    campaigns,
    contests,
    experiments,
    invites,
    plans,
    referrals,
    shares,
)
from bot.services.budgets import Level
from bot.services.campaigns import RunningCampaign
from bot.services.contests import Known
from bot.services.documents import Document
from bot.services.plans import Standing
from bot.services.touches import Arrival
from models import Invite, Participant


@dataclass(frozen=True)
class Home:
    """What the home screen shows."""

    campaign: RunningCampaign | None
    invite: Invite | None
    missing: tuple[str, ...] = ()
    """Steps that this person still has to do so that the friend's invitation counts."""
    referrer_name: str | None = None
    """Who invited the person just now."""
    asked_by: Document | None = None
    """The rules that ask for the missing steps; the oldest ones, where several do."""
    needs_choice: bool = False
    """Whether the person has first to say for whose good they share."""
    budget: Level = Level.ENOUGH
    """Of the campaign, so that people hear beforehand what cannot be promised."""
    plan: Standing | None = None
    """On whose terms the person earns, where the campaign has several."""
    contests: tuple[Known, ...] = ()
    """Of the campaign, under way."""


async def compose(
    session: AsyncSession,
    participant: Participant,
    *,
    now: datetime,
    is_new: bool = False,
    arrival: Arrival | None = None,
) -> Home:
    """The home screen; makes the person's invite if there is none yet."""
    campaign = await campaigns.current(session, now=now)
    invite = None
    split = ""
    if campaign is not None:
        split = await shares.choice(session, campaign, participant.id)
        invite = await invites.own(session, campaign.id, participant.id, split=split, now=now)
        await experiments.expose(session, campaign, participant.id, now=now)
    found = await _with_debts(session, participant, campaign, invite, is_new, arrival, now=now)
    return await _complete(session, found, participant, split)


async def _complete(
    session: AsyncSession, found: Home, participant: Participant, split: str
) -> Home:
    campaign = found.campaign
    if campaign is None:
        return found
    document = campaign.document
    return replace(
        found,
        needs_choice=not split and bool(shares.choices(document)),
        budget=await budgets.level(session, campaign),
        plan=await plans.of(session, campaign.id, document, participant.id),
        contests=tuple(await contests.open_in(session, campaign)),
    )


async def look(session: AsyncSession, participant: Participant, *, now: datetime) -> Home:
    """The home screen without writing anything."""
    campaign = await campaigns.current(session, now=now)
    invite = None
    split = ""
    if campaign is not None:
        split = await shares.choice(session, campaign, participant.id)
        invite = await invites.existing(session, campaign.id, participant.id, split=split)
    found = await _with_debts(session, participant, campaign, invite, False, None, now=now)
    return await _complete(session, found, participant, split)


async def _with_debts(
    session: AsyncSession,
    participant: Participant,
    campaign: RunningCampaign | None,
    invite: Invite | None,
    is_new: bool,
    arrival: Arrival | None,
    *,
    now: datetime,
) -> Home:
    if arrival is not None and arrival.referral is not None:
        return Home(campaign, invite, arrival.missing, arrival.referrer_name, arrival.document)
    if is_new:
        return Home(campaign, invite)
    waiting = await referrals.waiting_for_steps(session, participant.id, now=now)
    missing = tuple(dict.fromkeys(step for open_ in waiting for step in open_.missing))
    asked_by = next((open_.document for open_ in waiting if open_.missing), None)
    return Home(campaign, invite, missing, asked_by=asked_by)

"""Does this arrival by this code make a referral, and if not, why?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from bot.prepared import prepare
from bot.services import campaigns, invites, limits, notices, referrals, rules, steps
from bot.services.documents import Document
from bot.services.invites import Target
from models import (
    Campaign,
    CampaignStatus,
    Invite,
    Participant,
    Referral,
    ReferralState,
    ReferralStep,
    Reward,
    RewardState,
    Touch,
    Verdict,
)

CODE_MAX = 64

_KEEP = insert(Touch)
_MAKE = (
    insert(Referral)
    .on_conflict_do_nothing(index_elements=[Referral.campaign_id, Referral.referee_id])
    .returning(Referral.id)
)


prepare(_KEEP, _MAKE)


@dataclass(frozen=True)
class Arrival:
    """What one touch came to."""

    verdict: Verdict
    referral: Referral | None = None
    document: Document | None = None
    """The rules of the code's campaign, where the code led to one."""
    missing: tuple[str, ...] = ()
    """Steps still to do."""
    referrer_name: str | None = None
    """Who invited, where the code is good."""


async def required_chats(session: AsyncSession, target: Target | None) -> list[str]:
    """The chats of which `record` must know whether the visitor is in them."""
    if target is None:
        return []
    running = await campaigns.find(session, target.campaign_id, target.version)
    return referrals.chats(running.document.qualify.steps)


async def record(
    session: AsyncSession,
    code: str,
    target: Target | None,
    visitor: Participant,
    *,
    is_new: bool,
    membership: Mapping[str, bool],
    now: datetime,
) -> Arrival:
    """Judge an arrival and keep it with its verdict; an accepted one makes the referral.

    `target` is what `invites.resolve` made of `code`. `is_new`: the visitor was made in this very
    transaction, so nothing can refer to them yet. `membership` answers for the `required_chats`.
    """
    if target is None:
        await _keep(session, code, visitor, None, Verdict.UNKNOWN_CODE, now=now)
        return Arrival(Verdict.UNKNOWN_CODE)
    running = await campaigns.find(session, target.campaign_id, target.version)
    document = running.document
    verdict = _refusal(target, visitor, document, now)
    is_asked = not is_new or document.attribution.new == "to_channel"
    if verdict is None and is_asked:
        verdict = await _refusal_of_known(session, target, visitor, document, membership, now)
    if verdict is None and not await limits.take(
        session, target.campaign_id, target.referrer_id, document, now=now
    ):
        verdict = Verdict.OVER_LIMIT
    if verdict is not None:
        await _keep(session, code, visitor, target, verdict, now=now)
        return Arrival(verdict, document=document)
    arrival = await _refer(session, target, visitor, document, membership, now=now)
    await _keep(session, code, visitor, target, arrival.verdict, now=now)
    return arrival


def _refusal(
    target: Target, visitor: Participant, document: Document, now: datetime
) -> Verdict | None:
    if target.referrer_id == visitor.id:
        return Verdict.OWN_CODE
    if target.status != CampaignStatus.RUNNING or not campaigns.is_open(document, now=now):
        return Verdict.CAMPAIGN_NOT_RUNNING
    if target.expires_at is not None and target.expires_at <= now:
        return Verdict.EXPIRED_CODE
    if target.referrer_banned_at is not None:
        return Verdict.REFERRER_BANNED
    if visitor.banned_at is not None:
        return Verdict.REFEREE_BANNED
    return None


async def _refusal_of_known(
    session: AsyncSession,
    target: Target,
    visitor: Participant,
    document: Document,
    membership: Mapping[str, bool],
    now: datetime,
) -> Verdict | None:
    referred = await session.scalar(
        select(Referral.id).where(
            Referral.campaign_id == target.campaign_id, Referral.referee_id == visitor.id
        )
    )
    if referred is not None:
        return Verdict.ALREADY_REFERRED
    if not await _counts_as_new(session, target, visitor, document, membership, now):
        return Verdict.KNOWN_BEFORE
    # One after the other in a campaign: two who refer each other at once would both see no circle.
    await session.execute(
        select(Campaign.id).where(Campaign.id == target.campaign_id).with_for_update(key_share=True)
    )
    if await _is_upline(session, target.campaign_id, visitor.id, of=target.referrer_id):
        return Verdict.CYCLE
    return None


async def _counts_as_new(
    session: AsyncSession,
    target: Target,
    visitor: Participant,
    document: Document,
    membership: Mapping[str, bool],
    now: datetime,
) -> bool:
    """Whether somebody who has pressed start before may still be referred in this campaign."""
    match document.attribution.new:
        case "to_channel":
            return not membership or not all(membership.values())
        case "to_campaign":
            since = await session.scalar(
                select(Invite.created_at).where(
                    Invite.campaign_id == target.campaign_id,
                    Invite.participant_id == visitor.id,
                    Invite.label == invites.DEFAULT_LABEL,
                )
            )
        case "to_bot":
            since = visitor.started_at
    if since is None:
        return True
    came_by_code = await session.scalar(select(exists().where(Referral.referee_id == visitor.id)))
    in_grace = now < since + (document.attribution.grace or timedelta())
    return in_grace and not came_by_code


async def _is_upline(
    session: AsyncSession, campaign_id: int, participant_id: int, *, of: int
) -> bool:
    """Whether `participant_id` is above `of`: then a referral between them closes a circle."""
    above = (
        select(Referral.referrer_id)
        .where(Referral.campaign_id == campaign_id, Referral.referee_id == of)
        .cte(recursive=True)
    )
    # UNION, not UNION ALL: should there ever be a circle, the walk still ends.
    above = above.union(
        select(Referral.referrer_id).where(
            Referral.campaign_id == campaign_id, Referral.referee_id == above.c.referrer_id
        )
    )
    found = await session.scalar(
        select(above.c.referrer_id).where(above.c.referrer_id == participant_id)
    )
    return found is not None


async def _refer(
    session: AsyncSession,
    target: Target,
    visitor: Participant,
    document: Document,
    membership: Mapping[str, bool],
    *,
    now: datetime,
) -> Arrival:
    """Make the referral with the steps that are done already, and promise what they earn."""
    required = [step for step in document.qualify.steps if step != referrals.START]
    done = [step for step in required if membership.get(step.removeprefix(referrals.SUBSCRIBE))]
    missing = tuple(step for step in required if step not in done)
    window = document.attribution.window
    new = {
        "campaign_id": target.campaign_id,
        "version": target.version,
        "referrer_id": target.referrer_id,
        "referee_id": visitor.id,
        "invite_id": target.invite_id,
        "split": target.split,
        "state": ReferralState.PENDING,
        "created_at": now,
        "expires_at": None if window is None else now + window,
        **({} if missing else referrals.completed(document, now)),
    }
    referral_id = await session.scalar(_MAKE, new)
    if referral_id is None:
        return Arrival(Verdict.ALREADY_REFERRED, document=document)
    referral = Referral(id=referral_id, **new)
    for step in done:
        session.add(ReferralStep(referral_id=referral.id, step=step, done_at=now))
    chats = {target.referrer_id: target.referrer_telegram_id, visitor.id: visitor.telegram_id}
    promised = []
    for on in (rules.START, rules.QUALIFIED) if not missing else (rules.START,):
        event = rules.Event(on, at=now)
        promised += await referrals.reward(
            session, referral, document, event, chats=chats, latest=document, now=now
        )
    if referral.state == ReferralState.QUALIFIED:
        await referrals.count(session, referral, document, 1, at=now, now=now)
    # Points that are credited are told of together with what for.
    if not any(_is_credited(one, target.referrer_id) for one in promised):
        await notices.came(
            session,
            # Before the steps are done, what the start has earned is not the whole story.
            [] if missing else promised,
            document,
            referrer_id=target.referrer_id,
            chat_id=target.referrer_telegram_id,
            friend_name=visitor.name,
            now=now,
        )
    await steps.ask_admins_if_next(session, referral.id, missing, now=now)
    return Arrival(Verdict.ACCEPTED, referral, document, missing, target.referrer_name)


def _is_credited(reward: Reward, participant_id: int) -> bool:
    return reward.participant_id == participant_id and reward.state == RewardState.CREDITED


async def _keep(
    session: AsyncSession,
    code: str,
    visitor: Participant,
    target: Target | None,
    verdict: Verdict,
    *,
    now: datetime,
) -> None:
    await session.execute(
        _KEEP,
        {
            # It may be anything that was typed after /promo.
            "code": "".join(filter(str.isprintable, code[:CODE_MAX])),
            "participant_id": visitor.id,
            "invite_id": target.invite_id if target else None,
            "campaign_id": target.campaign_id if target else None,
            "referrer_id": target.referrer_id if target else None,
            "verdict": verdict,
            "at": now,
        },
    )

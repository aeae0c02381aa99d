"""What does somebody find who opens an invite's page: an invitation, or a kind word?"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Points, Translate
from bot.services import campaigns, invites, names, refbacks, shares, step_words
from bot.services.campaigns import RunningCampaign
from bot.services.document_rewards import RewardRule
from bot.services.documents import STEP_START, Document
from models import CampaignStatus, NameDisplay


class Closed(StrEnum):
    """Why there is no invitation; one text each, which names nobody."""

    UNKNOWN = "unknown"
    OVER = "over"
    """The campaign has ended or was stopped, or the code has expired."""
    GONE = "gone"
    """Whoever invited takes part no more."""


@dataclass(frozen=True)
class Invitation:
    """A good code, and what it is for."""

    invite_id: int
    code: str
    """As it was opened; a chosen one in any case."""
    campaign: RunningCampaign
    participant_id: int
    name: str
    display: NameDisplay
    split: str
    refback_percent: int


async def look(session: AsyncSession, code: str, *, now: datetime) -> Invitation | Closed:
    """What a code leads to, without writing anything."""
    target = await invites.resolve(session, code)
    if target is None:
        return Closed.UNKNOWN
    if target.referrer_banned_at is not None:
        return Closed.GONE
    campaign = await campaigns.find(session, target.campaign_id, target.version)
    is_expired = target.expires_at is not None and target.expires_at <= now
    is_running = target.status == CampaignStatus.RUNNING
    if is_expired or not is_running or not campaigns.is_open(campaign.document, now=now):
        return Closed.OVER
    refback_percent = 0
    if refbacks.most(campaign.document):
        refback_percent = await refbacks.find(session, campaign.id, target.referrer_id)
    return Invitation(
        target.invite_id,
        code,
        campaign,
        target.referrer_id,
        target.referrer_name,
        NameDisplay(target.referrer_name_display),
        target.split,
        refback_percent,
    )


def sender(t: Translate, invitation: Invitation) -> str:
    """Who invites, under the name that they allow: "Ann invites you", "You are invited"."""
    name, display = invitation.name, invitation.display
    visible = {NameDisplay.NAME: name, NameDisplay.INITIALS: names.initials(name)}.get(display)
    if not visible:
        return t.plain("page-sender-hidden")
    return t.plain("page-sender", name=names.public(t, name, display))


def gains(t: Translate, invitation: Invitation) -> list[str]:
    """What the friend gets, a line for each reward of theirs."""
    document = invitation.campaign.document
    lines = [_gain(t, document, rule) for rule in document.rewards if rule.to == "friend"]
    shared = shares.examples(
        document, split=invitation.split, refback_percent=invitation.refback_percent
    )
    unit = campaigns.unit(document)
    for example in shared:
        if example.friends_minor and example.purchase_minor is None:
            amount = Points(example.friends_minor, unit)
            lines.append(t.plain("page-gain-shared", amount=amount))
        elif example.friends_minor:
            lines.append(
                t.plain(
                    "page-gain-shared-of",
                    amount=Points(example.friends_minor, unit),
                    purchase=Points(example.purchase_minor or 0, unit),
                )
            )
    return lines


def _gain(t: Translate, document: Document, rule: RewardRule) -> str:
    occasion = rule.occasion if document.needs_work or rule.is_paid else "start"
    if rule.amount is None:
        percent = f"{(rule.percent or 0):f}".rstrip("0").rstrip(".")
        return t.plain(f"page-gain-percent-{occasion}", percent=percent)
    amount = Points(rule.amount, campaigns.unit(document))
    return t.plain(f"page-gain-{occasion}", amount=amount)


def steps(t: Translate, document: Document) -> list[str]:
    """What there is to do, one after the other; pressing start is the first."""
    todo = [step for step in document.qualify.steps if step != STEP_START]
    said = [_capital(words) for words in step_words.each(t, todo, document)]
    return [t.plain("page-step-start"), *said]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

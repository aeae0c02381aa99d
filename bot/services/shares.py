"""What does a participant share in a campaign: for whose good, with which words, for what?"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from bot.errors import UserError
from bot.i18n import Translate
from bot.services import campaigns, clicks, rules
from bot.services.campaigns import RunningCampaign
from bot.services.document_rewards import STANDARD_PLAN, RewardRule
from bot.services.documents import Document
from models import Campaign, Enrolment, Invite, Referral, ReferralState

EXAMPLE_UNITS = 100
"""Of a percentage people are shown what a purchase of so much brings."""
_ANY_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
_FRIEND, _REFERRER = 2, 1


class SplitUnknown(UserError):
    """The campaign offers no such choice, or none any more."""


@dataclass(frozen=True)
class Example:
    """How one application of a reward rule is shared out, in minor units."""

    rule: RewardRule
    mine_minor: int
    friends_minor: int
    purchase_minor: int | None = None
    """What a friend's purchase is taken to be worth; None where none is needed."""

    @property
    def total_minor(self) -> int:
        return self.mine_minor + self.friends_minor


@dataclass(frozen=True)
class Count:
    """What became of the links for one place."""

    label: str
    shown: int
    clicks: int
    """Visitors of the invite page."""
    friends: Mapping[ReferralState, int]
    """Who came, by what became of them."""

    @property
    def came(self) -> int:
        return sum(self.friends.values())

    @property
    def qualified(self) -> int:
        return self.friends.get(ReferralState.QUALIFIED, 0)


def choices(document: Document) -> tuple[str, ...]:
    """Between what a sharer chooses first; empty where the rules ask nothing."""
    found = [choice for rule in document.rewards for choice in rule.split or ()]
    return tuple(dict.fromkeys(found))


def examples(document: Document, *, split: str = "", refback_percent: int = 0) -> list[Example]:
    """What the rules that can be shared out would bring, as the rule engine counts it."""
    return [
        _example(document, position, split, refback_percent)
        for position, rule in enumerate(document.rewards)
        if rule.split or rule.refback_percent_max
    ]


def _example(document: Document, position: int, split: str, refback_percent: int) -> Example:
    rule = document.rewards[position]
    purchase_minor = EXAMPLE_UNITS * 10**document.campaign.unit.decimals
    number = rule.on.partition(":")[2]
    event = rules.Event(
        rules.PURCHASE if rule.is_paid else rule.on,
        at=_ANY_MOMENT,
        amount_minor=purchase_minor,
        commission_minor=purchase_minor,
        product=rule.products[0] if rule.products else None,
        number=int(number or 1),
    )
    referrer = rules.Person(
        _REFERRER,
        plan=rule.plan or STANDARD_PLAN,
        variant=rule.variant,
        refback_percent=refback_percent,
    )
    state = rules.State(_FRIEND, (referrer,), came_at=_ANY_MOMENT, split=split)
    parts = {
        promise.participant_id: promise.amount_minor
        for promise in rules.owed(document, event, state)
        if promise.rule == position
    }
    return Example(
        rule,
        parts.get(_REFERRER, 0),
        parts.get(_FRIEND, 0),
        purchase_minor if rule.percent is not None else None,
    )


async def choice(session: AsyncSession, campaign: RunningCampaign, participant_id: int) -> str:
    """What the person chose; "" where there is no choice, or none was made yet."""
    offered = choices(campaign.document)
    if not offered:
        return ""
    chosen = await session.scalar(
        select(Enrolment.split).where(
            Enrolment.campaign_id == campaign.id, Enrolment.participant_id == participant_id
        )
    )
    return chosen if chosen in offered else ""


async def choose(
    session: AsyncSession, campaign: RunningCampaign, participant_id: int, split: str
) -> None:
    """From now on the person shares links of this choice. Raises `SplitUnknown`.

    Links that were shared before keep the choice under which they were.
    """
    if split not in choices(campaign.document):
        raise SplitUnknown
    await session.execute(
        insert(Enrolment)
        .values(campaign_id=campaign.id, participant_id=participant_id, split=split)
        .on_conflict_do_update(
            index_elements=[Enrolment.campaign_id, Enrolment.participant_id],
            set_={"split": split},
        )
    )


def words(t: Translate, document: Document, participant_id: int) -> str:
    """What goes with the link: of the person's arm of an experiment, of the campaign, or ours."""
    variant = rules.variant(document, participant_id)
    for experiment in document.experiments:
        for arm in experiment.variants:
            if arm.name == variant and arm.text is not None:
                return str(arm.text.in_language(t.language))
    if document.share.text is not None:
        return str(document.share.text.in_language(t.language))
    return t.plain("invites-share-text", title=campaigns.title(document, t.language))


def call(t: Translate, document: Document) -> str:
    """What a poster calls upon people to do."""
    if document.share.call is not None:
        return str(document.share.call.in_language(t.language))
    return t.plain("qr-call")


async def counts(
    session: AsyncSession, participant_id: int, campaign_id: int | None = None
) -> list[Count]:
    """What became of a person's links by place, the fullest first; without a campaign in all."""
    mine = await _invites(session, participant_id, campaign_id)
    visitors = await clicks.of_invites(session, [invite.id for invite in mine])
    came: dict[int, Counter[ReferralState]] = {}
    for invite_id, state, friends in await _friends(session, participant_id, campaign_id):
        came.setdefault(invite_id, Counter())[state] += friends
    found = [
        Count(
            label,
            shown=sum(invite.shown for invite in alike),
            clicks=sum(visitors.get(invite.id, 0) for invite in alike),
            friends=sum((came.get(invite.id, Counter()) for invite in alike), Counter()),
        )
        for label, alike in by_label(mine).items()
    ]
    found.sort(key=lambda each: (-each.qualified, -each.came, -each.clicks, -each.shown))
    return found


def states(places: Iterable[Count]) -> dict[ReferralState, int]:
    """How many friends stand where, all places together."""
    return {state: sum(each.friends.get(state, 0) for each in places) for state in ReferralState}


def by_label(mine: Sequence[Invite]) -> dict[str, list[Invite]]:
    """Invites by the place that they are for; the choices of a split are alike."""
    found: dict[str, list[Invite]] = {}
    for invite in mine:
        found.setdefault(invite.label, []).append(invite)
    return found


async def _invites(
    session: AsyncSession, participant_id: int, campaign_id: int | None
) -> list[Invite]:
    # The index begins with the campaign: a few looks into it instead of a walk over all.
    which = select(Campaign.id) if campaign_id is None else [campaign_id]
    rows = await session.scalars(
        select(Invite)
        .where(Invite.campaign_id.in_(which), Invite.participant_id == participant_id)
        .order_by(Invite.id)
    )
    return list(rows)


async def _friends(
    session: AsyncSession, participant_id: int, campaign_id: int | None = None
) -> list[tuple[int, ReferralState, int]]:
    """How many friends came by each of a person's invites, by what became of them."""
    which = select(Campaign.id) if campaign_id is None else [campaign_id]
    rows = await session.execute(
        select(Referral.invite_id, Referral.state, func.count())
        .where(Referral.campaign_id.in_(which), Referral.referrer_id == participant_id)
        .group_by(Referral.invite_id, Referral.state)
    )
    return [(invite_id, ReferralState(state), friends) for invite_id, state, friends in rows]

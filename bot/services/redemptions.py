"""How do points become a voucher, a gift, an access or thanks?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.i18n import Points
from bot.services import campaigns, ledger, offers, outbox, vouchers
from bot.services.campaigns import RunningCampaign
from bot.services.document_values import TURNING
from bot.services.dues import Due
from bot.services.ledger import Leg
from models import (
    CAMPAIGN_OWNER,
    Bucket,
    Offer,
    OfferKind,
    Participant,
    Redemption,
    RedemptionState,
    Reward,
)

PAGE_SIZE = 5
ANSWER_LENGTH_MIN = 3
ANSWER_LENGTH_MAX = 300
KIND = "redemption"
AT_ONCE = (OfferKind.VOUCHER, OfferKind.ACCESS)
"""What the buyer has as soon as it is bought; the rest is delivered by people."""
SOLD_OUT, TOO_FEW_POINTS = "stock", "points"
"""Why a purchase was missed; the second after a debt or a reward below the price."""
OPEN = (RedemptionState.ORDERED, RedemptionState.SENT)


class RewardsClosedToBanned(UserError):
    pass


class OfferNotOnSale(UserError):
    pass


class OfferSoldOut(UserError):
    pass


class OfferPriceChanged(UserError):
    """Since the question was shown; `price` is what it costs now."""


class PriceBeyondBalance(UserError):
    """`missing` is what is lacking."""


class AnswerUnusable(UserError):
    """Shorter than `least` or longer than `most` characters."""


class RedemptionUnknown(UserError):
    pass


@dataclass(frozen=True)
class Bought:
    """A purchase with what a screen says of it."""

    redemption: Redemption
    offer: Offer
    campaign: RunningCampaign

    @property
    def price(self) -> Points:
        return Points(self.redemption.price_minor, self.campaign.document.unit)


@dataclass(frozen=True)
class Page:
    lines: Sequence[Bought]
    number: int
    """From 0."""
    total: int

    @property
    def count(self) -> int:
        return max(-(-self.total // PAGE_SIZE), 1)


async def buy(
    session: AsyncSession,
    participant: Participant,
    offer_id: int,
    *,
    price_minor: int,
    answer: str | None = None,
    now: datetime,
) -> Bought:
    """Take an offer for the available points; `price_minor` is what the person agreed to.

    Raises `RewardsClosedToBanned`, `OfferNotOnSale`, `OfferPriceChanged`, `PriceBeyondBalance`,
    `OfferSoldOut`, `AnswerUnusable`: the block must then be left.
    """
    fresh = await session.get_one(Participant, participant.id, populate_existing=True)
    if fresh.banned_at is not None:
        raise RewardsClosedToBanned
    offer = await offers.find(session, offer_id)
    campaign = await campaigns.find(session, offer.campaign_id)
    price = Points(offer.price_minor, campaign.document.unit)
    if offer.stopped_at is not None:
        raise OfferNotOnSale
    if not await is_left(session, offer):
        raise OfferSoldOut
    if offer.price_minor != price_minor:
        raise OfferPriceChanged(price=price)
    if offer.asks:
        answer = check_answer(answer or "")
    redemption = await _write(session, offer, campaign.version, participant.id, now=now)
    redemption.answer = answer if offer.asks else None
    try:
        await _pay(session, redemption, at=now)
    except ledger.InsufficientPoints:
        balance = await ledger.balance(session, offer.campaign_id, participant.id)
        missing_minor = max(price_minor - balance.available, 1)
        missing = Points(missing_minor, campaign.document.unit)
        raise PriceBeyondBalance(missing=missing, price=price) from None
    if not await _hand_over(session, offer, redemption):
        raise OfferSoldOut
    await session.flush()
    return Bought(redemption, offer, campaign)


def check_answer(written: str) -> str:
    """What a buyer wrote to the offer's question; `AnswerUnusable`."""
    # What turns the direction of reading lets words pose as others on the admins' card.
    answer = TURNING.sub("", written).strip()
    if not ANSWER_LENGTH_MIN <= len(answer) <= ANSWER_LENGTH_MAX:
        raise AnswerUnusable(least=ANSWER_LENGTH_MIN, most=ANSWER_LENGTH_MAX)
    return answer


async def _write(
    session: AsyncSession,
    offer: Offer,
    version: int,
    participant_id: int,
    *,
    reward_id: int | None = None,
    now: datetime,
) -> Redemption:
    comes_at_once = offer.kind in AT_ONCE
    redemption = Redemption(
        offer_id=offer.id,
        campaign_id=offer.campaign_id,
        version=version,
        participant_id=participant_id,
        reward_id=reward_id,
        price_minor=offer.price_minor,
        state=RedemptionState.DELIVERED if comes_at_once else RedemptionState.ORDERED,
        bought_at=now,
        # Nobody has to do anything for these: the group is not told of each.
        announced_at=now if comes_at_once else None,
    )
    session.add(redemption)
    await session.flush()
    return redemption


async def _pay(session: AsyncSession, redemption: Redemption, *, at: datetime) -> None:
    await ledger.post(
        session,
        key=f"redemption:{redemption.id}:bought",
        kind=KIND,
        campaign_id=redemption.campaign_id,
        version=redemption.version,
        at=at,
        legs=(
            Leg(redemption.participant_id, Bucket.AVAILABLE, -redemption.price_minor),
            Leg(CAMPAIGN_OWNER, Bucket.REDEEMED, redemption.price_minor),
        ),
    )


async def is_left(session: AsyncSession, offer: Offer) -> bool:
    """Whether it is worth trying: what decides is `_hand_over`."""
    if offer.kind == OfferKind.VOUCHER:
        return await vouchers.is_left(session, offer.id)
    stock = await session.scalar(select(Offer.stock).where(Offer.id == offer.id))
    return stock != 0


async def _hand_over(session: AsyncSession, offer: Offer, redemption: Redemption) -> bool:
    """Last of all, when the points have moved: False when there is none left."""
    if offer.kind == OfferKind.VOUCHER:
        return await vouchers.hand_out(session, offer.id, redemption.id) is not None
    return await offers.take_one(session, offer)


async def redeem(
    session: AsyncSession,
    reward: Reward | Due,
    campaign: RunningCampaign,
    name: str,
    *,
    now: datetime,
) -> Bought | None:
    """Let the points of a reward that was just credited buy an offer; once for what earned it.

    Where there is none, or the points fill a debt or are fewer than its price, they stay: the
    purchase is written as missed, so that the person and the group are told. None when nothing came
    of it.
    """
    participant_id, reward_id = reward.participant_id, reward.id
    offer = await offers.by_name(session, campaign.id, name)
    if offer is None or await _has_redeemed(session, reward):
        return None
    try:
        if offer.stopped_at is not None or not await is_left(session, offer):
            raise OfferSoldOut
        if reward.amount_minor < offer.price_minor:
            # What the person has besides is theirs to spend.
            raise ledger.InsufficientPoints
        async with session.begin_nested():
            redemption = await _write(
                session, offer, campaign.version, participant_id, reward_id=reward_id, now=now
            )
            await _pay(session, redemption, at=now)
            if not await _hand_over(session, offer, redemption):
                raise OfferSoldOut
    except (ledger.InsufficientPoints, OfferSoldOut) as error:
        missed = Redemption(
            offer_id=offer.id,
            campaign_id=campaign.id,
            version=campaign.version,
            participant_id=participant_id,
            reward_id=reward_id,
            price_minor=offer.price_minor,
            state=RedemptionState.MISSED,
            bought_at=now,
            reason=SOLD_OUT if isinstance(error, OfferSoldOut) else TOO_FEW_POINTS,
        )
        session.add(missed)
        await session.flush()
        await tell(session, Bought(missed, offer, campaign), "offers-missed-notice", now=now)
        return None
    bought = Bought(redemption, offer, campaign)
    await tell(session, bought, "offers-redeemed-notice", now=now)
    return bought


async def _has_redeemed(session: AsyncSession, reward: Reward | Due) -> bool:
    """Whether it, or what it was before a refund of its purchase made it smaller, has bought."""
    same = Redemption.reward_id == reward.id
    if reward.conversion_id is not None:
        # After a refund the rest of a purchase is promised anew.
        same = Redemption.reward_id.in_(
            select(Reward.id).where(
                Reward.conversion_id == reward.conversion_id,
                Reward.campaign_id == reward.campaign_id,
                Reward.rule == reward.rule,
                Reward.participant_id == reward.participant_id,
            )
        )
    return await session.scalar(select(Redemption.id).where(same).limit(1)) is not None


async def find(session: AsyncSession, redemption_id: int) -> Bought:
    """`RedemptionUnknown`."""
    redemption = await session.get(Redemption, redemption_id, populate_existing=True)
    if redemption is None:
        raise RedemptionUnknown
    return await _with_offer(session, redemption)


async def own(session: AsyncSession, redemption_id: int, participant_id: int) -> Bought:
    """A purchase for its buyer; `RedemptionUnknown`, somebody else's too."""
    bought = await find(session, redemption_id)
    is_theirs = bought.redemption.participant_id == participant_id
    if not is_theirs or bought.redemption.state == RedemptionState.MISSED:
        raise RedemptionUnknown
    return bought


async def of_participant(session: AsyncSession, participant_id: int, *, page: int = 0) -> Page:
    """What a person took, newest first."""
    return await _page(session, page, Redemption.participant_id == participant_id)


async def of_offer(session: AsyncSession, offer_id: int, *, page: int = 0) -> Page:
    """Who took an offer, newest first."""
    return await _page(session, page, Redemption.offer_id == offer_id)


async def waiting(session: AsyncSession, *, page: int = 0) -> Page:
    """What the admins still have to send, oldest first."""
    return await _page(session, page, Redemption.state.in_(OPEN), oldest_first=True)


async def _page(
    session: AsyncSession, number: int, *conditions: Any, oldest_first: bool = False
) -> Page:
    wanted = (*conditions, Redemption.state != RedemptionState.MISSED)
    total = await session.scalar(select(func.count(Redemption.id)).where(*wanted)) or 0
    number = min(max(number, 0), max(total - 1, 0) // PAGE_SIZE)
    rows = await session.scalars(
        select(Redemption)
        .where(*wanted)
        .order_by(Redemption.id if oldest_first else Redemption.id.desc())
        .limit(PAGE_SIZE)
        .offset(number * PAGE_SIZE)
    )
    return Page([await _with_offer(session, each) for each in rows.all()], number, total)


async def _with_offer(session: AsyncSession, redemption: Redemption) -> Bought:
    offer = await offers.find(session, redemption.offer_id)
    # Its points are told in the unit of the rules by which they moved.
    campaign = await campaigns.find(session, redemption.campaign_id, redemption.version)
    return Bought(redemption, offer, campaign)


async def tell(session: AsyncSession, bought: Bought, text_key: str, *, now: datetime) -> None:
    """Tell the buyer, with a button to what was bought."""
    redemption = bought.redemption
    participant = await session.get_one(Participant, redemption.participant_id)
    await outbox.post(
        session,
        chat_id=participant.telegram_id,
        text_key=text_key,
        args={
            "icon": offers.ICONS[bought.offer.kind],
            "title": offers.worded(bought.offer.title),
            "price": bought.price,
            "reason": redemption.reason or "",
        },
        keyboard=[
            [
                {"text_key": "offers-open-button", "callback": f"bought:{redemption.id}"}
                if redemption.state != RedemptionState.MISSED
                else {"text_key": "offers-button", "callback": "rewards:0"}
            ]
        ],
        now=now,
    )

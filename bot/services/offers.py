"""What can be had for points, what does it cost, and how much of it is left?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.i18n import LANGUAGES, Points, Worded
from bot.services import audit, campaigns, document_values, vouchers
from bot.services.campaigns import RunningCampaign
from bot.services.document_offers import STOCK_MAX
from bot.services.document_values import AMOUNT_MAX
from models import Offer, OfferKind, Redemption, RedemptionState

PAGE_SIZE = 6
OFFERS_MAX = 200
"""Of one campaign, stopped ones included."""
TITLE_LENGTH_MAX = 64
WORDS_LENGTH_MAX = 700
SOLD = (RedemptionState.ORDERED, RedemptionState.SENT, RedemptionState.DELIVERED)


ICONS: Mapping[OfferKind, str] = {
    OfferKind.VOUCHER: "🎟",
    OfferKind.GIFT: "🎁",
    OfferKind.ACCESS: "🔑",
    OfferKind.THANKS: "🙏",
}


class OfferUnknown(UserError):
    pass


class TooManyOffers(UserError):
    pass


class OfferTitleUnusable(UserError):
    """Empty, longer than `length`, or of characters that cannot be seen."""


class OfferWordsUnusable(UserError):
    """Empty or longer than `length`."""


class StockUnusable(UserError):
    """No whole number up to `most`."""


class OfferPriceUnusable(UserError):
    pass


@dataclass(frozen=True)
class Shelf:
    """An offer with what a screen says of it."""

    offer: Offer
    campaign: RunningCampaign
    left: int | None
    """None: unlimited."""
    sold: int = 0

    @property
    def price(self) -> Points:
        return Points(self.offer.price_minor, self.campaign.document.unit)

    @property
    def is_open(self) -> bool:
        return self.offer.stopped_at is None and self.left != 0


def worded(by_language: Mapping[str, str]) -> Worded:
    """What was written in some languages, for readers of all; English stands in first."""
    order = ("en", *LANGUAGES)
    spare = next((by_language[each] for each in order if each in by_language), "—")
    return Worded({each: by_language.get(each, spare) for each in LANGUAGES})


def said(by_language: Mapping[str, str], language: str) -> str:
    """In one language; "" where nothing was written."""
    return worded(by_language).words[language] if by_language else ""


async def find(session: AsyncSession, offer_id: int) -> Offer:
    """`OfferUnknown`."""
    offer: Offer | None = await session.get(Offer, offer_id, populate_existing=True)
    if offer is None:
        raise OfferUnknown
    return offer


async def by_name(session: AsyncSession, campaign_id: int, name: str) -> Offer | None:
    found: Offer | None = await session.scalar(
        select(Offer).where(Offer.campaign_id == campaign_id, Offer.name == name)
    )
    return found


async def of_campaigns(
    session: AsyncSession, found: Sequence[RunningCampaign], *, open_only: bool = True
) -> list[Shelf]:
    """The offers of these campaigns, in the order of the campaigns, the cheapest first."""
    place = {campaign.id: campaign for campaign in found}
    statement = select(Offer).where(Offer.campaign_id.in_(place))
    if open_only:
        statement = statement.where(Offer.stopped_at.is_(None))
    rows = await session.scalars(statement.order_by(Offer.price_minor, Offer.id))
    offers = sorted(rows, key=lambda offer: list(place).index(offer.campaign_id))
    return await _shelves(session, offers, place)


async def shelf(session: AsyncSession, offer: Offer, campaign: RunningCampaign) -> Shelf:
    """One offer as a screen shows it."""
    return (await _shelves(session, [offer], {campaign.id: campaign}))[0]


async def _shelves(
    session: AsyncSession, offers: Sequence[Offer], place: Mapping[int, RunningCampaign]
) -> list[Shelf]:
    pools = [offer.id for offer in offers if offer.kind == OfferKind.VOUCHER]
    unsold = await vouchers.unsold(session, pools)
    rows = await session.execute(
        select(Redemption.offer_id, func.count())
        .where(Redemption.offer_id.in_([offer.id for offer in offers]), Redemption.state.in_(SOLD))
        .group_by(Redemption.offer_id)
    )
    sold = {offer_id: count for offer_id, count in rows}
    return [
        Shelf(
            offer,
            place[offer.campaign_id],
            unsold[offer.id] if offer.kind == OfferKind.VOUCHER else offer.stock,
            sold.get(offer.id, 0),
        )
        for offer in offers
    ]


async def take_one(session: AsyncSession, offer: Offer) -> bool:
    """Take one out of the stock; False when none is left or it is not sold any more.

    A voucher is taken out of its pool by `vouchers.hand_out`.
    """
    # The WHERE clause, not the object, decides who gets the last one.
    taken = await session.scalar(
        update(Offer)
        .where(Offer.id == offer.id, Offer.stopped_at.is_(None), Offer.stock > 0)
        .values(stock=Offer.stock - 1)
        .returning(Offer.id)
        .execution_options(synchronize_session=False)
    )
    if taken is not None:
        return True
    fresh = await find(session, offer.id)
    return fresh.stock is None and fresh.stopped_at is None


async def put_back(session: AsyncSession, offer_id: int) -> None:
    """One that was ordered and never sent."""
    await session.execute(
        update(Offer)
        .where(Offer.id == offer_id, Offer.stock.is_not(None))
        .values(stock=Offer.stock + 1)
        .execution_options(synchronize_session=False)
    )


# What admins do


async def add(
    session: AsyncSession,
    campaign_id: int,
    *,
    kind: OfferKind,
    title: str,
    language: str,
    price_minor: int,
    stock: int | None,
    gives: str = "",
    by: int,
    now: datetime,
) -> Offer:
    """Put something new into a catalogue; `TooManyOffers`."""
    count = await session.scalar(
        select(func.count(Offer.id)).where(Offer.campaign_id == campaign_id)
    )
    if (count or 0) >= OFFERS_MAX:
        raise TooManyOffers(count=OFFERS_MAX)
    last_id = await session.scalar(select(func.max(Offer.id))) or 0
    offer = Offer(
        campaign_id=campaign_id,
        name=f"own-{last_id + 1}",
        kind=kind,
        title={language: check_title(title)},
        words={},
        gives={language: check_words(gives)} if gives else {},
        asks={},
        price_minor=check_price(price_minor),
        stock=stock,
        created_at=now,
    )
    session.add(offer)
    await session.flush()
    await _record(session, audit.Action.OFFER_ADD, offer, by, now, {}, _figures(offer))
    return offer


async def change_price(
    session: AsyncSession, offer_id: int, price_minor: int, *, by: int, now: datetime
) -> Offer:
    """For who buys from now on; `OfferUnknown`, `OfferPriceUnusable`."""
    return await _change(session, offer_id, by, now, price_minor=check_price(price_minor))


async def change_stock(
    session: AsyncSession, offer_id: int, stock: int | None, *, by: int, now: datetime
) -> Offer:
    """How many are left from now on; None: unlimited."""
    return await _change(session, offer_id, by, now, stock=stock)


async def change_photo(
    session: AsyncSession, offer_id: int, photo: str | None, *, by: int, now: datetime
) -> Offer:
    """Telegram's file id of the picture; None takes it away."""
    return await _change(session, offer_id, by, now, photo=photo)


async def stop(session: AsyncSession, offer_id: int, *, by: int, now: datetime) -> Offer:
    """Sell no more of it; what was bought is still delivered."""
    return await _change(session, offer_id, by, now, stopped_at=now)


async def resume(session: AsyncSession, offer_id: int, *, by: int, now: datetime) -> Offer:
    return await _change(session, offer_id, by, now, stopped_at=None)


async def _change(
    session: AsyncSession, offer_id: int, by: int, now: datetime, **changes: Any
) -> Offer:
    statement = select(Offer).where(Offer.id == offer_id).with_for_update()
    offer: Offer | None = await session.scalar(
        statement, execution_options={"populate_existing": True}
    )
    if offer is None:
        raise OfferUnknown
    before = _figures(offer)
    for key, value in changes.items():
        setattr(offer, key, value)
    await session.flush()
    after = _figures(offer)
    changed = [key for key in after if after[key] != before[key]]
    await _record(
        session,
        audit.Action.OFFER_CHANGE,
        offer,
        by,
        now,
        {key: before[key] for key in changed},
        {key: after[key] for key in changed},
    )
    return offer


def _figures(offer: Offer) -> dict[str, Any]:
    """What the audit tells of an offer."""
    return {
        "offer": offer.name,
        "price": offer.price_minor,
        "stock": offer.stock,
        "state": "stopped" if offer.stopped_at is not None else "running",
        "picture": "no" if offer.photo is None else "yes",
    }


async def _record(
    session: AsyncSession,
    action: audit.Action,
    offer: Offer,
    by: int,
    now: datetime,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> None:
    await audit.record(
        session,
        action,
        by=by,
        now=now,
        campaign_id=offer.campaign_id,
        before=before,
        after={"offer": offer.name, **after},
    )


def check_title(written: str) -> str:
    """The title on one line; `OfferTitleUnusable`."""
    title = " ".join(written.split())
    try:
        document_values.visible(title)
    except ValueError:
        raise OfferTitleUnusable(length=TITLE_LENGTH_MAX) from None
    if len(title) > TITLE_LENGTH_MAX:
        raise OfferTitleUnusable(length=TITLE_LENGTH_MAX)
    return title


def check_words(written: str) -> str:
    """Words of several lines; `OfferWordsUnusable`."""
    words = written.strip()
    if not 0 < len(words) <= WORDS_LENGTH_MAX:
        raise OfferWordsUnusable(length=WORDS_LENGTH_MAX)
    return words


def check_price(price_minor: int) -> int:
    if not 0 < price_minor <= AMOUNT_MAX:
        raise OfferPriceUnusable
    return price_minor


def check_stock(written: str) -> int | None:
    """A number as people write it; a dash is unlimited. `StockUnusable`."""
    words = "".join(written.split())
    if words in ("-", "—", "–", "∞"):
        return None
    if not (words.isascii() and words.isdigit() and len(words) <= 7 and int(words) <= STOCK_MAX):
        raise StockUnusable(most=STOCK_MAX)
    return int(words)


# What admins see


@dataclass(frozen=True)
class Page:
    """A part of all that was ever offered."""

    lines: Sequence[Shelf]
    number: int
    """From 0."""
    total: int

    @property
    def count(self) -> int:
        return max(-(-self.total // PAGE_SIZE), 1)


async def page(session: AsyncSession, *, number: int = 0) -> Page:
    """What is on sale first, of the newest campaign first; then what was stopped."""
    total = await session.scalar(select(func.count(Offer.id))) or 0
    number = min(max(number, 0), max(total - 1, 0) // PAGE_SIZE)
    rows = await session.scalars(
        select(Offer)
        .order_by(
            Offer.stopped_at.is_not(None), Offer.campaign_id.desc(), Offer.price_minor, Offer.id
        )
        .limit(PAGE_SIZE)
        .offset(number * PAGE_SIZE)
    )
    found = rows.all()
    place = {each.campaign_id: await campaigns.find(session, each.campaign_id) for each in found}
    return Page(await _shelves(session, found, place), number, total)


async def one(session: AsyncSession, offer_id: int) -> Shelf:
    """`OfferUnknown`."""
    offer = await find(session, offer_id)
    return await shelf(session, offer, await campaigns.find(session, offer.campaign_id))

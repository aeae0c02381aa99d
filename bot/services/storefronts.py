"""What does the catalogue show to this person, and what can they afford?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Points
from bot.services import campaigns, ledger, offers
from bot.services.offers import Shelf
from models import Offer

PAGE_SIZE = 5
CAMPAIGNS_MAX = 50


@dataclass(frozen=True)
class Item:
    """An offer beside what the person has."""

    shelf: Shelf
    available_minor: int

    @property
    def offer(self) -> Offer:
        return self.shelf.offer

    @property
    def price(self) -> Points:
        return self.shelf.price

    @property
    def available(self) -> Points:
        return Points(self.available_minor, self.price.unit)

    @property
    def missing_minor(self) -> int:
        return max(self.offer.price_minor - self.available_minor, 0)

    @property
    def missing(self) -> Points:
        return Points(self.missing_minor, self.price.unit)

    @property
    def rest(self) -> Points:
        """What is left after buying."""
        return Points(self.available_minor - self.offer.price_minor, self.price.unit)

    @property
    def can_be_bought(self) -> bool:
        return self.shelf.is_open and not self.missing_minor


@dataclass(frozen=True)
class Window:
    """A page of the catalogue."""

    items: Sequence[Item]
    purses: Sequence[Points]
    """What the person has in the campaigns that offer something."""
    number: int
    """From 0."""
    total: int

    @property
    def count(self) -> int:
        return max(-(-self.total // PAGE_SIZE), 1)


async def look(
    session: AsyncSession, participant_id: int, *, page: int = 0, now: datetime
) -> Window:
    """What can be bought now comes first, then what is nearest; sold out is last."""
    mine = {each.campaign_id: each for each in await ledger.balances(session, participant_id)}
    found = {each.id: each for each in await campaigns.running(session, now=now)}
    for campaign_id, balance in mine.items():
        if campaign_id not in found and balance.available > 0:
            found[campaign_id] = await campaigns.find(session, campaign_id)
    shelves = await offers.of_campaigns(session, list(found.values())[:CAMPAIGNS_MAX])
    items = [
        Item(shelf, mine[shelf.campaign.id].available if shelf.campaign.id in mine else 0)
        for shelf in shelves
    ]
    items.sort(
        key=lambda item: (not item.can_be_bought, not item.shelf.is_open, item.missing_minor)
    )
    purses = {item.shelf.campaign.id: item.available for item in items}
    number = min(max(page, 0), max(len(items) - 1, 0) // PAGE_SIZE)
    shown = items[number * PAGE_SIZE : (number + 1) * PAGE_SIZE]
    return Window(shown, list(purses.values()), number, len(items))


async def item(session: AsyncSession, participant_id: int, offer_id: int) -> Item:
    """One offer for this person, sold or not; `OfferUnknown`."""
    offer = await offers.find(session, offer_id)
    campaign = await campaigns.find(session, offer.campaign_id)
    balance = await ledger.balance(session, offer.campaign_id, participant_id)
    return Item(await offers.shelf(session, offer, campaign), balance.available)

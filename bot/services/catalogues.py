"""What does loading a campaign document change in the campaign's catalogue?"""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.services.document_offers import OfferSection
from bot.services.documents import Document
from models import Offer, OfferKind

LEFT = "left"
"""Beside the last section of an offer that is in the document no more."""


async def sync(
    session: AsyncSession, campaign_id: int, document: Document, *, now: datetime
) -> None:
    """Bring the catalogue to a campaign document that was loaded.

    What the document says as it did before stays as the admins left it; what is no longer in it is
    stopped, and sold on when it comes back.
    """
    rows = await session.scalars(
        select(Offer).where(Offer.campaign_id == campaign_id).with_for_update()
    )
    found = {offer.name: offer for offer in rows}
    for section in document.offers:
        offer = found.pop(section.name, None)
        if offer is None:
            session.add(_new(campaign_id, section, now))
        else:
            _renew(offer, section)
    for offer in found.values():
        if offer.document is not None and offer.stopped_at is None:
            offer.stopped_at = now
            offer.document = offer.document | {LEFT: True}
    await session.flush()


def _new(campaign_id: int, section: OfferSection, now: datetime) -> Offer:
    written = _written(section)
    return Offer(campaign_id=campaign_id, created_at=now, document=_kept(section), **written)


def _renew(offer: Offer, section: OfferSection) -> None:
    before, written = offer.document, _written(section)
    if before == _kept(section):
        return
    if before is not None and before.get(LEFT):
        # Stopped by leaving the document, not by an admin.
        offer.stopped_at = None
        before = {key: value for key, value in before.items() if key != LEFT}
    old = _written(OfferSection.model_validate(before)) if before is not None else {}
    for key, value in written.items():
        if old.get(key, ...) != value:
            setattr(offer, key, value)
    offer.document = _kept(section)


def _kept(section: OfferSection) -> dict[str, Any]:
    return section.model_dump(mode="json", exclude_none=True)


def _written(section: OfferSection) -> dict[str, Any]:
    def words(said_in: Any) -> dict[str, str]:
        return {} if said_in is None else dict(said_in.model_dump(exclude_none=True))

    return {
        "name": section.name,
        "kind": OfferKind(section.kind),
        "title": words(section.title),
        "words": words(section.text),
        "gives": words(section.gives),
        "asks": words(section.asks),
        "price_minor": section.price,
        "stock": section.stock,
        "post_in": section.post_in,
    }

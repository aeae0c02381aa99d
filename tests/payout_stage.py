"""What tests of payouts do on the local Telegram that no person could: points out of nothing."""

from typing import Any

from sqlalchemy import select

from bot.services import campaigns, documents, ledger, participants, payouts
from bot.services.destinations import Method
from bot.services.ledger import Leg
from models import CAMPAIGN_OWNER, Bucket, Payout
from tests.people import Json, Person, Stage

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
    b"\x1f\x15\xc4\x89\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00"
    b"\x00IEND\xaeB`\x82"
)


async def give(person: Person, amount_minor: int, *, slug: str = "starter") -> None:
    app = person.stage.app
    async with app.db.transaction() as session:
        participant = await participants.find(session, person.id)
        campaign = await campaigns.by_slug(session, slug)
        assert participant is not None
        assert campaign is not None
        await ledger.post(
            session,
            key=f"gift:{person.id}:{slug}:{amount_minor}",
            kind="credit",
            campaign_id=campaign.id,
            version=campaign.version,
            at=person.stage.clock(),
            legs=[
                Leg(CAMPAIGN_OWNER, Bucket.BUDGET, -amount_minor, floor_minor=None),
                Leg(participant.id, Bucket.AVAILABLE, amount_minor, floor_minor=None),
            ],
        )


async def with_points(stage: Stage, amount_minor: int) -> Person:
    """Ann, who has pressed start and has so many points of the starter campaign."""
    ann = stage.person("Ann")
    await ann.start()
    await give(ann, amount_minor)
    return ann


async def run_campaign(stage: Stage, slug: str, **sections: Any) -> None:
    content = {"campaign": {"slug": slug}} | sections
    async with stage.app.db.transaction() as session:
        await campaigns.load(session, documents.from_json(content), now=stage.clock())
        await campaigns.start(session, slug, now=stage.clock())


async def ask(person: Person, amount_minor: int = 500) -> Json:
    """Have a payout asked for, and return the card that the admins get."""
    stage = person.stage
    async with stage.app.db.transaction() as session:
        participant = await participants.find(session, person.id)
        campaign = await campaigns.by_slug(session, "starter")
        assert participant is not None
        assert campaign is not None
        await payouts.request(
            session,
            participant.id,
            campaign_id=campaign.id,
            amount_minor=amount_minor,
            method=Method.CARD,
            destination="4111111111111111",
            admin_chat_id=stage.group_id,
            now=stage.clock(),
        )
    await stage.settle()
    return stage.in_group()[-1]


async def stored(stage: Stage) -> list[Payout]:
    async with stage.app.db.read() as session:
        return list(await session.scalars(select(Payout).order_by(Payout.id)))


def card_now(stage: Stage, card: Json) -> Json:
    return next(m for m in stage.in_group() if m["message_id"] == card["message_id"])

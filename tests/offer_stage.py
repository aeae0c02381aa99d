"""What do tests of the catalogue need: a campaign with things to have, and people with points?"""

from typing import Any

from sqlalchemy import select

from bot.services import campaigns, documents, ledger, participants
from bot.services.ledger import Leg
from models import CAMPAIGN_OWNER, Bucket, Offer, Redemption, Voucher
from tests.people import Json, Person, Stage, buttons, text_of

CODES = [f"CODE-{number:04}" for number in range(1, 4)]
DOCUMENT: dict[str, Any] = {
    "campaign": {"slug": "shop", "title": {"en": "Shop", "ru": "Магазин", "bg": "Магазин"}},
    "reward": [{"on": "start", "to": "referrer", "amount": 100}],
    "offer": [
        {
            "name": "coupon",
            "kind": "voucher",
            "title": {"en": "Coupon", "ru": "Купон", "bg": "Купон"},
            "price": 100,
        },
        {
            "name": "mug",
            "kind": "gift",
            "title": {"en": "Mug"},
            "text": {"en": "Blue, with our name on it."},
            "price": 300,
            "stock": 2,
            "asks": {"en": "Where shall we send it?"},
        },
        {
            "name": "early",
            "kind": "access",
            "title": {"en": "Early access"},
            "price": 50,
            "gives": {"en": "https://shop.example/early?a=1&b=2"},
        },
        {
            "name": "thanks",
            "kind": "thanks",
            "title": {"en": "Thanks"},
            "price": 70,
            "gives": {"en": "Three cheers for {name}!"},
            "post_in": "@shop_news",
        },
    ],
}


async def begin(stage: Stage, **changes: Any) -> None:
    """Load and start the shop; `changes` replace its sections."""
    async with stage.app.db.transaction() as session:
        document = documents.from_json(DOCUMENT | changes)
        await campaigns.load(session, document, now=stage.clock())
        await campaigns.start(session, "shop", now=stage.clock())


async def load_again(stage: Stage, **changes: Any) -> None:
    async with stage.app.db.transaction() as session:
        document = documents.from_json(DOCUMENT | changes)
        await campaigns.load(session, document, now=stage.clock())


async def give(person: Person, amount_minor: int) -> None:
    """Points out of nothing; the person must have pressed start."""
    app = person.stage.app
    async with app.db.transaction() as session:
        participant = await participants.find(session, person.id)
        campaign = await campaigns.by_slug(session, "shop")
        assert participant is not None
        assert campaign is not None
        await ledger.post(
            session,
            key=f"gift:{person.id}:{amount_minor}:{person.stage.clock().isoformat()}",
            kind="credit",
            campaign_id=campaign.id,
            version=campaign.version,
            at=person.stage.clock(),
            legs=[
                Leg(CAMPAIGN_OWNER, Bucket.BUDGET, -amount_minor, floor_minor=None),
                Leg(participant.id, Bucket.AVAILABLE, amount_minor),
            ],
        )


async def offer(stage: Stage, name: str) -> Offer:
    async with stage.app.db.read() as session:
        return (await session.scalars(select(Offer).where(Offer.name == name))).one()


async def stored(stage: Stage) -> list[Redemption]:
    async with stage.app.db.read() as session:
        return list(await session.scalars(select(Redemption).order_by(Redemption.id)))


async def pool(stage: Stage) -> list[Voucher]:
    async with stage.app.db.read() as session:
        return list(await session.scalars(select(Voucher).order_by(Voucher.id)))


async def upload(admin: Person, codes: str | bytes, *, name: str = "codes.csv") -> str:
    """Have the coupon's codes uploaded as a file and confirmed; returns what the bot says to it."""
    asked = await send_codes(admin, codes, name=name)
    if "inline_keyboard" not in asked.get("reply_markup", {}):
        return str(asked["text"])
    await admin.press(buttons(asked)[0], asked)
    heard = admin.stage.in_group()
    return text_of(next(m for m in heard if m["message_id"] == asked["message_id"]))


async def send_codes(admin: Person, codes: str | bytes, *, name: str = "codes.csv") -> Json:
    """Have the coupon's codes sent as a file; returns what the bot asks."""
    stage = admin.stage
    offers = await admin.say_in_group("/offers")
    await admin.press("Coupon", offers)
    card = next(m for m in stage.in_group() if m["message_id"] == offers["message_id"])
    await admin.press("⬆️ Upload codes", card)
    question = stage.in_group()[-1]
    content = codes.encode() if isinstance(codes, str) else codes
    stage.telegram.send_document(
        admin.user, stage.telegram.group(stage.group_id), content, name, reply_to=question
    )
    await stage.settle()
    return stage.in_group()[-1]

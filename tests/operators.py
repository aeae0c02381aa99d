"""What does an operator do with campaigns in a test?"""

from pathlib import Path
from typing import Any

from bot.clock import Clock
from bot.config import Settings, StarterCampaignSection
from bot.db import Database
from bot.services import campaigns, documents
from bot.services.campaigns import RunningCampaign
from bot.services.documents import Document
from models import Campaign

AUTUMN = Path(__file__).parent / "data" / "autumn.toml"


def document(slug: str = "autumn", *, amount: int = 100, **campaign: Any) -> Document:
    return documents.from_json(
        {
            "campaign": {"slug": slug, **campaign},
            "reward": [{"on": "qualified", "to": "referrer", "amount": amount}],
        }
    )


def settings(**starter_campaign: Any) -> Settings:
    return Settings(starter_campaign=StarterCampaignSection(**starter_campaign))


async def load(db: Database, clock: Clock, loaded: Document) -> Campaign:
    async with db.transaction() as session:
        return await campaigns.load(session, loaded, now=clock())


async def start(db: Database, clock: Clock, slug: str = "autumn") -> Campaign:
    async with db.transaction() as session:
        return await campaigns.start(session, slug, now=clock())


async def stop(db: Database, clock: Clock, slug: str = "autumn") -> Campaign:
    async with db.transaction() as session:
        return await campaigns.stop(session, slug, now=clock())


async def begin(db: Database, clock: Clock, **numbers: Any) -> Campaign:
    """What `run` does with the starter campaign when it starts."""
    async with db.transaction() as session:
        return await campaigns.ensure_starter(session, settings(**numbers), now=clock())


async def running(db: Database, clock: Clock) -> list[RunningCampaign]:
    async with db.read() as session:
        return await campaigns.running(session, now=clock())


def slugs(found: list[RunningCampaign]) -> list[str]:
    return [campaign.slug for campaign in found]

"""Is what people will be told about the running campaigns complete?"""

from collections.abc import Iterable, Iterator

from sqlalchemy.exc import DBAPIError

from bot import migration
from bot.clock import Clock
from bot.commands import check_database
from bot.commands.findings import Area, Finding
from bot.config import Settings
from bot.db import Database
from bot.errors import OperatorError
from bot.i18n import LANGUAGES
from bot.services import campaigns, starter
from bot.services.campaigns import RunningCampaign
from bot.services.documents import Document

CAMPAIGNS = Area("campaigns")


async def running(settings: Settings, clock: Clock) -> list[RunningCampaign]:
    """Those that run now; none when the database cannot tell, which is told elsewhere."""
    if check_database.missing_file(settings) is not None:
        return []
    db = Database(settings.database.url)
    try:
        if await migration.reach(db) != migration.HEAD:
            return []
        async with db.read() as session:
            return await campaigns.running(session, now=clock())
    except (OperatorError, DBAPIError):
        return []
    finally:
        await db.close()


def check(found: Iterable[RunningCampaign], settings: Settings) -> Iterator[Finding]:
    """Look at titles, terms and payouts."""
    found = list(found)
    if not found:
        yield CAMPAIGNS.warning(
            "none is running", "`python -m bot run` begins the starter campaign"
        )
    for campaign in found:
        troubles = list(_troubles(campaign, settings))
        yield from troubles
        if not troubles:
            yield CAMPAIGNS.good(f"{campaign.slug} is running, version {campaign.version}")


def _troubles(campaign: RunningCampaign, settings: Settings) -> Iterator[Finding]:
    document = campaign.document
    # The starter campaign's own words come in every language.
    if campaign.slug != starter.SLUG:
        for what, missing in _missing(document):
            yield CAMPAIGNS.warning(
                f"{campaign.slug} has no {what} in {', '.join(missing)}",
                "people of these languages read another one: add it to the document, load it again",
            )
    if document.campaign.unit.withdrawable and settings.telegram.admin_chat_id is None:
        yield CAMPAIGNS.warning(
            f"{campaign.slug} pays out by {', '.join(document.payout.methods)}, "
            "but nobody can approve it",
            "set [telegram] admin_chat_id, or [campaign.unit] withdrawable = false",
        )


def _missing(document: Document) -> Iterator[tuple[str, list[str]]]:
    section = document.campaign
    for what, said in (("title", section.title), ("terms", section.terms)):
        if said is None:
            continue
        missing = [language for language in LANGUAGES if getattr(said, language) is None]
        if missing:
            yield what, missing
    missing = [one for one in LANGUAGES if getattr(section.unit.name, one) is None]
    if missing:
        yield "unit name", missing

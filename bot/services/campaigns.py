"""Which campaigns run now, and how do they begin, change and end?"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.config import Settings
from bot.db import insert
from bot.errors import UserError
from bot.i18n import Unit, Worded
from bot.prepared import prepare
from bot.services import audit, catalogues, documents, starter
from bot.services.documents import Document
from models import (
    Campaign,
    CampaignStatus,
    CampaignVersion,
)

DOCUMENTS_KEPT_MAX = 256
RUNNING_MAX = 100
LIST_MAX = 100
_HAS_LOADED = "a campaign was loaded"
"""Key in `session.info`: its versions are not kept, for they may yet be rolled back."""


class CampaignUnknown(UserError):
    """There is no campaign of that slug."""


class CampaignAlreadyRunning(UserError):
    pass


class CampaignNotRunning(UserError):
    pass


class CampaignOver(UserError):
    """Its ends_at has passed: started, it would take nobody."""


class SlugReserved(UserError):
    """The starter campaign is made of the settings, never of a file."""


class DecimalsFixed(UserError):
    """Balances are kept in minor units: other decimals would change what people own."""


class ExperimentFixed(UserError):
    """The arms of an experiment that people are in, or their weights, would change."""


class TooManyCampaigns(UserError):
    """As many run at once as a screen can choose from."""


@dataclass(frozen=True)
class RunningCampaign:
    """A campaign with the rules of one of its versions."""

    id: int
    slug: str
    version: int
    document: Document


_kept: WeakKeyDictionary[Engine, OrderedDict[tuple[int, int], RunningCampaign]] = (
    WeakKeyDictionary()
)
"""Versions never change, so that each is parsed once per database; the latest used last."""


_RUNNING = (
    select(Campaign.id, Campaign.version)
    .where(Campaign.status == CampaignStatus.RUNNING)
    .order_by(Campaign.started_at.desc(), Campaign.id.desc())
    .limit(RUNNING_MAX + 1)
)


prepare(_RUNNING)


async def load(
    session: AsyncSession, document: Document, *, now: datetime, by: int | None = None
) -> Campaign:
    """Store a document as its campaign's new version, or as a new campaign.

    Whoever decides, here and below, is the operator if nobody else. Raises `SlugReserved` for
    "starter", `DecimalsFixed` when a campaign that has run would count in other units,
    `ExperimentFixed` when people would change arms.
    """
    if document.campaign.slug == starter.SLUG:
        raise SlugReserved(slug=starter.SLUG)
    campaign = await _load(session, document, now=now)
    before = {"version": campaign.version - 1} if campaign.version > 1 else {}
    await audit.record(
        session,
        audit.Action.CAMPAIGN_LOAD,
        by=by,
        now=now,
        campaign_id=campaign.id,
        before=before,
        after={"version": campaign.version},
    )
    return campaign


async def _load(session: AsyncSession, document: Document, *, now: datetime) -> Campaign:
    session.info[_HAS_LOADED] = True
    slug = document.campaign.slug
    await session.execute(
        insert(Campaign)
        .values(slug=slug, status=CampaignStatus.LOADED, version=0, created_at=now)
        .on_conflict_do_nothing(index_elements=[Campaign.slug])
    )
    campaign = await locked(session, slug)
    if campaign.version:
        before = await _document(session, campaign)
        decimals = before.campaign.unit.decimals
        if campaign.started_at is not None and document.campaign.unit.decimals != decimals:
            raise DecimalsFixed(slug=slug, decimals=decimals)
        if campaign.started_at is not None:
            _check_arms(before, document)
    campaign.version += 1
    session.add(
        CampaignVersion(
            campaign_id=campaign.id,
            version=campaign.version,
            document=documents.to_json(document),
            created_at=now,
        )
    )
    await session.flush()
    await catalogues.sync(session, campaign.id, document, now=now)
    return campaign


def _check_arms(before: Document, after: Document) -> None:
    """People are in arms by a draw over them: other arms under an old name would mix them."""
    known = {
        one.name: [(arm.name, arm.weight) for arm in one.variants] for one in before.experiments
    }
    for one in after.experiments:
        arms = [(arm.name, arm.weight) for arm in one.variants]
        if known.get(one.name, arms) != arms:
            raise ExperimentFixed(name=one.name)


async def start(
    session: AsyncSession, slug: str, *, now: datetime, by: int | None = None
) -> Campaign:
    """Let a campaign run; starting any other one stops the starter campaign.

    Raises `CampaignUnknown`, `CampaignAlreadyRunning`, `CampaignOver`, `TooManyCampaigns`.
    """
    before = (await locked(session, slug)).status
    campaign = await _start(session, slug, now=now)
    await record(session, audit.Action.CAMPAIGN_START, campaign, before, by, now)
    return campaign


async def _start(session: AsyncSession, slug: str, *, now: datetime) -> Campaign:
    campaign = await locked(session, slug)
    if campaign.status == CampaignStatus.RUNNING:
        raise CampaignAlreadyRunning(slug=slug)
    await check_room(session, campaign, now=now)
    campaign.status = CampaignStatus.RUNNING
    campaign.started_at = now
    campaign.stopped_at = None
    if slug != starter.SLUG:
        await session.execute(
            update(Campaign)
            .where(Campaign.slug == starter.SLUG, Campaign.status == CampaignStatus.RUNNING)
            .values(status=CampaignStatus.STOPPED, stopped_at=now)
        )
    await session.flush()
    return campaign


async def check_room(session: AsyncSession, campaign: Campaign, *, now: datetime) -> None:
    """Whether it may run now; raises `CampaignOver`, `TooManyCampaigns`."""
    document = await _document(session, campaign)
    if document.campaign.ends_at is not None and document.campaign.ends_at <= now:
        raise CampaignOver(slug=campaign.slug, ended_at=document.campaign.ends_at)
    others = await session.scalar(
        select(func.count()).where(
            Campaign.status == CampaignStatus.RUNNING, Campaign.slug != starter.SLUG
        )
    )
    if others is not None and others >= RUNNING_MAX:
        raise TooManyCampaigns(count=RUNNING_MAX)


async def stop(
    session: AsyncSession, slug: str, *, now: datetime, by: int | None = None
) -> Campaign:
    """Take no new referrals; what was promised is still settled.

    Raises `CampaignUnknown`, `CampaignNotRunning`.
    """
    campaign = await locked(session, slug)
    if campaign.status not in (CampaignStatus.RUNNING, CampaignStatus.PAUSED):
        raise CampaignNotRunning(slug=slug)
    before = campaign.status
    campaign.status = CampaignStatus.STOPPED
    campaign.stopped_at = now
    await session.flush()
    await record(session, audit.Action.CAMPAIGN_STOP, campaign, before, by, now)
    return campaign


async def record(
    session: AsyncSession,
    action: audit.Action,
    campaign: Campaign,
    before: CampaignStatus,
    by: int | None,
    now: datetime,
) -> None:
    await audit.record(
        session,
        action,
        by=by,
        now=now,
        campaign_id=campaign.id,
        before={"state": before},
        after={"state": campaign.status},
    )


async def ensure_starter(session: AsyncSession, settings: Settings, *, now: datetime) -> Campaign:
    """Bring the starter campaign to the settings; it runs if no campaign has ever run.

    Raises `documents.DocumentRefused` when the settings make no campaign.
    """
    document = starter.document(settings.starter_campaign)
    campaign = await by_slug(session, starter.SLUG)
    if campaign is None or await _document(session, campaign) != document:
        campaign = await _load(session, document, now=now)
    has_run = await session.scalar(select(Campaign.id).where(Campaign.started_at.is_not(None)))
    if has_run is None:
        return await _start(session, starter.SLUG, now=now)
    return campaign


async def running(session: AsyncSession, *, now: datetime | None = None) -> list[RunningCampaign]:
    """Campaigns that were started and not stopped, the one started last first.

    With `now`, only those whose period it lies in: the ones that take new referrals.
    """
    rows = await session.execute(_RUNNING)
    found = await _versions(session, [(row.id, row.version) for row in rows])
    return [each for each in found if now is None or is_open(each.document, now=now)]


async def current(session: AsyncSession, *, now: datetime | None = None) -> RunningCampaign | None:
    """The running campaign that was started last: a plain /start belongs to it."""
    return next(iter(await running(session, now=now)), None)


async def find(
    session: AsyncSession, campaign_id: int, version: int | None = None
) -> RunningCampaign:
    """A campaign, running or not, with the rules of `version` or of its latest one."""
    if version is None:
        version = await session.scalar(select(Campaign.version).where(Campaign.id == campaign_id))
    if version is not None:
        for found in await _versions(session, [(campaign_id, version)]):
            return found
    raise CampaignUnknown(slug=str(campaign_id))


async def budgets(session: AsyncSession, campaign_id: int) -> list[tuple[datetime, int | None]]:
    """Since when how many minor units could be spent, a line for each version, the oldest first."""
    versions = await session.execute(
        select(CampaignVersion.version, CampaignVersion.created_at)
        .where(CampaignVersion.campaign_id == campaign_id)
        .order_by(CampaignVersion.version)
    )
    found: list[tuple[datetime, int | None]] = []
    for version, since in versions.all():
        budget = (await find(session, campaign_id, version)).document.budget
        found.append((since, None if budget is None else budget.total))
    return found


async def by_slug(session: AsyncSession, slug: str) -> Campaign | None:
    found: Campaign | None = await session.scalar(select(Campaign).where(Campaign.slug == slug))
    return found


async def list_all(
    session: AsyncSession, *, before_id: int | None = None, limit: int = LIST_MAX
) -> list[Campaign]:
    """All campaigns, the newest first; older pages by the last id seen."""
    statement = select(Campaign).order_by(Campaign.id.desc()).limit(min(limit, LIST_MAX))
    if before_id is not None:
        statement = statement.where(Campaign.id < before_id)
    return list(await session.scalars(statement))


def is_open(document: Document, *, now: datetime) -> bool:
    """Whether the campaign's period has begun and not ended; `ends_at` itself is outside."""
    period = document.campaign
    return (period.starts_at is None or period.starts_at <= now) and (
        period.ends_at is None or now < period.ends_at
    )


def unit(document: Document) -> Unit:
    return document.unit


def title(document: Document, language: str) -> str:
    """The campaign's name, as plain text; its slug when it has none."""
    return document.titles[language]


def titled(document: Document) -> Worded:
    """The campaign's name for a text that is said later, in whatever language."""
    return Worded(document.titles)


async def locked(session: AsyncSession, slug: str) -> Campaign:
    """For a change of its state; `CampaignUnknown`."""
    campaign = await session.scalar(
        select(Campaign)
        .where(Campaign.slug == slug)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if campaign is None:
        raise CampaignUnknown(slug=slug)
    return campaign


async def _document(session: AsyncSession, campaign: Campaign) -> Document:
    return (await find(session, campaign.id, campaign.version)).document


async def _versions(
    session: AsyncSession, wanted: Sequence[tuple[int, int]]
) -> list[RunningCampaign]:
    """These (campaign id, version) in their order, without those that are not there."""
    kept = _kept.setdefault(session.get_bind().engine, OrderedDict())
    found = {key: kept[key] for key in wanted if key in kept}
    for key in found:
        kept.move_to_end(key)
    unread = [key for key in wanted if key not in found]
    if unread:
        rows = await session.execute(
            select(Campaign.slug, CampaignVersion)
            .join(Campaign, Campaign.id == CampaignVersion.campaign_id)
            .where(tuple_(CampaignVersion.campaign_id, CampaignVersion.version).in_(unread))
        )
        for slug, row in rows:
            key = row.campaign_id, row.version
            document = documents.kept(row.document)
            found[key] = RunningCampaign(row.campaign_id, slug, row.version, document)
            if _HAS_LOADED not in session.info:
                kept[key] = found[key]
    while len(kept) > DOCUMENTS_KEPT_MAX:
        kept.popitem(last=False)
    return [found[key] for key in wanted if key in found]

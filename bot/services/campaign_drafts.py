"""What is an admin making of a campaign, until it is loaded?

A draft is a whole document in a row of `confirmations`: every change makes the next row, so that a
button of an older screen still means what it showed, and nothing is lost by a restart. The row is
spent by loading.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.services import campaign_numbers, campaigns, confirmations, documents, starter
from bot.services.campaigns import SlugReserved
from bot.services.document_contests import LASTS_MAX, LASTS_MIN, ContestSection
from bot.services.documents import Document
from models import Campaign

ACTION = "campaign-draft"
LASTS = timedelta(days=7)
SLUG_MAX = 32
CONTEST_LASTS = timedelta(days=30)
"""Of a contest whose beginning is not written; whoever copies it is asked."""
PLACEHOLDER = "@your_channel"
"""What the presets name instead of a channel."""
LATIN = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфъыэ", "abvgdeziyklmnoprstufaye", strict=True)),
        **{"ё": "e", "ж": "zh", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh"},
        **{"щ": "sch", "ь": "", "ю": "yu", "я": "ya"},
    }
)


class CampaignChangedMeanwhile(UserError):
    """Somebody else loaded a version since the draft was begun."""


class PlaceholderLeft(UserError):
    """A preset's stand-in for a channel was never replaced."""


class CampaignUnchanged(UserError):
    """The draft says what the campaign says already."""


@dataclass(frozen=True)
class Draft:
    """A document on its way, and the version that it is to replace."""

    document: Document
    campaign_id: int | None = None
    """None: it becomes a campaign of its own."""
    version: int | None = None
    is_named_by_title: bool = False
    """Whether its slug is made of its title when it is loaded, as that of no other campaign."""


async def keep(session: AsyncSession, draft: Draft, *, chat_id: int, now: datetime) -> str:
    """The token of a draft, with which everybody in the chat can go on."""
    subject: dict[str, Any] = {
        "document": documents.to_json(draft.document),
        "campaign_id": draft.campaign_id,
        "version": draft.version,
        "is_named_by_title": draft.is_named_by_title,
    }
    return await confirmations.issue(
        session,
        chat_id=chat_id,
        telegram_id=None,
        action=ACTION,
        subject=subject,
        now=now,
        expires_at=now + LASTS,
    )


async def look(
    session: AsyncSession, token: str, *, chat_id: int, telegram_id: int, now: datetime
) -> Draft:
    """Raises what `confirmations.check` does."""
    subject = await confirmations.check(
        session, token, chat_id=chat_id, telegram_id=telegram_id, action=ACTION, now=now
    )
    return _of(subject)


async def load(
    session: AsyncSession, token: str, *, chat_id: int, by: int, starts: bool, now: datetime
) -> Campaign:
    """Make the draft a campaign, or its next version; with `starts` it runs from now on.

    Raises what `confirmations.spend`, `campaigns.load` and `campaigns.start` do, and
    `CampaignChangedMeanwhile`, `CampaignUnchanged`, `PlaceholderLeft`.
    """
    subject = await confirmations.spend(
        session, token, chat_id=chat_id, telegram_id=by, action=ACTION, now=now
    )
    draft = _of(subject)
    if starts and PLACEHOLDER in campaign_numbers.chats(draft.document):
        raise PlaceholderLeft(chat=PLACEHOLDER)
    if draft.is_named_by_title:
        draft = replace(draft, document=await own_slug(session, draft.document))
    elif draft.campaign_id is None:
        if await campaigns.by_slug(session, draft.document.campaign.slug) is not None:
            raise CampaignChangedMeanwhile
    else:
        latest = await campaigns.find(session, draft.campaign_id)
        if latest.version != draft.version:
            raise CampaignChangedMeanwhile
        if latest.document == draft.document:
            raise CampaignUnchanged
    campaign = await campaigns.load(session, draft.document, now=now, by=by)
    if starts:
        campaign = await campaigns.start(session, campaign.slug, now=now, by=by)
    return campaign


def _of(subject: dict[str, Any]) -> Draft:
    document = documents.kept(subject["document"])
    return Draft(document, subject["campaign_id"], subject["version"], subject["is_named_by_title"])


def from_preset(document: Document, zone: str) -> Document:
    """A preset on the clocks of whoever begins with it."""
    section = document.campaign.model_copy(update={"time_zone": zone})
    return document.model_copy(update={"campaign": section})


def copy_of(document: Document, *, now: datetime) -> Document:
    """A campaign like another one, from now on: its period is not the other's.

    A contest that is over would never be held: it begins with the copy and lasts as long again.
    """
    section = document.campaign.model_copy(update={"starts_at": None, "ends_at": None})
    contests = tuple(_held_anew(document, contest, now) for contest in document.contests)
    return document.model_copy(update={"campaign": section, "contests": contests})


def _held_anew(document: Document, contest: ContestSection, now: datetime) -> ContestSection:
    changes: dict[str, Any] = {}
    if contest.starts_at is not None and contest.starts_at <= now:
        changes["starts_at"] = None
    if contest.ends_at is not None and contest.ends_at <= now:
        changes |= {"ends_at": None, "lasts": _length(document, contest, contest.ends_at)}
    return contest.model_copy(update=changes)


def _length(document: Document, contest: ContestSection, ends_at: datetime) -> timedelta:
    """From the contest's or the campaign's beginning; where neither says one, a usual length."""
    starts_at = contest.starts_at or document.campaign.starts_at
    if starts_at is None:
        return CONTEST_LASTS
    # By the clock on the wall: a week is seven days, also the one in which summer time ends.
    end, start = (
        each.astimezone(document.zone).replace(tzinfo=None) for each in (ends_at, starts_at)
    )
    seconds = timedelta(seconds=(end - start) // timedelta(seconds=1))
    return min(max(seconds, LASTS_MIN), LASTS_MAX)


def with_document(draft: Draft, document: Document) -> Draft:
    """The same draft after a change."""
    return replace(draft, document=document)


async def of_file(session: AsyncSession, document: Document) -> tuple[Draft, Document | None]:
    """The draft of a file, and the document that it would replace.

    Raises `campaigns.SlugReserved`.
    """
    slug = document.campaign.slug
    if slug == starter.SLUG:
        raise SlugReserved(slug=slug)
    campaign = await campaigns.by_slug(session, slug)
    if campaign is None:
        return Draft(document), None
    found = await campaigns.find(session, campaign.id)
    return Draft(document, found.id, found.version), found.document


async def own_slug(session: AsyncSession, document: Document) -> Document:
    """The document under a slug that no campaign has, made of its title."""
    title = campaigns.title(document, "en")
    wanted = slug_of(title) or document.campaign.slug
    taken = set(await session.scalars(select(Campaign.slug))) | {starter.SLUG}
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted[: SLUG_MAX - 1 - len(str(number))]}-{number}"
    section = document.campaign.model_copy(update={"slug": slug})
    return document.model_copy(update={"campaign": section})


def slug_of(title: str) -> str:
    """ "Осень с друзьями" as "osen-s-druzyami"; "" where nothing of it can be said in Latin."""
    latin = unicodedata.normalize("NFC", title.casefold()).translate(LATIN)
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:SLUG_MAX].strip("-")
    return slug if len(slug) > 1 else ""

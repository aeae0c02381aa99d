"""For whom is a broadcast, and how many are they?"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, assert_never

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.i18n import LANGUAGES
from models import Campaign, Invite, Participant, Referral, Standing

RANGE = 20_000
"""Participants counted at once; on SQLite nobody else is served meanwhile."""
RECENT_DAYS_MAX = 3_650
CAMPAIGNS_OFFERED = 6


class SegmentUnknown(UserError):
    pass


class Kind(StrEnum):
    ALL = "all"
    LANGUAGE = "language"
    CAMPAIGN = "campaign"
    FRIENDS = "friends"
    """Those who brought one friend at least."""
    RECENT = "recent"
    """Those who started in the last days."""


@dataclass(frozen=True)
class Segment:
    """Which of the participants; `value` is a language, a campaign's slug or a number of days."""

    kind: Kind = Kind.ALL
    value: str = ""
    others_too: bool = False
    """Also those whose language the bot does not speak: they read it in this one."""

    def encode(self) -> dict[str, Any] | None:
        if self == EVERYBODY:
            return None
        return {"kind": self.kind, "value": self.value, "others_too": self.others_too}


EVERYBODY = Segment()


def decode(encoded: Mapping[str, Any] | None) -> Segment:
    if encoded is None:
        return EVERYBODY
    return Segment(Kind(encoded["kind"]), encoded["value"], encoded["others_too"])


def parse(written: str, *, default_language: str) -> Segment:
    """A segment as a button or the command line names it, "language:ru". Raises `SegmentUnknown`.

    Whether a campaign exists is not looked up: nobody is in one that does not.
    """
    name, _, value = written.partition(":")
    match name:
        case Kind.ALL | Kind.FRIENDS if not value:
            return Segment(Kind(name))
        case Kind.LANGUAGE if value in LANGUAGES:
            return Segment(Kind.LANGUAGE, value, value == default_language)
        case Kind.CAMPAIGN if value:
            return Segment(Kind.CAMPAIGN, value)
        case Kind.RECENT if value.isascii() and value.isdigit() and len(value) <= 4:
            if 1 <= int(value) <= RECENT_DAYS_MAX:
                return Segment(Kind.RECENT, value)
    raise SegmentUnknown


def written(segment: Segment) -> str:
    """As `parse` reads it."""
    return f"{segment.kind}:{segment.value}" if segment.value else segment.kind.value


@dataclass(frozen=True)
class Reach:
    """How many of a segment get a broadcast now, and how many do not."""

    people: int = 0
    blocked: int = 0
    banned: int = 0


MAY_BE_WRITTEN_TO = and_(Participant.blocked_at.is_(None), Participant.banned_at.is_(None))


def members(segment: Segment, *, now: datetime) -> ColumnElement[bool]:
    """Who has started the bot by now and belongs to it."""
    return and_(Participant.started_at <= now, _belongs(segment, now))


def _belongs(segment: Segment, now: datetime) -> ColumnElement[bool]:
    match segment.kind:
        case Kind.ALL:
            return Participant.started_at.is_not(None)
        case Kind.LANGUAGE:
            return _speaks(segment)
        case Kind.CAMPAIGN:
            return _takes_part(segment.value)
        case Kind.FRIENDS:
            # The campaigns are named so that the key of the standings is used.
            return exists().where(
                Standing.campaign_id.in_(select(Campaign.id)),
                Standing.participant_id == Participant.id,
                Standing.friends > 0,
            )
        case Kind.RECENT:
            return Participant.started_at >= now - timedelta(days=int(segment.value))
        case _:
            assert_never(segment.kind)


def _speaks(segment: Segment) -> ColumnElement[bool]:
    spoken = func.lower(func.coalesce(Participant.language, Participant.telegram_language, ""))
    speaks = or_(spoken == segment.value, spoken.like(f"{segment.value}-%"))
    if not segment.others_too:
        return speaks
    others = [language for language in LANGUAGES if language != segment.value]
    return and_(spoken.not_in(others), *(spoken.not_like(f"{language}-%") for language in others))


def _takes_part(slug: str) -> ColumnElement[bool]:
    """Has a link in the campaign, or came by one."""
    campaign_id = select(Campaign.id).where(Campaign.slug == slug).scalar_subquery()
    return or_(
        exists().where(Invite.campaign_id == campaign_id, Invite.participant_id == Participant.id),
        exists().where(Referral.campaign_id == campaign_id, Referral.referee_id == Participant.id),
    )


async def reach(session: AsyncSession, segment: Segment, *, now: datetime) -> Reach:
    """Count, with pauses in which others are served."""
    last = await session.scalar(select(func.max(Participant.id))) or 0
    found = Reach()
    banned = Participant.banned_at.is_not(None)
    columns = select(
        func.sum(case((MAY_BE_WRITTEN_TO, 1), else_=0)),
        func.sum(case((and_(~banned, Participant.blocked_at.is_not(None)), 1), else_=0)),
        func.sum(case((banned, 1), else_=0)),
    )
    for start in range(0, last, RANGE):
        within = and_(Participant.id > start, Participant.id <= start + RANGE)
        row = (await session.execute(columns.where(within, members(segment, now=now)))).one()
        people, blocked, excluded = (number or 0 for number in row)
        found = Reach(found.people + people, found.blocked + blocked, found.banned + excluded)
        await asyncio.sleep(0)
    return found


async def anybody(session: AsyncSession, segment: Segment, *, now: datetime) -> bool:
    """Whether a broadcast to it reaches somebody."""
    found = await session.scalar(
        select(Participant.id).where(MAY_BE_WRITTEN_TO, members(segment, now=now)).limit(1)
    )
    return found is not None


async def offered_campaigns(session: AsyncSession) -> Sequence[str]:
    """Slugs of the newest campaigns."""
    found = await session.scalars(
        select(Campaign.slug).order_by(Campaign.id.desc()).limit(CAMPAIGNS_OFFERED)
    )
    return found.all()

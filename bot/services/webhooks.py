"""Which servers are told of events, and how are the messages to them taken and settled?"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import CursorResult, bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import table
from bot.errors import UserError
from bot.prepared import prepare
from bot.services import audit
from bot.services.webhook_events import EVENTS
from models import WebhookDelivery, WebhookEndpoint, WebhookState

URL_LENGTH_MAX = 500
ENDPOINTS_MAX = 20
JOURNAL_PAGE = 50
CLAIM = timedelta(seconds=60)
"""Longer than an endpoint may take to answer."""
GIVE_UP_AFTER = timedelta(hours=24)
FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(hours=1)
ERROR_LENGTH_MAX = 200
FORGET_BATCH = 1_000

DELIVERIES = table(WebhookDelivery)

_ENDPOINTS = select(
    WebhookEndpoint.id,
    WebhookEndpoint.url,
    WebhookEndpoint.secret,
    WebhookEndpoint.failing_since,
).where(WebhookEndpoint.removed_at.is_(None))
_DUE = select(DELIVERIES.c.id).where(
    DELIVERIES.c.endpoint_id == bindparam("of_endpoint"),
    DELIVERIES.c.state == WebhookState.QUEUED,
    DELIVERIES.c.not_before <= bindparam("now"),
)
_HAS_DUE = _DUE.limit(1)
prepare(_ENDPOINTS, _HAS_DUE)


class WebhookUrlRefused(UserError):
    """No https address, or one with a password in it."""


class WebhookTaken(UserError):
    """Events are sent to this address already."""


class WebhookUnknown(UserError):
    """No events are sent to this address."""


class WebhookEventUnknown(UserError):
    """There is no such event; `known` are those that there are."""


class TooManyWebhooks(UserError):
    pass


@dataclass(frozen=True)
class Endpoint:
    """Where events are sent, as far as sending needs to know."""

    id: int
    url: str
    secret: str
    failing_since: datetime | None


@dataclass(frozen=True)
class Parcel:
    """A claimed delivery."""

    id: int
    event: str
    event_id: str
    body: dict[str, Any]
    attempts: int
    """This attempt included."""
    created_at: datetime


@dataclass(frozen=True)
class Outcome:
    """What an endpoint did with a parcel."""

    parcel: Parcel
    is_taken: bool
    status: int | None = None
    error: str | None = None


async def add(
    session: AsyncSession,
    url: str,
    *,
    events: Sequence[str] = (),
    may_be_local: bool = False,
    now: datetime,
    by: int | None = None,
) -> WebhookEndpoint:
    """Send events, all of them unless some are named, to an address from now on.

    Its `secret` is to be shown once. Raises `WebhookUrlRefused`, `WebhookEventUnknown`,
    `WebhookTaken`, `TooManyWebhooks`.
    """
    _check_url(url, may_be_local=may_be_local)
    for event in events:
        if event not in EVENTS:
            raise WebhookEventUnknown(event=event[:64], known=", ".join(EVENTS))
    known = await listed(session)
    if any(endpoint.url == url for endpoint in known):
        raise WebhookTaken(url=url)
    if len(known) >= ENDPOINTS_MAX:
        raise TooManyWebhooks(count=ENDPOINTS_MAX)
    endpoint = WebhookEndpoint(
        url=url,
        secret=f"srw_{secrets.token_urlsafe(32)}",
        events=[event for event in EVENTS if event in (events or EVENTS)],
        created_at=now,
    )
    session.add(endpoint)
    await session.flush()
    after = {"address": urlsplit(url).hostname}
    await audit.record(session, audit.Action.WEBHOOK_ADD, by=by, now=now, after=after)
    return endpoint


def _check_url(url: str, *, may_be_local: bool) -> None:
    try:
        parts = urlsplit(url)
        port_is_possible = parts.port != 0
    except ValueError:
        raise WebhookUrlRefused from None
    schemes = ("https", "http") if may_be_local else ("https",)
    is_plain = url.isascii() and url.isprintable() and " " not in url
    if (
        not is_plain
        or len(url) > URL_LENGTH_MAX
        or parts.scheme not in schemes
        or not parts.hostname
        or not port_is_possible
        or "@" in parts.netloc
        or parts.fragment
    ):
        raise WebhookUrlRefused


async def remove(session: AsyncSession, url: str, *, now: datetime, by: int | None = None) -> None:
    """Send nothing to an address any more, not even what waits. Raises `WebhookUnknown`."""
    endpoint: WebhookEndpoint | None = await session.scalar(
        select(WebhookEndpoint)
        .where(WebhookEndpoint.url == url, WebhookEndpoint.removed_at.is_(None))
        .with_for_update()
    )
    if endpoint is None:
        raise WebhookUnknown(url=url[:URL_LENGTH_MAX])
    endpoint.removed_at = now
    await session.execute(
        update(DELIVERIES)
        .where(
            DELIVERIES.c.endpoint_id == endpoint.id,
            DELIVERIES.c.state.in_((WebhookState.QUEUED, WebhookState.SENDING)),
        )
        .values(state=WebhookState.FAILED, error="removed", finished_at=now, claimed_until=None)
    )
    await session.flush()
    after = {"address": urlsplit(url).hostname}
    await audit.record(session, audit.Action.WEBHOOK_REMOVE, by=by, now=now, after=after)


async def listed(session: AsyncSession) -> Sequence[WebhookEndpoint]:
    """Where events are sent at present, the oldest first."""
    rows = await session.scalars(
        select(WebhookEndpoint)
        .where(WebhookEndpoint.removed_at.is_(None))
        .order_by(WebhookEndpoint.id)
    )
    return rows.all()


async def journal(
    session: AsyncSession, *, before_id: int | None = None
) -> Sequence[tuple[WebhookDelivery, str]]:
    """Deliveries with their addresses, the newest first."""
    statement = (
        select(WebhookDelivery, WebhookEndpoint.url)
        .join(WebhookEndpoint, WebhookEndpoint.id == WebhookDelivery.endpoint_id)
        .order_by(WebhookDelivery.id.desc())
        .limit(JOURNAL_PAGE)
    )
    if before_id is not None:
        statement = statement.where(WebhookDelivery.id < before_id)
    return [(delivery, url) for delivery, url in await session.execute(statement)]


async def ready(session: AsyncSession, *, now: datetime) -> list[Endpoint]:
    """Endpoints for which something is due."""
    rows = (await session.execute(_ENDPOINTS)).all()
    found = [Endpoint(row.id, row.url, row.secret, row.failing_since) for row in rows]
    return [
        endpoint
        for endpoint in found
        if await session.scalar(_HAS_DUE, {"of_endpoint": endpoint.id, "now": now}) is not None
    ]


async def take(
    session: AsyncSession, endpoint_id: int, *, now: datetime, limit: int
) -> list[Parcel]:
    """Claim what is due for an endpoint, the oldest first."""
    due = (
        _DUE.order_by(DELIVERIES.c.not_before, DELIVERIES.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ids = (await session.scalars(due, {"of_endpoint": endpoint_id, "now": now})).all()
    if not ids:
        return []
    rows = await session.execute(
        update(DELIVERIES)
        .where(DELIVERIES.c.id.in_(ids), DELIVERIES.c.state == WebhookState.QUEUED)
        .values(
            state=WebhookState.SENDING,
            claimed_until=now + CLAIM,
            attempts=DELIVERIES.c.attempts + 1,
        )
        .returning(
            DELIVERIES.c.id,
            DELIVERIES.c.event,
            DELIVERIES.c.event_id,
            DELIVERIES.c.body,
            DELIVERIES.c.attempts,
            DELIVERIES.c.created_at,
        )
    )
    parcels = [Parcel(**row._mapping) for row in rows]
    return sorted(parcels, key=lambda parcel: parcel.id)


async def settle(
    session: AsyncSession,
    endpoint_id: int,
    outcomes: Sequence[Outcome],
    *,
    chance: float,
    now: datetime,
) -> None:
    """Write down what became of claimed deliveries; `chance`, from 0 to 1, spreads repetitions."""
    for outcome in outcomes:
        await session.execute(
            update(DELIVERIES)
            .where(DELIVERIES.c.id == outcome.parcel.id, DELIVERIES.c.state == WebhookState.SENDING)
            .values(**_changes(outcome, chance, now))
        )
    taken = [outcome.is_taken for outcome in outcomes]
    failing = WebhookEndpoint.failing_since
    await session.execute(
        update(WebhookEndpoint)
        .where(WebhookEndpoint.id == endpoint_id)
        .where(failing.is_not(None) if any(taken) else failing.is_(None))
        .values(failing_since=None if any(taken) else now)
        .execution_options(synchronize_session=False)
    )


def _changes(outcome: Outcome, chance: float, now: datetime) -> dict[str, object]:
    changes: dict[str, object] = {
        "status": outcome.status,
        "error": outcome.error and outcome.error[:ERROR_LENGTH_MAX],
        "claimed_until": None,
    }
    if outcome.is_taken:
        return changes | {"state": WebhookState.DELIVERED, "finished_at": now}
    again_at = now + pause(outcome.parcel.attempts, chance)
    if again_at > outcome.parcel.created_at + GIVE_UP_AFTER:
        return changes | {"state": WebhookState.FAILED, "finished_at": now}
    return changes | {"state": WebhookState.QUEUED, "not_before": again_at}


def pause(attempts: int, chance: float) -> timedelta:
    """How long to wait after so many failures: doubling from 10 s to 1 h, a quarter by chance."""
    longest = min(FIRST_PAUSE * 2 ** min(attempts - 1, 20), LONGEST_PAUSE)
    return timedelta(seconds=longest.total_seconds() * (0.75 + chance / 4))


async def recover(session: AsyncSession, *, now: datetime) -> int:
    """Queue again what a process that died had in hand: it may arrive a second time."""
    result = await session.execute(
        update(DELIVERIES)
        .where(DELIVERIES.c.state == WebhookState.SENDING, DELIVERIES.c.claimed_until <= now)
        .values(state=WebhookState.QUEUED, claimed_until=None)
    )
    assert isinstance(result, CursorResult)
    return result.rowcount


async def failing(session: AsyncSession, *, since_before: datetime) -> list[tuple[str, datetime]]:
    """Addresses that have taken nothing for so long, and since when."""
    rows = await session.execute(
        select(WebhookEndpoint.url, WebhookEndpoint.failing_since)
        .where(WebhookEndpoint.removed_at.is_(None), WebhookEndpoint.failing_since <= since_before)
        .order_by(WebhookEndpoint.failing_since)
    )
    return [(url, since) for url, since in rows if since is not None]


async def waiting(session: AsyncSession) -> int:
    """How many deliveries have still to leave."""
    count = await session.scalar(
        select(func.count(WebhookDelivery.id)).where(WebhookDelivery.state == WebhookState.QUEUED)
    )
    return count or 0


async def forget(session: AsyncSession, *, finished_before: datetime) -> int:
    """Drop journal rows that are over since then, a batch at a time."""
    old = (
        select(WebhookDelivery.id)
        .where(WebhookDelivery.finished_at < finished_before)
        .order_by(WebhookDelivery.finished_at)
        .limit(FORGET_BATCH)
    )
    result = await session.execute(
        delete(WebhookDelivery)
        .where(WebhookDelivery.id.in_(old))
        .execution_options(synchronize_session=False)
    )
    assert isinstance(result, CursorResult)
    return result.rowcount

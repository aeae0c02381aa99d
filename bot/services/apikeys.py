"""Which shops may report purchases, and by which keys are they known?"""

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.services import audit
from models import ApiKey

NAME_SHAPE = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
KEY_SHAPE = re.compile(r"srk_[A-Za-z0-9_-]{43}")
LIST_MAX = 1_000


class ApiKeyNameMalformed(UserError):
    """1 to 32 of a-z, 0-9, - and _."""


class ApiKeyTaken(UserError):
    """A shop of this name has a key; revoke that first."""


class ApiKeyUnknown(UserError):
    """No shop of this name has a key."""


@dataclass(frozen=True)
class Issued:
    """What is shown once."""

    key: str
    secret: str


async def create(
    session: AsyncSession, name: str, *, now: datetime, by: int | None = None
) -> Issued:
    """Give a shop a key; one that was revoked gets a new one, and its orders stay known.

    Raises `ApiKeyNameMalformed`, `ApiKeyTaken`.
    """
    if not NAME_SHAPE.fullmatch(name):
        raise ApiKeyNameMalformed
    issued = Issued(f"srk_{secrets.token_urlsafe(32)}", f"srs_{secrets.token_urlsafe(32)}")
    shop = await _locked(session, name)
    if shop is not None and shop.revoked_at is None:
        raise ApiKeyTaken(name=name)
    if shop is None:
        shop = ApiKey(name=name, revoked_at=None)
        session.add(shop)
    shop.key_hash = _hash(issued.key)
    shop.secret = issued.secret
    shop.created_at = now
    shop.revoked_at = None
    await session.flush()
    await audit.record(session, audit.Action.APIKEY_CREATE, by=by, now=now, after={"shop": name})
    return issued


async def revoke(session: AsyncSession, name: str, *, now: datetime, by: int | None = None) -> None:
    """From the commit on, nothing is taken by this shop's key. Raises `ApiKeyUnknown`."""
    shop = await _locked(session, name)
    if shop is None or shop.revoked_at is not None:
        raise ApiKeyUnknown(name=name)
    shop.revoked_at = now
    await session.flush()
    await audit.record(session, audit.Action.APIKEY_REVOKE, by=by, now=now, after={"shop": name})


async def listed(session: AsyncSession) -> Sequence[ApiKey]:
    """All shops, the oldest first."""
    return (await session.scalars(select(ApiKey).order_by(ApiKey.id).limit(LIST_MAX))).all()


async def owner(session: AsyncSession, key: str) -> ApiKey | None:
    """Whose key it is; None for what is none, or was revoked."""
    if not KEY_SHAPE.fullmatch(key):
        return None
    found: ApiKey | None = await session.scalar(
        select(ApiKey).where(ApiKey.key_hash == _hash(key), ApiKey.revoked_at.is_(None))
    )
    return found


async def _locked(session: AsyncSession, name: str) -> ApiKey | None:
    found: ApiKey | None = await session.scalar(
        select(ApiKey)
        .where(ApiKey.name == name)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found


def _hash(key: str) -> str:
    # A key has 256 bits of chance: nobody finds it from its hash, however fast that is.
    return hashlib.sha256(key.encode()).hexdigest()

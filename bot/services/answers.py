"""Was a request with this Idempotency-Key answered before, and what was it told?

The answer is written in the transaction that does the work: either both are there or neither. A
request that was refused changed nothing, so its answer is not kept and the key stays free.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, delete, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from bot.errors import UserError
from models import ApiAnswer

KEY_LENGTH_MAX = 128
FORGET_BATCH = 1_000

_CLAIM = (
    insert(ApiAnswer)
    .on_conflict_do_nothing(index_elements=[ApiAnswer.api_key_id, ApiAnswer.key])
    .returning(ApiAnswer.api_key_id)
)


class RequestDiffers(UserError):
    """The key came before with another method, path or body."""


class RequestStillRuns(UserError):
    """The first request with this key has not been answered yet."""


@dataclass(frozen=True)
class Request:
    """What a shop wants done once, by its key."""

    api_key_id: int
    key: str
    digest: str

    @classmethod
    def of(cls, api_key_id: int, key: str, *, target: str, body: bytes) -> "Request":
        """`target` is method and path."""
        return cls(api_key_id, key, hashlib.sha256(target.encode() + b"\n" + body).hexdigest())


@dataclass(frozen=True)
class Answer:
    status: int
    body: str


async def claim(session: AsyncSession, request: Request, *, now: datetime) -> Answer | None:
    """Begin the work of a request; the answer that it had before, if it had one.

    Raises `RequestDiffers`, `RequestStillRuns`.
    """
    await _refuse_to_wait(session, request)
    new = {
        "api_key_id": request.api_key_id,
        "key": request.key,
        "request_hash": request.digest,
        "status": 0,
        "body": "",
        "at": now,
    }
    if await session.scalar(_CLAIM, new) is not None:
        return None
    kept = await session.scalar(
        select(ApiAnswer)
        .where(ApiAnswer.api_key_id == request.api_key_id, ApiAnswer.key == request.key)
        .execution_options(populate_existing=True)
    )
    if kept is None:
        # It was forgotten, or rolled back, between the two statements.
        raise RequestStillRuns
    if kept.request_hash != request.digest:
        raise RequestDiffers
    return Answer(kept.status, kept.body)


async def _refuse_to_wait(session: AsyncSession, request: Request) -> None:
    """PostgreSQL would let the second of two wait for the first; SQLite has one writer anyway."""
    if session.get_bind().dialect.name != "postgresql":
        return
    seed = f"answer:{request.api_key_id}:{request.key}"
    lock = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], signed=True)
    is_ours = select(func.pg_try_advisory_xact_lock(literal(lock, BigInteger)))
    if not await session.scalar(is_ours):
        raise RequestStillRuns


async def keep(session: AsyncSession, request: Request, answer: Answer) -> None:
    """Write down what the request is told; it was claimed in this transaction."""
    await session.execute(
        update(ApiAnswer)
        .where(ApiAnswer.api_key_id == request.api_key_id, ApiAnswer.key == request.key)
        .values(status=answer.status, body=answer.body)
        .execution_options(synchronize_session=False)
    )


async def forget(session: AsyncSession, *, before: datetime) -> int:
    """Drop old answers, a batch at a time; their keys may be used again."""
    old = select(ApiAnswer.api_key_id, ApiAnswer.key).where(ApiAnswer.at < before)
    rows = (await session.execute(old.order_by(ApiAnswer.at).limit(FORGET_BATCH))).all()
    for api_key_id, key in rows:
        await session.execute(
            delete(ApiAnswer).where(ApiAnswer.api_key_id == api_key_id, ApiAnswer.key == key)
        )
    return len(rows)

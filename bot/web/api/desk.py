"""How is every request of a shop served: known, counted, checked, done once, answered?"""

import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from fastapi import Request, Response

from bot.clock import Clock
from bot.db import ATTEMPTS_MAX, Database, Session, is_conflict, is_unavailable
from bot.errors import UserError
from bot.i18n import Translate
from bot.services import answers
from bot.services.answers import Answer
from bot.web.api import access, problems, reading, shapes
from bot.web.api.access import Rate, Shop
from bot.web.api.problems import Problem

REPLAYED = "Idempotency-Replayed"

logger = logging.getLogger(__name__)

Serve = Callable[[Shop, bytes], Awaitable[Response]]


class Work(Protocol):
    """What a request changes, in one transaction; it may be run again after a conflict."""

    async def __call__(self, session: Session, /) -> tuple[int, shapes.Answer]: ...


@dataclass
class Desk:
    """What the routes of the API share."""

    db: Database
    clock: Clock
    t: Translate
    rate: Rate
    _at_work: set[tuple[int, str]] = field(default_factory=set)

    async def look(
        self, request: Request, serve: Callable[[Session], Awaitable[shapes.Answer]]
    ) -> Response:
        """Answer a question."""

        async def read(_shop: Shop, _body: bytes) -> Response:
            async with self.db.read() as session:
                found = await serve(session)
            return answer(200, found.model_dump_json())

        return await self._guarded(request, read, has_body=False)

    async def change(self, request: Request, plan: Callable[[Shop, bytes], Work]) -> Response:
        """Carry out a signed request; with an Idempotency-Key once for all repetitions.

        `plan` reads the body and raises `Problem` for what cannot be read.
        """

        async def write(shop: Shop, body: bytes) -> Response:
            access.check_signature(request, shop, body, self.clock)
            key = reading.idempotency_key(request)
            work = plan(shop, body)
            if key is None:
                done, is_replayed = await self._retried(work, None)
            else:
                # Not `request.url`: what stands behind a "#" or "?" of the order would be left out.
                target = f"{request.method} {request.scope['path']}"
                once = answers.Request.of(shop.id, key, target=target, body=body)
                with self._alone(shop.id, key):
                    done, is_replayed = await self._retried(work, once)
            response = answer(done.status, done.body)
            if is_replayed:
                response.headers[REPLAYED] = "true"
            return response

        return await self._guarded(request, write, has_body=True)

    @contextmanager
    def _alone(self, shop_id: int, key: str) -> Iterator[None]:
        """Keep a second request with the key out while the first is at work in this process."""
        place = shop_id, key
        if place in self._at_work:
            raise answers.RequestStillRuns
        self._at_work.add(place)
        try:
            yield
        finally:
            self._at_work.discard(place)

    async def _retried(self, work: Work, once: answers.Request | None) -> tuple[Answer, bool]:
        """The answer, and whether it was given before."""
        for attempt in range(1, ATTEMPTS_MAX + 1):
            try:
                return await self._do(work, once)
            except Exception as error:
                if not is_conflict(error) or attempt == ATTEMPTS_MAX:
                    raise
        raise AssertionError

    async def _do(self, work: Work, once: answers.Request | None) -> tuple[Answer, bool]:
        async with self.db.transaction() as session:
            if once is not None:
                earlier = await answers.claim(session, once, now=self.clock())
                if earlier is not None:
                    return earlier, True
            status, shown = await work(session)
            done = Answer(status, shown.model_dump_json())
            if once is not None:
                await answers.keep(session, once, done)
        return done, False

    async def _guarded(self, request: Request, serve: Serve, *, has_body: bool) -> Response:
        try:
            shop = await access.shop(request, self.db)
            self.rate.take(shop.id)
            return await serve(shop, await reading.body(request) if has_body else b"")
        except Problem as problem:
            return problem.response()
        except UserError as error:
            refusal = problems.of_refusal(error, self.t, has_body=has_body)
            if refusal is None:
                logger.exception("an unexpected refusal on %s", request.url.path)
            return (refusal or problems.bug()).response()
        # All kinds: whatever it is, a shop is told no more than that it was not carried out.
        except Exception as error:
            if is_unavailable(error) or is_conflict(error):
                logger.warning("the database is unavailable: %s", type(error).__name__)
                return problems.unavailable().response()
            logger.exception("a request on %s failed", request.url.path)
            return problems.bug().response()


def answer(status: int, body: str) -> Response:
    return Response(body, status_code=status, media_type="application/json")

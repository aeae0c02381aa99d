"""What does Prometheus read?

Labels are kinds, states and names of our own code, never anything of a person. What is counted in
the database is counted when somebody asks, at most once a minute, and less often when it is much.
"""

import asyncio
import logging
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, ProcessCollector
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.exposition import generate_latest
from prometheus_client.registry import Collector

from bot import VERSION, migration
from bot.db import Database
from bot.meters import BOUNDS_SECONDS, Histogram
from bot.services import gauges
from bot.services.gauges import Standing
from bot.web.health import ADMIN_GROUP
from bot.web.vitals import Pulse, Vitals
from models import DeliveryState

logger = logging.getLogger(__name__)

COUNT_EVERY_SECONDS = 60.0
REST_PER_WORK = 50
"""A count that took a second is repeated after 50: watching costs 2 % at most."""

Labels = TypeVar("Labels", bound=tuple[str, ...])
"""The values of a number's labels."""
Family = TypeVar("Family", GaugeMetricFamily, CounterMetricFamily)


def build(db: Database, vitals: Vitals, pulse: Pulse) -> APIRouter:
    router = APIRouter()
    counted = Counted(db, vitals)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Families(db, vitals, pulse, counted))
    ProcessCollector(registry=registry)

    @router.get("/metrics")
    async def show() -> Response:
        await counted.refresh()
        return Response(generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return router


class Counted:
    """The rows of the database by state, as they stood a moment ago."""

    def __init__(self, db: Database, vitals: Vitals) -> None:
        self._db = db
        self._vitals = vitals
        self._turn = asyncio.Lock()
        self._next_at = 0.0
        self.standing: Standing | None = None

    async def refresh(self) -> None:
        async with self._turn:
            began = time.monotonic()
            if began < self._next_at:
                return
            try:
                async with self._db.read() as session:
                    self.standing = await gauges.look(session, now=self._vitals.clock())
            # All kinds: what is not known is not shown, and the rest still is; /readyz says why.
            except Exception as error:
                logger.warning("the rows cannot be counted: %s", type(error).__name__)
                self.standing = None
            took = time.monotonic() - began
            self._next_at = began + max(COUNT_EVERY_SECONDS, REST_PER_WORK * took)


@dataclass(frozen=True, eq=False)
class Families(Collector):
    """Turns our plain numbers into Prometheus's families."""

    db: Database
    vitals: Vitals
    pulse: Pulse
    counted: Counted

    def collect(self) -> Iterator[Metric]:
        yield _gauge("build_info", "Which version this is.", {(VERSION, migration.HEAD): 1.0},
                     "version", "schema")  # fmt: skip
        yield from self._process()
        if self.counted.standing is not None:
            yield from self._standing(self.counted.standing)

    def _process(self) -> Iterator[Metric]:
        meters, pacer = self.vitals.meters, self.vitals.pacer
        yield _counter("updates", "Updates by kind and outcome.", meters.updates, "kind", "outcome")
        yield _histogram(
            "update_seconds", "From intake to done, waiting included.", meters.handlers, "handler"
        )
        yield _counter(
            "telegram_calls", "Calls of the Bot API by outcome.", meters.calls, "method", "outcome"
        )
        yield _gauge("pacer_waiting", "Requests that wait for Telegram's limits.",
                     {(): float(pacer.waiters)})  # fmt: skip
        yield _counter("pacer_halts", "How often Telegram said 429.", {(): pacer.halts})
        yield _histogram(
            "transaction_seconds", "Committed writing transactions, waiting included.",
            {"": self.db.seconds},
        )  # fmt: skip
        yield _histogram("job_seconds", "One round of a job.", meters.jobs, "job")
        failures = {(job,): count for job, count in meters.failed_jobs.items()}
        yield _counter("job_failures", "Rounds of a job that failed.", failures, "job")
        yield _gauge("loop_lag_seconds", "How late the event loop is.",
                     {(): self.pulse.lag_seconds})  # fmt: skip
        if (reachable := self.vitals.meters.marks.get(ADMIN_GROUP)) is not None:
            yield _gauge("admin_group_reachable", "Whether the bot is in it.", {(): reachable})

    def _standing(self, standing: Standing) -> Iterator[Metric]:
        oldest_at = standing.outbox.oldest_at
        waits = 0.0 if oldest_at is None else (self.vitals.clock() - oldest_at).total_seconds()
        planned = standing.deliveries[DeliveryState.PLANNED.value]
        waiting = {
            ("notice",): float(standing.outbox.count),
            ("broadcast",): float(planned),
        }
        yield _gauge("outbox_waiting", "Messages that are due.", waiting, "priority")
        yield _gauge("outbox_oldest_seconds", "Since when the oldest is due.", {(): waits})
        for name, states, told in (
            ("deliveries", standing.deliveries, "Copies of broadcasts that are not over."),
            ("referrals", standing.referrals, "Referrals by state."),
            ("rewards", standing.rewards, "Rewards by state."),
            ("payouts", standing.payouts, "Payouts by state."),
        ):
            by_state = {(state,): float(count) for state, count in states.items()}
            yield _gauge(name, told, by_state, "state")
        yield _gauge("ledger_seals", "Sealed transactions.", {(): float(standing.seals)})


def _gauge(name: str, told: str, values: Mapping[Labels, float], *labels: str) -> GaugeMetricFamily:
    return _filled(GaugeMetricFamily(f"sarafan_{name}", told, labels=labels), values)


def _counter(
    name: str, told: str, values: Mapping[Labels, float], *labels: str
) -> CounterMetricFamily:
    return _filled(CounterMetricFamily(f"sarafan_{name}", told, labels=labels), values)


def _filled(family: Family, values: Mapping[Labels, float]) -> Family:
    for key, value in values.items():
        family.add_metric(key, value)
    return family


def _histogram(
    name: str, told: str, values: Mapping[str, Histogram], *labels: str
) -> HistogramMetricFamily:
    family = HistogramMetricFamily(f"sarafan_{name}", told, labels=labels)
    for key, histogram in values.items():
        family.add_metric(
            [key] if labels else [], list(_buckets(histogram.counts)), histogram.total_seconds
        )
    return family


def _buckets(counts: Iterable[int]) -> Iterator[tuple[str, float]]:
    """Cumulative, as the text format wants them."""
    total = 0
    for bound, count in zip([*map(str, BOUNDS_SECONDS), "+Inf"], counts, strict=True):
        total += count
        yield bound, float(total)

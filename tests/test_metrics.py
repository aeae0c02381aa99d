"""Does /metrics count what happens, without a word about anybody, and do the others tell health?"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import suppress

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text

from bot import VERSION, migration
from bot.meters import Histogram, Meters
from bot.services import gauges
from bot.traces import Traces
from models import PayoutState, ReferralState
from tests.clock import StillClock
from tests.conftest import TEMPLATE
from tests.conventions.code import ROOT
from tests.people import TOKEN, Stage, staged
from tests.processes import free_port
from tests.rich_world import RichWorld
from tests.servers import PostgresqlServer

Samples = dict[tuple[str, tuple[str, ...]], float]
KINDS = ("message", "my_chat_member")
COUNT_COST_SECONDS_MAX = 0.000_05
"""Of one update; a newcomer's /start takes more than a thousandth."""


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
async def stage(sqlite_url: str, port: int) -> AsyncIterator[Stage]:
    async with staged(sqlite_url, web={"port": port}, starter_campaign={"hold": "0"}) as found:
        await _until_it_listens(port)
        yield found


async def _until_it_listens(port: int) -> None:
    async with asyncio.timeout(20):
        while True:
            with suppress(aiohttp.ClientConnectorError):
                await get(port, "/healthz")
                return
            await asyncio.sleep(0.02)


async def get(port: int, path: str) -> tuple[int, str]:
    timeout = aiohttp.ClientTimeout(total=20)
    async with (
        aiohttp.ClientSession(timeout=timeout) as http,
        http.get(f"http://127.0.0.1:{port}{path}") as response,
    ):
        return response.status, await response.text()


async def metrics(port: int) -> Samples:
    _, said = await get(port, "/metrics")
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(said)
        for sample in family.samples
    }


async def test_what_happened_is_counted(stage: Stage, port: int) -> None:
    ann, ben = stage.person("Ann"), stage.person("Ben")
    await ann.start()
    await ben.follow(await ann.invite())
    for _ in range(2):
        await ann.say("/balance")
    await stage.app.jobs.tick()
    found = await metrics(port)
    assert found["sarafan_update_seconds_count", ("balance.tell",)] == 2
    assert found["sarafan_update_seconds_bucket", ("balance.tell", "+Inf")] == 2
    of_kinds = [found["sarafan_updates_total", (kind, "done")] for kind in KINDS]
    of_handlers = [n for (name, _), n in found.items() if name == "sarafan_update_seconds_count"]
    assert sum(of_kinds) == sum(of_handlers)
    assert found["sarafan_telegram_calls_total", ("sendMessage", "ok")] >= 3
    assert found["sarafan_transaction_seconds_count", ()] >= 3
    assert found["sarafan_job_seconds_count", ("credit_rewards",)] >= 1
    assert found["sarafan_referrals", (ReferralState.QUALIFIED,)] == 1
    assert found["sarafan_payouts", (PayoutState.REQUESTED,)] == 0
    assert found["sarafan_ledger_seals", ()] >= 1
    assert found["sarafan_build_info", (migration.HEAD, VERSION)] == 1
    assert found["sarafan_pacer_waiting", ()] == 0
    assert found["process_resident_memory_bytes", ()] > 0


async def test_a_429_is_counted_apart(stage: Stage, port: int) -> None:
    stage.telegram.faults.add("sendMessage", "retry_after", seconds=1, times=1)
    await stage.person("Ann").start()
    found = await metrics(port)
    assert found["sarafan_telegram_calls_total", ("sendMessage", "429")] == 1
    assert found["sarafan_telegram_calls_total", ("sendMessage", "ok")] >= 1
    assert found["sarafan_pacer_halts_total", ()] == 1


async def test_no_label_knows_a_person(stage: Stage, port: int) -> None:
    ann = stage.person("Ann")
    await ann.start()
    await ann.say("/promo my-secret-code")
    _, said = await get(port, "/metrics")
    for word in ("Ann", str(ann.id), "my-secret-code", TOKEN, str(stage.group_id)):
        assert word not in said


async def test_the_rows_of_every_kind_are_counted(world: RichWorld, clock: StillClock) -> None:
    async with world.db.read() as session:
        standing = await gauges.look(session, now=clock())
        for name, states in (
            ("referrals", standing.referrals),
            ("rewards", standing.rewards),
            ("payouts", standing.payouts),
        ):
            rows = await session.execute(text(f"SELECT state, count(*) FROM {name} GROUP BY state"))
            assert {state: count for state, count in states.items() if count} == {
                state: count for state, count in rows
            }
            assert sum(states.values())


async def test_a_schema_of_another_version_is_not_ready(stage: Stage, port: int) -> None:
    assert await get(port, "/readyz") == (200, '{"status":"ready"}')
    async with stage.app.db.connection() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    status, said = await get(port, "/readyz")
    assert status == 503
    assert "migrate" in said
    assert (await get(port, "/healthz"))[0] == 200


async def test_a_bot_that_telegram_does_not_answer_is_not_ready(stage: Stage, port: int) -> None:
    stage.app.intake.polled_at = time.monotonic() - 121
    assert await get(port, "/readyz") == (503, '{"status":"Telegram does not answer"}')
    stage.app.intake.polled_at = None
    assert await get(port, "/readyz") == (503, '{"status":"Telegram has not answered yet"}')


async def test_a_lost_admin_group_is_told_and_keeps_nobody_from_serving(
    stage: Stage, port: int
) -> None:
    stage.app.meters.marks["admin_group"] = 0
    status, said = await get(port, "/readyz")
    assert status == 200
    assert "not in the admin group" in said
    assert (await metrics(port))["sarafan_admin_group_reachable", ()] == 0


async def test_a_database_that_is_gone_is_not_ready(postgresql: PostgresqlServer) -> None:
    port = free_port()
    # In a thread: the server's own loop cannot run inside this one.
    url = await asyncio.to_thread(postgresql.create, "soon_gone", template=TEMPLATE)
    async with staged(url, web={"port": port}):
        await _until_it_listens(port)
        assert (await get(port, "/readyz"))[0] == 200
        await asyncio.to_thread(postgresql.drop, "soon_gone")
        assert await get(port, "/readyz") == (503, '{"status":"the database does not answer"}')
        assert (await get(port, "/healthz"))[0] == 200
        assert (await get(port, "/metrics"))[0] == 200


def test_counting_an_update_costs_next_to_nothing() -> None:
    logging.getLogger("bot").setLevel(logging.WARNING)
    traces = Traces(Meters(), TOKEN)
    raw = {"update_id": 1, "message": {"from": {"id": 5}, "text": "/start"}}
    fastest = 1.0
    for _ in range(5):
        began = time.perf_counter()
        for _ in range(1_000):
            with traces.of(raw):
                pass
        fastest = min(fastest, (time.perf_counter() - began) / 1_000)
    assert fastest < COUNT_COST_SECONDS_MAX


def test_a_histogram_counts_at_its_bounds() -> None:
    histogram = Histogram()
    for seconds in (0.001, 0.0011, 10.0, 10.1):
        histogram.observe(seconds)
    assert histogram.counts == [1, 1, *[0] * 10, 1, 1]
    assert histogram.total_seconds == pytest.approx(20.1021)


def test_the_version_is_that_of_the_project() -> None:
    assert f'\nversion = "{VERSION}"\n' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")

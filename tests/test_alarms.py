"""Do the admins hear of trouble once an hour while it lasts, and of nothing when there is none?"""

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from bot.db import Database, table
from bot.i18n import LANGUAGES, Texts
from bot.services import alarms, outbox
from bot.services.alarms import Kind
from models import Alarm, OutboxMessage, Participant, Payout
from tests.clock import StillClock
from tests.people import Stage, staged, text_of
from tests.processes import free_port
from tests.town import Town

pytestmark = pytest.mark.usefixtures("unpaced")

QUIET_LOOKS = 1_000
OFF = {"at": ""}
AT_ONCE = {"hold": "0"}


@pytest.fixture
async def stage(sqlite_url: str) -> AsyncIterator[Stage]:
    async with staged(sqlite_url, digest=OFF, starter_campaign=AT_ONCE) as found:
        yield found


async def told(stage: Stage, words: str) -> int:
    """How many messages with these words the group has got."""
    await stage.settle()
    return sum(words in text_of(message) for message in stage.in_group())


async def look(stage: Stage, **later: float) -> None:
    stage.clock.advance(timedelta(**later))
    await stage.app.watch.tick()


async def lasts(stage: Stage, words: str) -> None:
    """Told at once, not again within the hour, again after it."""
    await look(stage)
    assert await told(stage, words) == 1
    await look(stage, minutes=30)
    await look(stage, minutes=29)
    assert await told(stage, words) == 1
    await look(stage, minutes=20)
    assert await told(stage, words) == 2


async def test_a_thousand_quiet_looks_tell_nothing(stage: Stage) -> None:
    await stage.person("Ann").start()
    # The one verification of the day is over; the rest is looked at each time.
    await stage.app.watch.verify()
    before = len(stage.in_group())
    for _ in range(QUIET_LOOKS):
        stage.clock.advance(timedelta(seconds=10))
        for watch in (
            stage.app.watch.send_digest,
            stage.app.watch.watch_payouts,
            stage.app.watch.watch_sender,
            stage.app.watch.watch_burst,
            stage.app.watch.watch_disk,
            stage.app.watch.back_up,
        ):
            assert await watch() == 0
    await stage.app.watch.watch_telegram()
    await stage.settle()
    assert len(stage.in_group()) == before
    async with stage.app.db.read() as session:
        assert (await session.scalars(select(Alarm))).all() == []


async def test_a_payout_that_waits_too_long(rich_sqlite_url: str) -> None:
    async with staged(rich_sqlite_url, digest=OFF, starter_campaign=AT_ONCE) as stage:
        async with stage.app.db.transaction() as session:
            await session.execute(
                update(Payout)
                .where(Payout.state == "requested")
                .values(requested_at=stage.clock() - timedelta(hours=23))
            )
            await session.execute(
                update(Payout)
                .where(Payout.state == "approved")
                .values(decided_at=stage.clock() - timedelta(hours=1))
            )
        await look(stage)
        assert await told(stage, "/payouts") == 0
        stage.clock.advance(timedelta(hours=2))
        await lasts(stage, "waiting too long")


async def stuck(stage: Stage) -> None:
    """As if the sender had stopped: it takes nothing any more."""
    stage.app.sender._notices._width = 0
    async with stage.app.db.transaction() as session:
        await outbox.post(session, chat_id=5, text_key="digest", now=stage.clock())


def heard(stage: Stage) -> int:
    """As `told`, where nothing that waits is waited for."""
    return sum("not leaving" in text_of(message) for message in stage.in_group())


async def queued(stage: Stage) -> list[str]:
    async with stage.app.db.read() as session:
        return list(await session.scalars(select(OutboxMessage.text_key)))


async def test_messages_that_do_not_leave(stage: Stage) -> None:
    """The group hears of it from whoever noticed, for the sender itself can tell nothing."""
    await stuck(stage)
    stage.clock.advance(timedelta(minutes=9))
    await stage.app.watch.watch_sender()
    assert heard(stage) == 0
    stage.clock.advance(timedelta(minutes=2))
    for _ in range(3):
        await stage.app.watch.watch_sender()
    assert heard(stage) == 1
    stage.clock.advance(timedelta(minutes=61))
    await stage.app.watch.watch_sender()
    assert heard(stage) == 2
    assert await queued(stage) == ["digest"]


async def test_where_the_group_cannot_be_told_that_nothing_leaves_it_is_queued(
    stage: Stage,
) -> None:
    await stuck(stage)
    stage.telegram.faults.add("sendMessage", "error", status=400)
    for _ in range(2):
        stage.clock.advance(timedelta(minutes=61))
        await stage.app.watch.watch_sender()
    assert heard(stage) == 0
    assert await queued(stage) == ["digest", "alarm-sender"], "the newest takes the other's place"


async def test_a_webhook_that_fails(sqlite_url: str) -> None:
    """Nobody listens where Telegram is to call."""
    telegram = {
        "mode": "webhook",
        "webhook_url": f"http://127.0.0.1:{free_port()}/telegram/webhook",
        "webhook_secret": "only-for-this-test",
    }
    async with staged(sqlite_url, telegram=telegram, digest=OFF, starter_campaign=AT_ONCE) as stage:
        stage.telegram.send(stage.owner, text="/start")
        webhook = stage.me.webhook
        assert webhook is not None
        async with asyncio.timeout(10):
            while not webhook.last_error_message:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        for _ in range(3):
            await look(stage, minutes=5)
        async with stage.app.db.read() as session:
            rows = await session.scalars(
                select(OutboxMessage.text_args).where(OutboxMessage.text_key == "alarm-webhook")
            )
        assert [row["error"] for row in rows] == ["Connection refused"]


async def test_a_disk_that_is_nearly_full(sqlite_url: str) -> None:
    async with staged(
        sqlite_url, alarms={"disk_free_percent": 100}, digest=OFF, starter_campaign=AT_ONCE
    ) as stage:
        await lasts(stage, "The disk is nearly full")


async def test_a_ledger_that_does_not_add_up(rich_sqlite_url: str) -> None:
    async with staged(rich_sqlite_url, digest=OFF, starter_campaign=AT_ONCE) as stage:
        await stage.app.watch.verify()
        assert await told(stage, "does not add up") == 0
        async with stage.app.db.connection() as connection:
            await connection.exec_driver_sql("UPDATE accounts SET balance_minor = 77 WHERE id = 1")
        await look(stage, days=1)
        assert await told(stage, "does not add up") == 1
        await look(stage, minutes=20)
        await look(stage, minutes=70)
        assert await told(stage, "does not add up") == 2


async def test_a_backup_that_fails(
    sqlite_url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("backups") / "a-file"
    file.write_text("no folder")
    backup = {"directory": str(file / "below"), "every": "30m"}
    async with staged(sqlite_url, backup=backup, digest=OFF, starter_campaign=AT_ONCE) as stage:
        await lasts(stage, "No backup was made")


async def test_a_group_that_the_bot_was_removed_from_is_an_error_in_the_log(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    await look(stage)
    assert stage.app.meters.marks["admin_group"] == 1
    stage.telegram.kick(stage.me, stage.group_id)
    for _ in range(3):
        await look(stage, minutes=15)
    assert stage.app.meters.marks["admin_group"] == 0
    lines = [one for one in caplog.records if "not in the admin group" in one.getMessage()]
    assert [line.levelno for line in lines] == [logging.ERROR]


async def newcomers(
    db: Database, count: int, first: int, clock: StillClock, ago: timedelta
) -> None:
    rows = [
        {
            "telegram_id": first + number,
            "name": "Ann",
            "created_at": clock() - ago,
            "started_at": clock() - ago,
        }
        for number in range(count)
    ]
    async with db.transaction() as session:
        await session.execute(insert(table(Participant)), rows)


async def test_a_burst_is_more_than_fifty_and_five_times_the_usual(
    db: Database, clock: StillClock
) -> None:
    async def found() -> alarms.Burst | None:
        async with db.read() as session:
            return await alarms.burst(session, now=clock())

    town = Town(db, clock)
    await town.begin(qualify={"hold": "1h"})
    ann = await town.code_of(1)
    for hour in range(1, 100):
        ago = timedelta(hours=hour, minutes=30)
        await newcomers(db, 12, 100_000 + 100 * hour, clock, ago)
    await newcomers(db, 50, 500_000, clock, timedelta(minutes=30))
    assert await found() is None, "sixty is five times the usual, and not all are here yet"
    for number in range(11):
        await town.arrive(600_000 + number, ann)
    burst = await found()
    assert burst is not None
    # Ann herself, fifty, and the eleven whom she brought.
    assert (burst.usual, burst.referrer_telegram_id, burst.brought) == (12, 1, 11)
    clock.advance(hours=1, seconds=1)
    assert await found() is None


async def test_a_burst_names_the_one_who_brought_most(stage: Stage) -> None:
    ann = stage.person("Ann")
    code = (await ann.invite()).partition("start=")[2]
    town = Town(stage.app.db, StillClock(stage.clock()))
    for number in range(52):
        await town.arrive(900_000 + number, code)
    await lasts_not_longer_than_the_hour(stage, f"/user {ann.id}")


async def lasts_not_longer_than_the_hour(stage: Stage, words: str) -> None:
    await look(stage)
    assert await told(stage, words) == 1
    await look(stage, minutes=30)
    await look(stage, minutes=31)
    assert await told(stage, words) == 1


async def test_of_many_replicas_one_raises_the_alarm(db: Database, clock: StillClock) -> None:
    async def sound() -> bool:
        async with db.transaction() as session:
            return await alarms.sound(session, Kind.DISK, chat_id=-1, now=clock(), args={})

    assert sum(await asyncio.gather(*(sound() for _ in range(12)))) == 1
    clock.advance(minutes=59, seconds=59)
    assert sum(await asyncio.gather(*(sound() for _ in range(6)))) == 0
    clock.advance(seconds=1)
    assert sum(await asyncio.gather(*(sound() for _ in range(12)))) == 1
    async with db.transaction() as session:
        assert await alarms.sound(session, Kind.BURST, chat_id=-1, now=clock(), args={})


def test_every_kind_but_the_lost_group_has_a_text() -> None:
    texts = Texts()
    for language in LANGUAGES:
        for kind in set(Kind) - {Kind.ADMIN_GROUP}:
            assert texts.of(language).has(f"alarm-{kind}"), (language, kind)

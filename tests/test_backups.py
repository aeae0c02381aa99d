"""Is a backup that was taken under load whole, and put back only where it does no harm?"""

import asyncio
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, make_url, select, text
from sqlalchemy.exc import IntegrityError

from bot import backups, migration
from bot.backups import BackupDamaged, Backups, Manifest
from bot.config import BackupSection, Settings
from bot.db import Database
from bot.errors import OperatorError
from bot.services import verification
from models import Base, Participant, Referral
from tests.clock import START, StillClock
from tests.processes import bot_environment, command, local_telegram, start_bot

NEWCOMERS_MAX = 4_000
"""As many as come in the time that a slow machine takes for a backup, and no more."""
RATE_PER_SECOND = 40
FIRST_ID = 30_000_000


async def rows(url: str) -> dict[str, int]:
    db = Database(url)
    try:
        async with db.read() as session:
            return {
                name: int(await session.scalar(select(func.count()).select_from(table)) or 0)
                for name, table in Base.metadata.tables.items()
            }
    finally:
        await db.close()


async def some_referrals(url: str, count: int) -> None:
    """Wait until so many are there."""
    db = Database(url)
    found = 0
    while found < count:
        await asyncio.sleep(0.2)
        async with db.read() as session:
            found = await session.scalar(select(func.count()).select_from(Referral)) or 0
    await db.close()


async def findings(url: str) -> list[str]:
    db = Database(url)
    try:
        async with db.read() as session:
            return (await verification.verify(session)).findings
    finally:
        await db.close()


async def make(url: str, file: Path) -> Manifest:
    db = Database(url)
    try:
        return await backups.make(db, file, now=START)
    finally:
        await db.close()


async def restore(url: str, file: Path, *, force: bool = False) -> tuple[Manifest, str]:
    return await backups.restore(url, file, force=force, now=START)


def mode_of(file: Path) -> int:
    return file.stat().st_mode & 0o777


def replace(file: Path, content: bytes) -> None:
    file.write_bytes(content)


def damages(file: Path) -> list[bytes]:
    """The backup cut, replaced, and with one bit of each of its members turned over."""
    whole = file.read_bytes()
    with zipfile.ZipFile(file) as packed:
        members = [one for one in packed.infolist() if one.compress_size > 20]
        places = [
            one.header_offset + 30 + len(one.filename) + 20 + one.compress_size // 2
            for one in members
        ]
    assert len(places) >= 2
    turned = [whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :] for at in places]
    return [whole[:-100], whole[: len(whole) // 2], b"", b"no zip at all", *turned]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "all.backup"


@pytest.fixture
def other_url(rich_url: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A second database of the same kind, without tables."""
    if rich_url.startswith("sqlite"):
        return f"sqlite+aiosqlite:///{tmp_path / 'other.db'}"
    url: str = request.getfixturevalue("empty_postgresql_url")
    return url


@pytest.fixture
def target(database_url: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The same, beside a database without rows."""
    if database_url.startswith("sqlite"):
        return f"sqlite+aiosqlite:///{tmp_path / 'restored.db'}"
    url: str = request.getfixturevalue("empty_postgresql_url")
    return url


async def test_what_is_restored_is_what_was_there(
    rich_url: str, other_url: str, file: Path
) -> None:
    manifest = await make(rich_url, file)
    before = await rows(rich_url)
    assert {name: manifest.rows[name] for name in before} == before
    assert manifest.ledger_number > 0
    assert mode_of(file) == 0o600, "nobody else may read it"
    restored, kept = await restore(other_url, file)
    assert (restored, kept) == (manifest, "")
    assert await rows(other_url) == before
    assert await findings(other_url) == []
    # Ids go on where they were.
    db = Database(other_url)
    async with db.transaction() as session:
        person = Participant(telegram_id=99, name="Ann", created_at=START)
        session.add(person)
        await session.flush()
        assert person.id > before["participants"]
    # And what may not be changed may still not be.
    with pytest.raises(IntegrityError, match="the ledger is append-only"):
        async with db.transaction() as session:
            await session.execute(text("DELETE FROM entries"))
    await db.close()


async def test_a_database_with_people_in_it_is_replaced_only_by_force_and_kept(
    rich_url: str, file: Path
) -> None:
    await make(rich_url, file)
    before = await rows(rich_url)
    db = Database(rich_url)
    async with db.transaction() as session:
        session.add(Participant(telegram_id=99, name="Ann", created_at=START))
    await db.close()
    with pytest.raises(OperatorError, match="--force"):
        await restore(rich_url, file)
    assert (await rows(rich_url))["participants"] == before["participants"] + 1
    _, kept = await restore(rich_url, file, force=True)
    assert await rows(rich_url) == before
    if rich_url.startswith("sqlite"):
        assert kept.endswith(".before-restore")
        assert (await rows(f"sqlite+aiosqlite:///{kept}"))["participants"] == (
            before["participants"] + 1
        )
        _, again = await restore(rich_url, file, force=True)
        assert again.endswith(".before-restore-2")
        return
    schema = kept.removeprefix("schema ")
    db = Database(rich_url)
    async with db.read() as session:
        count = await session.scalar(text(f'SELECT count(*) FROM "{schema}".participants'))
    await db.close()
    assert count == before["participants"] + 1


async def test_a_backup_that_was_cut_or_changed_is_refused_and_harms_nothing(
    rich_url: str, file: Path
) -> None:
    await make(rich_url, file)
    before = await rows(rich_url)
    for damaged in damages(file):
        replace(file, damaged)
        with pytest.raises(BackupDamaged):
            await restore(rich_url, file, force=True)
    assert await rows(rich_url) == before
    with pytest.raises(OperatorError, match="There is no"):
        await restore(rich_url, file.with_name("elsewhere"))


async def test_a_newer_schema_and_another_kind_are_refused(
    rich_url: str, other_url: str, file: Path
) -> None:
    db = Database(rich_url)
    async with db.connection() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await db.close()
    await make(rich_url, file)
    with pytest.raises(OperatorError, match="newer Sarafan"):
        await restore(other_url, file)
    foreign = (
        "postgresql+asyncpg://nobody@127.0.0.1:1/none"
        if rich_url.startswith("sqlite")
        else f"sqlite+aiosqlite:///{file}.db"
    )
    with pytest.raises(OperatorError, match="not restored into the other"):
        await restore(foreign, file)


async def test_postgresql_knows_at_once_how_much_was_restored(
    rich_postgresql_url: str, empty_postgresql_url: str, file: Path
) -> None:
    """Without statistics it would read large tables from end to end."""
    await make(rich_postgresql_url, file)
    manifest, _ = await restore(empty_postgresql_url, file)
    db = Database(empty_postgresql_url)
    async with db.read() as session:
        counted = await session.execute(
            text("SELECT relname, reltuples FROM pg_class WHERE relkind = 'r'")
        )
        known = {name: int(number) for name, number in counted}
    await db.close()
    assert {name: known[name] for name in manifest.rows} == manifest.rows


async def test_postgresql_is_not_restored_while_somebody_is_connected(
    rich_postgresql_url: str, file: Path
) -> None:
    await make(rich_postgresql_url, file)
    db = Database(rich_postgresql_url)
    async with db.read() as session:
        await session.execute(text("SELECT 1"))
        with pytest.raises(OperatorError, match="Stop the bot"):
            await restore(rich_postgresql_url, file, force=True)
    await db.close()


async def test_only_so_many_backups_are_kept(
    sqlite_db: Database, tmp_path: Path, clock: StillClock
) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    (folder / "holiday.jpg").write_text("not ours")
    section = BackupSection(directory=folder, keep=3)
    made = Backups(Settings.model_construct(backup=section))
    for _ in range(5):
        clock.advance(hours=24)
        newest = await made.make(sqlite_db, clock())
    found = sorted(file.name for file in folder.iterdir())
    assert found[0] == "holiday.jpg"
    assert len(found) == 4
    assert newest.name in found
    assert made.period(clock()) != made.period(START)


def test_nothing_half_written_is_left_when_the_copy_fails(tmp_path: Path, sqlite_url: str) -> None:
    source = Path(str(make_url(sqlite_url).database))
    with closing(sqlite3.connect(source)) as connection:
        connection.execute("DROP TABLE alembic_version")

    async def attempt() -> None:
        await make(sqlite_url, tmp_path / "half.backup")

    with pytest.raises(OperatorError):
        asyncio.run(attempt())
    assert [one.name for one in tmp_path.iterdir() if "half" in one.name] == []


async def test_a_backup_taken_while_newcomers_stream_in_is_whole(
    database_url: str, target: str, tmp_path: Path
) -> None:
    """Backups by the command beside `run`, restored elsewhere: verified, and rows that agree."""
    async with local_telegram(tmp_path) as telegram:
        settings = {
            "sender__messages_per_second": "1000",
            "starter_campaign__hold": "0",
            "jobs__tick_seconds": "0.5",
        }
        environment = bot_environment(database_url, telegram.url, **settings)
        bot = await start_bot(tmp_path, environment)
        try:
            code = await telegram.invite_of(1_000)
            await telegram.post("users/bulk", {"count": NEWCOMERS_MAX, "first_id": FIRST_ID})
            load = {
                "count": NEWCOMERS_MAX,
                "rate": RATE_PER_SECOND,
                "text_template": f"/start {code}",
                "first_id": FIRST_ID,
            }
            await telegram.post("load", load)
            await some_referrals(database_url, 15)
            took = await command(tmp_path, "backup", "beside.backup", **environment)
            assert took.status == 0, took.said
            # They went on coming meanwhile, and afterwards.
            await some_referrals(database_url, (await rows(database_url))["referrals"] + 1)
            await telegram.delete("load")
        finally:
            assert await bot.stop() == 0
    back = await command(
        tmp_path, "restore", "beside.backup", **(environment | {"SARAFAN_DATABASE__URL": target})
    )
    assert back.status == 0, back.said
    assert "all is explained" in back.said
    counts = await rows(target)
    assert 0 < counts["referrals"] < (await rows(database_url))["referrals"]
    # One reward for each referral, and the people who made them: nothing was copied by halves.
    assert counts["rewards"] == counts["referrals"]
    assert counts["participants"] >= counts["referrals"] + 1
    assert await findings(target) == []


async def test_a_running_bot_keeps_its_database(sqlite_url: str, tmp_path: Path) -> None:
    await make(sqlite_url, tmp_path / "all.backup")
    with migration.exclusive(sqlite_url):
        outcome = await command(
            tmp_path, "restore", "all.backup", "--force", SARAFAN_DATABASE__URL=sqlite_url
        )
    assert outcome.status == 1
    assert "Another Sarafan already runs on this database" in outcome.said


async def test_a_backup_whose_ledger_was_changed_is_restored_and_complained_of(
    rich_sqlite_url: str, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "sarafan.db", isolation_level=None)) as connection:
        connection.execute("UPDATE accounts SET balance_minor = balance_minor + 1 WHERE id = 1")
    await make(rich_sqlite_url, tmp_path / "all.backup")
    elsewhere = f"sqlite+aiosqlite:///{tmp_path / 'other.db'}"
    outcome = await command(tmp_path, "restore", "all.backup", SARAFAN_DATABASE__URL=elsewhere)
    assert outcome.status == 1
    assert "WRONG: account 1 " in outcome.said

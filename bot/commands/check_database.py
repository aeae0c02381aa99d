"""Can the database be used: reached, read, written, with the right schema and room to grow?"""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import make_url, text

from bot import disk, migration
from bot.clock import Clock
from bot.commands.findings import Area, Finding
from bot.config import Settings
from bot.db import Database
from bot.disk import Room
from bot.errors import OperatorError

POSTGRESQL_MIN = 13
"""The oldest that its makers still mended when this was written was 14; 13 is known to work."""
DISK_FREE_MIN_BYTES = 50_000_000
CLOCKS_DIFFER_SECONDS_MAX = 5
REDIS_SECONDS = 5

DATABASE = Area("database")
DISK = Area("disk")
REDIS = Area("redis")


async def check(settings: Settings, clock: Clock) -> AsyncIterator[Finding]:
    """Look at database, disk and Redis. Nothing is made, and only one empty change is written."""
    if (missing := missing_file(settings)) is not None:
        yield _not_there_yet(missing)
    else:
        db = Database(settings.database.url)
        try:
            async for finding in _look(db, clock):
                yield finding
        finally:
            await db.close()
    for room in disk.rooms(settings):
        yield _disk(room, settings.alarms.disk_free_percent)
    if settings.backup.directory is None:
        yield DATABASE.warning(
            "no backups are made by themselves",
            "set [backup] directory, or run `python -m bot backup` from a timer of your own",
        )
    if settings.redis.url is not None:
        yield await _redis(settings.redis.url)


def file_of(settings: Settings) -> Path | None:
    """Where SQLite keeps everything; None with PostgreSQL."""
    url = make_url(settings.database.url)
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def missing_file(settings: Settings) -> Path | None:
    """The file that is not there yet: to open it would make it."""
    file = file_of(settings)
    return None if file is None or file.exists() else file


def _not_there_yet(file: Path) -> Finding:
    folder = disk.existing(file.parent)
    if folder.is_dir():
        return DATABASE.warning(
            f"{file} is not there yet",
            "`python -m bot run` makes it; if you had one, check [database] url",
        )
    return DATABASE.wrong(f"{file} cannot be made", f"{folder} is no folder: [database] url")


async def _look(db: Database, clock: Clock) -> AsyncIterator[Finding]:
    try:
        found = await migration.reach(db)
    except OperatorError as error:
        yield DATABASE.wrong(str(error), "mend that first, then run `python -m bot check` again")
        return
    yield DATABASE.good(f"reached, {await _kind(db)}")
    if not db.is_sqlite and (too_old := await _version(db)) is not None:
        yield too_old
    yield _schema(found)
    if found is not None:
        yield await _writable(db)
    if db.is_sqlite:
        yield await _quick_check(db)
    else:
        yield await _clock_of(db, clock)


async def _kind(db: Database) -> str:
    async with db.read() as session:
        if db.is_sqlite:
            version = await session.scalar(text("SELECT sqlite_version()"))
            return f"SQLite {version}, {db.url.database}"
        version = await session.scalar(text("SHOW server_version"))
        return f"PostgreSQL {str(version).partition(' ')[0]}, {db.url.host or 'a local socket'}"


async def _version(db: Database) -> Finding | None:
    async with db.read() as session:
        number = int(str(await session.scalar(text("SHOW server_version_num"))))
    if number // 10_000 >= POSTGRESQL_MIN:
        return None
    return DATABASE.wrong(
        f"this PostgreSQL is older than {POSTGRESQL_MIN}", "upgrade the database server"
    )


def _schema(found: str | None) -> Finding:
    if found == migration.HEAD:
        return DATABASE.good(f"the schema is the present one ({found})")
    if found is None:
        return DATABASE.warning("there are no tables yet", "`python -m bot run` makes them")
    if found in migration.known_revisions():
        return DATABASE.wrong(
            f"the schema is an older one ({found}, this Sarafan needs {migration.HEAD})",
            "run `python -m bot backup`, then `python -m bot migrate`",
        )
    return DATABASE.wrong(
        f"the schema is a newer one ({found}, this Sarafan knows {migration.HEAD})",
        "install the version of Sarafan that ran last",
    )


async def _writable(db: Database) -> Finding:
    same = text(f"UPDATE {migration.VERSION_TABLE} SET version_num = version_num")
    try:
        async with db.connection() as connection:
            await connection.execute(same)
    # All kinds: whatever keeps it from being written, people would notice.
    except Exception as error:
        reason = str(getattr(error, "orig", None) or type(error).__name__).partition("\n")[0]
        return DATABASE.wrong(
            f"it cannot be written ({reason})",
            "check who owns the file and its folder, and whether the disk is full"
            if db.is_sqlite
            else "check the rights of the database's user, and that this is no replica",
        )
    return DATABASE.good("it can be written")


async def _quick_check(db: Database) -> Finding:
    async with db.read() as session:
        answer = await session.scalar(text("PRAGMA quick_check(1)"))
    if answer == "ok":
        return DATABASE.good("the file is sound (quick_check)")
    return DATABASE.wrong(
        f"the file is damaged: {answer}",
        "stop the bot, keep the file, and run `python -m bot restore` with the last backup",
    )


async def _clock_of(db: Database, clock: Clock) -> Finding:
    async with db.read() as session:
        theirs = await session.scalar(text("SELECT clock_timestamp()"))
    assert isinstance(theirs, datetime)
    seconds = abs((theirs - clock()).total_seconds())
    if seconds <= CLOCKS_DIFFER_SECONDS_MAX:
        return DATABASE.good("its clock and ours agree")
    return DATABASE.warning(
        f"its clock and ours differ by {seconds:.0f} s", "turn on time synchronisation (NTP)"
    )


def _disk(room: Room, percent: int) -> Finding:
    sentence = f"{room.free_bytes / 1e9:.1f} GB free ({room.free_percent:.0f}%) at {room.folder}"
    if room.free_bytes < DISK_FREE_MIN_BYTES:
        return DISK.wrong(sentence, "make room at once: without it nothing can be written")
    if room.free_percent < percent:
        return DISK.warning(sentence, "make room, or lower [alarms] disk_free_percent")
    return DISK.good(sentence)


async def _redis(url: str) -> Finding:
    from redis.asyncio import Redis
    from redis.exceptions import RedisError

    try:
        async with Redis.from_url(url, socket_timeout=REDIS_SECONDS) as redis:
            version = (await redis.info("server"))["redis_version"]
    except (RedisError, OSError, ValueError, TimeoutError) as error:
        return REDIS.wrong(
            f"it does not answer ({type(error).__name__})",
            "check [redis] url and whether the server runs; until then answers leave slowly",
        )
    return REDIS.good(f"reached, Redis {version}")

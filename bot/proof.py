"""How is the whole ledger verified while people are served?

By a child process of low priority, in one read snapshot: to recompute a million seals takes a
core for a while, which the event loop does not have. The address of the database goes in by the
child's standard input, for it holds the password; findings come back as JSON.
"""

import asyncio
import json
import os
import sys
import time
from asyncio.subprocess import PIPE
from dataclasses import dataclass
from os import environ
from pathlib import Path

ROOT = Path(__file__).parent.parent
SECONDS_MAX = 3_600
NICENESS = 10
SETTINGS_PREFIX = "SARAFAN_"


class ProofFailed(Exception):
    """The child could not say whether the ledger is right; in words for the admins."""


@dataclass(frozen=True)
class Proof:
    """What `verify` found."""

    findings: list[str]
    transactions: int
    seconds: float


async def prove(url: str) -> Proof:
    """Verify the ledger behind a URL. Raises `ProofFailed`."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.proof",
        stdin=PIPE,
        stdout=PIPE,
        # In our own folder, since the address of a file may be relative to it.
        env={key: value for key, value in environ.items() if not key.startswith(SETTINGS_PREFIX)}
        | {"PYTHONPATH": str(ROOT)},
    )
    try:
        async with asyncio.timeout(SECONDS_MAX):
            answer, _ = await child.communicate(url.encode())
    except TimeoutError:
        raise ProofFailed(f"not done within {SECONDS_MAX // 60} minutes") from None
    finally:
        # Cancelled, say at the end of the program, nobody waits for the answer any more.
        if child.returncode is None:
            child.kill()
            await child.wait()
    try:
        return Proof(**json.loads(answer))
    except (ValueError, TypeError):
        raise ProofFailed(f"the verification ended with {child.returncode}") from None


async def _verify(url: str) -> Proof:
    from bot.db import Database
    from bot.services import verification

    began = time.monotonic()
    db = Database(url)
    try:
        async with db.read() as session:
            report = await verification.verify(session)
    finally:
        await db.close()
    return Proof(report.findings, report.transactions, time.monotonic() - began)


def main() -> None:
    os.nice(NICENESS)
    found = asyncio.run(_verify(sys.stdin.read()))
    sys.stdout.write(json.dumps(found.__dict__))


if __name__ == "__main__":
    main()

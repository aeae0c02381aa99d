"""Does the ledger agree with an independent model, step by step, on both databases?"""

import itertools
import shutil
from pathlib import Path

from bot.db import Database
from tests.conftest import TEMPLATE
from tests.ledger_machine import play
from tests.servers import PostgresqlServer


def test_sqlite_agrees_with_the_model(sqlite_template: Path, tmp_path: Path) -> None:
    """40 runs of 30 steps; 2,000 of 100: python -m tests.long_ledger."""
    file = tmp_path / "sarafan.db"

    def fresh() -> Database:
        shutil.copyfile(sqlite_template, file)
        return Database(f"sqlite+aiosqlite:///{file}")

    play(fresh, runs=40, steps=30)


def test_postgresql_agrees_with_the_model(postgresql: PostgresqlServer) -> None:
    """20 runs of 30 steps."""
    numbers = itertools.count(1)

    def fresh() -> Database:
        return Database(postgresql.create(f"model_{next(numbers)}", template=TEMPLATE))

    play(fresh, runs=20, steps=30)

"""Does the ledger agree with the model for as long as you like?

python -m tests.long_ledger [runs] [steps]: 2,000 runs of 100 steps on SQLite take about an hour.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from bot.db import Database
from tests.conftest import prepare
from tests.ledger_machine import play

RUNS, STEPS = 2_000, 100


def main(runs: int = RUNS, steps: int = STEPS) -> None:
    with tempfile.TemporaryDirectory() as folder:
        template, file = Path(folder, "template.db"), Path(folder, "sarafan.db")
        prepare(f"sqlite+aiosqlite:///{template}")

        def fresh() -> Database:
            shutil.copyfile(template, file)
            return Database(f"sqlite+aiosqlite:///{file}")

        play(fresh, runs=runs, steps=steps, makes_it_short=True)
    sys.stdout.write(f"{runs:,} runs of {steps:,} steps: the ledger and the model agree.\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

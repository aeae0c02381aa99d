"""Play every programme and write the table of what was played: `python -m tests.programmes`."""

import sys
from pathlib import Path

import pytest

from tests.programmes import table
from tests.programmes.table import Recorder


def main() -> int:
    recorder = Recorder()
    code = pytest.main(["-q", str(Path(__file__).parent), *sys.argv[1:]], plugins=[recorder])
    table.FILE.write_text(table.written(recorder), encoding="utf-8")
    return int(code)


if __name__ == "__main__":
    sys.exit(main())

"""What was played of every programme, and how did it end?"""

import inspect
import re
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

import pytest

from bot.services import presets

FILE = Path(__file__).parent.parent.parent / "docs" / "programmes.md"
HEAD = """# The programmes, played

Every preset of [bot/presets](../bot/presets) is loaded and started as its file has it, and played
from the first link to the last point: people and admins in the local Telegram, the shop over the
HTTP API, days by moving the clock. After each step every balance of everybody (available, held,
requested) and the campaign's budget are compared with figures that are worked out by hand in the
test, and `verify` must be clean at the end. This table is written by `python -m tests.programmes`;
"granted" is what had left the budget at the end, in minor units.

| Preset | Played | People | Purchases | Refunds | Balances checked | Granted | Result |
|---|---|---:|---:|---:|---:|---:|---|
"""
COLUMNS = ("people", "purchases", "refunds", "balances", "granted")
_NAME = re.compile(r"test_(\w+)\.py$")


@dataclass
class Recorder:
    """A plugin of pytest that keeps what the plays say of themselves."""

    figures: dict[str, dict[str, int]] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        found = _NAME.search(report.nodeid.partition("::")[0])
        if found is None or found[1] not in presets.NAMES:
            return
        if not report.passed:
            self.failed.add(found[1])
        if report.when == "teardown":
            self.figures[found[1]] = {name: int(str(value)) for name, value in _said(report)}


def _said(report: pytest.TestReport) -> list[tuple[str, object]]:
    return [(name, value) for name, value in report.user_properties if name in COLUMNS]


def written(recorder: Recorder) -> str:
    """The whole page."""
    return HEAD + "".join(f"{_row(name, recorder)}\n" for name in presets.NAMES)


def _row(name: str, recorder: Recorder) -> str:
    figures = recorder.figures.get(name, {})
    result = "passed" if figures and name not in recorder.failed else "not passed"
    said = [f"{figures.get(column, 0):,}" for column in COLUMNS]
    return f"| {' | '.join([f'`{name}`', played(name), *said, result])} |"


def played(name: str) -> str:
    """What the test says of itself, on one line."""
    module = import_module(f"tests.programmes.test_{name}")
    [test] = [
        each for each in vars(module).values() if getattr(each, "__name__", "")[:5] == "test_"
    ]
    return " ".join((inspect.getdoc(test) or "").split()).replace("|", "\\|")

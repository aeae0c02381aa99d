"""Does the table of the programmes tell of those that there are?"""

import re

from bot.services import presets
from tests.programmes import table
from tests.programmes.table import Recorder


def test_the_table_names_every_preset_as_passed() -> None:
    rows = re.findall(r"^\| `(\w+)` \|.*\| ([\w ]+) \|$", table.FILE.read_text(), re.MULTILINE)
    assert [name for name, _result in rows] == list(presets.NAMES)
    assert {result for _name, result in rows} == {"passed"}


def test_the_table_says_what_the_tests_say_of_themselves() -> None:
    lines = table.FILE.read_text(encoding="utf-8").splitlines()
    for name in presets.NAMES:
        [row] = [line for line in lines if line.startswith(f"| `{name}` |")]
        assert table.played(name) in row


def test_a_programme_that_was_not_played_is_not_called_passed() -> None:
    recorder = Recorder()
    recorder.figures["refback"] = dict.fromkeys(table.COLUMNS, 1)
    recorder.failed.add("milestones")
    recorder.figures["milestones"] = dict.fromkeys(table.COLUMNS, 1)
    rows = {
        line.split("`")[1]: line for line in table.written(recorder).splitlines() if "| `" in line
    }
    assert rows["refback"].endswith("| passed |")
    assert all(rows[name].endswith("| not passed |") for name in presets.NAMES if name != "refback")

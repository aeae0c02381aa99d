"""What did `check` find, and what is to be done about it?"""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad it is; only what is wrong makes `check` end with 1."""

    GOOD = "ok"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True)
class Finding:
    """One line: of what, how it is, and what to do about it."""

    level: Level
    area: str
    sentence: str
    advice: str = ""


@dataclass(frozen=True)
class Area:
    """Makes the findings of one area."""

    name: str

    def good(self, sentence: str) -> Finding:
        return Finding(Level.GOOD, self.name, sentence)

    def warning(self, sentence: str, advice: str) -> Finding:
        return Finding(Level.WARNING, self.name, sentence, advice)

    def wrong(self, sentence: str, advice: str) -> Finding:
        return Finding(Level.WRONG, self.name, sentence, advice)

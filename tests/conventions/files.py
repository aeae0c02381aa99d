"""Does a tracked file tell of the machine that it was written on?"""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.conventions.code import ROOT

# Written so that they do not find themselves.
PRIVATE = [
    re.compile(r"/(?:roo[t]|hom[e]|User[s]|wor[k]|far[m]|tm[p])/[\w.-]"),
    re.compile(r"/package[s]/[0-9a-f]{2}/[0-9a-f]{2}/|/simpl[e]/?\""),
    # The ranges themselves are everybody's (RFC 1918).
    re.compile(
        r"\b(?!10\.0\.0\.0/8|192\.168\.0\.0/16|172\.16\.0\.0/12)"
        r"(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}\.\d{1,3}\b"
    ),
    re.compile(r"\b[\w-]+\.(?:interna[l]|cor[p]|la[n]|intrane[t])\b"),
]
BINARY = {".png", ".jpg", ".ico", ".ttf", ".otf", ".woff2", ".pdf", ".db", ".gz"}


def private_words(text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        for pattern in PRIVATE:
            if (found := pattern.search(line)) is not None:
                yield f"{number}: {found[0]}"


def project_files() -> Iterator[Path]:
    """Everything that is kept, as far as it is text."""
    kept = ["bot", "handlers", "models", "locales", "tests", "docs", ".ci", ".github"]
    folders = [ROOT / name for name in kept if (ROOT / name).is_dir()]
    beside = [file for file in ROOT.iterdir() if file.is_file() and file.name != "config.toml"]
    below = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    for file in sorted([*beside, *below]):
        if file.suffix not in BINARY and "__pycache__" not in file.parts:
            yield file

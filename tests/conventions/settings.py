"""Does config.example.toml explain every setting, at the value that counts without it?"""

import re
import tomllib
from collections.abc import Iterator

from pydantic import BaseModel

from bot.config import Settings

PLACEHOLDER = re.compile(r"^# (?=[a-z_]+ = )", re.MULTILINE)
"""A key without a value of its own: a line that the operator uncomments."""


def gaps(text: str) -> Iterator[str]:
    """Keys that are missing, unexplained, or unknown."""
    complete = tomllib.loads(filled_in(text))
    for section, keys in sections().items():
        for key in keys:
            if key not in complete.get(section, {}):
                yield f"[{section}] {key} is missing"
            elif not explained(text, section, key):
                yield f"[{section}] {key} has no sentence above it"
    for section, values in complete.items():
        for key in values.keys() - set(sections().get(section, ())):
            yield f"[{section}] {key} is no setting"


def other_values(text: str) -> Iterator[str]:
    """Keys that stand at another value than the one that counts without them."""
    defaults = Settings.model_construct().model_dump()
    for section, values in Settings.model_validate(tomllib.loads(text)).model_dump().items():
        for key, value in values.items():
            if value != defaults[section][key]:
                yield f"[{section}] {key} is not the default, {defaults[section][key]!r}"


def sections() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, field in Settings.model_fields.items():
        assert isinstance(field.annotation, type)
        assert issubclass(field.annotation, BaseModel)
        found[name] = list(field.annotation.model_fields)
    return found


def explained(text: str, section: str, key: str) -> bool:
    """Whether the line above a key is the end of a sentence about it."""
    body = text.partition(f"\n[{section}]\n")[2].partition("\n[")[0]
    lines = body.splitlines()
    for above, line in zip(["", *lines], lines, strict=False):
        if re.match(rf"(# )?{key} = ", line):
            return above.startswith("# ") and not PLACEHOLDER.match(above)
    return False


def filled_in(text: str) -> str:
    """The example with every placeholder taken as it stands."""
    return PLACEHOLDER.sub("", text)

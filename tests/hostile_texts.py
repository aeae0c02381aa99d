"""Does any text of the bot take harm from any of the two thousand names?

    python -m tests.hostile_texts

tries every name in every way of saying every text that says something about somebody, in every
language: millions of texts, some minutes. The tests try a part of them.
"""

import argparse
import html
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from fluent.syntax import ast as ftl

from bot.i18n import LANGUAGES, Texts, Translate
from bot.sandbox import entities
from bot.sandbox import html as telegram_html
from bot.sandbox.entities import utf16_length
from bot.services import names
from tests import hostile
from tests.conventions import texts
from tests.conventions.texts import inside

TEXTS = Texts()
NUMBERS = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 5, "other": 7}
OURS = {"bot": "sarafan_demo_bot"}
"""Arguments that are nobody's to choose."""
MARKER = "\ue000"
"""Stands for a name where only the text around it is looked at."""
NAME = re.compile(f"{names.FIRST_STRONG_ISOLATE}[^{names.POP_ISOLATE}]*{names.POP_ISOLATE}")
OPEN, CLOSE = names.FIRST_STRONG_ISOLATE, names.POP_ISOLATE


@cache
def shown() -> list[str]:
    """The two thousand as texts show them; nobody is without a name here."""
    cleaned = [names.clean(first, last) for first, last in hostile.names()]
    return [names.of(TEXTS.of("en"), name, 1) if name else names.shown("") for name in cleaned]


@dataclass(frozen=True)
class Saying:
    """One way of saying a text: what chooses among its variants, and where a name can stand."""

    key: str
    chosen: Mapping[str, str | int]
    places: frozenset[str]

    def said(self, t: Translate, name: str) -> str:
        return t(self.key, **self.chosen, **dict.fromkeys(self.places, name))


@cache
def sayings(language: str) -> list[Saying]:
    [locale] = [each for each in texts.locales() if each.language == language]
    return [saying for key in locale.messages for saying in _ways(locale, key)]


def _ways(locale: texts.Locale, key: str) -> Iterator[Saying]:
    """As many as it takes to hear each variant once."""
    choices: dict[str, list[str | int]] = {}
    places = texts.needs(locale.messages, key)
    for message in _quoted(locale, key):
        for node in inside(message):
            if isinstance(node, ftl.SelectExpression):
                match node.selector:
                    case ftl.VariableReference(id=ftl.Identifier(name=selector)):
                        choices.setdefault(selector, []).extend(_keys(node))
    for number in range(max(map(len, choices.values()), default=1)):
        chosen = {each: keys[number % len(keys)] for each, keys in choices.items()}
        ours = {each: words for each, words in OURS.items() if each in places}
        yield Saying(key, ours | chosen, frozenset(places - chosen.keys() - ours.keys()))


def _quoted(locale: texts.Locale, key: str) -> Iterator[ftl.Message]:
    """A message and those that it refers to."""
    message = locale.messages[key]
    yield message
    for node in inside(message):
        if isinstance(node, ftl.MessageReference):
            yield from _quoted(locale, node.id.name)


def _keys(select: ftl.SelectExpression) -> Iterator[str | int]:
    keys = [variant.key for variant in select.variants]
    words = [key.name for key in keys if isinstance(key, ftl.Identifier)]
    numbers = [int(key.value) for key in keys if isinstance(key, ftl.NumberLiteral)]
    is_counted = bool(numbers) or set(words) & {"one", "few", "many"}
    yield from numbers
    for word in words:
        yield NUMBERS[word] if is_counted else word


def problem_of(said: str, name: str) -> str | None:
    """What is wrong with a text that was filled with a name; None when it is sound."""
    try:
        plain, marked = telegram_html.parse(said)
    except telegram_html.Broken as broken:
        return str(broken)
    if name not in plain:
        return "the name is not whole"
    units = {}
    for found in NAME.finditer(plain):
        begin = utf16_length(plain[: found.start()])
        units[begin] = begin + utf16_length(found[0])
    for entity in [*entities.find(plain)]:
        first, last = entity["offset"], entity["offset"] + entity["length"]
        if any(first < end and begin < last for begin, end in units.items()):
            return f"{entity['type']} at {first}"
    for entity in marked:
        if entity["type"] in ("text_link", "text_mention", "custom_emoji"):
            return f"{entity['type']}"
    return None


def harm(language: str, *, tried: int) -> Iterator[str]:
    """What goes wrong when each text is filled with so many of the names, in turn."""
    t = TEXTS.of(language)
    every = shown()
    for number, saying in enumerate(each for each in sayings(language) if each.places):
        for shift in range(tried):
            name = every[(number * tried + shift) % len(every)]
            said = saying.said(t, name)
            if html.escape(name, quote=False) in said:
                problem = problem_of(said, name)
            else:
                # A variant in which none of its arguments is said.
                problem = "the name is lost" if MARKER in saying.said(t, MARKER) else None
            if problem is not None:
                yield f"{language} {saying.key} {dict(saying.chosen)} {name!r}: {problem}"


def main() -> None:
    argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    found = 0
    for language in LANGUAGES:
        for each in harm(language, tried=hostile.COUNT):
            found += 1
            sys.stdout.write(f"{each}\n")
        count = hostile.COUNT * len([each for each in sayings(language) if each.places])
        sys.stdout.write(f"{language}: {count:,} texts with a name in them\n")
    sys.stdout.write(f"{found} problems\n")
    sys.exit(found > 0)


if __name__ == "__main__":
    main()

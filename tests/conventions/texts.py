"""Are the texts complete in every language, and does the code use exactly those that exist?"""

import ast
import functools
import re
import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from bot.errors import UserError
from bot.i18n import LANGUAGES, LOCALES_DIRECTORY
from tests.conventions.code import Source, arguments, functions

PLURALS = {"ru": {"one", "few"}, "en": {"one"}, "bg": {"one"}}
"""CLDR's cardinal forms, but for the last, which Fluent's default may stand for."""
GENITIVE = re.compile(r"\b(больше|более|меньше|менее|до|от|из) $")
TELEGRAM_TAGS = {"a", "b", "blockquote", "code", "i", "pre", "s", "tg-spoiler", "u"}
NOT_TEXTS = {"collapse_key", "idempotency_key"}
PART_OF_A_KEY = re.compile(r"[a-z0-9-]+")
QUOTED = re.compile(r"""["'`]([a-z]+(?:-[a-z0-9]+)+)["'`]""")


@dataclass(frozen=True)
class Locale:
    """One language: its files by name, and its messages."""

    language: str
    files: Mapping[str, str]

    @functools.cached_property
    def entries(self) -> list[tuple[str, ftl.EntryType]]:
        return [
            (name, entry)
            for name, text in self.files.items()
            for entry in FluentParser(with_spans=False).parse(text).body
        ]

    @functools.cached_property
    def messages(self) -> dict[str, ftl.Message]:
        return {entry.id.name: entry for _, entry in self.entries if isinstance(entry, ftl.Message)}

    @functools.cached_property
    def homes(self) -> dict[str, str]:
        """The file of every message."""
        return {
            entry.id.name: name for name, entry in self.entries if isinstance(entry, ftl.Message)
        }


def locales() -> list[Locale]:
    return [
        Locale(
            language,
            {
                file.name: file.read_text(encoding="utf-8")
                for file in sorted((LOCALES_DIRECTORY / language).glob("*.ftl"))
            },
        )
        for language in LANGUAGES
    ]


def inside(node: Any) -> Iterator[ftl.BaseNode]:
    """A syntax node and all below it."""
    if isinstance(node, list):
        for each in node:
            yield from inside(each)
    elif isinstance(node, ftl.BaseNode):
        yield node
        for value in vars(node).values():
            yield from inside(value)


def needs(messages: Mapping[str, ftl.Message], key: str) -> set[str]:
    """Arguments of a text, those of the texts that it quotes included."""
    found: set[str] = set()
    for node in inside(messages[key]):
        if isinstance(node, ftl.VariableReference):
            found.add(node.id.name)
        if isinstance(node, ftl.MessageReference) and node.id.name in messages:
            found |= needs(messages, node.id.name)
    return found


def unreadable(locale: Locale) -> Iterator[str]:
    """What is no Fluent, stands twice, or quotes a text that does not exist."""
    seen: set[str] = set()
    for name, entry in locale.entries:
        place = f"{locale.language}/{name}"
        if isinstance(entry, ftl.Junk):
            yield f"{place}: not Fluent: {(entry.content or '').strip()[:60]}"
        if isinstance(entry, ftl.Message):
            if entry.id.name in seen:
                yield f"{place}: {entry.id.name} stands twice"
            seen.add(entry.id.name)
    for name, entry in locale.entries:
        for node in inside(entry):
            if isinstance(node, ftl.MessageReference) and node.id.name not in seen:
                yield f"{locale.language}/{name}: quotes {node.id.name}, which does not exist"


def differences(first: Locale, second: Locale) -> Iterator[str]:
    """What two languages do not have in common: texts, their files, arguments, attributes."""
    ours, theirs = first.messages, second.messages
    for key in sorted(ours.keys() ^ theirs.keys()):
        missing = second if key in ours else first
        yield f"{missing.language} has no {key}"
    for key in sorted(ours.keys() & theirs.keys()):
        place = f"{first.language} and {second.language}: {key}"
        if needs(ours, key) != needs(theirs, key):
            yield f"{place}: arguments {sorted(needs(ours, key) ^ needs(theirs, key))}"
        if names(ours[key].attributes) != names(theirs[key].attributes):
            yield f"{place}: attributes"
        if first.homes[key] != second.homes[key]:
            yield f"{place}: in different files"


def names(attributes: Iterable[ftl.Attribute]) -> set[str]:
    return {attribute.id.name for attribute in attributes}


def wrong_plurals(locale: Locale) -> Iterator[str]:
    """A text that tells one from many must do so by all the forms of its language."""
    for key, message in locale.messages.items():
        for node in inside(message):
            if not isinstance(node, ftl.SelectExpression):
                continue
            forms = {variant.key.name for variant in node.variants if hasattr(variant.key, "name")}
            plural = forms & {"one", "few", "many"}
            wrong = (plural - {"many"}) ^ PLURALS[locale.language]
            if plural and wrong and not (wrong == {"few"} and asks_for_a_genitive(node)):
                yield f"{locale.language}: {key}: plural forms {sorted(wrong)}"


def asks_for_a_genitive(node: ftl.SelectExpression) -> bool:
    """Whether the number follows such words as «не больше», after which two and five agree."""
    texts = [part.value for part in inside(node) if isinstance(part, ftl.TextElement)]
    return any(GENITIVE.search(text) for text in texts)


class Tags(HTMLParser):
    """Reads the markup of one text and keeps what Telegram would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.mistakes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        if tag not in TELEGRAM_TAGS:
            self.mistakes.append(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.mistakes.append(f"</{tag}>")


def broken_markup(locale: Locale) -> Iterator[str]:
    """A tag that Telegram does not know, or that is not closed, loses the whole message."""
    for key, message in locale.messages.items():
        for node in inside(message):
            if not isinstance(node, ftl.Pattern):
                continue
            tags = Tags()
            tags.feed(
                "".join(part.value for part in node.elements if isinstance(part, ftl.TextElement))
            )
            tags.close()
            for mistake in [*tags.mistakes, *(f"<{tag}> left open" for tag in tags.open)]:
                yield f"{locale.language}: {key}: {mistake}"


# What the code asks for


def unknown_texts(source: Source, messages: Mapping[str, ftl.Message]) -> Iterator[str]:
    """Keys that are asked for and do not exist."""
    for node in asked_for(source):
        pattern = pattern_of(node, source)
        if pattern is not None and not any(pattern.fullmatch(key) for key in messages):
            yield source.at(node, f"no text is named {ast.unparse(node)}")


def missing_arguments(source: Source, messages: Mapping[str, ftl.Message]) -> Iterator[str]:
    """Calls that give a text less than it needs."""
    for call in ast.walk(source.tree):
        if not isinstance(call, ast.Call):
            continue
        given = given_to(call)
        if given is None:
            continue
        for node in keys_of(call):
            for key in constants(node):
                lacking = needs(messages, key) - given if key in messages else set()
                if lacking:
                    yield source.at(call, f"{key} needs {sorted(lacking)}")


def unused(messages: Iterable[str], sources: Iterable[Source], others: Iterable[str]) -> set[str]:
    """Texts that nothing asks for: neither by their name nor by a pattern such as f"start-{x}"."""
    left = set(messages)
    for text in others:
        left -= set(QUOTED.findall(text))
    for source in sources:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Constant):
                left.discard(node.value)
            elif isinstance(node, ast.JoinedStr):
                pattern = pattern_of(node, source)
                left -= {key for key in left if pattern is not None and pattern.fullmatch(key)}
    return left


def asked_for(source: Source) -> Iterator[ast.expr]:
    """Every expression that stands where the name of a text belongs."""
    local = {function.name: function for function in functions(source.tree)}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            for key in keys_of(node):
                yield from branches(key)
            called = local.get(node.func.id) if isinstance(node.func, ast.Name) else None
            if called is not None:
                for parameter, given in zip(arguments(called), node.args, strict=False):
                    if is_key(parameter.arg):
                        yield from branches(given)
        if isinstance(node, ast.Dict):
            for name, value in zip(node.keys, node.values, strict=True):
                if isinstance(name, ast.Constant) and name.value == "text_key":
                    yield from branches(value)


def keys_of(call: ast.Call) -> Iterator[ast.expr]:
    match call.func:
        case ast.Name("t") | ast.Attribute(_, "t" | "_t" | "plain") if call.args:
            yield call.args[0]
        case ast.Call(ast.Attribute(_, "of")) if call.args:
            yield call.args[0]
    for keyword in call.keywords:
        if keyword.arg is not None and is_key(keyword.arg):
            yield keyword.value


def is_key(name: str) -> bool:
    return name.endswith("_key") and name not in NOT_TEXTS


def given_to(call: ast.Call) -> set[str] | None:
    """Names of the arguments that a call gives to its text; None where that cannot be seen."""
    keywords = {keyword.arg: keyword.value for keyword in call.keywords}
    if None in keywords:
        return None
    if "text_key" not in keywords:
        return {name for name in keywords if name is not None}
    given = keywords.get("args", keywords.get("text_args", ast.Dict([], [])))
    if not isinstance(given, ast.Dict):
        return None
    if not all(isinstance(name, ast.Constant) for name in given.keys):
        return None
    return {str(name.value) for name in given.keys if isinstance(name, ast.Constant)}


def branches(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.IfExp):
        yield from branches(node.body)
        yield from branches(node.orelse)
    else:
        yield node


def constants(node: ast.expr) -> Iterator[str]:
    for branch in branches(node):
        if isinstance(branch, ast.Constant) and isinstance(branch.value, str):
            yield branch.value


def pattern_of(node: ast.expr, source: Source) -> re.Pattern[str] | None:
    """What keys an expression may stand for; None when nothing of it can be read."""
    if isinstance(node, ast.Constant):
        return re.compile(re.escape(str(node.value)))
    if not isinstance(node, ast.JoinedStr):
        return None
    fixed = [str(part.value) for part in node.values if isinstance(part, ast.Constant)]
    if not any("-" in part for part in fixed) or not all(map(PART_OF_A_KEY.fullmatch, fixed)):
        return None
    parts: list[str] = []
    for position, part in enumerate(node.values):
        if isinstance(part, ast.Constant):
            parts.append(re.escape(str(part.value)))
        elif position:
            parts.append(".+")
        else:
            # Beginning with a value, it would fit everything: it must be written in this file.
            parts.append(f"(?:{'|'.join(words_in(source))})")
    return re.compile("".join(parts))


@functools.cache
def words_in(source: Source) -> list[str]:
    return sorted(
        {
            re.escape(node.value)
            for node in ast.walk(source.tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value
        }
    )


# Refusals


def refusals(sources: Iterable[Source]) -> dict[str, ast.ClassDef]:
    """Every class below UserError, by name."""
    classes = {
        node.name: node
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef)
    }

    found: dict[str, ast.ClassDef] = {}
    while True:
        below = {
            name: definition
            for name, definition in classes.items()
            if name not in found
            and {ast.unparse(base).split(".")[-1] for base in definition.bases}
            & {"UserError", *found}
        }
        if not below:
            return found
        found |= below


def text_of(refusal: str) -> str:
    made: type[UserError] = types.new_class(refusal, (UserError,))
    return made.text_key()


def refusals_without_words(
    sources: list[Source], messages: Mapping[str, ftl.Message]
) -> Iterator[str]:
    """Refusals that have no text, or do not give it what it needs."""
    known = refusals(sources)
    fixed = {name: own_arguments(definition) for name, definition in known.items()}
    for name in known:
        if text_of(name) not in messages:
            yield f"{name}: no text is named {text_of(name)}"
        elif (own := fixed[name]) is not None and (lacking := needs(messages, text_of(name)) - own):
            yield f"{name}: its text needs {sorted(lacking)}"
    for source in sources:
        for node in ast.walk(source.tree):
            raised = node.exc if isinstance(node, ast.Raise) else node
            name, given = made_by(raised)
            if name not in known or fixed[name] is not None or text_of(name) not in messages:
                continue
            lacking = needs(messages, text_of(name)) - given
            if lacking:
                yield source.at(node, f"{name}: its text needs {sorted(lacking)}")


def own_arguments(definition: ast.ClassDef) -> set[str] | None:
    """What a refusal with an __init__ of its own hands on; None for one that takes anything."""
    for function in functions(definition):
        if function.name != "__init__":
            continue
        for call in ast.walk(function):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "super().__init__":
                return {keyword.arg for keyword in call.keywords if keyword.arg is not None}
    return None


def made_by(node: ast.AST | None) -> tuple[str, set[str]]:
    """The class that is called or raised, with the names of its arguments."""
    match node:
        case ast.Call(ast.Name(name) | ast.Attribute(_, name)):
            if any(keyword.arg is None for keyword in node.keywords):
                return "", set()
            return name, {keyword.arg for keyword in node.keywords if keyword.arg is not None}
        case _:
            return "", set()


def other_files(*folders: Path) -> Iterator[str]:
    """Pages and scripts, which ask for texts too."""
    for folder in folders:
        for pattern in ("*.html", "*.js"):
            for file in sorted(folder.rglob(pattern)):
                yield file.read_text(encoding="utf-8")

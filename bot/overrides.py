"""Can a text of the operator's stand in for ours, in whatever case it is said?"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast as ftl

from bot.errors import OperatorError

TAGS = {
    "a", "b", "blockquote", "code", "del", "em", "i", "ins", "pre", "s", "span", "strike",
    "strong", "tg-emoji", "tg-spoiler", "u",
}  # fmt: skip
"""Bot API, "HTML style"."""
TAG = re.compile(r"<(?P<closes>/?)(?P<name>[a-z-]*)(?:\s[^<>]*)?(?P<end>>?)")
QUOTED_MAX = 80


class UnusableText(OperatorError):
    """Names the file, the text and what is wrong with it."""


def read(directory: Path, language: str, bundle: FluentBundle) -> list[ftl.Resource]:
    """The operator's files for a language of which `bundle` holds our texts.

    Raises `UnusableText`.
    """
    if not directory.is_dir():
        raise UnusableText(
            f"There is no folder {directory}. Set [texts] directory to the one with your texts."
        )
    files = [(file, _parse(file)) for file in sorted((directory / language).glob("*.ftl"))]
    entries = [entry for _, resource in files for entry in resource.body]
    terms = {entry.id.name for entry in entries if isinstance(entry, ftl.Term)}
    for file, resource in files:
        for entry in resource.body:
            problem = _problem(entry, bundle, terms)
            if problem is not None:
                raise UnusableText(f"{file}: {problem}")
    return [resource for _, resource in files]


def placeholders(message: ftl.Message | ftl.Term) -> set[str]:
    """Names of the arguments that a text uses, its selectors' included."""
    return {node.id.name for node in _nodes(message) if isinstance(node, ftl.VariableReference)}


def _parse(file: Path) -> ftl.Resource:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UnusableText(f"{file}: not UTF-8 text") from None
    except OSError as error:
        raise UnusableText(f"{file}: cannot be read ({error.strerror})") from None
    resource: ftl.Resource = FluentResource(text)
    return resource


def _problem(entry: Any, bundle: FluentBundle, terms: set[str]) -> str | None:
    if isinstance(entry, ftl.Junk):
        return f"not Fluent: {(entry.content or '').strip()[:QUOTED_MAX]}"
    if not isinstance(entry, ftl.Message):
        return None
    name = entry.id.name
    original = bundle._messages.get(name)
    if original is None:
        return f"there is no text named {name}"
    if entry.value is None:
        return f"{name} has no text"
    given = placeholders(original)
    for node in _nodes(entry):
        if (wrong := _wrong(node, bundle, given, terms)) is not None:
            return f"{name} {wrong}"
    tag = _broken_tag(entry.value)
    return None if tag is None else f"{name} has markup that Telegram does not take: {tag}"


def _wrong(node: Any, bundle: FluentBundle, given: set[str], terms: set[str]) -> str | None:
    """What could not be said of this part of a text."""
    match node:
        case ftl.VariableReference() if node.id.name not in given:
            return f"has no argument {node.id.name}"
        case ftl.FunctionReference():
            # Numbers and dates come formatted; NUMBER of a word would fail when it is said.
            return f"calls {node.id.name}, which texts here cannot"
        case ftl.TermReference() if node.id.name not in terms | set(bundle._terms):
            return f"uses the term -{node.id.name}, which is not there"
        case ftl.MessageReference():
            other = bundle._messages.get(node.id.name)
            if other is None or not placeholders(other) <= given:
                return f"uses the text {node.id.name}, which cannot be said there"
    return None


def _nodes(node: Any) -> Iterator[ftl.BaseNode]:
    """A part of a text and all that it consists of."""
    if isinstance(node, list):
        for each in node:
            yield from _nodes(each)
    elif isinstance(node, ftl.BaseNode):
        yield node
        for each in vars(node).values():
            yield from _nodes(each)


def _broken_tag(pattern: ftl.Pattern) -> str | None:
    """The first tag that is unknown, or not closed within the same pattern."""
    opened: list[str] = []
    for element in pattern.elements:
        if isinstance(element, ftl.TextElement):
            for tag in TAG.finditer(element.value):
                if tag["name"] not in TAGS or not tag["end"]:
                    return tag[0]
                if not tag["closes"]:
                    opened.append(tag["name"])
                elif not opened or opened.pop() != tag["name"]:
                    return tag[0]
        elif isinstance(element.expression, ftl.SelectExpression):
            for variant in element.expression.variants:
                if (broken := _broken_tag(variant.value)) is not None:
                    return broken
    return f"<{opened[-1]}>" if opened else None

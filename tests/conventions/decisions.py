"""Which function of a service decides something for a person, and leaves no row of the audit?

Whoever decides is the argument `by`. A function that has one must reach `audit.record`: itself, or
by calling a function of the services that does.
"""

import ast
from collections.abc import Iterator, Sequence

from tests.conventions.code import Source, arguments, functions, name_of

RECORD = "audit.record"

Name = tuple[str, str]
"""A module of the services and a function in it."""


def without_a_row(sources: Sequence[Source], *, exceptions: set[Name]) -> Iterator[str]:
    """Functions with a `by` from which no row of the audit can come."""
    calls = {
        (_module(source), function.name): set(_called(source, function))
        for source in sources
        for function in functions(source.tree)
    }
    recording = {name for name, called in calls.items() if ("audit", "record") in called}
    while more := {n for n, called in calls.items() if called & recording} - recording:
        recording |= more
    for source in sources:
        for function in functions(source.tree):
            name = (_module(source), function.name)
            given = {argument.arg for argument in arguments(function)}
            # A private function is called by a public one, which is checked.
            decides = "by" in given and not function.name.startswith("_")
            if decides and name not in recording | exceptions | {("audit", "record")}:
                yield source.at(function, f"{function.name} takes `by` and records nothing")


def names(sources: Sequence[Source]) -> set[Name]:
    return {(_module(one), function.name) for one in sources for function in functions(one.tree)}


def _module(source: Source) -> str:
    return source.path.removesuffix(".py").rpartition("/")[2]


def _called(source: Source, function: ast.AST) -> Iterator[Name]:
    """Whatever is named: `change = roles.give` is as good as a call."""
    for node in ast.walk(function):
        match node:
            case ast.Attribute() if isinstance(node.ctx, ast.Load):
                module, _, name = name_of(node).rpartition(".")
                yield module.rpartition(".")[2], name
            case ast.Name(name):
                yield _module(source), name

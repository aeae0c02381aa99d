"""Where does our Python break a rule of docs/conventions.md that no linter knows?

Every rule takes a file's text, so that a test can show it a violation.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
LINES_MAX = 400
TELEGRAM_TYPES = {"Bot", "CallbackQuery", "ChatMemberUpdated", "ErrorEvent", "Message"}
AIOGRAM_GIVES = {
    "bot",
    "callback_data",
    "command",
    "event_chat",
    "event_from_user",
    "raw_state",
    "rights",
    "state",
}
OBSERVERS = {
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "inline_query",
    "error",
}
WALL_CLOCKS = {
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
}
STRAY_TASKS = {"asyncio.create_task", "loop.create_task", "get_running_loop.create_task"}


@dataclass(frozen=True)
class Source:
    """A Python file: its path below the project, with slashes, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    def at(self, node: ast.AST, what: str) -> str:
        return f"{self.path}:{getattr(node, 'lineno', 0)}: {what}"


def sources(*folders: str) -> list[Source]:
    """All Python files of some of the project's folders, but for migrations."""
    return [
        Source(file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8"))
        for folder in folders
        for file in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in file.parts
    ]


PROGRAM = [
    source
    for source in sources("bot", "handlers")
    # The local Telegram speaks for itself, in texts of its own.
    if not source.path.startswith("bot/sandbox/")
]


def name_of(node: ast.expr) -> str:
    """A dotted name; calls in it are left out: "loop().create_task" is "loop.create_task"."""
    match node:
        case ast.Name(name):
            return name
        case ast.Attribute(value, attribute):
            return f"{name_of(value)}.{attribute}"
        case ast.Call(function):
            return name_of(function)
        case ast.Await(value) | ast.Subscript(value):
            return name_of(value)
        case _:
            return ""


def telegram_in_a_block(source: Source) -> Iterator[str]:
    """While a transaction is open nothing waits for Telegram."""
    for function in functions(source.tree):
        speakers = {"bot"} | {
            argument.arg
            for argument in arguments(function)
            if argument.annotation is not None
            and TELEGRAM_TYPES & set(words(ast.unparse(argument.annotation)))
        }
        # The state of a dialogue is written by a transaction of its own, which would wait for ours.
        speakers.add("state")
        for block in ast.walk(function):
            if not isinstance(block, ast.AsyncWith) or not opens_the_database(block):
                continue
            for node in ast.walk(block):
                if isinstance(node, ast.Await) and speakers & roots(node.value):
                    yield source.at(node, f"{ast.unparse(node)} inside a block")


def opens_the_database(block: ast.AsyncWith) -> bool:
    return any(
        name_of(item.context_expr).endswith((".transaction", ".read")) for item in block.items
    )


def roots(node: ast.expr) -> set[str]:
    """Who is spoken to in an awaited call: `query` in query.answer(), in show(query), self._bot."""
    if not isinstance(node, ast.Call):
        return set()
    given = [*node.args, *(keyword.value for keyword in node.keywords)]
    passed = {argument.id for argument in given if isinstance(argument, ast.Name)}
    first, *rest = name_of(node.func).split(".")
    return passed | {first} | ({"bot"} & {part.lstrip("_") for part in rest})


def names_not_given(source: Source, *, known: set[str]) -> Iterator[str]:
    """Handlers ask only for what they are given by name."""
    for function in functions(source.tree):
        if not any(is_route(decorator) for decorator in function.decorator_list):
            continue
        _event, *asked = arguments(function)
        for argument in asked:
            if argument.arg not in known:
                yield source.at(argument, f"{function.name} asks for {argument.arg}")


def is_route(decorator: ast.expr) -> bool:
    if not isinstance(decorator, ast.Call) or not isinstance(decorator.func, ast.Attribute):
        return False
    return decorator.func.attr in OBSERVERS and name_of(decorator.func.value).endswith("router")


def dependencies(source: Source) -> set[str]:
    """The names in `Dependencies` of bot/app.py."""
    (listed,) = [
        node
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef) and node.name == "Dependencies"
    ]
    return {
        node.target.id
        for node in listed.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }


def commits(source: Source) -> Iterator[str]:
    """Transactions end in bot/db.py alone, by way of bot/inline.py."""
    if source.path in ("bot/db.py", "bot/inline.py"):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in {"commit", "rollback"}:
            yield source.at(node, ast.unparse(node))


def wall_clocks(source: Source) -> Iterator[str]:
    """Wall time is read in bot/clock.py alone; the local Telegram has a clock of its own."""
    if source.path == "bot/clock.py" or source.path.startswith("bot/sandbox/"):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute):
            name = ".".join(name_of(node).split(".")[-2:])
            if name in WALL_CLOCKS:
                yield source.at(node, name)
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            for alias in node.names:
                if f"time.{alias.name}" in WALL_CLOCKS:
                    yield source.at(node, f"from time import {alias.name}")


def magic_filters(source: Source) -> Iterator[str]:
    """A bare F costs a thread hop for each update."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in {
            "aiogram",
            "magic_filter",
        }:
            for alias in node.names:
                if alias.name in {"F", "MagicFilter"}:
                    yield source.at(node, f"import of {alias.name}")
        if isinstance(node, ast.Attribute) and name_of(node) == "aiogram.F":
            yield source.at(node, "aiogram.F")


def stray_tasks(source: Source) -> Iterator[str]:
    """Only bot/app.py starts tasks that outlive their caller; a TaskGroup's do not."""
    if source.path == "bot/app.py" or source.path.startswith("bot/sandbox/"):
        return
    for node in ast.walk(source.tree):
        match node:
            case ast.Attribute() if ".".join(name_of(node).split(".")[-2:]) in STRAY_TASKS:
                yield source.at(node, ast.unparse(node))
            case ast.ImportFrom("asyncio", aliases):
                if "create_task" in {alias.name for alias in aliases}:
                    yield source.at(node, "from asyncio import create_task")


def long_files(source: Source) -> Iterator[str]:
    lines = source.text.count("\n")
    if lines > LINES_MAX:
        yield f"{source.path}: {lines} lines"


def modules_without_a_question(source: Source) -> Iterator[str]:
    """A module opens with one sentence; an empty one says nothing and need not."""
    if source.text.strip() and not ast.get_docstring(source.tree):
        yield f"{source.path}: no docstring"


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def arguments(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.arg]:
    return [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]


def words(text: str) -> list[str]:
    return "".join(character if character.isalnum() else " " for character in text).split()

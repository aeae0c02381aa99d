"""Does the project keep the rules of docs/conventions.md that no linter can see?

Every rule is shown a violation too: one that finds nothing could be blind.
"""

import os
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from sqlalchemy import BigInteger, Column, Float, Integer, MetaData, Numeric, Table

from bot import config
from models import Base
from tests.conventions import code, files, settings
from tests.conventions.code import PROGRAM, ROOT, Source

Rule = Callable[[Source], Iterable[str]]

EXAMPLE = ROOT / "config.example.toml"
MONEY = ("amount", "balance", "_minor", "price", "cost")
EVERYTHING = code.sources("bot", "handlers", "models", "tests")


def planted(text: str, path: str = "bot/services/planted.py") -> Source:
    return Source(path, text)


CODE_RULES: list[tuple[Rule, list[Source], list[str], list[str]]] = [
    # A rule, what it holds for, violations, and what it must let pass.
    (
        code.telegram_in_a_block,
        PROGRAM,
        [
            """
async def pay(query: CallbackQuery, db, t):
    async with db.transaction() as session:
        await payouts.pay(session)
        await query.answer(t("done"))
""",
            """
async def pay(press: types.CallbackQuery, db):
    async with db.transaction() as session, other():
        if True:
            await show(press, "text")
""",
            """
async def look(bot, db):
    async with self._db.read() as session:
        await session.get(await bot.get_chat(1))
""",
            """
async def save(db, state):
    async with db.transaction() as session:
        await state.set_state(Draft.amount)
""",
            """
async def sweep(self):
    async with self._db.transaction() as session:
        await self._bot.send_message(1, "text")
""",
        ],
        [
            """
async def pay(query: CallbackQuery, db, t):
    await query.answer(t("wait"))
    async with db.transaction() as session:
        await payouts.pay(session, by=query.from_user.id)
    await query.answer(t("done"))
"""
        ],
    ),
    (
        code.commits,
        PROGRAM,
        ["async def f(session):\n    await session.commit()", "session.rollback"],
        ["repository.commitment()"],
    ),
    (
        code.wall_clocks,
        [*PROGRAM, *code.sources("models")],
        [
            "now = datetime.now(UTC)",
            "import datetime\nnow = datetime.datetime.utcnow()",
            "started = time.time()",
            "from time import time",
            "today = date.today()",
        ],
        ["started = time.monotonic()", "now = clock()", "at = datetime.fromtimestamp(0, UTC)"],
    ),
    (
        code.magic_filters,
        code.sources("handlers", "bot"),
        ["from aiogram import Bot, F", "import aiogram\nwanted = aiogram.F.text"],
        ["from aiogram import Bot"],
    ),
    (
        code.stray_tasks,
        PROGRAM,
        [
            "asyncio.create_task(work())",
            "asyncio.get_running_loop().create_task(work())",
            "from asyncio import create_task",
        ],
        ["async def f():\n    async with asyncio.TaskGroup() as g:\n        g.create_task(work())"],
    ),
    (
        code.long_files,
        EVERYTHING,
        ["x = 1\n" * 401],
        ["x = 1\n" * 400],
    ),
    (
        code.modules_without_a_question,
        EVERYTHING,
        ["import os\n"],
        ['"""Who?"""\nimport os\n', "", "\n"],
    ),
]
RULE_NAMES = [rule.__name__ for rule, *_ in CODE_RULES]


@pytest.mark.parametrize(("rule", "held", "_bad", "_good"), CODE_RULES, ids=RULE_NAMES)
def test_the_code_keeps(rule: Rule, held: list[Source], _bad: list[str], _good: list[str]) -> None:
    assert held
    assert [violation for source in held for violation in rule(source)] == []


@pytest.mark.parametrize(("rule", "_held", "bad", "good"), CODE_RULES, ids=RULE_NAMES)
def test_a_planted_violation_is_seen_of(
    rule: Rule, _held: list[Source], bad: list[str], good: list[str]
) -> None:
    for text in bad:
        assert list(rule(planted(text))), text
    for text in good:
        assert list(rule(planted(text))) == [], text


def known_names() -> set[str]:
    (application,) = [source for source in PROGRAM if source.path == "bot/app.py"]
    return code.AIOGRAM_GIVES | code.dependencies(application)


def test_handlers_ask_only_for_what_they_are_given() -> None:
    known = known_names()
    assert {"db", "t", "clock"} <= known
    handlers = code.sources("handlers")
    assert [v for source in handlers for v in code.names_not_given(source, known=known)] == []


def test_a_planted_handler_that_asks_for_more_is_seen() -> None:
    handler = planted("""
@router.message(Command("pay"))
async def pay(message: Message, db: Database, session: AsyncSession) -> None: ...

@admin_router.callback_query(Approve.filter())
async def approve(query: CallbackQuery, *, wallet: Wallet) -> None: ...

async def ask(message: Message, anything: str) -> None: ...
""")
    seen = list(code.names_not_given(handler, known=known_names()))
    assert len(seen) == 2
    assert "session" in seen[0]
    assert "wallet" in seen[1]


def test_points_and_money_are_integers() -> None:
    assert list(fractions(Base.metadata)) == []
    assert [column for column in columns(Base.metadata) if is_money(column)]


def test_a_planted_column_of_fractions_is_seen() -> None:
    metadata = MetaData()
    Table(
        "planted",
        metadata,
        Column("amount_minor", Float),
        Column("price", Numeric(10, 2)),
        Column("rate", Float),
        Column("balance_minor", BigInteger),
        Column("used", Integer),
    )
    assert [column.name for column in fractions(metadata)] == ["amount_minor", "price", "rate"]


def columns(metadata: MetaData) -> Iterable[Column[object]]:
    for table in metadata.tables.values():
        yield from table.columns


def is_money(column: Column[object]) -> bool:
    return any(word in column.name for word in MONEY)


def fractions(metadata: MetaData) -> Iterable[Column[object]]:
    for column in columns(metadata):
        is_fraction = isinstance(column.type, Numeric | Float)
        if is_fraction or (is_money(column) and not isinstance(column.type, Integer)):
            yield column


# Files that people copy or read


def test_the_example_settings_load_as_they_stand_and_with_every_placeholder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in os.environ if name.startswith("SARAFAN_")]:
        monkeypatch.delenv(name)
    assert config.load(EXAMPLE).model_dump() == config.Settings().model_dump()
    complete = tmp_path / "config.toml"
    complete.write_text(settings.filled_in(EXAMPLE.read_text(encoding="utf-8")), encoding="utf-8")
    assert config.load(complete).telegram.admin_chat_id is not None


def test_the_example_explains_every_setting_at_its_default() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert list(settings.gaps(text)) == []
    assert list(settings.other_values(text)) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# The port that belongs to it.\n", ""),
        ("port = 8080", "prot = 8080"),
        ("# url = ", "# The address, as in "),
        ("[log]", "unknown = 1\n\n[log]"),
    ],
)
def test_a_planted_gap_in_the_example_is_seen(before: str, after: str) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert list(settings.gaps(text.replace(before, after))), before


def test_a_planted_other_value_in_the_example_is_seen() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert list(settings.other_values(text.replace("port = 8080", "port = 80"))) == [
        "[web] port is not the default, 8080"
    ]
    assert tomllib.loads(text)["web"]["port"] == 8080


def test_the_readme_lists_every_setting() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    listed = [line.split("`")[1] for line in readme.splitlines() if line.startswith("| `[")]
    known = [f"[{name}] {key}" for name, keys in settings.sections().items() for key in keys]
    assert sorted(listed) == sorted(known)


def test_no_file_tells_of_the_machine_it_was_written_on() -> None:
    found = [
        f"{file.relative_to(ROOT)}:{word}"
        for file in files.project_files()
        for word in files.private_words(file.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "parts",
    [
        ("/ho", "me/somebody/sarafan"),
        ("/ro", "ot/.cache"),
        ("10.0.", "12.7"),
        ("pypi.cor", "p"),
        ("/pack", "ages/ab/cd/wheel.whl"),
    ],
)
def test_a_planted_private_word_is_seen(parts: tuple[str, str]) -> None:
    # In two parts, or this file would be the first to be found.
    assert list(files.private_words("see " + "".join(parts)))
    assert list(files.private_words("127.0.0.1, version 10.1.2, /etc/systemd, /usr/bin")) == []

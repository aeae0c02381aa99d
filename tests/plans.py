"""How does SQLite go about the statements of some work?"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncSession

from bot.prepared import PreparedSession

SMALL = frozenset({"campaigns", "campaign_versions", "role_grants", "figure_marks", "CONSTANT"})
"""Of which a walk is no more than a few looks; CONSTANT are values in the statement itself."""
SUBQUERY = "anon_"
"""What SQLAlchemy calls the result of a step that is listed by itself."""
EXPLAINED = ("SELECT", "WITH", "INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True)
class Plan:
    """One statement with the steps in which it is done (sqlite.org/eqp.html)."""

    statement: str
    steps: tuple[str, ...]


async def plans_of(session: AsyncSession, work: Callable[[], Awaitable[object]]) -> list[Plan]:
    """The plans of all statements of some work, in their order; the work is done."""
    connection = await session.connection()
    statements: list[tuple[str, tuple[object, ...]]] = []

    def note(
        _connection: Connection,
        _cursor: object,
        statement: str,
        parameters: Sequence[Any],
        _context: object,
        is_many: bool,
    ) -> None:
        if statement.startswith(EXPLAINED):
            statements.append((statement, tuple(parameters[0] if is_many else parameters)))

    engine = connection.sync_connection
    event.listen(engine, "before_cursor_execute", note)
    assert isinstance(session, PreparedSession)
    run = session._run

    async def note_prepared(statement: Any, parameters: Any) -> Any:
        compiled, rows = await run(statement, parameters)
        first = parameters[0] if isinstance(parameters, Sequence) else parameters or {}
        statements.append((compiled.sql, tuple(compiled.values(first))))
        return compiled, rows

    vars(session)["_run"] = note_prepared
    try:
        await work()
    finally:
        del vars(session)["_run"]
        event.remove(engine, "before_cursor_execute", note)
    plans = []
    for statement, given in statements:
        steps = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
        plans.append(Plan(statement, tuple(step.detail for step in steps)))
    return plans


async def plan_of(
    session: AsyncSession, table: str, work: Callable[[], Awaitable[object]]
) -> tuple[str, ...]:
    """The steps of the first statement of some work that concerns a table."""
    plans = await plans_of(session, work)
    return next(plan.steps for plan in plans if table in plan.statement)


def walks(plans: Iterable[Plan]) -> list[str]:
    """Steps that read all of a table that may be large."""
    return [
        f"{step} in {plan.statement}"
        for plan in plans
        for step in plan.steps
        if step.startswith("SCAN") and not _is_short(step.split())
    ]


def _is_short(words: Sequence[str]) -> bool:
    return any(word in SMALL or word.startswith(SUBQUERY) for word in words)

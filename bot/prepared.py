"""How does a statement that every newcomer needs run on SQLite without being prepared each time?

SQLAlchemy spends several times as long on a short statement as SQLite does. A statement that its
module marks with `prepare` is compiled once; a `PreparedSession` then hands it to SQLite directly,
with the same types, rows and errors. PostgreSQL's driver prepares statements itself: there the mark
means nothing.
"""

import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import Delete, Dialect, Insert, Select, Update
from sqlalchemy.engine import IteratorResult, Result
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Statement = Select[*tuple[Any, ...]] | Insert | Update | Delete
Convert = Callable[[Any], Any]
Parameters = Mapping[str, Any]

_marked: dict[int, Statement] = {}
"""Marked statements by identity; they live as long as their modules."""


def prepare(*statements: Statement) -> None:
    """Mark statements that a module builds once and runs on a hot path."""
    _marked.update({id(statement): statement for statement in statements})


@dataclass(frozen=True)
class _Compiled:
    """A statement for one set of parameter names, ready for SQLite."""

    sql: str
    names: tuple[str, ...]
    """Of the parameters, in the order of the question marks."""
    constants: dict[str, Any]
    """What the statement itself compares with."""
    binders: dict[str, Convert]
    columns: SimpleResultMetaData | None
    """None: it returns no rows."""
    readers: tuple[tuple[int, Convert], ...]
    """The columns whose values SQLite does not give as Python wants them."""

    def values(self, parameters: Parameters) -> list[Any]:
        given = [
            parameters[name] if name in parameters else self.constants[name] for name in self.names
        ]
        return [
            self.binders[name](value) if name in self.binders else value
            for name, value in zip(self.names, given, strict=True)
        ]

    def row(self, raw: tuple[Any, ...]) -> tuple[Any, ...]:
        if not self.readers:
            return raw
        values = list(raw)
        for position, read in self.readers:
            values[position] = read(values[position])
        return tuple(values)


_compiled: dict[tuple[int, frozenset[str]], _Compiled] = {}


def _compile(statement: Any, names: frozenset[str], dialect: Dialect) -> _Compiled:
    key = id(statement), names
    if key not in _compiled:
        compiled = statement.compile(dialect=dialect, column_keys=sorted(names))
        assert isinstance(compiled, SQLCompiler)
        # A column that Python fills in by itself would be left out here.
        assert not compiled.insert_prefetch, (compiled.string, compiled.insert_prefetch)
        assert "POSTCOMPILE" not in compiled.string, compiled.string
        columns = tuple(statement.exported_columns)
        readers = [_reader(column.type, dialect) for column in columns]
        _compiled[key] = _Compiled(
            compiled.string,
            tuple(compiled.positiontup or ()),
            dict(compiled.params),
            {
                name: bind
                for name, parameter in compiled.binds.items()
                if (bind := parameter.type.dialect_impl(dialect).bind_processor(dialect))
            },
            SimpleResultMetaData([column.key for column in columns]) if columns else None,
            tuple((place, read) for place, read in enumerate(readers) if read is not None),
        )
    return _compiled[key]


def _reader(type_: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    return type_.dialect_impl(dialect).result_processor(dialect, None)


class PreparedSession(AsyncSession):
    """A session on SQLite that runs marked statements directly."""

    def __init__(self, connection: AsyncConnection, raw: sqlite3.Connection) -> None:
        super().__init__(
            connection, expire_on_commit=False, join_transaction_mode="create_savepoint"
        )
        self._raw = raw

    @classmethod
    @asynccontextmanager
    async def within(
        cls, connection: AsyncConnection, raw: sqlite3.Connection
    ) -> AsyncIterator[Self]:
        """Open a session in the transaction that `raw`, the driver of `connection`, has begun.

        SQLAlchemy joins when an object or an unmarked statement needs it: where nothing does, that
        saves more time than SQLite takes.
        """
        session = cls(connection, raw)
        try:
            yield session
        finally:
            if session.in_transaction():
                await session.close()

    async def execute(
        self,
        statement: Any,
        params: Any = None,
        **options: Any,
    ) -> Result[*tuple[Any, ...]]:
        if id(statement) not in _marked or options:
            return await super().execute(statement, params, **options)
        compiled, rows = await self._run(statement, params)
        columns = compiled.columns or SimpleResultMetaData([])
        return IteratorResult(columns, iter([compiled.row(row) for row in rows]))

    async def scalar(self, statement: Any, params: Any = None, **options: Any) -> Any:
        if id(statement) not in _marked or options:
            return await super().scalar(statement, params, **options)
        compiled, rows = await self._run(statement, params)
        return compiled.row(rows[0])[0] if rows else None

    async def _run(
        self, statement: Any, params: Parameters | Sequence[Parameters] | None
    ) -> tuple[_Compiled, list[tuple[Any, ...]]]:
        if self.in_nested_transaction():
            # Its savepoint is set when the connection is first asked for.
            await self.connection()
        dialect = self.get_bind().dialect
        several = [params or {}] if params is None or isinstance(params, Mapping) else params
        compiled = _compile(statement, frozenset(several[0]), dialect)
        values = [compiled.values(one) for one in several]
        try:
            if len(values) > 1:
                self._raw.executemany(compiled.sql, values)
                return compiled, []
            return compiled, self._raw.execute(compiled.sql, values[0]).fetchall()
        except sqlite3.Error as error:
            raise DBAPIError.instance(
                compiled.sql, None, error, sqlite3.Error, dialect=dialect
            ) from error

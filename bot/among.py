"""How is a column compared with a list of any length by one parameter?

With a parameter for each, SQLAlchemy would write the statement anew for every length of the list,
which takes longer than the database does.
"""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import ARRAY, Boolean, ColumnElement, Dialect, Text, TypeDecorator, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine


class _Many(TypeDecorator[Collection[object]]):
    """An array; on SQLite, which has none, its JSON."""

    impl = Text
    cache_ok = True

    def __init__(self, element: TypeEngine[Any]) -> None:
        super().__init__()
        self.element = element

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        impl = Text() if dialect.name == "sqlite" else ARRAY(self.element)
        return dialect.type_descriptor(impl)

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        found = list(value)
        return json.dumps(found) if dialect.name == "sqlite" else found


class _Among(FunctionElement[bool]):
    inherit_cache = True
    type = Boolean()

    def self_group(self, against: Any = None) -> Any:
        # A comparison as it stands: with "= 1" behind it no database would use an index.
        return self


def among(column: Any, name: str) -> ColumnElement[bool]:
    """`column IN` the numbers or texts that the statement is given under a name."""
    return _Among(column, bindparam(name, type_=_Many(column.type)))


@compiles(_Among)
def _in_array(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, values = (compiler.process(clause, **options) for clause in element.clauses)
    return f"{column} = ANY ({values})"


@compiles(_Among, "sqlite")
def _in_json(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, values = (compiler.process(clause, **options) for clause in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"

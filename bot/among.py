"""How is a column compared with a list of any length by one parameter?

With a parameter for each, SQLAlchemy would write the statement anew for every length of the list,
which takes longer than the database does.
"""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Dialect, Text, TypeDecorator, bindparam
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


class _Elements(FunctionElement[Any]):
    """The elements of a list as rows, for a subquery."""

    inherit_cache = True


def among(column: Any, name: str) -> ColumnElement[bool]:
    """`column IN` the numbers or texts that the statement is given under a name."""
    values = _Elements(bindparam(name, type_=_Many(column.type)))
    found: ColumnElement[bool] = column.op("IN", is_comparison=True)(values)
    return found


@compiles(_Elements)
def _of_array(element: _Elements, compiler: SQLCompiler, **options: Any) -> str:
    return f"(SELECT unnest{compiler.process(element.clause_expr, **options)})"


@compiles(_Elements, "sqlite")
def _of_json(element: _Elements, compiler: SQLCompiler, **options: Any) -> str:
    return f"(SELECT value FROM json_each{compiler.process(element.clause_expr, **options)})"

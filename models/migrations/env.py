"""Through which connection does Alembic reach the database?

The bot hands one over (bot.migration) with its transaction open. Alembic's own command line,
needed only to write a new revision, gets a SQLite file that `make revision` throws away.
"""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import JSON, BigInteger, Connection, create_engine
from sqlalchemy.dialects import sqlite

from models import Base
from models.base import UtcDateTime


def name_of_type(kind: str, item: object, _autogen: AutogenContext) -> str | Literal[False]:
    """Write the types as the revisions name them: they must not change with the models."""
    if kind != "type":
        return False
    match item:
        case UtcDateTime():
            return "Moment"
        case BigInteger() if item.compile(dialect=sqlite.dialect()) == "INTEGER":
            return "Id"
        case JSON():
            return "Json"
        case _:
            return False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        # SQLite changes a table by building it anew.
        render_as_batch=True,
        render_item=name_of_type,
    )
    with context.begin_transaction():
        context.run_migrations()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    engine = create_engine(context.get_x_argument(as_dictionary=True)["url"])
    with engine.begin() as opened:
        run(opened)

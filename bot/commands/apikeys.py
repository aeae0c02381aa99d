"""How does an operator give shops access to the HTTP API, and take it away?"""

from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from bot.clock import system_clock
from bot.commands.options import Config, Findings, on_database, show
from bot.db import Database
from bot.services import apikeys

app = typer.Typer(help="Keys for shops that use the HTTP API.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="The shop, as a-z, 0-9, - and _.", metavar="NAME")]


@app.callback()
def choose_config(context: typer.Context, config: Config = None) -> None:
    """Keys for shops that use the HTTP API."""
    context.obj = config or context.obj


@app.command()
def create(context: typer.Context, name: Name, config: Config = None) -> None:
    """Make a key and a secret and show them once; the orders of a revoked name stay known."""

    async def work(db: Database) -> str:
        async with db.transaction() as session:
            issued = await apikeys.create(session, name, now=system_clock())
        return f"key: {issued.key}\nsecret: {issued.secret}"

    show(on_database(context, config, work))


@app.command("list")
def list_keys(context: typer.Context, config: Config = None) -> None:
    """All shops; a key itself is kept nowhere."""

    async def work(db: Database) -> Findings:
        table = Table("shop", "state", "key made", box=None)
        async with db.read() as session:
            for shop in await apikeys.listed(session):
                state = "active" if shop.revoked_at is None else "revoked"
                table.add_row(Text(shop.name), state, f"{shop.created_at:%Y-%m-%d %H:%M} UTC")
        if table.row_count:
            return table
        return "There is no key yet. Make one: python -m bot apikey create <name>"

    show(on_database(context, config, work))


@app.command()
def revoke(context: typer.Context, name: Name, config: Config = None) -> None:
    """Refuse a shop's key from now on."""

    async def work(db: Database) -> str:
        async with db.transaction() as session:
            await apikeys.revoke(session, name, now=system_clock())
        return f"The key of {name} is revoked."

    show(on_database(context, config, work))

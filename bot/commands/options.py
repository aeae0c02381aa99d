"""What do all commands take, and how do they reach the database?"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from bot import migration
from bot.config import Settings, load
from bot.db import Database, is_unavailable
from bot.errors import OperatorError, UserError
from bot.i18n import Texts

DEFAULT_CONFIG = Path("config.toml")

Config = Annotated[
    Path | None,
    typer.Option("--config", help="The settings; config.toml when it is there.", metavar="FILE"),
]
Result = TypeVar("Result")
Findings = str | Table
WIDTH_OF_A_FILE = 240
"""Columns of a table that is not read on a screen."""


def settings_from(config: Path | None) -> Settings:
    """The settings of this file, of config.toml, or of the environment alone."""
    try:
        return load(config or (DEFAULT_CONFIG if DEFAULT_CONFIG.is_file() else None))
    except OperatorError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


def with_database(
    config: Path | None, work: Callable[[Database], Awaitable[Result]], *, prepare: bool = True
) -> Result:
    """Run `work` on the settings' database, brought to head first if it is empty."""
    settings = settings_from(config)

    async def run() -> Result:
        db = Database(settings.database.url)
        try:
            if prepare:
                await migration.prepare(db)
            return await work(db)
        finally:
            await db.close()

    return finish(run())


def on_database(
    context: typer.Context, config: Path | None, work: Callable[[Database], Awaitable[Result]]
) -> Result:
    """Run a subcommand's `work`; a refusal is one sentence and exit 1."""
    t = Texts().of("en")

    async def explained(db: Database) -> Result:
        try:
            return await work(db)
        except UserError as error:
            raise OperatorError(t.plain(error.text_key(), **error.text_args)) from None

    return with_database(config or context.obj, explained)


def show(findings: Findings) -> None:
    """Print what a command has to say."""
    if isinstance(findings, str):
        typer.echo(findings)
        return
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH_OF_A_FILE)
    console.print(findings)


def finish(work: Coroutine[Any, Any, Result]) -> Result:
    """Run the work to its end; what the operator must mend is one sentence and exit 1."""
    try:
        return asyncio.run(work)
    except OperatorError as error:
        typer.echo(str(error), err=True)
    except Exception as error:
        if not is_unavailable(error):
            raise
        typer.echo(
            f"The database does not answer any more ({type(error).__name__}). Check [database] "
            "url and whether the server runs.",
            err=True,
        )
    raise typer.Exit(1)

"""How does an operator save everything, and put it back?"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot import migration
from bot.clock import system_clock
from bot.commands.options import Config, finish, settings_from, with_database
from bot.db import Database
from bot.services import verification


def backup(
    file: Annotated[
        Path | None,
        typer.Argument(help="Where to; named by the time if left out.", metavar="[FILE]"),
    ] = None,
    config: Config = None,
) -> None:
    """Save everything into one file, also while the bot runs."""
    from bot import backups

    now = system_clock()
    folder = settings_from(config).backup.directory or Path()
    target = file or folder / backups.default_name(now)

    async def work(db: Database) -> backups.Manifest:
        return await backups.make(db, target, now=now)

    target.parent.mkdir(parents=True, exist_ok=True)
    manifest = with_database(config, work, prepare=False)
    size = target.stat().st_size / 1e6
    typer.echo(
        f"{target}: {sum(manifest.rows.values())} rows, {size:.1f} MB, schema "
        f"{manifest.revision}, ledger sealed up to {manifest.ledger_number} "
        f"({manifest.ledger_seal[:12]})."
    )


def restore(
    file: Annotated[Path, typer.Argument(help="A backup.", metavar="FILE")],
    force: Annotated[
        bool, typer.Option("--force", help="Replace a database that is not empty; it is kept.")
    ] = False,
    config: Config = None,
) -> None:
    """Put a backup in the place of the database, and verify it. The bot must not run."""
    from bot import backups

    settings = settings_from(config)
    url = settings.database.url

    async def work() -> tuple[backups.Manifest, str]:
        with migration.exclusive(url):
            return await backups.restore(url, file, force=force, now=system_clock())

    manifest, kept = finish(work())
    typer.echo(f"Restored {sum(manifest.rows.values())} rows as of {manifest.made_at}.")
    if kept:
        typer.echo(f"What was there before is kept: {kept}")
    if manifest.revision != migration.HEAD:
        typer.echo(
            f"Its schema is an older one ({manifest.revision}). Run `python -m bot migrate`, then "
            "`python -m bot verify`."
        )
        return

    async def look(db: Database) -> verification.Report:
        async with db.read() as session:
            return await verification.verify(session)

    report = with_database(config, look)
    for finding in report.findings:
        sys.stdout.write(f"WRONG: {finding}\n")
    if report.findings:
        raise typer.Exit(1)
    typer.echo(f"Verified: {report.transactions} transactions, all is explained.")

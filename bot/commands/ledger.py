"""How does an operator bring the schema up to date and prove that every point is explained?"""

import sys

import typer

from bot import migration
from bot.commands.options import Config, settings_from, with_database
from bot.db import Database
from bot.services import verification


def migrate(config: Config = None) -> None:
    """Bring the database's schema to the present version."""
    settings = settings_from(config)

    async def work(db: Database) -> None:
        with migration.exclusive(settings.database.url):
            await migration.upgrade(db)

    with_database(config, work, prepare=False)
    typer.echo("The schema is up to date.")


def verify(config: Config = None) -> None:
    """Recompute every balance, seal and state; exit 1 and say what is wrong, if anything is."""

    async def work(db: Database) -> verification.Report:
        async with db.read() as session:
            return await verification.verify(session)

    report = with_database(config, work)
    for finding in report.findings:
        sys.stdout.write(f"WRONG: {finding}\n")
    sys.stdout.write(
        f"{report.transactions} transactions, {report.accounts} accounts, {report.seals} seals, "
        f"{report.rewards} rewards, {report.payouts} payouts checked: "
        f"{'all is explained' if not report.findings else f'{len(report.findings)} findings'}.\n"
    )
    if report.findings:
        raise typer.Exit(1)

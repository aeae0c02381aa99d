"""How does an operator say which servers are told of events, and look at what became of it?"""

from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from bot.clock import system_clock
from bot.commands.options import Config, Findings, on_database, settings_from, show
from bot.db import Database
from bot.services import webhooks

app = typer.Typer(help="Tell shops’ servers what happens.", no_args_is_help=True)

Url = Annotated[str, typer.Argument(help="An address that begins with https://", metavar="URL")]


@app.callback()
def choose_config(context: typer.Context, config: Config = None) -> None:
    """Tell shops’ servers what happens."""
    context.obj = config or context.obj


@app.command()
def add(
    context: typer.Context,
    url: Url,
    events: Annotated[
        str, typer.Option(help="Only these, with commas between them; else all.", metavar="EVENTS")
    ] = "",
    config: Config = None,
) -> None:
    """Send events to an address from now on; its secret is shown once."""
    settings = settings_from(config or context.obj)
    wanted = [event.strip() for event in events.split(",") if event.strip()]

    async def work(db: Database) -> str:
        async with db.transaction() as session:
            endpoint = await webhooks.add(
                session,
                url,
                events=wanted,
                may_be_local=settings.webhooks.allow_private,
                now=system_clock(),
            )
        return f"events: {', '.join(endpoint.events)}\nsecret: {endpoint.secret}"

    show(on_database(context, config, work))


@app.command("list")
def list_endpoints(context: typer.Context, config: Config = None) -> None:
    """Where events are sent."""

    async def work(db: Database) -> Findings:
        table = Table("address", "events", "failing since", box=None)
        async with db.read() as session:
            for endpoint in await webhooks.listed(session):
                since = endpoint.failing_since
                table.add_row(
                    Text(endpoint.url),
                    ", ".join(endpoint.events),
                    f"{since:%Y-%m-%d %H:%M} UTC" if since else "",
                )
            left = await webhooks.waiting(session)
        table.caption = f"{left:,} events wait" if left else None
        return table if table.row_count else "Events are sent nowhere."

    show(on_database(context, config, work))


@app.command()
def remove(context: typer.Context, url: Url, config: Config = None) -> None:
    """Send nothing to an address any more."""

    async def work(db: Database) -> str:
        async with db.transaction() as session:
            await webhooks.remove(session, url, now=system_clock())
        return f"No more events are sent to {url}."

    show(on_database(context, config, work))


@app.command()
def journal(
    context: typer.Context,
    before: Annotated[
        int | None, typer.Option(help="Only older ones than this number.", metavar="NUMBER")
    ] = None,
    config: Config = None,
) -> None:
    """The last events, and what became of each; they are kept for 30 days."""

    async def work(db: Database) -> Findings:
        table = Table("number", "at", "event", "state", "tries", "answer", "address", box=None)
        async with db.read() as session:
            for delivery, url in await webhooks.journal(session, before_id=before):
                said = " ".join(str(each) for each in (delivery.status, delivery.error) if each)
                table.add_row(
                    str(delivery.id),
                    f"{delivery.created_at:%Y-%m-%d %H:%M:%S}",
                    delivery.event,
                    delivery.state,
                    str(delivery.attempts),
                    Text(said),
                    Text(url),
                )
        return table if table.row_count else "No event was sent yet."

    show(on_database(context, config, work))

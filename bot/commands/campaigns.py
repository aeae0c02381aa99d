"""How does an operator load, start, stop and look at campaigns from the command line?"""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.clock import system_clock
from bot.commands.options import Config, with_database
from bot.db import Database
from bot.errors import OperatorError, UserError
from bot.i18n import Points, Texts, Translate
from bot.services import campaign_overviews, campaigns, documents, pauses, toml_text, wording
from bot.services.campaign_overviews import Overview
from bot.services.documents import Document, DocumentRefused
from models import Campaign, CampaignStatus

WIDTH_OF_A_FILE = 160
"""Columns of a table that is not read on a screen."""

app = typer.Typer(help="Load, start, stop and show campaigns.", no_args_is_help=True)

Slug = Annotated[str, typer.Argument(help="The campaign's slug.", metavar="SLUG")]
Work = Callable[[Database, Translate], Awaitable[str | Table]]


@app.callback()
def choose_config(context: typer.Context, config: Config = None) -> None:
    """Load, start, stop and show campaigns."""
    context.obj = config or context.obj


@app.command()
def load(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A campaign document (TOML).", metavar="FILE")],
    config: Config = None,
) -> None:
    """Store a document as a new campaign, or as the new version of its campaign."""

    async def work(db: Database, _t: Translate) -> str:
        document = read(file)
        async with db.transaction() as session:
            campaign = await campaigns.load(session, document, now=system_clock())
        return _loaded(campaign)

    _run(context, config, work)


@app.command()
def start(context: typer.Context, slug: Slug, config: Config = None) -> None:
    """Let a campaign run; the starter campaign ends when any other one starts."""

    async def work(db: Database, _t: Translate) -> str:
        now = system_clock()
        async with db.transaction() as session:
            campaign = await campaigns.start(session, slug, now=now)
            found = await campaigns.find(session, campaign.id, campaign.version)
        sentence = f"{slug} is running, version {campaign.version}."
        starts_at = found.document.campaign.starts_at
        if starts_at is not None and starts_at > now:
            sentence += f" It takes friends from {starts_at:%Y-%m-%d %H:%M} UTC."
        return sentence

    _run(context, config, work)


@app.command()
def stop(context: typer.Context, slug: Slug, config: Config = None) -> None:
    """Take no more friends; what was promised is still credited."""

    async def work(db: Database, _t: Translate) -> str:
        async with db.transaction() as session:
            await campaigns.stop(session, slug, now=system_clock())
        return f"{slug} is stopped. What was promised is still credited."

    _run(context, config, work)


@app.command()
def pause(context: typer.Context, slug: Slug, config: Config = None) -> None:
    """Take no new friends for now; nothing is lost, and `resume` goes on."""

    async def work(db: Database, _t: Translate) -> str:
        async with db.transaction() as session:
            await pauses.pause(session, slug, now=system_clock())
        return f"{slug} is paused: no new friends for now. Go on: campaign resume {slug}"

    _run(context, config, work)


@app.command()
def resume(context: typer.Context, slug: Slug, config: Config = None) -> None:
    """Take friends again after a pause."""

    async def work(db: Database, _t: Translate) -> str:
        async with db.transaction() as session:
            campaign = await pauses.resume(session, slug, now=system_clock())
        return f"{slug} is running again, version {campaign.version}."

    _run(context, config, work)


@app.command()
def write(context: typer.Context, slug: Slug, config: Config = None) -> None:
    """Print a campaign as the TOML document that loads to the same rules."""

    async def work(db: Database, _t: Translate) -> str:
        async with db.read() as session:
            overview = await campaign_overviews.show(session, slug)
        return toml_text.written(overview.document).rstrip("\n")

    _run(context, config, work)


@app.command("list")
def list_campaigns(context: typer.Context, config: Config = None) -> None:
    """All campaigns, the newest first."""

    async def work(db: Database, t: Translate) -> str | Table:
        table = Table("slug", "state", "version", "started", "title", box=None)
        async with db.read() as session:
            page = await campaigns.list_all(session)
            while page:
                for campaign in page:
                    found = await campaigns.find(session, campaign.id, campaign.version)
                    table.add_row(*_row(t, campaign, found.document))
                page = await campaigns.list_all(session, before_id=page[-1].id)
        return table if table.row_count else "There is no campaign yet."

    _run(context, config, work)


@app.command()
def show(context: typer.Context, slug: Slug, config: Config = None) -> None:
    """A campaign's rules in words, its period, budget and referrals."""

    async def work(db: Database, t: Translate) -> str:
        async with db.read() as session:
            overview = await campaign_overviews.show(session, slug)
        return _card(t, overview)

    _run(context, config, work)


def read(file: Path) -> Document:
    """The document in a file; `OperatorError` for what is none."""
    try:
        with file.open("rb") as opened:
            content = opened.read(documents.SIZE_MAX_BYTES + 1)
        return documents.parse_toml(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise OperatorError(f"{file} is not UTF-8 text.") from None
    except OSError as error:
        raise OperatorError(f"{file} cannot be read: {error.strerror}.") from None
    except DocumentRefused as error:
        lines = "\n".join(f"  {line}" for line in error.lines)
        raise OperatorError(f"{file} was not loaded:\n{lines}") from None


def _loaded(campaign: Campaign) -> str:
    slug, version = campaign.slug, campaign.version
    if campaign.status == CampaignStatus.RUNNING:
        return f"{slug} is loaded, version {version}: it counts for new friends from now on."
    return f"{slug} is loaded, version {version}. Start it: python -m bot campaign start {slug}"


def _state(campaign: Campaign, document: Document) -> str:
    if campaign.status != CampaignStatus.RUNNING:
        return campaign.status
    period, now = document.campaign, system_clock()
    if period.starts_at is not None and now < period.starts_at:
        return "running, not begun"
    return "running" if campaigns.is_open(document, now=now) else "running, over"


def _row(t: Translate, campaign: Campaign, document: Document) -> list[Text]:
    started = f"{campaign.started_at:%Y-%m-%d %H:%M} UTC" if campaign.started_at else "never"
    cells = (
        campaign.slug,
        _state(campaign, document),
        str(campaign.version),
        started,
        campaigns.title(document, t.language),
    )
    # Text, since a title may look like markup; a slug is copied, so it is never broken.
    return [Text(cell, no_wrap=cell == campaign.slug) for cell in cells]


def _card(t: Translate, overview: Overview) -> str:
    campaign, document = overview.campaign, overview.document
    unit = campaigns.unit(document)
    used = t.points(Points(overview.budget_used_minor, unit))
    budget = document.budget
    limit = f"of {t.points(Points(budget.total, unit))}" if budget else "without a limit"
    counts = ", ".join(f"{count:,} {state}" for state, count in overview.referrals.items())
    return "\n".join(
        (
            f"{campaign.slug}: {campaigns.title(document, t.language)}",
            f"State: {_state(campaign, document)}, version {campaign.version}",
            f"Period: {wording.period(t, document)}",
            "Rules:",
            *(f"  - {rule}" for rule in wording.rules_in_words(t, document)),
            f"Budget: {used} used or promised, {limit}",
            f"Referrals: {counts}",
        )
    )


def _run(context: typer.Context, config: Path | None, work: Work) -> None:
    """Do the work on the database and print what came of it; a refusal ends with 1."""
    t = Texts().of("en")

    async def explained(db: Database) -> str | Table:
        try:
            return await work(db, t)
        except UserError as error:
            raise OperatorError(t.plain(error.text_key(), **error.text_args)) from None

    result = with_database(config or context.obj, explained)
    if isinstance(result, str):
        typer.echo(result)
        return
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH_OF_A_FILE)
    console.print(result)

"""How does an operator see beforehand what a campaign, or a new version of it, would bring?"""

import asyncio
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import system_clock
from bot.commands import campaigns
from bot.commands.options import Config, on_database, show
from bot.db import Database
from bot.errors import OperatorError
from bot.i18n import LANGUAGES, Points, Texts, Translate, Unit
from bot.pictures import Card, Pictures
from bot.services import campaign_overviews, forecast_words, forecasts, replay_words, replays
from bot.services.replays import Difference

MONEY_MAX = 10**9


def forecast(
    context: typer.Context,
    slug: campaigns.Slug,
    orders: Annotated[int, typer.Option(help="Orders a month.", min=1, max=10_000_000)] = 200,
    margin: Annotated[float, typer.Option(help="Margin, %.", min=0, max=100)] = 30,
    average_order: Annotated[
        float | None, typer.Option(help="In money; without it ten times what a friend costs.")
    ] = None,
    commission: Annotated[float, typer.Option(help="Of an order, %.", min=0, max=100)] = 10,
    sharing: Annotated[float, typer.Option(help="Customers who invite, %.", min=0, max=100)] = 10,
    friends: Annotated[float, typer.Option(help="Friends per inviter.", min=0, max=1_000)] = 3,
    conversion: Annotated[
        float, typer.Option(help="Friends who do every step and buy, %.", min=0, max=100)
    ] = 20,
    repeat: Annotated[
        float, typer.Option(help="Of these, who buy again in a month, %.", min=0, max=100)
    ] = 15,
    point_value: Annotated[
        float | None, typer.Option(help="What one point is worth in money.")
    ] = None,
    months: Annotated[int, typer.Option(min=1, max=forecasts.MONTHS_MAX)] = 12,
    seed: Annotated[int, typer.Option(help="The same one gives the same numbers.")] = 1,
    language: Annotated[str, typer.Option(help="en, ru or bg.")] = "en",
    picture: Annotated[
        Path | None, typer.Option(help="Draw it into this PNG file too.", metavar="FILE")
    ] = None,
    config: Config = None,
) -> None:
    """What a campaign would bring and cost: a simulation, with a range."""
    assumed = forecasts.Assumptions(
        orders_per_month=orders,
        margin_percent=margin,
        average_order=_money(average_order, "--average-order"),
        commission_percent=commission,
        sharing_percent=sharing,
        friends_per_inviter=friends,
        conversion_percent=conversion,
        repeat_percent=repeat,
        point_value=_money(point_value, "--point-value"),
        months=months,
    )
    if language not in LANGUAGES:
        raise typer.BadParameter(f"choose one of {', '.join(LANGUAGES)}", param_hint="--language")

    async def work(db: Database) -> str:
        t = Texts().of(language)
        async with db.read() as session:
            document = (await campaign_overviews.show(session, slug)).document
        found = forecasts.forecast(document, assumed, seed=seed)
        if picture is not None:
            await _draw(forecast_words.card(t, document, found), picture)
        return "\n".join(forecast_words.lines(t, document, found))

    show(on_database(context, config, work))


def replay(
    context: typer.Context,
    slug: campaigns.Slug,
    file: Annotated[Path, typer.Argument(help="The proposed version (TOML).", metavar="FILE")],
    csv: Annotated[
        Path | None, typer.Option(help="Write everybody into this file.", metavar="FILE")
    ] = None,
    config: Config = None,
) -> None:
    """What a proposed version would have paid for all that has happened; writes nothing."""

    async def work(db: Database) -> str:
        t = Texts().of("en")
        proposed = campaigns.read(file)
        async with db.read() as session:
            campaign = (await campaign_overviews.show(session, slug)).campaign
            replayed = await replays.replay(session, campaign.id, proposed, now=system_clock())
            wanted = replayed.people if csv is not None else replayed.people[: replay_words.SHOWN]
            known = await replay_words.people(session, wanted)
        if csv is not None:
            await _write(csv, replay_words.csv(replayed, known))
        said = replay_words.lines(t, replayed, proposed.unit)
        changed = [each for each in replayed.people[: replay_words.SHOWN] if each.change]
        said += _table(t, replay_words.rows(changed, known), changed, proposed.unit)
        return "\n".join(said)

    show(on_database(context, config, work))


def _table(
    t: Translate, rows: Sequence[Sequence[str]], changed: Sequence[Difference], unit: Unit
) -> list[str]:
    """Who gains or loses most."""
    return [
        f"{row[0]:>14}  {t.points(Points(each.before, unit))} → "
        f"{t.points(Points(each.after, unit))} "
        f"({t.points(Points(each.change, unit, signed=True))})  {row[1]}"
        for row, each in zip(rows, changed, strict=True)
    ]


async def _write(file: Path, content: bytes) -> None:
    try:
        await asyncio.to_thread(file.write_bytes, content)
    except OSError as error:
        raise OperatorError(f"{file} cannot be written: {error.strerror}.") from None


def _money(amount: float | None, name: str) -> Decimal | None:
    if amount is not None and not 0 < amount <= MONEY_MAX:
        raise typer.BadParameter(f"from 0 to {MONEY_MAX:,}, and not 0", param_hint=name)
    return None if amount is None else Decimal(str(amount))


async def _draw(card: Card, file: Path) -> None:
    pictures = Pictures()
    try:
        await _write(file, await pictures.draw(card))
    finally:
        await pictures.close()

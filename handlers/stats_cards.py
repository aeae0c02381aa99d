"""What do the pictures of the figures show?"""

from collections import Counter
from datetime import datetime

from babel.numbers import format_decimal

from bot.i18n import Translate
from bot.pictures import FunnelCard, GrowthCard, Stage
from bot.pictures import Line as ChartLine
from bot.services import campaigns, stats
from bot.services.documents import Document
from bot.services.occurrences import Metric
from bot.services.stats import Figures, Growth, Step
from handlers import periods


def title(t: Translate, document: Document | None) -> str:
    if document is None:
        return t.plain("stats-all-campaigns")
    return campaigns.title(document, t.language)


def period(t: Translate, figures: Figures) -> str:
    if figures.since is None:
        return t.plain("stats-period-all")
    return periods.days(t, figures.since, figures.until)


def growth_card(t: Translate, figures: Figures, growth: Growth) -> GrowthCard:
    document = figures.chosen.document if figures.chosen else None

    def line(name: str, counted: list[Counter[str]], metric: Metric) -> ChartLine:
        values = tuple(each[metric] for each in counted)
        return ChartLine(name, _number(t, sum(values)), values)

    before = None
    if growth.before:
        before = line(t.plain("stats-chart-before"), growth.before, Metric.START)
    return GrowthCard(
        title=title(t, document),
        period=period(t, figures),
        lines=tuple(
            line(t.plain(f"stats-chart-{metric}"), growth.now, metric) for metric in stats.GROWTH
        ),
        before=before,
        labels=tuple(_label(t, growth.step, edge) for edge in growth.edges[:-1]),
        unit=t.plain(f"stats-chart-by-{growth.step}"),
        separator=_number(t, 10_000)[2:-3],
    )


def _label(t: Translate, step: Step, edge: datetime) -> str:
    match step:
        case Step.HOUR:
            return f"{edge:%H:%M}"
        case Step.MONTH:
            return periods.short_month(t, edge)
        case _:
            return periods.short_day(t, edge.date())


def funnel_card(t: Translate, figures: Figures) -> FunnelCard:
    people = figures.people
    document = figures.chosen.document if figures.chosen else None
    steps = {"touch": people.touches, "friend": people.friends, "qualified": people.qualified}
    first = people.touches
    return FunnelCard(
        title=title(t, document),
        period=period(t, figures),
        stages=tuple(
            Stage(
                t.plain(f"stats-funnel-{name}"),
                amount,
                _number(t, amount),
                _share(t, amount, first) if first and name != "touch" else "",
            )
            for name, amount in steps.items()
        ),
    )


def _share(t: Translate, amount: int, of_all: int) -> str:
    percent = round(100 * amount / of_all)
    if amount and not percent:
        # "0 %" beside three people would look like a mistake.
        return t.plain("stats-share-tiny")
    return t.plain("stats-share", percent=percent)


def _number(t: Translate, amount: int) -> str:
    return str(format_decimal(amount, format="#,##0", locale=t.language))

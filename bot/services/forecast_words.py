"""How is a forecast said in words and shown as a picture?"""

from collections.abc import Callable

from babel.numbers import format_decimal

from bot.i18n import Argument, Points, Translate
from bot.pictures.cards import ForecastCard
from bot.services import campaigns
from bot.services.documents import Document
from bot.services.forecasts import Forecast, Range


def lines(t: Translate, document: Document, found: Forecast) -> list[str]:
    """Plain text, one sentence a line: what was assumed, what comes of it, what to beware of."""
    return [
        t.plain(
            "forecasts-title",
            title=campaigns.title(document, t.language),
            months=found.assumptions.months,
        ),
        *cautions(t, document, found),
        *_results(t, document, found),
        *_assumed(t, document, found),
    ]


def cautions(t: Translate, document: Document, found: Forecast) -> list[str]:
    """What to think about before the start; [] when all looks well."""
    return [
        "⚠️ "
        + t.plain(
            f"forecasts-caution-{each}",
            orders=found.assumptions.orders_per_month,
            affordable=money(t, document, found, found.affordable),
            cost=money(t, document, found, found.per_buyer),
            month=found.budget_ends_in or 0,
        )
        for each in found.cautions
    ]


def _results(t: Translate, document: Document, found: Forecast) -> list[str]:
    unit = document.unit

    def in_money(amount: int) -> str:
        return money(t, document, found, amount)

    def in_points(amount: int) -> str:
        return t.points(Points(amount, unit))

    said = [
        t.plain("forecasts-friends", range=_range(t, found.friends, _number(t))),
        t.plain("forecasts-buyers", range=_range(t, found.buyers, _number(t))),
        t.plain("forecasts-cost-points", range=_range(t, found.cost_points, in_points)),
        t.plain("forecasts-cost", range=_range(t, found.cost, in_money)),
        t.plain("forecasts-earned", range=_range(t, found.earned, in_money)),
        t.plain("forecasts-gain", range=_range(t, found.gain, in_money)),
    ]
    if found.percent is not None:
        said.append(t.plain("forecasts-return", percent=found.percent))
    cost, affordable = in_money(found.per_buyer), in_money(found.affordable)
    said.append(t.plain("forecasts-per-buyer", cost=cost, affordable=affordable))
    if found.even_in is None:
        said.append(t.plain("forecasts-never-even"))
    elif found.even_in.low == found.even_in.high:
        said.append(t.plain("forecasts-even", month=found.even_in.middle))
    else:
        late = found.even_in.high > found.assumptions.months
        said.append(
            t.plain(
                "forecasts-even-late" if late else "forecasts-even-range",
                month=found.even_in.middle,
                low=found.even_in.low,
                high=found.even_in.high,
            )
        )
    return said


def _assumed(t: Translate, document: Document, found: Forecast) -> list[str]:
    assumed = found.assumptions
    numbers: dict[str, Argument] = {
        "orders": assumed.orders_per_month,
        "margin": _share(t, assumed.margin_percent),
        "sharing": _share(t, assumed.sharing_percent),
        "friends": _share(t, assumed.friends_per_inviter),
        "conversion": _share(t, assumed.conversion_percent),
        "repeat": _share(t, assumed.repeat_percent),
    }
    order = money(t, document, found, found.average_order_minor)
    key = "forecasts-order-guessed" if found.is_order_assumed else "forecasts-order"
    return [
        t.plain("forecasts-assumed", **numbers),
        t.plain(key, order=order),
        t.plain("forecasts-how"),
    ]


def _range(t: Translate, range_: Range, said: Callable[[int], str]) -> str:
    if range_.low == range_.high:
        return said(range_.middle)
    return t.plain(
        "forecasts-range",
        middle=said(range_.middle),
        low=said(range_.low),
        high=said(range_.high),
    )


def _number(t: Translate) -> Callable[[int], str]:
    return lambda number: str(format_decimal(number, locale=t.language))


def _share(t: Translate, number: float) -> str:
    return str(format_decimal(round(number, 2), locale=t.language))


def money(t: Translate, document: Document, found: Forecast, amount_minor: int) -> str:
    """Without its minor units, which no forecast knows: "12 000 RUB"."""
    whole = round(amount_minor / 10**found.decimals)
    number = str(format_decimal(whole, locale=t.language)).replace("-", "−")
    currency = document.purchases.currency
    return f"{number} {currency}" if currency else number


def card(t: Translate, document: Document, found: Forecast) -> ForecastCard:
    """The gain up to the end of each month, with the range."""
    scale = 10**found.decimals
    rows = (
        ("friends", _number(t)(found.friends.middle)),
        ("buyers", _number(t)(found.buyers.middle)),
        ("cost", money(t, document, found, found.cost.middle)),
        ("gain", money(t, document, found, found.gain.middle)),
    )
    return ForecastCard(
        title=campaigns.title(document, t.language),
        period=t.plain("forecasts-heading", months=found.assumptions.months),
        names=tuple(t.plain(f"forecasts-name-{name}") for name, _value in rows),
        values=tuple(value for _name, value in rows),
        low=tuple(round(each.low / scale) for each in found.by_month),
        middle=tuple(round(each.middle / scale) for each in found.by_month),
        high=tuple(round(each.high / scale) for each in found.by_month),
        axis=t.plain("forecasts-axis"),
        verdict=(cautions(t, document, found) or [t.plain("forecasts-well")])[0].removeprefix("⚠️ "),
        is_well=not found.cautions,
        separator=str(format_decimal(1000, locale=t.language))[1:-3] or " ",
    )

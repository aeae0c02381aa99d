"""What did an admin write in the place of a number, and what is the document with it?"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_precision

from bot.errors import UserError
from bot.i18n import LANGUAGES, Translate, Unit
from bot.services import amounts, currencies, document_values, documents, step_words
from bot.services.campaign_numbers import Kind, Number, Place
from bot.services.documents import PURCHASE, SUBSCRIBE, Document, DocumentRefused

NOTHING = ("-", "–", "—")
"""What takes a number away that there need not be; "0" friends a day are none, not any number."""
SPAN = re.compile(r"(\d{1,6}) ?([a-zа-я]*)\.?")
# Whole words: by its first letter a month is a minute, and a week of Bulgarian a second.
SPAN_WORDS = {
    "w": "w wk wks week weeks нед неделя недели недель неделю седм седмица седмици",
    "d": "d day days д дн день дня дней сут сутки суток ден дни дена денонощие денонощия",
    "h": "h hr hrs hour hours ч час часа часов часове",
    "m": "m min mins minute minutes мин минута минуты минут минуту минути",
    "s": "s sec secs second seconds сек секунда секунды секунд секунду секунди",
}
"""What weeks, days, hours, minutes and seconds are called in the three languages."""
SPAN_UNITS = {word: unit for unit, words in SPAN_WORDS.items() for word in words.split()}
DATES = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4})"),
)
YEARS = range(2000, 2199)
"""Of a last day; what a document takes ends with 2199."""
PERCENT = re.compile(r"(\d{1,3}|\d{0,3}[.,]\d{1,9}) ?%?")
CHAT = re.compile(r"(?:https?://)?(?:t\.me/|@)?([A-Za-z][A-Za-z0-9_]{3,31})")
TITLE_MAX = 64


class NumberNotUnderstood(UserError):
    """What was written is none of the kind that was asked for; `kind` chooses the words."""


class NumberRefused(UserError):
    """It does not fit the rest of the rules."""


def change(t: Translate, document: Document, number: Number, text: str) -> Document:
    """The document with what somebody wrote in a number's place.

    Raises `NumberNotUnderstood`, `NumberRefused` and what `amounts.parse` does.
    """
    written = documents.to_json(document)
    text = " ".join(text.split())
    if number.kind == Kind.CHAT:
        written = _renamed(written, str(number.place[0]), _chat(text))
    elif number.may_be_unset and text in NOTHING:
        _unset(written, number.place)
    else:
        value = _READERS[number.kind](t, document, text)
        if number.kind == Kind.MONEY:
            value = f"{PURCHASE}:{value}"
        _put(written, number.place, value)
    try:
        return documents.from_json(written)
    except DocumentRefused as error:
        raise NumberRefused(reason="\n".join(error.lines)) from None


def _renamed(value: Any, before: str, after: str) -> Any:
    """The same chat in steps, contests and offers is named once."""
    match value:
        case dict():
            return {key: _renamed(each, before, after) for key, each in value.items()}
        case list():
            return [_renamed(each, before, after) for each in value]
        case str() if value in (before, SUBSCRIBE + before):
            return value.removesuffix(before) + after
    return value


def _put(written: Any, place: Place, value: object) -> None:
    for key in place[:-1]:
        written = written.setdefault(key, {}) if isinstance(written, dict) else written[key]
    written[place[-1]] = value


def _unset(written: dict[str, Any], place: Place) -> None:
    section: Any = written
    for key in place[:-1]:
        section = section.get(key, {}) if isinstance(section, dict) else section[key]
    section.pop(place[-1], None)
    if place[0] == "budget":
        # A section that has to have a total.
        written.pop("budget", None)


def _chat(text: str) -> str:
    found = CHAT.fullmatch(text)
    if found is None:
        raise NumberNotUnderstood(kind=Kind.CHAT.value)
    return f"@{found[1]}"


def _points(t: Translate, document: Document, text: str) -> int:
    return amounts.parse(text, document.unit, language=t.language)


def _money(t: Translate, document: Document, text: str) -> int:
    currency = document.purchases.currency
    decimals = step_words.UNNAMED_PRECISION
    if currency is not None:
        decimals = int(get_currency_precision(currency))
        text = text.upper().replace(currency, "").strip()
    return amounts.parse(text, Unit(decimals, {}), language=t.language)


def _percent(_t: Translate, _document: Document, text: str) -> str:
    # Not all that Decimal reads: "NaN" cannot be compared, and "1e1" is a slip.
    found = PERCENT.fullmatch(text)
    value = Decimal(found[1].replace(",", ".")) if found else Decimal()
    if not 0 < value <= 100 or value != round(value, 2):
        raise NumberNotUnderstood(kind=Kind.PERCENT.value)
    return str(value)


def _span(_t: Translate, _document: Document, text: str) -> str:
    if text in (*NOTHING, "0"):
        return "0"
    found = SPAN.fullmatch(text.casefold())
    if found is None or found[2] not in SPAN_UNITS:
        raise NumberNotUnderstood(kind=Kind.SPAN.value)
    number, unit = int(found[1]), SPAN_UNITS[found[2]]
    # A document knows no weeks.
    return f"{number * 7}d" if unit == "w" else f"{number}{unit}"


def _count(_t: Translate, _document: Document, text: str) -> int:
    digits = text.replace(" ", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 7 and int(digits)):
        raise NumberNotUnderstood(kind=Kind.COUNT.value)
    return int(digits)


def _day(_t: Translate, document: Document, text: str) -> str:
    """The end of that day on the campaign's clocks."""
    for form in DATES:
        found = form.fullmatch(text)
        if found is None:
            continue
        if int(found["year"]) not in YEARS:
            break
        try:
            day = datetime(int(found["year"]), int(found["month"]), int(found["day"]), tzinfo=UTC)
        except ValueError:
            break
        # Midnight on the campaign's own clocks, which summer time may shift.
        return (day + timedelta(days=1)).replace(tzinfo=document.zone).isoformat()
    raise NumberNotUnderstood(kind=Kind.DAY.value)


def _currency(_t: Translate, _document: Document, text: str) -> str:
    code = text.upper()
    if code not in currencies.KNOWN:
        raise NumberNotUnderstood(kind=Kind.CURRENCY.value)
    return code


def _title(_t: Translate, _document: Document, text: str) -> dict[str, str]:
    try:
        document_values.visible(text)
    except ValueError:
        raise NumberNotUnderstood(kind=Kind.TITLE.value) from None
    if len(text) > TITLE_MAX:
        raise NumberNotUnderstood(kind=Kind.TITLE.value)
    return dict.fromkeys(LANGUAGES, text)


_READERS: dict[Kind, Callable[[Translate, Document, str], object]] = {
    Kind.TITLE: _title,
    Kind.POINTS: _points,
    Kind.PERCENT: _percent,
    Kind.MONEY: _money,
    Kind.CURRENCY: _currency,
    Kind.SPAN: _span,
    Kind.COUNT: _count,
    Kind.DAY: _day,
}

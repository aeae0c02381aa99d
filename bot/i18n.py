"""How is a text said in a person's language, with that language's plurals, dates and numbers?"""

import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Resource

LANGUAGES = ("ru", "en", "bg")
TEXTS_KEPT = 1_024
"""Rendered texts, for each language."""
ARGUMENT_MAX = 900
"""Fluent takes no longer ones, against texts that blow up; what people write is put in later."""
FILES_KEPT = 512
LOCALES_DIRECTORY = Path(__file__).parent.parent / "locales"
LANGUAGE_NAMES = {"ru": "Русский", "en": "English", "bg": "Български"}


@dataclass(frozen=True)
class Unit:
    """What a campaign's points are called."""

    decimals: int
    """Digits after the point: amounts are whole minor units of 10**-decimals."""
    names: Mapping[str, Mapping[str, str]] = field(hash=False)
    """By language, then by CLDR plural category; `other` is always there."""


@dataclass(frozen=True)
class Points:
    """A number of points as a text's argument: shown as number and unit, "1 000 баллов"."""

    amount_minor: int
    unit: Unit
    signed: bool = False
    """Show a plus before a positive number."""


@dataclass(frozen=True)
class Markup:
    """HTML that is already safe; every other string is escaped."""

    html: str


@dataclass(frozen=True)
class Text:
    """Another text, without arguments and markup, in whatever language this one is said."""

    key: str


@dataclass(frozen=True)
class Worded:
    """Words that are none of our texts, such as a campaign's title, in each of our languages."""

    words: Mapping[str, str] = field(hash=False)


Argument = str | int | datetime | Points | Markup | Text | Worded


class Translate:
    """One language's texts in one time zone: `t(key)` is Telegram's HTML, `t.plain(key)` text."""

    def __init__(self, bundle: FluentBundle, language: str, zone: ZoneInfo) -> None:
        self._bundle = bundle
        self.language = language
        self.zone = zone
        self._locale = Locale.parse(language)
        # Most of a screen is the same for everybody: buttons, rules, rewards.
        self._rendered = lru_cache(TEXTS_KEPT)(self._render)

    def __call__(self, key: str, /, **args: Argument) -> str:
        return self._format(key, {name: self._as_html(value) for name, value in args.items()})

    def plain(self, key: str, /, **args: Argument) -> str:
        """For buttons, toasts and pictures, where markup means nothing."""
        return self._format(key, {name: self._as_text(value) for name, value in args.items()})

    def has(self, key: str) -> bool:
        return self._bundle.has_message(key)

    def in_zone(self, zone: ZoneInfo) -> "Translate":
        return Translate(self._bundle, self.language, zone)

    def points(self, points: Points) -> str:
        """Number and unit: "100 points", "1 000 баллов", "−2,50 евро"."""
        names = points.unit.names.get(self.language) or next(iter(points.unit.names.values()))
        amount = Decimal(points.amount_minor).scaleb(-points.unit.decimals)
        digits = "0" * points.unit.decimals
        number = format_decimal(
            amount, format="#,##0" + (f".{digits}" if digits else ""), locale=self._locale
        )
        plus = "+" if points.signed and amount > 0 else ""
        category = self._locale.plural_form(abs(amount))
        return f"{plus}{number} {names.get(category, names['other'])}"

    def moment(self, at: datetime) -> str:
        """Day and time in this translator's zone: "22 ноября 2026 г., 14:05"."""
        local = at.astimezone(self.zone)
        day = format_date(local.date(), format="long", locale=self._locale)
        return f"{day}, {local:%H:%M}"

    def day(self, on: date) -> str:
        """A day in full: "22 ноября 2026 г."."""
        return str(format_date(on, format="long", locale=self._locale))

    def _as_text(self, value: Argument) -> str | int:
        match value:
            case Points():
                return self.points(value)
            case datetime():
                return self.moment(value)
            case Markup():
                return value.html
            case Text():
                return self.plain(value.key)
            case Worded():
                return value.words.get(self.language) or next(iter(value.words.values()))
            case _:
                return value

    def _as_html(self, value: Argument) -> str | int:
        if isinstance(value, str | Worded):
            return html.escape(str(self._as_text(value)), quote=False)
        return self._as_text(value)

    def _format(self, key: str, args: dict[str, str | int]) -> str:
        long = {
            f"\ue000{place}\ue001": (name, value)
            for place, (name, value) in enumerate(args.items())
            if isinstance(value, str) and len(value) > ARGUMENT_MAX
        }
        short = args | {name: mark for mark, (name, _value) in long.items()}
        text = self._rendered(key, tuple(short.items()))
        for mark, (_name, value) in long.items():
            text = text.replace(mark, str(value))
        return text

    def _render(self, key: str, args: tuple[tuple[str, str | int], ...]) -> str:
        pattern = self._bundle.get_message(key).value
        assert pattern is not None, key
        text, errors = self._bundle.format_pattern(pattern, dict(args))
        if errors:
            raise ValueError(f"{key} in {self.language}: {errors}")
        return str(text)


class Texts:
    """All languages, read once; a folder of the operator's may replace single texts."""

    def __init__(
        self,
        *,
        directory: Path | None = None,
        default_language: str = "en",
        zone: ZoneInfo | None = None,
    ) -> None:
        self.default_language = default_language
        self._zone = zone or ZoneInfo("UTC")
        self._translators = {
            language: Translate(_load(language, directory), language, self._zone)
            for language in LANGUAGES
        }

    def of(self, language: str | None) -> Translate:
        """The translator for a BCP 47 tag such as "ru-RU"; an unknown one gets the default."""
        primary = (language or "").partition("-")[0].lower()
        return self._translators.get(primary, self._translators[self.default_language])


@lru_cache(FILES_KEPT)
def _parsed(source: str) -> Resource:
    # Half a second for all files: once a process, however many read them.
    return FluentResource(source)


def _load(language: str, directory: Path | None) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    for file in sorted((LOCALES_DIRECTORY / language).glob("*.ftl")):
        bundle.add_resource(_parsed(file.read_text(encoding="utf-8")))
    if directory is not None:
        # Imported here: a refusal of this program is a text itself.
        from bot import overrides

        for resource in overrides.read(directory, language, bundle):
            bundle.add_resource(resource, allow_overrides=True)
    return bundle


def encode(args: Mapping[str, Argument]) -> dict[str, Any]:
    """Arguments as JSON, for a text that is rendered later."""
    encoded: dict[str, Any] = {}
    for name, value in args.items():
        match value:
            case Points(amount_minor, unit):
                encoded[name] = {
                    "points": amount_minor,
                    "decimals": unit.decimals,
                    "names": unit.names,
                    "signed": value.signed,
                }
            case datetime():
                encoded[name] = {"at": value.isoformat()}
            case Markup(markup):
                encoded[name] = {"html": markup}
            case Text(key):
                encoded[name] = {"text": key}
            case Worded(words):
                encoded[name] = {"words": words}
            case _:
                encoded[name] = value
    return encoded


def decode(encoded: Mapping[str, Any]) -> dict[str, Argument]:
    """What `encode` was given."""
    args: dict[str, Argument] = {}
    for name, value in encoded.items():
        match value:
            case {"points": amount, "decimals": decimals, "names": names, "signed": signed}:
                args[name] = Points(amount, Unit(decimals, names), signed)
            case {"at": at}:
                args[name] = datetime.fromisoformat(at)
            case {"html": markup}:
                args[name] = Markup(markup)
            case {"text": key}:
                args[name] = Text(key)
            case {"words": words}:
                args[name] = Worded(words)
            case _:
                args[name] = value
    return args

"""How does a campaign document say something in the bot's languages?"""

import re
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, model_validator

from bot.services.document_values import Section, no_markup, printable, since_lately, visible

TERMS_LENGTH_MAX = 3_000
TEXT_LENGTH_MAX = 700
"""What fits under a picture beside our own words."""
PLACEHOLDERS_MAX = 10
PLACEHOLDERS = {"reward", "hold"}
"""What terms may leave open: "{reward}" and "{hold}"."""


def _fits_a_message(text: str) -> str:
    # Telegram counts UTF-16 units: an emoji is two.
    if len(text.encode("utf-16-le")) // 2 > TERMS_LENGTH_MAX:
        raise ValueError(f"must have at most {TERMS_LENGTH_MAX:,} characters")
    return text


def _known_placeholders(text: str) -> str:
    names = re.findall(r"\{([^{}\s]*)\}", text)
    if len(names) > PLACEHOLDERS_MAX:
        raise ValueError(f"must have at most {PLACEHOLDERS_MAX} placeholders")
    for name in names:
        if name not in PLACEHOLDERS:
            raise ValueError(
                f"there is no {{{name}}}; the placeholders are {{reward}} and {{hold}}"
            )
    return text


PluralForm = Annotated[
    str,
    Field(max_length=32),
    AfterValidator(printable),
    AfterValidator(no_markup),
    since_lately(visible),
]
TitleText = Annotated[str, Field(max_length=64), AfterValidator(printable), since_lately(visible)]
PlainText = Annotated[
    str, Field(max_length=TEXT_LENGTH_MAX), AfterValidator(printable), since_lately(visible)
]
TermsText = Annotated[
    str,
    AfterValidator(printable),
    since_lately(visible),
    AfterValidator(_fits_a_message),
    AfterValidator(_known_placeholders),
]


class InLanguages(Section):
    """Something said in some of the bot's languages; people of the others get the first of these.

    English goes first: most people whose own language is missing read it best.
    """

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_dump(exclude_none=True):
            raise ValueError("must be said in at least one of ru, en, bg")
        return self

    def in_language(self, language: str) -> Any:
        said = [getattr(self, each) for each in (language, "en", "ru", "bg")]
        return next(each for each in said if each is not None)


class Title(InLanguages):
    ru: TitleText | None = None
    en: TitleText | None = None
    bg: TitleText | None = None


class Words(InLanguages):
    ru: PlainText | None = None
    en: PlainText | None = None
    bg: PlainText | None = None


class Terms(InLanguages):
    ru: TermsText | None = None
    en: TermsText | None = None
    bg: TermsText | None = None


class PluralForms(Section):
    """A noun by CLDR plural category."""

    zero: PluralForm | None = None
    one: PluralForm | None = None
    two: PluralForm | None = None
    few: PluralForm | None = None
    many: PluralForm | None = None
    other: PluralForm


class UnitName(InLanguages):
    ru: PluralForms | None = None
    en: PluralForms | None = None
    bg: PluralForms | None = None


POINTS = UnitName(
    ru=PluralForms(one="балл", few="балла", many="баллов", other="балла"),
    en=PluralForms(one="point", other="points"),
    bg=PluralForms(one="точка", other="точки"),
)
"""The unit of a campaign that names none."""

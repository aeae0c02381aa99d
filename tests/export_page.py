"""What does docs/exports.md say about the columns?

    python -m tests.export_page

writes the tables of that page anew; a test compares them.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.i18n import Texts, Translate
from bot.services.exports import TABLES, Kind
from bot.services.spreadsheets import Content

PAGE = Path(__file__).parent.parent / "docs" / "exports.md"
BEGIN = "<!-- Written by python -m tests.export_page -->\n"
HOLDS = {
    Content.TEXT: "text",
    Content.NUMBER: "number",
    Content.MOMENT: "moment",
}


def columns() -> str:
    """A table for each export, in the order of the columns."""
    texts = Texts()
    languages = [texts.of(language) for language in ("en", "ru", "bg")]
    return "\n".join(line for kind in Kind for line in _table(kind, languages))


def _table(kind: Kind, languages: Sequence[Translate]) -> Iterator[str]:
    table = TABLES[kind]
    yield f"\n### {languages[0].plain(f'exports-kind-{kind}')}: `{kind}`\n"
    yield "| English | Русский | Български | Holds |"
    yield "|---|---|---|---|"
    for field in table.fields:
        names = [t.plain(f"exports-column-{field.key}") for t in languages]
        yield f"| {' | '.join(names)} | {HOLDS[field.content]} |"
    if table.has_balances:
        said = [
            ", ".join(
                t.plain(f"exports-column-balance-{bucket}", campaign="*", unit="*").split(": ")[1]
                for bucket in ("available", "held", "requested")
            )
            .replace(", *", "")
            .replace("*", "")
            for t in languages
        ]
        yield f"| {' | '.join(f'for each campaign: {each}' for each in said)} | number |"


def main() -> None:
    before = PAGE.read_text(encoding="utf-8").partition(BEGIN)[0]
    PAGE.write_text(f"{before}{BEGIN}{columns()}\n", encoding="utf-8")


if __name__ == "__main__":
    main()

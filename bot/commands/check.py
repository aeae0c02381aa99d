"""Is everything in order that the bot needs, and what is to be done about what is not?"""

import json
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from bot.clock import system_clock
from bot.commands.findings import Finding, Level
from bot.commands.options import Config, finish, settings_from

SIGNS = {Level.GOOD: ("✓", "green"), Level.WARNING: ("⚠", "yellow"), Level.WRONG: ("✗", "red")}


def check(
    config: Config = None,
    as_json: Annotated[bool, typer.Option("--json", help="For scripts: one JSON object.")] = False,
) -> None:
    """Look at settings, database and Telegram; say what to do; exit 1 if anything is wrong."""
    # Imported here: what speaks to Telegram takes half a second, for which no other command waits.
    from bot.commands import checks

    findings = finish(checks.look(settings_from(config), system_clock))
    is_good = all(finding.level != Level.WRONG for finding in findings)
    if as_json:
        typer.echo(_document(findings, is_good=is_good))
    else:
        _print(findings)
    if not is_good:
        raise typer.Exit(1)


def _print(findings: list[Finding]) -> None:
    console = Console(highlight=False, soft_wrap=True)
    for finding in findings:
        sign, colour = SIGNS[finding.level]
        # Text, since a name from outside may look like markup.
        line = Text.assemble((sign, colour), " ", (finding.area, "bold"), f": {finding.sentence}")
        if finding.advice:
            line.append(f" → {finding.advice}")
        console.print(line)
    counts = {level: sum(one.level == level for one in findings) for level in Level}
    console.print(
        f"{counts[Level.GOOD]} in order, {counts[Level.WARNING]} to look at, "
        f"{counts[Level.WRONG]} wrong."
    )


def _document(findings: list[Finding], *, is_good: bool) -> str:
    return json.dumps(
        {
            "ok": is_good,
            "checks": [
                {
                    "area": finding.area,
                    "level": finding.level.value,
                    "text": finding.sentence,
                    "advice": finding.advice,
                }
                for finding in findings
            ],
        },
        ensure_ascii=False,
        indent=2,
    )

"""How does an operator send something to many without the admin group?"""

import html as markup
from html.parser import HTMLParser
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot.clock import system_clock
from bot.commands.options import Config, settings_from, with_database
from bot.db import Database
from bot.errors import OperatorError, UserError
from bot.i18n import Texts
from bot.services import broadcast_contents, broadcasts, moves, segments
from bot.services.broadcast_contents import Content
from bot.services.segments import SegmentUnknown

SIZE_MAX_BYTES = 100_000
SEGMENTS = "all, friends, language:ru, campaign:<slug> or recent:<days>"
TAGS = {
    "a", "b", "blockquote", "code", "del", "em", "i", "ins", "pre", "s", "span", "strike", "strong",
    "tg-emoji", "tg-spoiler", "u",
}  # fmt: skip
"""What Telegram reads (Bot API, "HTML style")."""

File = Annotated[
    Path | None, typer.Argument(help="A file with the text.", metavar="[FILE]", show_default=False)
]


class _Tags(HTMLParser):
    """Finds tags that Telegram would refuse, at every single recipient."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.wrong: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.wrong = self.wrong or f"<{tag}>"
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong = self.wrong or f"</{tag}>"


def broadcast(
    file: File = None,
    text: Annotated[str | None, typer.Option(help="The text itself.")] = None,
    segment: Annotated[
        str,
        typer.Option(help=f"For whom: {SEGMENTS}."),
    ] = "all",
    html: Annotated[
        bool, typer.Option("--html", help="The text has Telegram's HTML tags.")
    ] = False,
    config: Config = None,
) -> None:
    """Plan a message to many; the running bot sends it, its admins can stop it."""
    message = _message(_words(file, text), html=html)
    settings = settings_from(config)

    async def work(db: Database) -> tuple[int, int]:
        now = system_clock()
        try:
            chosen = segments.parse(segment, default_language=settings.texts.language)
            async with db.read() as session:
                reach = await segments.reach(session, chosen, now=now)
                group_id = await moves.current(session, settings.telegram.admin_chat_id)
            async with db.transaction() as session:
                planned = await broadcasts.plan(
                    session, message, by=None, card_chat_id=group_id, now=now, segment=chosen
                )
        except SegmentUnknown:
            raise OperatorError(f"There is no segment “{segment}”. Say {SEGMENTS}.") from None
        except UserError as error:
            t = Texts().of("en")
            raise OperatorError(t.plain(error.text_key(), **error.text_args)) from None
        return planned.broadcast.id, reach.people

    number, people = with_database(config, work)
    typer.echo(
        f"Broadcast {number} is planned for {people:,} people. The bot that runs sends it; "
        "in the admin group it can be paused and cancelled."
    )


def _words(file: Path | None, text: str | None) -> str:
    if (file is None) == (text is None):
        _refuse("Give a file or --text, and not both.")
    if text is not None:
        return text
    assert file is not None
    try:
        with file.open("rb") as opened:
            content = opened.read(SIZE_MAX_BYTES + 1)
        if len(content) > SIZE_MAX_BYTES:
            _refuse(f"{file} is longer than any message can be.")
        return content.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        _refuse(f"{file} is not UTF-8 text.")
    except OSError as error:
        _refuse(f"{file} cannot be read: {error.strerror}.")


def _message(words: str, *, html: bool) -> Content:
    try:
        rest, buttons = broadcast_contents.split_buttons(words)
        content = Content(
            rest if html else markup.escape(rest, quote=False),
            buttons=tuple((button,) for button in buttons),
        )
        broadcast_contents.check(content)
    except UserError as error:
        _refuse(Texts().of("en").plain(error.text_key(), **error.text_args))
    if html:
        tags = _Tags()
        tags.feed(rest)
        tags.close()
        if wrong := tags.wrong or (f"<{tags.open[-1]}> is never closed" if tags.open else None):
            _refuse(f"Telegram would not read this as HTML: {wrong}.")
    return content


def _refuse(reason: str) -> NoReturn:
    typer.echo(reason, err=True)
    raise typer.Exit(1)

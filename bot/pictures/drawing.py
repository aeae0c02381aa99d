"""How is text set within a picture? Only the child process may import this (Pillow)."""

import io
import unicodedata
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, features

FONTS = Path(__file__).parent / "fonts"
TITLE_FONT = "DejaVuSans-Bold.ttf"
CODE_FONT = "DejaVuSansMono-Bold.ttf"
MARGIN_PX = 60
COLOURS_MAX = 32
"""Enough for smooth edges in three colours; the file is a tenth of one in full colour."""
SHOWN_PX = 360
"""Of what width a phone shows a picture in a chat."""
READABLE_PX = 11
"""Letters that are smaller on that phone are not read."""
ELLIPSIS = "…"
NO_BREAK_SPACE = "\u00a0"
NO_BREAK_SPACES = (NO_BREAK_SPACE, "\u202f")
NO_SUCH_CHARACTER = "\uffff"


@cache
def font(name: str, size_px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / name, size_px, layout_engine=ImageFont.Layout.BASIC)


@cache
def name_font(size_px: int) -> ImageFont.FreeTypeFont:
    """For people's names: joins Arabic letters and writes from right to left where it can."""
    can_shape = features.check("raqm") and features.check("fribidi")
    layout = ImageFont.Layout.RAQM if can_shape else ImageFont.Layout.BASIC
    return ImageFont.truetype(FONTS / TITLE_FONT, size_px, layout_engine=layout)


def readable_px(width_px: int) -> int:
    """The smallest size of letters in a picture of this width that a phone still shows legibly."""
    return -(-READABLE_PX * width_px // SHOWN_PX)


def one_line(text: str, in_font: ImageFont.FreeTypeFont, width_px: int) -> str:
    """The text, cut off with dots where it is too long for its line."""
    return _shortened(text, in_font, width_px)


@cache
def _has(name: str, character: str) -> bool:
    small = font(name, 20)
    missing = bytes(small.getmask(NO_SUCH_CHARACTER))
    return character == " " or bytes(small.getmask(character)) != missing


def drawable(text: str, name: str) -> str:
    """The text without the characters that the font lacks, such as emoji: no empty boxes.

    Ornate letters become plain ones (UAX #15, compatibility); a number keeps its spaces together.
    """
    kept = "".join(_plain(character, name) for character in text)
    return " ".join(word.strip(NO_BREAK_SPACE) for word in kept.split(" ") if word.strip())


def _plain(character: str, name: str) -> str:
    if character in NO_BREAK_SPACES:
        return NO_BREAK_SPACE
    if character.isspace():
        return " "
    if not character.isprintable():
        return ""
    if _has(name, character):
        return character
    simple = unicodedata.normalize("NFKC", character)
    return simple if simple.isalnum() and all(_has(name, each) for each in simple) else ""


def fitted(
    text: str, name: str, *, width_px: int, sizes_px: range, lines_max: int
) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """Lines of the text in the largest size that fits; in the smallest the rest is cut off."""
    for size_px in sizes_px:
        lines = _wrapped(text, font(name, size_px), width_px)
        if len(lines) <= lines_max and not _overflows(lines, font(name, size_px), width_px):
            return lines, font(name, size_px)
    smallest = font(name, sizes_px[-1])
    lines = _wrapped(text, smallest, width_px)
    shortened = [_shortened(line, smallest, width_px) for line in lines[:lines_max]]
    if len(lines) > lines_max:
        shortened[-1] = _shortened(lines[lines_max - 1] + ELLIPSIS, smallest, width_px)
    return shortened, smallest


def _wrapped(text: str, in_font: ImageFont.FreeTypeFont, width_px: int) -> list[str]:
    lines: list[str] = []
    for word in filter(None, text.split(" ")):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and in_font.getlength(longer) <= width_px:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _overflows(lines: list[str], in_font: ImageFont.FreeTypeFont, width_px: int) -> bool:
    return any(in_font.getlength(line) > width_px for line in lines)


def _shortened(line: str, in_font: ImageFont.FreeTypeFont, width_px: int) -> str:
    if in_font.getlength(line) <= width_px:
        return line
    kept = line.removesuffix(ELLIPSIS)
    while kept and in_font.getlength(kept + ELLIPSIS) > width_px:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def centred(
    canvas: ImageDraw.ImageDraw,
    lines: list[str],
    in_font: ImageFont.FreeTypeFont,
    *,
    x_px: int,
    y_px: int,
    colour: str,
) -> None:
    """Draw lines around a point, both ways centred."""
    step_px = round(in_font.size * 1.25)
    top_px = y_px - step_px * (len(lines) - 1) / 2
    for number, line in enumerate(lines):
        canvas.text((x_px, top_px + number * step_px), line, colour, in_font, anchor="mm")


def write(
    picture: Image.Image,
    text: str,
    y_px: int,
    sizes_px: range,
    colour: str,
    *,
    lines_max: int = 1,
    margin_px: int = MARGIN_PX,
) -> None:
    """Draw what can be drawn of a text across the picture, in the largest size that fits."""
    centre_px = picture.width // 2, y_px
    width_px = picture.width - 2 * margin_px
    canvas = ImageDraw.Draw(picture)
    write_around(canvas, text, centre_px, width_px, sizes_px, colour, lines_max=lines_max)


def write_around(
    canvas: ImageDraw.ImageDraw,
    text: str,
    centre_px: tuple[int, int],
    width_px: int,
    sizes_px: range,
    colour: str,
    *,
    lines_max: int = 1,
) -> None:
    """The same around a point, in some width."""
    drawn = drawable(text, TITLE_FONT)
    lines, in_font = fitted(
        drawn, TITLE_FONT, width_px=width_px, sizes_px=sizes_px, lines_max=lines_max
    )
    x_px, y_px = centre_px
    centred(canvas, lines, in_font, x_px=x_px, y_px=y_px, colour=colour)


def png(
    picture: Image.Image, *, colours: int = COLOURS_MAX, dots_an_inch: int | None = None
) -> bytes:
    """The picture as a small PNG file of few colours, of the printed size if one is given."""
    few = picture.quantize(colours, dither=Image.Dither.NONE)
    file = io.BytesIO()
    size = {} if dots_an_inch is None else {"dpi": (dots_an_inch, dots_an_inch)}
    few.save(file, "PNG", optimize=True, **size)
    return file.getvalue()

"""How do the arms of an experiment look side by side? Only the child process may import this."""

from PIL import Image, ImageDraw

from bot.pictures import drawing
from bot.pictures.cards import ArmRow, ArmsCard

WIDTH_PX, MARGIN_PX = 1080, 64
HEAD_PX, ROW_PX, AXIS_PX, FOOT_PX = 250, 210, 90, 190
INK, SOFT, RULE, PAPER, BAND, ON_BAND = (
    "#0f1b33", "#5a6478", "#d5dbe6", "#ffffff", "#1f4f9e", "#cfe0ff",
)  # fmt: skip
COLOURS = ("#1f4f9e", "#f08a24", "#2a9d6f", "#8a4fbf")
PALE = ("#c9dcf7", "#fbdcb9", "#c3e8d8", "#e2d0f2")
BAR_PX, DOT_PX = 30, 15
TICKS = 4


def draw(card: ArmsCard) -> bytes:
    """1080 pixels wide, PNG: for each arm a point with its interval, over one axis."""
    rows_px = ROW_PX * len(card.arms)
    height_px = HEAD_PX + rows_px + AXIS_PX + FOOT_PX
    picture = Image.new("RGB", (WIDTH_PX, height_px), PAPER)
    canvas = ImageDraw.Draw(picture)
    canvas.rectangle((0, 0, WIDTH_PX, HEAD_PX - 30), BAND)
    _write(canvas, card.heading, 60, range(34, 22, -2), ON_BAND)
    _write(canvas, card.title, 140, range(54, 30, -2), PAPER, lines_max=2)
    most = _largest(card)
    _axis(canvas, card, most, HEAD_PX + rows_px)
    for place, row in enumerate(card.arms):
        _arm(canvas, row, most, HEAD_PX + place * ROW_PX, place % len(COLOURS))
    _write(canvas, card.verdict, height_px - FOOT_PX // 2, range(40, 24, -2), INK, lines_max=3)
    return drawing.png(picture)


def _largest(card: ArmsCard) -> int:
    """Where the axis ends, in tenths of a per cent: a round number above all intervals."""
    highest = max(max(row.high for row in card.arms), 1)
    step = next(each for each in (10, 25, 50, 100, 250) if each * TICKS >= highest)
    return step * TICKS


def _x(value: float, most: int) -> float:
    return MARGIN_PX + (WIDTH_PX - 2 * MARGIN_PX) * value / most


def _axis(canvas: ImageDraw.ImageDraw, card: ArmsCard, most: int, y_px: int) -> None:
    in_font = drawing.font(drawing.TITLE_FONT, 26)
    for tick in range(TICKS + 1):
        value = most * tick // TICKS
        x_px = _x(value, most)
        canvas.line((x_px, HEAD_PX, x_px, y_px), RULE, 2)
        anchor = "lm" if not tick else "rm" if tick == TICKS else "mm"
        number = f"{value / 10:g}".replace(".", card.separator)
        canvas.text((x_px, y_px + 34), number + card.percent_sign, SOFT, in_font, anchor=anchor)


def _arm(canvas: ImageDraw.ImageDraw, row: ArmRow, most: int, top_px: int, colour: int) -> None:
    right_px, middle_px = WIDTH_PX - MARGIN_PX, top_px + 142
    value_font = drawing.font(drawing.TITLE_FONT, 44)
    canvas.text((right_px, top_px + 46), row.value, COLOURS[colour], value_font, anchor="rm")
    free_px = round(right_px - MARGIN_PX - value_font.getlength(row.value) - 30)
    name_font = drawing.font(drawing.TITLE_FONT, 38)
    name = drawing.one_line(drawing.drawable(row.name, drawing.TITLE_FONT), name_font, free_px)
    canvas.text((MARGIN_PX, top_px + 46), name, INK, name_font, anchor="lm")
    small = drawing.font(drawing.TITLE_FONT, 26)
    canvas.text((MARGIN_PX, top_px + 92), row.people, SOFT, small, anchor="lm")
    low_px, high_px = _x(row.low, most), _x(row.high, most)
    box = (low_px, middle_px - BAR_PX / 2, max(high_px, low_px + BAR_PX), middle_px + BAR_PX / 2)
    canvas.rounded_rectangle(box, BAR_PX / 2, PALE[colour])
    x_px = _x(row.share, most)
    dot = (x_px - DOT_PX, middle_px - DOT_PX, x_px + DOT_PX, middle_px + DOT_PX)
    canvas.ellipse(dot, COLOURS[colour], PAPER, 3)


def _write(
    canvas: ImageDraw.ImageDraw,
    text: str,
    y_px: int,
    sizes_px: range,
    colour: str,
    *,
    lines_max: int = 1,
) -> None:
    name = drawing.TITLE_FONT
    lines, in_font = drawing.fitted(
        drawing.drawable(text, name),
        name,
        width_px=WIDTH_PX - 2 * MARGIN_PX,
        sizes_px=sizes_px,
        lines_max=lines_max,
    )
    drawing.centred(canvas, lines, in_font, x_px=WIDTH_PX // 2, y_px=y_px, colour=colour)

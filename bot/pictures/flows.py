"""How does a drawing look of what happens in a campaign? Only the child process may import this."""

from PIL import Image, ImageDraw

from bot.pictures import drawing
from bot.pictures.cards import FlowCard, Gain

WIDTH_PX = 1080
HEAD_PX, FOOT_PX = 210, 40
BOX_PX, ARROW_PX, GAIN_PX = 132, 46, 128
GAP_PX = 24
COLOURS = 48
SMALL_PX = drawing.readable_px(WIDTH_PX)
MARGIN_PX = drawing.MARGIN_PX
LEFT_PX, RIGHT_PX = MARGIN_PX, WIDTH_PX - MARGIN_PX
DISC_PX = 34
WHO_PX = 330
PAPER, INK, BAND, SOFT, PALE = "#ffffff", "#0f1b33", "#1f4f9e", "#5a6478", "#e9eef7"
GAIN, GAIN_INK = "#e6f5ea", "#17663a"
SIZES_PX = range(44, SMALL_PX - 1, -1)


def draw(card: FlowCard) -> bytes:
    """1080 pixels wide, PNG: the title, a box for each step, then who gets what."""
    step_px = BOX_PX + ARROW_PX
    height_px = HEAD_PX + GAP_PX + len(card.steps) * step_px
    height_px += len(card.gains) * (GAIN_PX + GAP_PX) + FOOT_PX
    picture = Image.new("RGB", (WIDTH_PX, height_px), PAPER)
    canvas = ImageDraw.Draw(picture)
    canvas.rectangle((0, 0, WIDTH_PX, HEAD_PX - 1), BAND)
    sizes_px = range(60, SMALL_PX - 1, -2)
    drawing.write(picture, card.title, HEAD_PX // 2, sizes_px, PAPER, lines_max=2)
    top_px = HEAD_PX + GAP_PX
    for number, step in enumerate(card.steps, start=1):
        _step(canvas, top_px, number, step)
        _arrow(canvas, top_px + BOX_PX)
        top_px += step_px
    for gain in card.gains:
        _gain(canvas, top_px, gain)
        top_px += GAIN_PX + GAP_PX
    return drawing.png(picture, colours=COLOURS)


def _step(canvas: ImageDraw.ImageDraw, top_px: int, number: int, step: str) -> None:
    canvas.rounded_rectangle((LEFT_PX, top_px, RIGHT_PX, top_px + BOX_PX), 24, PALE)
    middle_px, centre_px = top_px + BOX_PX // 2, LEFT_PX + 62
    disc = (centre_px - DISC_PX, middle_px - DISC_PX, centre_px + DISC_PX, middle_px + DISC_PX)
    canvas.ellipse(disc, BAND)
    in_font = drawing.font(drawing.TITLE_FONT, 38)
    canvas.text((centre_px, middle_px), str(number), PAPER, in_font, anchor="mm")
    _lines(canvas, step, centre_px + DISC_PX + 34, RIGHT_PX - 30, middle_px, INK)


def _arrow(canvas: ImageDraw.ImageDraw, top_px: int) -> None:
    middle_px, bottom_px = WIDTH_PX // 2, top_px + ARROW_PX - 6
    canvas.line((middle_px, top_px + 6, middle_px, bottom_px - 14), SOFT, 8)
    canvas.polygon(
        (
            (middle_px - 20, bottom_px - 20),
            (middle_px + 20, bottom_px - 20),
            (middle_px, bottom_px),
        ),
        SOFT,
    )


def _gain(canvas: ImageDraw.ImageDraw, top_px: int, gain: Gain) -> None:
    canvas.rounded_rectangle((LEFT_PX, top_px, RIGHT_PX, top_px + GAIN_PX), 24, GAIN)
    middle_px = top_px + GAIN_PX // 2
    _lines(canvas, gain.who, LEFT_PX + 34, LEFT_PX + WHO_PX, middle_px, SOFT)
    _lines(canvas, gain.what, LEFT_PX + WHO_PX + 30, RIGHT_PX - 30, middle_px, GAIN_INK)


def _lines(
    canvas: ImageDraw.ImageDraw, text: str, left_px: int, right_px: int, y_px: int, colour: str
) -> None:
    """Up to two lines from the left, around a height."""
    lines, in_font = drawing.fitted(
        drawing.drawable(text, drawing.TITLE_FONT),
        drawing.TITLE_FONT,
        width_px=right_px - left_px,
        sizes_px=SIZES_PX,
        lines_max=2,
    )
    step_px = round(in_font.size * 1.25)
    first_px = y_px - step_px * (len(lines) - 1) / 2
    for number, line in enumerate(lines):
        canvas.text((left_px, first_px + number * step_px), line, colour, in_font, anchor="lm")

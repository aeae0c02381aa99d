"""How does an invite look in a feed, a story, a messenger? Only the child process imports this."""

from functools import partial

from PIL import Image, ImageDraw

from bot.pictures import drawing, logos, qr
from bot.pictures.cards import InvitationCard

SQUARE_PX = 1080
WIDE_PX, WIDE_HEIGHT_PX = 1200, 630
"""What Open Graph's readers ask for: 1.91 to 1."""
COLOURS = 96
PAPER, INK, BAND, SOFT, PALE = "#ffffff", "#0f1b33", "#1f4f9e", "#5a6478", "#e9eef7"
ON_BAND, GOLD, RIBBON = "#c9d8f2", "#f2b631", "#d9534f"


def draw(card: InvitationCard) -> bytes:
    """PNG: who invites, to what, and what there is for the friend."""
    picture = _square(card) if card.shape == "square" else _wide(card)
    return drawing.png(picture, colours=COLOURS)


def _square(card: InvitationCard) -> Image.Image:
    picture = Image.new("RGB", (SQUARE_PX, SQUARE_PX), BAND)
    canvas = ImageDraw.Draw(picture)
    write = partial(drawing.write_around, canvas)
    middle_px = SQUARE_PX // 2
    write(card.sender, (middle_px, 64), 960, range(46, 30, -2), ON_BAND)
    write(card.title, (middle_px, 172), 960, range(72, 40, -2), PAPER, lines_max=2)
    box = (140, 270, SQUARE_PX - 140, SQUARE_PX - 110)
    canvas.rounded_rectangle(box, 48, PAPER)
    words = card.gain or card.call
    write(words, (middle_px, 342), 740, range(46, 30, -2), BAND, lines_max=2)
    code = qr.modules(card.link, 470)
    picture.paste(code, (middle_px - code.width // 2, 640 - code.width // 2))
    lines, in_font = drawing.fitted(
        card.code, drawing.CODE_FONT, width_px=720, sizes_px=range(64, 24, -2), lines_max=1
    )
    drawing.centred(canvas, lines, in_font, x_px=middle_px, y_px=916, colour=INK)
    write(card.address, (middle_px, SQUARE_PX - 54), 960, range(38, 26, -2), ON_BAND)
    return picture


def _wide(card: InvitationCard) -> Image.Image:
    picture = Image.new("RGB", (WIDE_PX, WIDE_HEIGHT_PX), BAND)
    canvas = ImageDraw.Draw(picture)
    write = partial(drawing.write_around, canvas)
    if not logos.paste(picture, card.logo, x_px=980, y_px=300, side_px=310):
        _gift(canvas, x_px=980, y_px=300)
    left_px, width_px = 400, 680
    write(card.sender, (left_px, 100), width_px, range(44, 30, -2), ON_BAND)
    write(card.title, (left_px, 260), width_px, range(76, 44, -2), PAPER, lines_max=3)
    words = card.gain or card.call
    write(words, (left_px, 440), width_px, range(48, 32, -2), GOLD, lines_max=2)
    write(card.address, (WIDE_PX // 2, 570), 1080, range(36, 26, -2), ON_BAND)
    return picture


def _gift(canvas: ImageDraw.ImageDraw, *, x_px: int, y_px: int) -> None:
    """A box with a ribbon, for bots without a picture of their own."""
    for left_px in (x_px - 62, x_px + 2):
        canvas.ellipse((left_px, y_px - 150, left_px + 60, y_px - 86), outline=RIBBON, width=16)
    canvas.rounded_rectangle((x_px - 130, y_px - 20, x_px + 130, y_px + 140), 16, GOLD)
    canvas.rounded_rectangle((x_px - 150, y_px - 90, x_px + 150, y_px - 10), 16, PAPER)
    canvas.rectangle((x_px - 24, y_px - 90, x_px + 24, y_px + 140), RIBBON)

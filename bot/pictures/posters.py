"""How does an invite look that is printed and hung up? Only the child process may import this."""

from functools import partial

from PIL import Image, ImageDraw

from bot.pictures import drawing, logos, pdf, qr
from bot.pictures.cards import PosterCard

WIDTH_PX, HEIGHT_PX = 2480, 3508
"""A4, 210 × 297 mm."""
DOTS_AN_INCH = 300
MARGIN_PX = 180
"""15 mm: no printer of a home or an office needs more."""
INNER_PX = WIDTH_PX - 2 * MARGIN_PX
BAND_PX, LOGO_CENTRE_PX, LOGO_PX = 900, 270, 360
CALL_CENTRE_PX, QR_CENTRE_PX, QR_MAX_PX = 1080, 1980, 1400
HINT_CENTRE_PX, CODE_TOP_PX, CODE_PX = 2730, 2960, 240
CODE_HINT_CENTRE_PX, ADDRESS_CENTRE_PX = 2890, 3330
COLOURS = 64
PAPER, INK, BAND, SOFT, PALE = "#ffffff", "#0f1b33", "#1f4f9e", "#5a6478", "#e9eef7"


def draw(card: PosterCard) -> bytes:
    """A4 as PNG or PDF: logo, title, call, QR code, the code in large type, the address."""
    picture = Image.new("RGB", (WIDTH_PX, HEIGHT_PX), PAPER)
    canvas = ImageDraw.Draw(picture)
    write = partial(drawing.write, picture, margin_px=MARGIN_PX)
    middle_px = WIDTH_PX // 2
    canvas.rectangle((0, 0, WIDTH_PX, BAND_PX - 1), BAND)
    if logos.paste(picture, card.logo, x_px=middle_px, y_px=LOGO_CENTRE_PX, side_px=LOGO_PX):
        write(card.title, 680, range(150, 90, -5), PAPER, lines_max=2)
    else:
        write(card.title, BAND_PX // 2, range(190, 90, -5), PAPER, lines_max=3)
    write(card.call, CALL_CENTRE_PX, range(115, 70, -5), INK, lines_max=2)
    code = qr.modules(card.link, QR_MAX_PX)
    picture.paste(code, (middle_px - code.width // 2, QR_CENTRE_PX - code.width // 2))
    write(card.hint, HINT_CENTRE_PX, range(76, 50, -2), SOFT)
    write(card.code_hint, CODE_HINT_CENTRE_PX, range(60, 44, -2), SOFT)
    box = (MARGIN_PX, CODE_TOP_PX, WIDTH_PX - MARGIN_PX, CODE_TOP_PX + CODE_PX)
    canvas.rounded_rectangle(box, 60, PALE)
    lines, in_font = drawing.fitted(
        card.code,
        drawing.CODE_FONT,
        width_px=INNER_PX - 120,
        sizes_px=range(180, 50, -5),
        lines_max=1,
    )
    centre_px = CODE_TOP_PX + CODE_PX // 2
    drawing.centred(canvas, lines, in_font, x_px=middle_px, y_px=centre_px, colour=INK)
    write(card.address, ADDRESS_CENTRE_PX, range(80, 40, -2), SOFT)
    if card.is_pdf:
        return pdf.page(picture, dots_an_inch=DOTS_AN_INCH, colours=COLOURS)
    return drawing.png(picture, colours=COLOURS, dots_an_inch=DOTS_AN_INCH)

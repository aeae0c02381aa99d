"""How does an invite look that is to be scanned? Only the child process may import this."""

import qrcode
from PIL import Image, ImageDraw
from qrcode.constants import ERROR_CORRECT_Q

from bot.pictures import drawing
from bot.pictures.cards import PlainQrCard, QrCard

WIDTH_PX, HEIGHT_PX = 900, 1140
MARGIN_PX = drawing.MARGIN_PX
INNER_PX = WIDTH_PX - 2 * MARGIN_PX
QR_MAX_PX = 700
QUIET_MODULES = 4
"""ISO/IEC 18004 asks for four; without them a scanner on a dark wall finds nothing."""
TITLE_HEIGHT_PX, QR_CENTRE_PX, HINT_CENTRE_PX = 170, 520, 896
CODE_TOP_PX, CODE_BOTTOM_PX, ADDRESS_CENTRE_PX = 932, 1042, 1091
PAPER, INK, BAND, SOFT, PALE = "#ffffff", "#0f1b33", "#1f4f9e", "#5a6478", "#e9eef7"


def draw(card: QrCard) -> bytes:
    """900 × 1140 pixels, PNG: title, QR code of the link, the code in large type, the address."""
    picture = Image.new("RGB", (WIDTH_PX, HEIGHT_PX), PAPER)
    canvas = ImageDraw.Draw(picture)
    middle_px = WIDTH_PX // 2
    canvas.rectangle((0, 0, WIDTH_PX, TITLE_HEIGHT_PX - 1), BAND)
    drawing.write(picture, card.title, TITLE_HEIGHT_PX // 2, range(58, 30, -2), PAPER, lines_max=2)
    code = modules(card.link, QR_MAX_PX)
    picture.paste(code, (middle_px - code.width // 2, QR_CENTRE_PX - code.width // 2))
    drawing.write(picture, card.hint, HINT_CENTRE_PX, range(30, 24, -1), SOFT)
    canvas.rounded_rectangle(
        (MARGIN_PX, CODE_TOP_PX, WIDTH_PX - MARGIN_PX, CODE_BOTTOM_PX), 24, PALE
    )
    lines, code_font = drawing.fitted(
        card.code,
        drawing.CODE_FONT,
        width_px=INNER_PX - 40,
        sizes_px=range(84, 16, -2),
        lines_max=1,
    )
    code_centre_px = (CODE_TOP_PX + CODE_BOTTOM_PX) // 2
    drawing.centred(canvas, lines, code_font, x_px=middle_px, y_px=code_centre_px, colour=INK)
    drawing.write(picture, card.address, ADDRESS_CENTRE_PX, range(30, 16, -1), SOFT)
    return drawing.png(picture)


def draw_plain(card: PlainQrCard) -> bytes:
    """Nothing but the QR code, PNG, at most `QR_MAX_PX` wide."""
    return drawing.png(modules(card.link, QR_MAX_PX), colours=2)


def modules(link: str, most_px: int) -> Image.Image:
    """The QR code with its quiet zone, each module the same whole number of pixels wide."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_Q, box_size=1, border=QUIET_MODULES)
    code.add_data(link)
    code.make(fit=True)
    matrix = code.get_matrix()
    side = len(matrix)
    small = Image.new("RGB", (side, side), PAPER)
    ink = Image.new("RGB", (1, 1), INK).getpixel((0, 0))
    assert ink is not None
    for y, row in enumerate(matrix):
        for x, is_dark in enumerate(row):
            if is_dark:
                small.putpixel((x, y), ink)
    module_px = most_px // side
    return small.resize((side * module_px, side * module_px), Image.Resampling.NEAREST)

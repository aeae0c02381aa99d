"""How does a leaderboard look that one would post? Only the child process may import this."""

from PIL import Image, ImageDraw, ImageFont

from bot.pictures import drawing
from bot.pictures.cards import BoardCard, BoardRow

WIDTH_PX = 1080
MARGIN_PX = 56
HEAD_PX, ROW_PX, GAP_PX, FOOT_PX = 330, 96, 34, 110
ROWS_MIN = 5
"""A board of two is not drawn as a strip."""
MEDAL_RADIUS_PX = 33
NAME_LEFT_PX = 176
VALUE_WIDTH_PX = 300
COLOURS = 64
PAPER, INK, BAND, SOFT, PALE = "#ffffff", "#0f1b33", "#1f4f9e", "#5a6478", "#e9eef7"
ON_BAND, MINE, RULE = "#c9d8f2", "#fff3d1", "#edf0f5"
MEDALS = {1: ("#f2b631", "#5c3d00"), 2: ("#c3cad6", "#39424f"), 3: ("#dd9a62", "#4f2a0c")}


def draw(card: BoardCard) -> bytes:
    """1080 pixels wide, PNG: campaign, period, up to ten rows, the viewer's own, the address."""
    rows = max(len(card.rows), ROWS_MIN)
    mine_px = ROW_PX + GAP_PX if card.mine else 0
    height_px = HEAD_PX + GAP_PX + rows * ROW_PX + mine_px + GAP_PX + FOOT_PX
    picture = Image.new("RGB", (WIDTH_PX, height_px), PAPER)
    canvas = ImageDraw.Draw(picture)
    _head(canvas, card)
    top_px = HEAD_PX + GAP_PX
    for row in card.rows:
        _row(picture, row, card.nameless, top_px)
        top_px += ROW_PX
    if card.mine:
        middle_px = top_px + GAP_PX // 2
        for shift_px in (-28, 0, 28):
            _dot(canvas, WIDTH_PX // 2 + shift_px, middle_px, 5, SOFT)
        _row(picture, card.mine, card.nameless, top_px + GAP_PX)
    _foot(canvas, card, height_px)
    return drawing.png(picture, colours=COLOURS)


def _head(canvas: ImageDraw.ImageDraw, card: BoardCard) -> None:
    canvas.rectangle((0, 0, WIDTH_PX, HEAD_PX - 1), BAND)
    _write(canvas, card.heading, 66, range(34, 22, -2), ON_BAND)
    _write(canvas, card.title, 168, range(64, 38, -2), PAPER, lines_max=2)
    _write(canvas, card.period, 274, range(38, 22, -2), PAPER)


def _foot(canvas: ImageDraw.ImageDraw, card: BoardCard, height_px: int) -> None:
    canvas.rectangle((0, height_px - FOOT_PX, WIDTH_PX, height_px), PALE)
    middle_px = height_px - FOOT_PX // 2
    left = drawing.font(drawing.TITLE_FONT, 30)
    address = drawing.one_line(card.address, left, WIDTH_PX - 2 * MARGIN_PX - 280)
    canvas.text((MARGIN_PX, middle_px), address, BAND, left, anchor="lm")
    right = drawing.font(drawing.TITLE_FONT, 28)
    canvas.text((WIDTH_PX - MARGIN_PX, middle_px), card.date, SOFT, right, anchor="rm")


def _row(picture: Image.Image, row: BoardRow, nameless: str, top_px: int) -> None:
    canvas = ImageDraw.Draw(picture)
    bottom_px, middle_px = top_px + ROW_PX, top_px + ROW_PX // 2
    right_px = WIDTH_PX - MARGIN_PX
    if row.is_mine:
        box = (MARGIN_PX - 26, top_px + 6, right_px + 26, bottom_px - 6)
        canvas.rounded_rectangle(box, 22, MINE)
    elif row.place > 1:
        canvas.line((NAME_LEFT_PX, top_px, right_px, top_px), RULE, 2)
    _place(picture, row.place, middle_px)
    value_font = _fitting(row.value, VALUE_WIDTH_PX, range(36, 18, -2))
    value = drawing.one_line(row.value, value_font, VALUE_WIDTH_PX)
    canvas.text((right_px, middle_px), value, BAND, value_font, anchor="rm")
    name = drawing.drawable(row.name, drawing.TITLE_FONT) or nameless
    free_px = round(right_px - value_font.getlength(value) - 36 - NAME_LEFT_PX)
    name_font = drawing.name_font(38)
    short = drawing.one_line(name, name_font, free_px)
    canvas.text((NAME_LEFT_PX, middle_px), short, INK, name_font, anchor="lm")


def _fitting(text: str, width_px: int, sizes_px: range) -> ImageFont.FreeTypeFont:
    for size_px in sizes_px:
        found = drawing.font(drawing.TITLE_FONT, size_px)
        if found.getlength(text) <= width_px:
            return found
    return drawing.font(drawing.TITLE_FONT, sizes_px[-1])


def _place(picture: Image.Image, place: int, middle_px: int) -> None:
    canvas = ImageDraw.Draw(picture)
    centre_px = MARGIN_PX + MEDAL_RADIUS_PX + 8
    medal = MEDALS.get(place)
    if medal is not None:
        _disc(picture, centre_px, middle_px, medal[0])
    in_font = _fitting(str(place), 2 * MEDAL_RADIUS_PX + 18, range(36, 16, -2))
    colour = SOFT if medal is None else medal[1]
    canvas.text((centre_px, middle_px), str(place), colour, in_font, anchor="mm")


def _disc(picture: Image.Image, x_px: int, y_px: int, colour: str) -> None:
    """A disc with a smooth edge, which Pillow draws only when it is made smaller."""
    side_px = 2 * MEDAL_RADIUS_PX
    large = Image.new("L", (4 * side_px, 4 * side_px))
    ImageDraw.Draw(large).ellipse((0, 0, 4 * side_px - 1, 4 * side_px - 1), 255)
    mask = large.resize((side_px, side_px), Image.Resampling.LANCZOS)
    picture.paste(colour, (x_px - MEDAL_RADIUS_PX, y_px - MEDAL_RADIUS_PX), mask)


def _dot(canvas: ImageDraw.ImageDraw, x_px: int, y_px: int, radius_px: int, colour: str) -> None:
    box = (x_px - radius_px, y_px - radius_px, x_px + radius_px, y_px + radius_px)
    canvas.ellipse(box, colour)


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

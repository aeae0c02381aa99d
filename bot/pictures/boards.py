"""How does a leaderboard look that one would post? Only the child process may import this."""

from PIL import Image, ImageDraw

from bot.pictures import drawing
from bot.pictures.cards import BoardCard, BoardRow

WIDTH_PX = 1080
HEAD_PX, ROW_PX, GAP_PX, FOOT_PX = 330, 100, 34, 110
LOW_FOOT_PX = 160
"""Of two lines, where address and date have no room beside each other."""
ROWS_MIN = 5
"""A board of two is not drawn as a strip."""
MEDAL_RADIUS_PX = 33
NAME_LEFT_PX = 180
VALUE_WIDTH_PX = 430
COLOURS = 64
MARGIN_PX = drawing.MARGIN_PX
SMALL_PX = drawing.readable_px(WIDTH_PX)
PAPER, INK, BAND, SOFT, PALE = "#ffffff", "#0f1b33", "#1f4f9e", "#5a6478", "#e9eef7"
ON_BAND, MINE, RULE = "#c9d8f2", "#fff3d1", "#edf0f5"
MEDALS = {1: ("#f2b631", "#5c3d00"), 2: ("#c3cad6", "#39424f"), 3: ("#dd9a62", "#4f2a0c")}


def draw(card: BoardCard) -> bytes:
    """1080 pixels wide, PNG: campaign, period, up to ten rows, the viewer's own, the address."""
    rows = max(len(card.rows), ROWS_MIN)
    mine_px = ROW_PX + GAP_PX if card.mine else 0
    foot_px = FOOT_PX if _fits_beside(card) else LOW_FOOT_PX
    height_px = HEAD_PX + GAP_PX + rows * ROW_PX + mine_px + GAP_PX + foot_px
    picture = Image.new("RGB", (WIDTH_PX, height_px), PAPER)
    canvas = ImageDraw.Draw(picture)
    _head(picture, card)
    top_px = HEAD_PX + GAP_PX
    for row in card.rows:
        _row(picture, row, card.nameless, top_px)
        top_px += ROW_PX
    if card.mine:
        middle_px = top_px + GAP_PX // 2
        for shift_px in (-28, 0, 28):
            _dot(canvas, WIDTH_PX // 2 + shift_px, middle_px, 5, SOFT)
        _row(picture, card.mine, card.nameless, top_px + GAP_PX)
    _foot(picture, card)
    return drawing.png(picture, colours=COLOURS)


def _head(picture: Image.Image, card: BoardCard) -> None:
    ImageDraw.Draw(picture).rectangle((0, 0, WIDTH_PX, HEAD_PX - 1), BAND)
    drawing.write(picture, card.heading, 66, range(36, SMALL_PX - 1, -1), ON_BAND)
    drawing.write(picture, card.title, 168, range(64, 38, -2), PAPER, lines_max=2)
    drawing.write(picture, card.period, 274, range(38, SMALL_PX - 1, -1), PAPER)


def _fits_beside(card: BoardCard) -> bool:
    in_font = drawing.font(drawing.TITLE_FONT, SMALL_PX)
    needed_px = in_font.getlength(card.address) + in_font.getlength(card.date) + GAP_PX
    return needed_px <= WIDTH_PX - 2 * MARGIN_PX


def _foot(picture: Image.Image, card: BoardCard) -> None:
    canvas = ImageDraw.Draw(picture)
    foot_px = FOOT_PX if _fits_beside(card) else LOW_FOOT_PX
    canvas.rectangle((0, picture.height - foot_px, WIDTH_PX, picture.height), PALE)
    middle_px = picture.height - foot_px // 2
    if not _fits_beside(card):
        # An address of which the end is missing leads nowhere.
        drawing.write(picture, card.address, middle_px - 27, range(SMALL_PX, 20, -1), BAND)
        drawing.write(picture, card.date, middle_px + 27, range(SMALL_PX, 20, -1), SOFT)
        return
    in_font = drawing.font(drawing.TITLE_FONT, SMALL_PX)
    canvas.text((MARGIN_PX, middle_px), card.address, BAND, in_font, anchor="lm")
    date = drawing.drawable(card.date, drawing.TITLE_FONT)
    canvas.text((WIDTH_PX - MARGIN_PX, middle_px), date, SOFT, in_font, anchor="rm")


def _row(picture: Image.Image, row: BoardRow, nameless: str, top_px: int) -> None:
    canvas = ImageDraw.Draw(picture)
    bottom_px, middle_px = top_px + ROW_PX, top_px + ROW_PX // 2
    right_px = WIDTH_PX - MARGIN_PX
    if row.is_mine:
        box = (MARGIN_PX - 26, top_px + 6, right_px + 26, bottom_px - 6)
        canvas.rounded_rectangle(box, 22, MINE)
    elif row.place > 1:
        canvas.line((NAME_LEFT_PX, top_px, right_px, top_px), RULE, 2)
    left_px = _place(picture, row.place, middle_px)
    value_px = _value(canvas, row.value, right_px, middle_px)
    name = drawing.drawable(row.name, drawing.TITLE_FONT) or nameless
    name_font = drawing.name_font(38)
    short = drawing.one_line(name, name_font, right_px - value_px - 36 - left_px)
    canvas.text((left_px, middle_px), short, INK, name_font, anchor="lm")


def _value(canvas: ImageDraw.ImageDraw, value: str, right_px: int, middle_px: int) -> int:
    """Draw what somebody is there for, a long unit below its number; how wide that is."""
    lines, in_font = drawing.fitted(
        drawing.drawable(value, drawing.TITLE_FONT),
        drawing.TITLE_FONT,
        width_px=VALUE_WIDTH_PX,
        sizes_px=range(36, SMALL_PX - 1, -1),
        lines_max=2,
    )
    step_px = round(in_font.size * 1.15)
    for number, line in enumerate(lines):
        y_px = middle_px + step_px * (number - (len(lines) - 1) / 2)
        canvas.text((right_px, y_px), line, BAND, in_font, anchor="rm")
    return round(max((in_font.getlength(line) for line in lines), default=0))


def _place(picture: Image.Image, place: int, middle_px: int) -> int:
    """Draw the place; from where its row goes on."""
    canvas = ImageDraw.Draw(picture)
    centre_px = MARGIN_PX + MEDAL_RADIUS_PX + 8
    in_font = drawing.font(drawing.TITLE_FONT, 36 if place < 1_000 else SMALL_PX)
    wide_px = round(in_font.getlength(str(place)))
    if wide_px > 2 * MEDAL_RADIUS_PX + 18:
        # Of those far down: the name makes way.
        canvas.text((MARGIN_PX - 8, middle_px), str(place), SOFT, in_font, anchor="lm")
        return max(NAME_LEFT_PX, MARGIN_PX - 8 + wide_px + 28)
    medal = MEDALS.get(place)
    if medal is not None:
        _disc(picture, centre_px, middle_px, medal[0])
    colour = SOFT if medal is None else medal[1]
    canvas.text((centre_px, middle_px), str(place), colour, in_font, anchor="mm")
    return NAME_LEFT_PX


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

"""How does a picture task look? Only the child process may import this (Pillow).

The things are turned, shrunk, shifted and bent, each in colours of its own, under lines and before
a ground of shapes, so that no two pictures have two equal patches.
"""

import io
import math
import random

from PIL import Image, ImageDraw

from bot.pictures import drawing, things
from bot.pictures.cards import PuzzleCard

CELL_PX, ROWS = 240, 3
SIDE_PX = CELL_PX * ROWS
FINER = 2
"""Things are drawn so much larger first: Pillow's lines have steps."""
QUALITY = 82
PATCHES = 150
SCRATCHES = 14
BEND_PX = 6
MESH_PX = 36
NUMBER_PX = 24


def draw(card: PuzzleCard) -> bytes:
    """720 × 720 pixels, JPEG: nine cells with small numbers, in reading order."""
    chance = random.Random(card.seed)
    hue = chance.random()
    picture = Image.new("RGB", (SIDE_PX, SIDE_PX), _colour(hue, 0.12, 0.95))
    _ground(ImageDraw.Draw(picture), chance, hue)
    for place, name in enumerate(card.things):
        _thing(picture, chance, name, place)
    _scratches(ImageDraw.Draw(picture), chance)
    bent = _bend(picture, chance)
    _frame(ImageDraw.Draw(bent), len(card.things))
    # Few colours would take a second to choose, and there are no fine edges to keep.
    file = io.BytesIO()
    bent.save(file, "JPEG", quality=QUALITY)
    return file.getvalue()


def _colour(hue: float, saturation: float, value: float) -> str:
    return f"hsv({round(360 * hue) % 360},{round(100 * saturation)}%,{round(100 * value)}%)"


def _ground(canvas: ImageDraw.ImageDraw, chance: random.Random, hue: float) -> None:
    for _ in range(PATCHES):
        x_px, y_px = chance.uniform(0, SIDE_PX), chance.uniform(0, SIDE_PX)
        size_px = chance.uniform(10, 60)
        corners = [
            (
                x_px + size_px * chance.uniform(0.4, 1) * math.cos(angle),
                y_px + size_px * chance.uniform(0.4, 1) * math.sin(angle),
            )
            for angle in sorted(chance.uniform(0, 2 * math.pi) for _ in range(5))
        ]
        tint = _colour(hue + chance.uniform(-0.3, 0.3), chance.uniform(0.05, 0.3), 0.93)
        canvas.polygon(corners, tint)


def _thing(picture: Image.Image, chance: random.Random, name: str, place: int) -> None:
    side_px = round(CELL_PX * chance.uniform(0.62, 0.76))
    hue = chance.random()
    layer = Image.new("RGBA", (FINER * side_px, FINER * side_px))
    pen = things.Pen(
        ImageDraw.Draw(layer),
        FINER * side_px,
        _colour(hue, chance.uniform(0.6, 1), chance.uniform(0.25, 0.55)),
        _colour(hue + chance.uniform(-0.2, 0.2), chance.uniform(0.15, 0.55), 0.97),
    )
    things.DRAW[name](pen)
    turned = layer.rotate(chance.uniform(-24, 24), Image.Resampling.BICUBIC, expand=True)
    lean = chance.uniform(-0.18, 0.18)
    leaning = turned.transform(
        turned.size,
        Image.Transform.AFFINE,
        (1, lean, -lean * turned.height / 2, 0, 1, 0),
        Image.Resampling.BICUBIC,
    )
    small = leaning.resize(
        (leaning.width // FINER, leaning.height // FINER), Image.Resampling.LANCZOS
    )
    free_x, free_y = CELL_PX - small.width, CELL_PX - small.height
    x_px = place % ROWS * CELL_PX + round(free_x / 2 + chance.uniform(-0.4, 0.4) * abs(free_x) / 2)
    y_px = place // ROWS * CELL_PX + round(free_y / 2 + chance.uniform(-0.4, 0.4) * abs(free_y) / 2)
    picture.paste(small, (x_px, y_px), small)


def _scratches(canvas: ImageDraw.ImageDraw, chance: random.Random) -> None:
    for _ in range(SCRATCHES):
        points = [
            (chance.uniform(-40, SIDE_PX + 40), chance.uniform(-40, SIDE_PX + 40)) for _ in range(3)
        ]
        colour = _colour(chance.random(), chance.uniform(0.2, 0.7), chance.uniform(0.45, 0.9))
        canvas.line(points, colour, chance.randint(2, 4), joint="curve")


def _bend(picture: Image.Image, chance: random.Random) -> Image.Image:
    """Waves in both directions, by small squares that are each pulled out of shape."""
    lengths = chance.uniform(90, 160), chance.uniform(90, 160)
    phases = chance.uniform(0, 6.3), chance.uniform(0, 6.3)

    def pulled(x_px: float, y_px: float) -> tuple[float, float]:
        across = BEND_PX * math.sin(2 * math.pi * y_px / lengths[0] + phases[0])
        along = BEND_PX * math.sin(2 * math.pi * x_px / lengths[1] + phases[1])
        return x_px + across, y_px + along

    mesh = []
    for left in range(0, SIDE_PX, MESH_PX):
        for top in range(0, SIDE_PX, MESH_PX):
            right, bottom = left + MESH_PX, top + MESH_PX
            corners = [(left, top), (left, bottom), (right, bottom), (right, top)]
            source = tuple(value for corner in corners for value in pulled(*corner))
            mesh.append(((left, top, right, bottom), source))
    return picture.transform(
        picture.size, Image.Transform.MESH, mesh, Image.Resampling.BILINEAR, fillcolor="white"
    )


def _frame(canvas: ImageDraw.ImageDraw, cells: int) -> None:
    """The numbers that are on the buttons; drawn last, for they are no secret."""
    for edge in range(1, ROWS):
        canvas.line((edge * CELL_PX, 0, edge * CELL_PX, SIDE_PX), "#ffffff", 6)
        canvas.line((0, edge * CELL_PX, SIDE_PX, edge * CELL_PX), "#ffffff", 6)
    in_font = drawing.font(drawing.TITLE_FONT, NUMBER_PX)
    for place in range(cells):
        x_px, y_px = place % ROWS * CELL_PX + 26, place // ROWS * CELL_PX + 26
        canvas.ellipse((x_px - 19, y_px - 19, x_px + 19, y_px + 19), "#ffffff")
        canvas.text((x_px, y_px), str(place + 1), "#0f1b33", in_font, anchor="mm")

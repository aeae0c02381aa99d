"""What do the things of a picture task look like? Only the child process may import this (Pillow).

Each is drawn in a square of 100 by 100 units with two colours, a strong and a pale one.
"""

from collections.abc import Callable, Mapping, Sequence

from PIL import ImageDraw

UNITS = 100
Points = Sequence[tuple[float, float]]


class Pen:
    """Draws in units of a square that begins at the picture's corner."""

    def __init__(self, canvas: ImageDraw.ImageDraw, side_px: int, strong: str, pale: str) -> None:
        self._canvas = canvas
        self._scale = side_px / UNITS
        self.strong = strong
        self.pale = pale
        self.width_px = max(2, round(3.5 * self._scale))

    def _px(self, points: Points) -> list[tuple[float, float]]:
        return [(x * self._scale, y * self._scale) for x, y in points]

    def area(self, *points: tuple[float, float], fill: str = "") -> None:
        """A closed shape with an outline."""
        self._canvas.polygon(self._px(points), fill or self.pale)
        self.line(*points, points[0])

    def line(self, *points: tuple[float, float], width: float = 1) -> None:
        self._canvas.line(
            self._px(points), self.strong, round(self.width_px * width), joint="curve"
        )

    def oval(
        self, x: float, y: float, across: float, along: float, *, fill: str = "", bare: bool = False
    ) -> None:
        """Around a centre; `across` and `along` are half of its width and height."""
        box = self._px([(x - across, y - along), (x + across, y + along)])
        colour = None if bare else fill or self.pale
        self._canvas.ellipse((*box[0], *box[1]), colour, self.strong, self.width_px)

    def arc(
        self, x: float, y: float, across: float, along: float, start: float, end: float
    ) -> None:
        box = self._px([(x - across, y - along), (x + across, y + along)])
        self._canvas.arc((*box[0], *box[1]), start, end, self.strong, self.width_px)

    def half(
        self, x: float, y: float, across: float, along: float, start: float, end: float
    ) -> None:
        """A part of an oval, closed by a straight line."""
        box = self._px([(x - across, y - along), (x + across, y + along)])
        self._canvas.chord((*box[0], *box[1]), start, end, self.pale, self.strong, self.width_px)


def _boat(pen: Pen) -> None:
    pen.area((10, 65), (90, 65), (72, 85), (28, 85))
    pen.line((50, 65), (50, 12))
    pen.area((54, 15), (54, 58), (85, 58))
    pen.area((46, 25), (46, 58), (22, 58))


def _candle(pen: Pen) -> None:
    pen.area((40, 38), (60, 38), (60, 82), (40, 82))
    pen.oval(50, 86, 26, 7)
    pen.line((50, 38), (50, 30))
    pen.area((50, 8), (58, 22), (50, 31), (42, 22))


def _car(pen: Pen) -> None:
    pen.area((6, 52), (22, 50), (34, 30), (68, 30), (80, 50), (94, 54), (94, 70), (6, 70))
    pen.line((51, 31), (51, 50))
    pen.line((24, 50), (78, 50))
    pen.oval(27, 71, 11, 11, fill=pen.strong)
    pen.oval(73, 71, 11, 11, fill=pen.strong)


def _cat(pen: Pen) -> None:
    pen.area((20, 12), (42, 30), (18, 46))
    pen.area((80, 12), (82, 46), (58, 30))
    pen.oval(50, 54, 35, 31)
    pen.oval(37, 48, 4, 6, fill=pen.strong)
    pen.oval(63, 48, 4, 6, fill=pen.strong)
    pen.area((46, 59), (54, 59), (50, 64), fill=pen.strong)
    for y in (60, 68):
        pen.line((32, 64), (6, y), width=0.6)
        pen.line((68, 64), (94, y), width=0.6)
    pen.arc(44, 67, 6, 6, 10, 170)
    pen.arc(56, 67, 6, 6, 10, 170)


def _clock(pen: Pen) -> None:
    pen.oval(50, 50, 40, 40)
    for start, end in (((50, 13), (50, 20)), ((50, 80), (50, 87))):
        pen.line(start, end)
    for start, end in (((13, 50), (20, 50)), ((80, 50), (87, 50))):
        pen.line(start, end)
    pen.line((50, 50), (50, 25))
    pen.line((50, 50), (68, 60))


def _cup(pen: Pen) -> None:
    pen.oval(75, 52, 16, 15, bare=True)
    pen.area((18, 32), (72, 32), (66, 80), (24, 80))
    pen.line((34, 22), (38, 14), (34, 6))
    pen.line((52, 22), (56, 14), (52, 6))


def _envelope(pen: Pen) -> None:
    pen.area((8, 24), (92, 24), (92, 78), (8, 78))
    pen.line((8, 24), (50, 56), (92, 24))
    pen.line((8, 78), (38, 48))
    pen.line((92, 78), (62, 48))


def _fish(pen: Pen) -> None:
    pen.area((70, 50), (94, 30), (94, 70))
    pen.oval(44, 50, 36, 22)
    pen.oval(24, 45, 4, 4, fill=pen.strong)
    pen.arc(28, 50, 14, 18, 300, 60)
    pen.line((44, 28), (56, 16), (62, 31))


def _flower(pen: Pen) -> None:
    pen.line((50, 45), (50, 94))
    pen.area((50, 80), (72, 66), (68, 82))
    for x, y in ((50, 16), (70, 30), (62, 52), (38, 52), (30, 30)):
        pen.oval(x, y, 13, 13)
    pen.oval(50, 36, 10, 10, fill=pen.strong)


def _glasses(pen: Pen) -> None:
    pen.oval(28, 52, 20, 18)
    pen.oval(72, 52, 20, 18)
    pen.arc(50, 52, 6, 8, 180, 360)
    pen.line((8, 50), (2, 36))
    pen.line((92, 50), (98, 36))


def _heart(pen: Pen) -> None:
    pen.area(
        (50, 88), (14, 50), (9, 34), (16, 20), (30, 16), (43, 22), (50, 34),
        (57, 22), (70, 16), (84, 20), (91, 34), (86, 50),
    )  # fmt: skip


def _house(pen: Pen) -> None:
    pen.area((20, 46), (80, 46), (80, 90), (20, 90))
    pen.area((8, 48), (50, 12), (92, 48), fill=pen.strong)
    pen.area((42, 62), (58, 62), (58, 90), (42, 90), fill=pen.strong)


def _key(pen: Pen) -> None:
    pen.oval(24, 50, 18, 18)
    pen.oval(24, 50, 7, 7)
    pen.line((42, 50), (92, 50), width=1.8)
    pen.line((74, 50), (74, 68), width=1.8)
    pen.line((88, 50), (88, 64), width=1.8)


def _ladder(pen: Pen) -> None:
    pen.line((34, 6), (26, 94), width=1.5)
    pen.line((66, 6), (74, 94), width=1.5)
    for y in (20, 36, 52, 68, 84):
        pen.line((32, y), (68, y), width=1.2)


def _moon(pen: Pen) -> None:
    pen.area(
        (58, 8), (40, 12), (24, 24), (16, 42), (16, 60), (26, 78), (42, 89), (62, 90), (80, 80),
        (62, 78), (48, 68), (41, 52), (42, 34), (48, 18),
    )  # fmt: skip


def _mushroom(pen: Pen) -> None:
    pen.area((40, 50), (60, 50), (66, 90), (34, 90))
    pen.half(50, 52, 42, 42, 180, 360)
    for x, y in ((34, 36), (54, 26), (70, 42)):
        pen.oval(x, y, 6, 6, fill=pen.strong)


def _snowman(pen: Pen) -> None:
    pen.oval(50, 72, 25, 22)
    pen.oval(50, 40, 17, 15)
    pen.area((38, 28), (62, 28), (60, 8), (40, 8), fill=pen.strong)
    pen.line((30, 28), (70, 28))
    for x, y in ((44, 37), (56, 37), (50, 64), (50, 76)):
        pen.oval(x, y, 2, 2, fill=pen.strong)
    pen.line((26, 66), (6, 48))
    pen.line((74, 66), (94, 48))


def _star(pen: Pen) -> None:
    pen.area(
        (50, 6), (61, 38), (95, 38), (68, 58), (78, 91), (50, 71), (22, 91), (32, 58), (5, 38),
        (39, 38),
    )  # fmt: skip


def _tree(pen: Pen) -> None:
    pen.area((44, 76), (56, 76), (56, 94), (44, 94), fill=pen.strong)
    for top, bottom, across in ((6, 36, 20), (26, 56, 28), (46, 78, 36)):
        pen.area((50, top), (50 + across, bottom), (50 - across, bottom))


def _umbrella(pen: Pen) -> None:
    pen.half(50, 50, 44, 40, 180, 360)
    pen.line((50, 10), (50, 4))
    pen.line((50, 50), (50, 84))
    pen.arc(42, 84, 8, 9, 0, 180)
    pen.line((35, 50), (44, 14), width=0.7)
    pen.line((65, 50), (56, 14), width=0.7)


DRAW: Mapping[str, Callable[[Pen], None]] = {
    "boat": _boat,
    "candle": _candle,
    "car": _car,
    "cat": _cat,
    "clock": _clock,
    "cup": _cup,
    "envelope": _envelope,
    "fish": _fish,
    "flower": _flower,
    "glasses": _glasses,
    "heart": _heart,
    "house": _house,
    "key": _key,
    "ladder": _ladder,
    "moon": _moon,
    "mushroom": _mushroom,
    "snowman": _snowman,
    "star": _star,
    "tree": _tree,
    "umbrella": _umbrella,
}

"""How do figures look on a phone? Only the child process may import this (matplotlib)."""

import io

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyBboxPatch
from matplotlib.ticker import FuncFormatter, MaxNLocator
from PIL import Image

from bot.pictures import drawing
from bot.pictures.cards import FunnelCard, GrowthCard, Stage

WIDTH_PX, HEIGHT_PX, DPI = 1080, 1350, 100
COLOURS = 128
LABELS_MAX = 5
"""Dates under a chart that stay readable on a phone."""
INK, SOFT, FAINT, GRID, TRACK = "#0f1b33", "#5a6478", "#a9b2c3", "#e6eaf1", "#f1f4f9"
LINES = ("#1f4f9e", "#f08a24", "#2a9d6f")
BARS = ("#1f4f9e", "#4f7ec9", "#8db0e6", "#b9d0f0")
TITLE_CHARACTERS = 46

mpl.rcParams.update({"axes.unicode_minus": False})


def draw(card: GrowthCard | FunnelCard) -> bytes:
    """1080 × 1350 pixels, PNG."""
    figure = Figure(figsize=(WIDTH_PX / DPI, HEIGHT_PX / DPI), dpi=DPI, facecolor="white")
    FigureCanvasAgg(figure)
    _text(figure, 0.06, 0.945, _short(card.title), 34, INK)
    _text(figure, 0.06, 0.908, card.period, 24, SOFT)
    if isinstance(card, GrowthCard):
        _growth(figure, card)
    else:
        _funnel(figure, card)
    drawn = io.BytesIO()
    figure.savefig(drawn, format="png", dpi=DPI)
    return drawing.png(Image.open(drawn).convert("RGB"), colours=COLOURS)


def _face(size: float) -> FontProperties:
    # The project's own file: what fonts a machine has is chance.
    return FontProperties(fname=str(drawing.FONTS / drawing.TITLE_FONT), size=size * 0.72)


def _clean(text: str) -> str:
    return drawing.drawable(text, drawing.TITLE_FONT)


def _short(title: str) -> str:
    name = _clean(title)
    return name if len(name) <= TITLE_CHARACTERS else name[: TITLE_CHARACTERS - 1].rstrip() + "…"


def _text(figure: Figure, x: float, y: float, text: str, size: float, colour: str) -> None:
    # A dollar sign begins a formula in matplotlib.
    figure.text(x, y, _clean(text), fontproperties=_face(size), color=colour, parse_math=False)


def _growth(figure: Figure, card: GrowthCard) -> None:
    top = 0.845
    entries = [
        (line.name, line.total, colour) for line, colour in zip(card.lines, LINES, strict=False)
    ]
    if card.before is not None:
        entries.append((card.before.name, card.before.total, FAINT))
    for number, (name, total, colour) in enumerate(entries):
        y = top - 0.042 * number
        figure.text(0.06, y, "●", fontproperties=_face(26), color=colour)
        _text(figure, 0.105, y, name, 26, SOFT)
        figure.text(
            0.94,
            y,
            _clean(total),
            fontproperties=_face(30),
            color=INK,
            ha="right",
            parse_math=False,
        )
    bottom, height = 0.09, top - 0.042 * len(entries) - 0.03 - 0.09
    axes = figure.add_axes((0.06, bottom, 0.88, height))
    _lines(axes, card)
    _text(figure, 0.06, 0.022, card.unit, 22, FAINT)


def _lines(axes: Axes, card: GrowthCard) -> None:
    days = range(len(card.labels))
    if card.before is not None:
        axes.plot(days, card.before.values, color=FAINT, linewidth=3, linestyle=(0, (2, 2)))
    for line, colour in zip(card.lines, LINES, strict=False):
        dots = "o" if len(card.labels) <= 10 else None
        axes.plot(
            days,
            line.values,
            color=colour,
            linewidth=5,
            solid_capstyle="round",
            marker=dots,
            markersize=11,
        )
    first = card.lines[0].values
    axes.fill_between(days, first, color=LINES[0], alpha=0.10, linewidth=0)
    before = card.before.values if card.before else ()
    highest = max((*before, *(value for line in card.lines for value in line.values)))
    axes.set_ylim(0, max(highest * 1.16, 1))
    _peak(axes, card)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: _number(value, card.separator)))
    step = max(1, -(-len(card.labels) // LABELS_MAX))
    shown = list(range(len(card.labels) - 1, -1, -step))
    axes.set_xticks(shown, [_clean(card.labels[day]) for day in shown])
    axes.grid(axis="y", color=GRID, linewidth=2)
    axes.set_axisbelow(True)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.tick_params(length=0, pad=12, colors=SOFT)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(_face(22))
    # The numbers stand in the chart, above their lines, so that it has the whole width.
    axes.tick_params(axis="y", pad=-4)
    for label in axes.get_yticklabels():
        label.set_horizontalalignment("left")
        label.set_verticalalignment("bottom")
        label.set_bbox({"facecolor": "white", "alpha": 0.75, "linewidth": 0, "pad": 1})
        label.set_zorder(9)
    axes.margins(x=0.035)


def _peak(axes: Axes, card: GrowthCard) -> None:
    """The best day says its number."""
    values = card.lines[0].values
    best = max(values)
    if not best:
        return
    day = values.index(best)
    share = day / max(len(values) - 1, 1)
    side = "left" if share < 0.1 else "right" if share > 0.9 else "center"
    axes.annotate(
        _number(best, card.separator),
        (day, best),
        (0, 16),
        textcoords="offset points",
        ha=side,
        fontproperties=_face(28),
        color=LINES[0],
    )


def _number(value: float, separator: str) -> str:
    return f"{round(value):,}".replace(",", separator)


def _funnel(figure: Figure, card: FunnelCard) -> None:
    axes = figure.add_axes((0.06, 0.05, 0.88, 0.81))
    axes.set_xlim(0, 1)
    axes.set_ylim(len(card.stages), 0)
    axes.axis("off")
    largest = max((stage.amount for stage in card.stages), default=0) or 1
    for row, stage in enumerate(card.stages):
        _stage(axes, row, stage, stage.amount / largest, BARS[row % len(BARS)])


def _stage(axes: Axes, row: int, stage: Stage, width: float, colour: str) -> None:
    axes.text(
        0, row + 0.17, _clean(stage.name), fontproperties=_face(30), color=SOFT, parse_math=False
    )
    axes.text(
        0, row + 0.40, _clean(stage.number), fontproperties=_face(58), color=INK, parse_math=False
    )
    axes.text(
        1,
        row + 0.40,
        _clean(stage.share),
        fontproperties=_face(44),
        color=colour if row == 0 else BARS[0],
        ha="right",
        parse_math=False,
    )
    bars = [(1.0, TRACK)]
    if stage.amount:
        # However few they are, they are to be seen.
        bars.append((max(width, 0.012), colour))
    for length, bar_colour in bars:
        rounded = f"round,pad=0,rounding_size={min(0.012, length / 2)}"
        axes.add_patch(
            FancyBboxPatch(
                (0, row + 0.50),
                length,
                0.26,
                boxstyle=rounded,
                linewidth=0,
                facecolor=bar_colour,
                mutation_aspect=len(BARS),
            )
        )

"""How do figures look on a phone? Only the child process may import this (matplotlib)."""

import io

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator
from PIL import Image

from bot.pictures import drawing
from bot.pictures.cards import ForecastCard, FunnelCard, GrowthCard, Stage

WIDTH_PX, HEIGHT_PX, DPI = 1080, 1350, 100
MARGIN_PX = drawing.MARGIN_PX
INNER_PX = WIDTH_PX - 2 * MARGIN_PX
COLOURS = 128
SMALL_PX = drawing.readable_px(WIDTH_PX)
TOTAL_PX, PEAK_PX, STAGE_PX, AMOUNT_PX, SHARE_PX = 42, 38, 38, 64, 50
LINE_STEP_PX, STROKE_PX = 64, 46
LABEL_GAP_PX, AXIS_GAP_PX = 44, 18
FOOT_PX = 165
"""Below the lines: their days, and what one of them is."""
INK, SOFT, FAINT, GRID, TRACK = "#0f1b33", "#5a6478", "#97a2b6", "#e6eaf1", "#f1f4f9"
LINES = ("#1f4f9e", "#f08a24", "#2a9d6f")
DASHES: tuple[float, tuple[float, float]] = (0.0, (2.0, 1.4))
BARS = ("#1f4f9e", "#4f7ec9", "#8db0e6", "#b9d0f0")

GOOD, BAD = "#2a9d6f", "#c8452f"
CELL_PX, VERDICT_PX = 128, 36
Chart = GrowthCard | FunnelCard | ForecastCard

mpl.rcParams.update({"axes.unicode_minus": False})


def draw(card: Chart) -> bytes:
    """1080 × 1350 pixels, PNG."""
    drawn = io.BytesIO()
    sheet(card).savefig(drawn, format="png", dpi=DPI)
    return drawing.png(Image.open(drawn).convert("RGB"), colours=COLOURS)


def sheet(card: Chart) -> Figure:
    """What is drawn, while its texts are still texts."""
    figure = Figure(figsize=(WIDTH_PX / DPI, HEIGHT_PX / DPI), dpi=DPI, facecolor="white")
    FigureCanvasAgg(figure)
    below_px = _head(figure, card)
    if isinstance(card, GrowthCard):
        _growth(figure, card, below_px)
    elif isinstance(card, ForecastCard):
        _forecast(figure, card, below_px)
    else:
        _funnel(figure, card, below_px)
    return figure


def _face(size_px: float) -> FontProperties:
    # The project's own file: what fonts a machine has is chance. A point is 1/72 of an inch.
    return FontProperties(fname=str(drawing.FONTS / drawing.TITLE_FONT), size=size_px * 72 / DPI)


def _clean(text: str) -> str:
    return drawing.drawable(text, drawing.TITLE_FONT)


def _long(text: str, size_px: int) -> int:
    """How many pixels a text takes."""
    return round(drawing.font(drawing.TITLE_FONT, size_px).getlength(_clean(text)))


def _lines_of(text: str, sizes_px: range, width_px: int, lines_max: int) -> tuple[list[str], int]:
    lines, in_font = drawing.fitted(
        _clean(text),
        drawing.TITLE_FONT,
        width_px=width_px,
        sizes_px=sizes_px,
        lines_max=lines_max,
    )
    return lines, round(in_font.size)


def _write(
    figure: Figure,
    text: str,
    x_px: int,
    y_px: int,
    size_px: int,
    colour: str,
    *,
    ends: bool = False,
) -> None:
    """Write from a point on, or up to it; pixels from the picture's upper left corner."""
    figure.text(
        x_px / WIDTH_PX,
        1 - y_px / HEIGHT_PX,
        _clean(text),
        fontproperties=_face(size_px),
        color=colour,
        ha="right" if ends else "left",
        # A dollar sign begins a formula in matplotlib.
        parse_math=False,
    )


def _write_fitted(
    figure: Figure, text: str, x_px: int, y_px: int, size_px: int, colour: str, width_px: int
) -> None:
    sizes_px = range(size_px, SMALL_PX - 4, -1)
    lines, fitting_px = _lines_of(text, sizes_px, width_px, 1)
    for line in lines:
        _write(figure, line, x_px, y_px, fitting_px, colour)


def _head(figure: Figure, card: Chart) -> int:
    """Write title and period; how far down they reach."""
    lines, size_px = _lines_of(card.title, range(50, 40, -2), INNER_PX, 2)
    y_px = 38
    for line in lines:
        y_px += round(size_px * 1.2)
        _write(figure, line, MARGIN_PX, y_px, size_px, INK)
    y_px += 54
    _write_fitted(figure, card.period, MARGIN_PX, y_px, 36, SOFT, INNER_PX)
    return y_px


def _growth(figure: Figure, card: GrowthCard, below_px: int) -> None:
    entries = [(line, colour) for line, colour in zip(card.lines, LINES, strict=False)]
    if card.before is not None:
        entries.append((card.before, FAINT))
    y_px = below_px + 22
    for line, colour in entries:
        y_px += LINE_STEP_PX
        _stroke(figure, y_px - 13, colour, is_dashed=line is card.before)
        _write(figure, line.total, WIDTH_PX - MARGIN_PX, y_px, TOTAL_PX, INK, ends=True)
        left_px = MARGIN_PX + STROKE_PX + 22
        free_px = WIDTH_PX - MARGIN_PX - _long(line.total, TOTAL_PX) - 24 - left_px
        _write_fitted(figure, line.name, left_px, y_px, 36, SOFT, free_px)
    _lines(figure, card, y_px + 48)
    _write_fitted(figure, card.unit, MARGIN_PX, HEIGHT_PX - 42, SMALL_PX, SOFT, INNER_PX)


def _stroke(figure: Figure, y_px: int, colour: str, *, is_dashed: bool) -> None:
    """What the line looks like, beside its name."""
    y = 1 - y_px / HEIGHT_PX
    ends = (MARGIN_PX / WIDTH_PX, (MARGIN_PX + STROKE_PX) / WIDTH_PX)
    figure.add_artist(
        Line2D(
            ends,
            (y, y),
            color=colour,
            linewidth=7,
            linestyle=DASHES if is_dashed else "-",
            solid_capstyle="round",
        )
    )


def _lines(figure: Figure, card: GrowthCard, top_px: int) -> None:
    before = card.before.values if card.before else ()
    highest = max((*before, *(value for line in card.lines for value in line.values)))
    top = max(highest * 1.16, 1)
    ticks = [each for each in MaxNLocator(nbins=4, integer=True).tick_values(0, top) if each <= top]
    numbers = [_number(each, card.separator) for each in ticks]
    # The numbers stand beside the lines: above them they would cross them out.
    left_px = MARGIN_PX + max(_long(number, SMALL_PX) for number in numbers) + AXIS_GAP_PX
    width_px, height_px = WIDTH_PX - MARGIN_PX - left_px, HEIGHT_PX - FOOT_PX - top_px
    axes = figure.add_axes(
        (
            left_px / WIDTH_PX,
            FOOT_PX / HEIGHT_PX,
            width_px / WIDTH_PX,
            height_px / HEIGHT_PX,
        )
    )
    _plot(axes, card)
    axes.set_ylim(0, top)
    axes.set_yticks(ticks, numbers)
    axes.margins(x=0.06)
    _peak(axes, card)
    shown = _shown(card.labels, width_px)
    axes.set_xticks(shown, [_clean(card.labels[day]) for day in shown])
    _plain(axes)


def _plot(axes: Axes, card: GrowthCard) -> None:
    days = range(len(card.labels))
    # Of few days each is marked; a single one would not be seen at all.
    dots = "o" if len(card.labels) <= 10 else None
    if card.before is not None:
        axes.plot(days, card.before.values, color=FAINT, linewidth=4, linestyle=DASHES)
    for line, colour in zip(card.lines, LINES, strict=False):
        axes.plot(
            days,
            line.values,
            color=colour,
            linewidth=6,
            solid_capstyle="round",
            marker=dots,
            markersize=13,
        )
    axes.fill_between(days, card.lines[0].values, color=LINES[0], alpha=0.10, linewidth=0)


def _shown(labels: tuple[str, ...], width_px: int) -> list[int]:
    """Which days are written below: the last one, and as many before as have room."""
    widest_px = max(_long(label, SMALL_PX) for label in labels)
    room = max(1, width_px // (widest_px + LABEL_GAP_PX))
    step = -(-len(labels) // room)
    return sorted(range(len(labels) - 1, -1, -step))


def _plain(axes: Axes) -> None:
    """No frame, no marks, and letters that can be read."""
    axes.grid(axis="y", color=GRID, linewidth=2)
    axes.set_axisbelow(True)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.tick_params(length=0, pad=12, colors=SOFT)
    # The first day is not to touch the zero.
    axes.tick_params(axis="x", pad=22)
    labels: list[Text] = [*axes.get_xticklabels(), *axes.get_yticklabels()]
    for label in labels:
        label.set_fontproperties(_face(SMALL_PX))
        label.set_parse_math(False)


def _peak(axes: Axes, card: GrowthCard) -> None:
    """The best day says its number."""
    values = card.lines[0].values
    best = max(values)
    if not best:
        return
    day = values.index(best)
    share = day / (len(values) - 1) if len(values) > 1 else 0.5
    side = "left" if share < 0.1 else "right" if share > 0.9 else "center"
    axes.annotate(
        _number(best, card.separator),
        (day, best),
        (0, 14),
        textcoords="offset points",
        ha=side,
        fontproperties=_face(PEAK_PX),
        color=LINES[0],
        bbox={"facecolor": "white", "alpha": 0.75, "linewidth": 0, "pad": 2},
        zorder=9,
    )


def _number(value: float, separator: str) -> str:
    return f"{round(value):,}".replace(",", separator)


def _funnel(figure: Figure, card: FunnelCard, below_px: int) -> None:
    top_px, bottom_px = below_px + 50, 30
    each_px = (HEIGHT_PX - top_px - bottom_px) // max(len(card.stages), 1)
    largest = max((stage.amount for stage in card.stages), default=0) or 1
    for row, stage in enumerate(card.stages):
        y_px = top_px + row * each_px
        _stage(figure, y_px, stage, stage.amount / largest, BARS[row % len(BARS)])


def _stage(figure: Figure, y_px: int, stage: Stage, length: float, colour: str) -> None:
    right_px = WIDTH_PX - MARGIN_PX
    _write_fitted(figure, stage.name, MARGIN_PX, y_px + 52, STAGE_PX, SOFT, INNER_PX)
    _write(figure, stage.share, right_px, y_px + 138, SHARE_PX, BARS[0], ends=True)
    free_px = INNER_PX - _long(stage.share, SHARE_PX) - 30
    _write_fitted(figure, stage.number, MARGIN_PX, y_px + 138, AMOUNT_PX, INK, free_px)
    bars = [(INNER_PX, TRACK)]
    if stage.amount:
        # However few they are, they are to be seen.
        bars.append((max(round(length * INNER_PX), 12), colour))
    for bar_px, bar_colour in bars:
        # In pixels, so that a short bar has the same corners as a long one.
        figure.add_artist(
            FancyBboxPatch(
                (MARGIN_PX, HEIGHT_PX - y_px - 258),
                bar_px,
                90,
                boxstyle=f"round,pad=0,rounding_size={min(14, bar_px / 2)}",
                linewidth=0,
                facecolor=bar_colour,
                transform=None,
            )
        )


def _forecast(figure: Figure, card: ForecastCard, below_px: int) -> None:
    """Four figures, then the gain month by month with its range, then what to think of it."""
    half_px = INNER_PX // 2
    y_px = below_px + 30
    for place, (name, value) in enumerate(zip(card.names, card.values, strict=True)):
        x_px = MARGIN_PX + half_px * (place % 2)
        top_px = y_px + CELL_PX * (place // 2)
        _write_fitted(figure, name, x_px, top_px + 40, 34, SOFT, half_px - 20)
        _write_fitted(figure, value, x_px, top_px + 100, 52, INK, half_px - 20)
    colour = GOOD if card.is_well else BAD
    lines, size_px = _lines_of(card.verdict, range(VERDICT_PX, SMALL_PX - 4, -1), INNER_PX, 3)
    foot_px = HEIGHT_PX - 40 - round(size_px * 1.3) * (len(lines) - 1)
    for row, line in enumerate(lines):
        _write(figure, line, MARGIN_PX, foot_px + row * round(size_px * 1.3), size_px, colour)
    bottom_px = foot_px - size_px - 118
    _fan(figure, card, y_px + CELL_PX * 2 + 40, bottom_px)
    _write(figure, card.axis, WIDTH_PX - MARGIN_PX, bottom_px + 96, SMALL_PX, SOFT, ends=True)


def _fan(figure: Figure, card: ForecastCard, top_px: int, bottom_px: int) -> None:
    # It begins with nothing: before the first month there is neither cost nor gain.
    months = range(len(card.middle) + 1)
    low, middle, high = ((0, *values) for values in (card.low, card.middle, card.high))
    least, most = min(*low, 0), max(*high, 1)
    spare = (most - least) * 0.06
    ticks = [
        each
        for each in MaxNLocator(nbins=5, integer=True).tick_values(least, most)
        if least - spare <= each <= most + spare
    ]
    numbers = [_number(each, card.separator).replace("-", "−") for each in ticks]
    left_px = MARGIN_PX + max(_long(number, SMALL_PX) for number in numbers) + AXIS_GAP_PX
    axes = figure.add_axes(
        (
            left_px / WIDTH_PX,
            1 - bottom_px / HEIGHT_PX,
            (WIDTH_PX - MARGIN_PX - left_px) / WIDTH_PX,
            (bottom_px - top_px) / HEIGHT_PX,
        )
    )
    axes.fill_between(months, low, high, color=LINES[0], alpha=0.18, linewidth=0)
    axes.plot(months, middle, color=LINES[0], linewidth=6, solid_capstyle="round")
    axes.axhline(0, color=SOFT, linewidth=2)
    axes.set_ylim(least - spare, most + spare)
    axes.set_xlim(0, len(card.middle))
    axes.set_yticks(ticks, numbers)
    step = max(1, len(card.middle) // 6)
    shown = range(step, len(card.middle) + 1, step)
    axes.set_xticks(list(shown), [str(month) for month in shown])
    _plain(axes)

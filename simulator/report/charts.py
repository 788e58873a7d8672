"""Charts as static SVG, drawn by matplotlib. Colours are the page's own variables, so that they follow light and dark.

matplotlib is an optional extra: without it a report has its tables and says how to get the charts.
"""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from markupsafe import Markup

from simulator.pages.text import clean

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, SOFT, LINE, PAPER = "#010101", "#020202", "#030303", "#040404"
COLOURS = ("#050501", "#050502", "#050503", "#050504", "#050505", "#050506")
STYLES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (1, 1)))
MARKERS = ("o", "s", "^", "D", "v", "P")
"""Lines differ by dash and mark as well as by colour."""
_VARIABLES = {
    INK: "--ink", SOFT: "--soft", LINE: "--line", PAPER: "--card",
    **{colour: f"--c{i}" for i, colour in enumerate(COLOURS, 1)},
}  # fmt: skip
_SETTINGS: Any = {
    "svg.fonttype": "none", "svg.hashsalt": "session-simulator", "font.family": "sans-serif", "font.size": 9.5,
    "axes.edgecolor": LINE, "axes.labelcolor": SOFT, "axes.spines.top": False, "axes.spines.right": False,
    "text.color": INK, "xtick.color": LINE, "ytick.color": LINE, "xtick.labelcolor": SOFT, "ytick.labelcolor": INK,
    "xtick.major.size": 3, "ytick.major.size": 0, "figure.facecolor": "none", "axes.facecolor": "none",
    "legend.frameon": False, "text.parse_math": False, "axes.grid": False, "axes.titlesize": 10, "axes.titlelocation": "left",
}  # fmt: skip
WIDTH = 5.0
"""Inches; pages scale it."""
NAME_LIMIT = 32

Interval = tuple[float, float | None, float | None]
"""Estimate, low, high."""


def available() -> bool:
    """Whether matplotlib is installed."""
    try:
        import matplotlib.figure  # noqa: F401
    except ImportError:
        return False
    return True


def bars(
    rows: Sequence[tuple[str, Sequence[float]]],
    series: Sequence[str],
    *,
    unit: str = "",
    colours: Sequence[str] = COLOURS,
) -> Markup:
    """Horizontal bars, one group per row, one bar per series.

    Args:
        rows: name and one value per series.
        series: names of the series.
        unit: said at the axis.
        colours: one per series.
    """
    count = max(1, len(series))

    def draw(figure: Figure) -> None:
        axes = figure.add_subplot()
        height = 0.76 / count
        for s, name in enumerate(series):
            places = [i + (s - (count - 1) / 2) * height for i in range(len(rows))]
            values = [row[1][s] for row in rows]
            axes.barh(
                places,
                values,
                height=height * 0.88,
                color=colours[s % len(colours)],
                label=_name(name),
                linewidth=0,
            )
            for place, value in zip(places, values, strict=True):
                axes.annotate(
                    f"{value:g}",
                    (value, place),
                    (4, 0),
                    textcoords="offset points",
                    va="center",
                    color=SOFT,
                    size=8.5,
                )
        axes.set_yticks(range(len(rows)), [_name(r[0]) for r in rows])
        axes.invert_yaxis()
        axes.spines["bottom"].set_visible(False)
        axes.set_xticks([])
        axes.set_xlabel(unit)
        axes.margins(x=0.09, y=0.02)
        if count > 1:
            figure.legend(loc="outside upper left", ncols=3)

    return _svg(draw, (0.15 * count + 0.1) * len(rows) + (0.62 if count > 1 else 0.4))


def lines(
    curves: Sequence[tuple[str, Sequence[tuple[float, float, float | None, float | None]]]],
    *,
    xlabel: str,
    ylabel: str = "",
    single: Sequence[Sequence[Sequence[tuple[float, float]]]] = (),
) -> Markup:
    """Lines over sessions, with intervals where they are known.

    Args:
        curves: name and points (x, y, low, high).
        xlabel: said below.
        ylabel: said beside.
        single: for each curve the faint lines behind it.
    """

    def draw(figure: Figure) -> None:
        from matplotlib.ticker import MaxNLocator

        axes = figure.add_subplot()
        for i, (name, points) in enumerate(curves):
            colour = COLOURS[i % len(COLOURS)]
            for thin in single[i] if i < len(single) else ():
                axes.plot([x for x, _ in thin], [y for _, y in thin], color=colour, linewidth=0.6, alpha=0.25)
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            axes.plot(
                xs, ys, color=colour, linewidth=1.8, linestyle=STYLES[i // len(COLOURS) % len(STYLES)], markersize=4.2,
                marker=MARKERS[i % len(MARKERS)], label=_name(name),
            )  # fmt: skip
            low = [p[1] if p[2] is None else p[2] for p in points]
            high = [p[1] if p[3] is None else p[3] for p in points]
            if low != ys or high != ys:
                axes.fill_between(xs, low, high, color=colour, alpha=0.13, linewidth=0)
        axes.set_xlabel(xlabel)
        axes.set_ylabel(ylabel)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        if not any(value for _, points in curves for point in points for value in point[1:]):
            axes.set_ylim(-0.05, 1)  # nothing but zeros: no scale of hundredths around them
        _quiet_grid(axes, "y")
        if len(curves) > 1:
            figure.legend(loc="outside upper left", ncols=3, columnspacing=1.2, handlelength=2.2)

    return _svg(draw, 2.5)


def forest(
    rows: Sequence[tuple[str, Interval, Sequence[float]]], overall: tuple[str, Interval], *, xlabel: str
) -> Markup:
    """Differences with intervals: one row per persona with its pairs as faint dots, and one for all.

    Args:
        rows: name, estimate with interval, the pairs' differences.
        overall: the same for all together.
        xlabel: what the difference is of, and which way.
    """

    def draw(figure: Figure) -> None:
        axes = figure.add_subplot()
        axes.axvline(0, color=SOFT, linewidth=0.9, linestyle=(0, (3, 3)))
        for i, (_, interval, pairs) in enumerate(rows):
            shift = [0.26 + 0.05 * (k % 3) for k in range(len(pairs))]
            axes.scatter(pairs, [i + s for s in shift], s=11, color=COLOURS[0], alpha=0.45, linewidths=0)
            _interval(axes, i, interval, COLOURS[0], "o", 5)
        last = len(rows) + 0.4
        axes.axhline(len(rows) - 0.3, color=LINE, linewidth=0.8)
        _interval(axes, last, overall[1], COLOURS[1], "D", 6.5)
        axes.set_yticks([*range(len(rows)), last], [*(_name(r[0]) for r in rows), _name(overall[0])])
        axes.set_ylim(last + 0.6, -0.7)
        if not any(overall[1]) and not any(any(interval) or any(pairs) for _, interval, pairs in rows):
            axes.set_xlim(-1, 1)
        axes.set_xlabel(xlabel)
        axes.spines["left"].set_visible(False)
        _quiet_grid(axes, "x")

    return _svg(draw, 0.36 * (len(rows) + 1.4) + 0.75)


def _interval(axes: Axes, y: float, interval: Interval, colour: str, marker: str, size: float) -> None:
    value, low, high = interval
    if low is not None and high is not None:
        axes.plot([low, high], [y, y], color=colour, linewidth=2, solid_capstyle="butt")
    axes.plot(
        [value], [y], marker=marker, markersize=size, color=colour, markeredgecolor=PAPER, markeredgewidth=0.8
    )


def _quiet_grid(axes: Axes, axis: Literal["x", "y"]) -> None:
    axes.grid(axis=axis, color=LINE, linewidth=0.7)
    axes.set_axisbelow(True)


def _name(text: str) -> str:
    text = " ".join(clean(text).split())
    return text if len(text) <= NAME_LIMIT else text[: NAME_LIMIT - 1] + "…"


def _svg(draw: Any, height: float) -> Markup:
    import matplotlib as mpl
    from matplotlib.figure import Figure

    target = io.StringIO()
    # Names may hold letters that the font used for measuring has not; the reader's browser draws them in its own.
    with mpl.rc_context(_SETTINGS), warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        figure = Figure(figsize=(WIDTH, height), layout="constrained")
        draw(figure)
        figure.savefig(
            target, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None}
        )
    return Markup(_tidy(target.getvalue()))


def _tidy(svg: str) -> str:
    """The SVG as it goes into a page: no prologue, no styles of its own, ids that do not clash with those of other charts."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.S)
    svg = re.sub(r"<style[^>]*>.*?</style>", "", svg, flags=re.S)
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.S)
    svg = re.sub(r'(<g) id="[^"]*"', r"\1", svg)
    svg = re.sub(
        r'<svg [^>]*?viewBox="([^"]+)"[^>]*>',
        r'<svg viewBox="\1" aria-hidden="true" focusable="false">',
        svg,
        count=1,
    )
    svg = re.sub(r"font: ([\d.]+)px '?sans-serif'?", r"font-size: \1px", svg)
    mark = hashlib.blake2b(svg.encode(), digest_size=4).hexdigest()
    svg = re.sub(r'( id="|href="#|url\(#)', rf"\g<1>c{mark}-", svg)
    for colour, variable in _VARIABLES.items():
        svg = svg.replace(colour, f"var({variable})")
    return re.sub(r">\s+<", "><", svg)

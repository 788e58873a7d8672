"""What a report says about a study: its result as the study's own code gives it, and the charts of its primary outcomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from simulator.pages.numbers import decimal
from simulator.report import charts
from simulator.store.runs import Run
from simulator.study.analyse import analyse
from simulator.study.result import Comparison, Outcome, StudyResult


@dataclass(frozen=True, slots=True)
class Forest:
    """One comparison of a primary outcome, drawn."""

    comparison: Comparison
    svg: Markup | None
    alt: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A primary outcome with its charts."""

    outcome: Outcome
    forests: tuple[Forest, ...]
    trajectory: Markup | None


@dataclass(frozen=True, slots=True)
class StudyPage:
    """What the study's part of a report is made from."""

    result: StudyResult
    primaries: tuple[Shown, ...]

    @property
    def helpers(self) -> dict[str, Any]:
        """The functions that the template calls."""
        return {"amount": amount, "interval": interval, "p": p_value, "settings": settings}

    @property
    def started(self) -> list[tuple[Outcome, Comparison]]:
        """All comparisons of what was started, the primary outcomes first."""
        return self._comparisons("started")

    @property
    def kept(self) -> list[tuple[Outcome, Comparison]]:
        """All comparisons of what was kept after regeneration."""
        return self._comparisons("kept")

    def _comparisons(self, view: str) -> list[tuple[Outcome, Comparison]]:
        return [(o, c) for o in self.result.outcomes for c in o.comparisons if c.view == view]


def study_page(run: Run) -> StudyPage:
    """Analyse a study and draw it. Raises InputError, StoreError."""
    result = analyse(run)
    draw = charts.available()
    shown = []
    for outcome in result.outcomes:
        if outcome.primary:
            forests = tuple(_forest(outcome, c, draw) for c in outcome.comparisons if c.view == "started")
            shown.append(Shown(outcome, forests, _trajectory(outcome) if draw else None))
    return StudyPage(result, tuple(shown))


def _forest(outcome: Outcome, comparison: Comparison, draw: bool) -> Forest:
    c = comparison
    alt = f"Differences in {outcome.label} by persona, {c.second} minus {c.first}, with 95 % intervals. The numbers are in the table."
    if not draw or c.difference is None or not c.personas:
        return Forest(c, None, alt)
    scale = 100 if outcome.share else 1
    rows = [
        (
            p.persona,
            _scaled((p.mean, p.low, p.high), scale),
            [scale * (v.second - v.first) for v in c.values if v.persona == p.persona],
        )
        for p in c.personas
    ]
    overall = ("All personas", _scaled((c.difference, c.low, c.high), scale))
    unit = "percentage points" if outcome.share else outcome.unit
    svg = charts.forest(rows, overall, xlabel=f"{c.second} − {c.first}" + (f", {unit}" if unit else ""))
    return Forest(c, svg, alt)


def _trajectory(outcome: Outcome) -> Markup | None:
    scale = 100 if outcome.share else 1
    curves = [
        (arm, [(float(p.session), *_scaled((p.mean, p.low, p.high), scale)) for p in points])
        for arm, points in outcome.trajectories.items()
        if points
    ]
    if not curves or max(len(points) for _, points in curves) < 2:
        return None
    return charts.lines(curves, xlabel="Session", ylabel="%" if outcome.share else outcome.unit)


def _scaled(interval: charts.Interval, scale: float) -> charts.Interval:
    value, low, high = interval
    return (
        scale * value,
        None if low is None or high is None else scale * low,
        None if low is None or high is None else scale * high,
    )


def amount(outcome: Outcome, value: float | None, *, signed: bool = False) -> str:
    """A value of an outcome for people: shares in percent, the rest with three digits that count."""
    if value is None:
        return "–"
    number = 100 * value if outcome.share else value
    size = abs(number)
    digits = 1 if outcome.share else 0 if size >= 1000 else 1 if size >= 100 else 2 if size >= 1 else 3
    text = decimal(size, digits)
    sign = "−" if number < 0 else "+" if signed else ""
    sign = sign if any(digit in text for digit in "123456789") else ""  # zero has no sign
    return sign + text + (" %" if outcome.share and not signed else "")


def interval(outcome: Outcome, low: float | None, high: float | None, *, signed: bool = False) -> str:
    """`[low, high]`, or nothing when there is none."""
    if low is None or high is None:
        return ""
    return f"[{amount(outcome, low, signed=signed)}, {amount(outcome, high, signed=signed)}]"


def p_value(p: float | None) -> str:
    """`.034`, `< .001`, or a dash."""
    if p is None:
        return "–"
    return "< .001" if p < 0.001 else "1" if p >= 0.9995 else f"{p:.3f}".lstrip("0")


def settings(data: object, above: str = "") -> list[tuple[str, str]]:
    """Nested plain data as dotted names and values, for a table."""
    if isinstance(data, dict) and data:
        return [row for key, value in data.items() for row in settings(value, f"{above}{key}.")]
    if isinstance(data, (list, tuple)) and not any(isinstance(v, (dict, list)) for v in data):
        data = ", ".join(map(str, data))
    return [(above.rstrip("."), "–" if data is None or data == "" else str(data))]

"""The list of outcomes: what an outcome is, how one is declared, where they are found."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from typing import Any, Literal

from simulator.errors import InputError, nearest
from simulator.personas import Persona
from simulator.store.records import SessionRecord

GROUP = "simulator.metrics"

Level = Literal["session", "course", "persona"]
"""What an outcome is computed from: one session, the sessions of a course, or all courses of a persona in an arm."""

Better = Literal["lower", "higher", "neither"]


@dataclass(frozen=True)
class Context:
    """What an outcome may know in addition to the sessions."""

    persona: Persona | None = None
    """None when the persona's file is no longer to be found."""


@dataclass(frozen=True)
class Metric:
    """One outcome."""

    name: str
    label: str
    """In words, as a table's row."""
    unit: str
    level: Level
    better: Better
    share: bool
    """Whether values lie between 0 and 1."""
    yes_no: bool
    """Whether the value of a session is 0 or 1, so that courses can be counted as having it or not."""
    function: Callable[..., float | None]
    """`(session | sessions | courses, context)`; None: not defined here."""

    @property
    def about(self) -> str:
        """Formula and source."""
        return (self.function.__doc__ or "").strip()

    def value(self, of: Any, context: Context) -> float | None:
        """The outcome of a session, a course's sessions or a persona's courses."""
        found = self.function(of, context)
        return None if found is None else float(found)


_FOUND: dict[str, Metric] = {}

Function = Callable[..., float | None]


def metric(
    *, label: str, unit: str = "", level: Level = "session", better: Better = "neither",
    share: bool = False, yes_no: bool = False, name: str = "",
) -> Callable[[Function], Function]:  # fmt: skip
    """Declare a function as an outcome. Its docstring says formula and source, and becomes its documentation.

    Args:
        label: in words.
        unit: of the value.
        level: what the function is given: a SessionRecord, a sequence of them (a course), or a sequence of courses.
        better: which way is better, for the wording of verdicts; "neither" where that is a matter of taste.
        share: values lie between 0 and 1.
        yes_no: a session's value is 0 or 1.
        name: of the outcome; the function's when left out.

    Raises:
        ValueError: two outcomes of one name, or one without documentation.
    """

    def declare(function: Function) -> Function:
        made = Metric(name or function.__name__, label, unit, level, better, share, yes_no, function)
        there = _FOUND.get(made.name)
        if there is not None and there.function.__module__ != function.__module__:
            raise ValueError(
                f"two outcomes are called {made.name!r}: {there.function.__module__}, {function.__module__}"
            )
        if not made.about:
            raise ValueError(f"the outcome {made.name!r} has no docstring: it should say formula and source")
        _FOUND[made.name] = made
        return function

    return declare


@cache
def all_metrics() -> dict[str, Metric]:
    """All outcomes by name: those of this package in the order of its files, then those of entry points.

    Raises:
        InputError: an entry point cannot be loaded; names it.
    """
    package = importlib.import_module("simulator.study.metrics")
    for module in sorted(
        m.name for m in pkgutil.iter_modules(package.__path__) if m.name not in ("registry", "describe")
    ):
        importlib.import_module(f"simulator.study.metrics.{module}")
    for point in entry_points(group=GROUP):
        try:
            point.load()
        except Exception as error:
            raise InputError(
                f"the outcomes of {point.value!r} cannot be loaded: {type(error).__name__}: {error}",
                remedy=f"fix or uninstall the package behind the entry point {point.name!r}",
            ) from error
    # Whichever module was imported first: the order is always that of the files.
    order = sorted(_FOUND.values(), key=lambda m: (not _own(m), m.function.__module__))
    return {m.name: m for m in order}


def _own(found: Metric) -> bool:
    return found.function.__module__.startswith("simulator.study.metrics.")


def find_metric(name: str) -> Metric:
    """The outcome of this name. Raises InputError naming the nearest."""
    metrics = all_metrics()
    if name not in metrics:
        raise InputError(f"there is no outcome {name!r}", remedy=nearest(name, metrics))
    return metrics[name]


def own_turns(session: SessionRecord, speaker: str) -> list[str]:
    """The texts of one speaker that a model spoke: openings given by the persona are the same in all arms."""
    return [t.text for t in session.turns if t.speaker == speaker and t.source != "opening"]


def mean(values: Sequence[float]) -> float | None:
    """The mean; None of nothing."""
    return sum(values) / len(values) if values else None

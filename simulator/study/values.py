"""From sessions to the values that are compared: one per course, or one per persona, in each arm and view."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from simulator.store.records import SessionRecord
from simulator.study.collect import CourseData, StudyData
from simulator.study.metrics.registry import Context, Metric, mean
from simulator.study.result import View

Key = tuple[str, str, int]
"""Arm, persona, replicate; replicate 0 stands for all of a persona's courses."""

Score = Callable[[SessionRecord], float | None]
MetricValue = Callable[[object, Context], float | None]


@dataclass(frozen=True)
class Values:
    """An outcome's values, ready to be paired."""

    name: str
    label: str
    unit: str
    better: Literal["lower", "higher", "neither"]
    level: Literal["session", "course", "persona", "pair"]
    share: bool
    yes_no: bool
    about: str
    of: Mapping[View, Mapping[Key, float]]
    by_session: Mapping[str, Mapping[int, list[float]]] = field(default_factory=dict)
    """Arm -> session -> values as first made; for outcomes of sessions."""


def metric_values(metric: Metric, data: StudyData) -> Values:
    """The values of an outcome that needs no model."""
    contexts = {name: Context(person) for name, person in data.people.items()}
    value = _asked_once(metric)
    by_session: dict[str, dict[int, list[float]]] = {}
    of: dict[View, dict[Key, float]] = {}
    views: tuple[View, ...] = ("started", "kept")
    for view in views:
        found: dict[Key, float] = {}
        for key, course in data.courses.items():
            if not course.whole:
                continue
            sessions, context = course.sessions(view), contexts[course.persona]
            if metric.level == "course" and sessions:
                _put(found, key, value(sessions, context))
            elif metric.level == "session":
                scores = {s.number: value(s, context) for s in sessions}
                _put(found, key, mean([v for v in scores.values() if v is not None]))
                if view == "started":
                    _trace(by_session, course.arm, scores)
        if metric.level == "persona":
            found = _of_personas(value, data, view, contexts)
        of[view] = found
    return Values(
        metric.name, metric.label, metric.unit, metric.better, metric.level, metric.share, metric.yes_no, metric.about,
        of, by_session,
    )  # fmt: skip


def _asked_once(metric: Metric) -> MetricValue:
    """The metric, computed once for the same sessions: both views share those that were not regenerated."""
    known: dict[object, float | None] = {}

    def value(of: object, context: Context) -> float | None:
        key = _identity(of)
        if key not in known:
            known[key] = metric.value(of, context)
        return known[key]

    return value


def _identity(of: object) -> object:
    return tuple(_identity(x) for x in of) if isinstance(of, list) else id(of)


def scored_values(
    name: str, label: str, unit: str, about: str, data: StudyData, score: Score, *, share: bool = False
) -> Values:
    """The values of something that was scored session by session: a judge's ratings, a person's."""
    by_session: dict[str, dict[int, list[float]]] = {}
    of: dict[View, dict[Key, float]] = {"started": {}, "kept": {}}
    for view, found in of.items():
        for key, course in data.courses.items():
            if course.whole:
                scores = {s.number: score(s) for s in course.sessions(view)}
                _put(found, key, mean([v for v in scores.values() if v is not None]))
                if view == "started":
                    _trace(by_session, course.arm, scores)
    return Values(name, label, unit, "higher", "session", share, False, about, of, by_session)


def _of_personas(
    value: MetricValue, data: StudyData, view: View, contexts: Mapping[str, Context]
) -> dict[Key, float]:
    found: dict[Key, float] = {}
    for arm in data.arms:
        for persona in data.personas:
            whole = [c for c in _courses(data, arm, persona) if c.whole]
            _put(found, (arm, persona, 0), value([c.sessions(view) for c in whole], contexts[persona]))
    return found


def _courses(data: StudyData, arm: str, persona: str) -> list[CourseData]:
    return [c for (a, p, _), c in sorted(data.courses.items()) if (a, p) == (arm, persona)]


def _put(found: dict[Key, float], key: Key, value: float | None) -> None:
    if value is not None:
        found[key] = value


def _trace(
    by_session: dict[str, dict[int, list[float]]], arm: str, scores: Mapping[int, float | None]
) -> None:
    for number, value in scores.items():
        if value is not None:
            by_session.setdefault(arm, {}).setdefault(number, []).append(value)

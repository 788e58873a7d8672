"""The outcomes of a run as rows, for tables of one's own: the values that a study's result is computed from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from simulator.store.runs import Run
from simulator.study.collect import CourseData, StudyData, collect
from simulator.study.design import design_of
from simulator.study.metrics.registry import Context, Metric, all_metrics
from simulator.study.result import View


def outcome_rows(run: Run, view: View = "started") -> Iterator[dict[str, Any]]:
    """One row per outcome and session, course or persona, whichever the outcome is of. See docs/metrics.md.

    Args:
        run: a study, or any other run.
        view: `started`: sessions as first made, broken ones included; `kept`: complete sessions as they are now.

    Returns:
        Rows with `run arm persona replicate session outcome unit value`. `session` is None for an outcome of a course,
        `replicate` too for one of a persona; `value` is None where an outcome is not defined. Courses that are not
        finished are left out, as in a study's result.

    Raises:
        StoreError: a record is damaged. InputError: an outcome of another package cannot be loaded.
    """
    design = design_of(run.plan)
    data = collect(run, design.first_scored if design else 1)
    contexts = {name: Context(person) for name, person in data.people.items()}
    for metric in all_metrics().values():
        for row in _values(metric, data, view, contexts):
            yield {"run": run.name, **row}


def _values(
    metric: Metric, data: StudyData, view: View, contexts: dict[str, Context]
) -> Iterator[dict[str, Any]]:
    told = {"outcome": metric.name, "unit": metric.unit}
    whole = [course for course in data.courses.values() if course.whole]
    if metric.level == "persona":
        groups: dict[tuple[str, str], list[CourseData]] = {}
        for course in whole:
            groups.setdefault((course.arm, course.persona), []).append(course)
        for (arm, persona), courses in groups.items():
            value = metric.value([c.sessions(view) for c in courses], contexts[persona])
            yield {"arm": arm, "persona": persona, "replicate": None, "session": None, **told, "value": value}
        return
    for course in whole:
        place = {"arm": course.arm, "persona": course.persona, "replicate": course.replicate}
        sessions, context = course.sessions(view), contexts[course.persona]
        if metric.level == "course":
            value = metric.value(sessions, context) if sessions else None
            yield {**place, "session": None, **told, "value": value}
            continue
        for session in sessions:
            yield {**place, "session": session.number, **told, "value": metric.value(session, context)}

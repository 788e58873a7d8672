"""The documentation of all outcomes, made from their declarations: `python -m simulator.study.metrics.describe > docs/metrics.md`."""

from __future__ import annotations

import inspect

from simulator.study.metrics.registry import Metric, all_metrics

_HEAD = """# Outcomes of a study

This page is made from the code: `python -m simulator.study.metrics.describe > docs/metrics.md`. Each outcome is one small
function in `simulator/study/metrics/`; a package of yours can add some through the entry point `simulator.metrics`.

An outcome of a *session* is averaged over the sessions of a course; the course is what is compared. An outcome of a *course* is
computed from its sessions together, one of a *persona* from all its courses in an arm. Every outcome is given twice: over
everything that was started, as first made, broken sessions included (the verdicts rest on this one), and over the sessions
that were kept, as they are after regeneration.

None of these measures whether a therapy would work. Figures from human sessions are there as an outer bound.
"""


def page() -> str:
    """The page as Markdown."""
    own = [m for m in all_metrics().values() if m.function.__module__.startswith("simulator.")]
    return "\n".join([_HEAD, _table(own), *(_section(m) for m in own)])


def _table(metrics: list[Metric]) -> str:
    rows = [f"| `{m.name}` | {m.label} | {m.unit} | {m.level} | {m.better} |" for m in metrics]
    return "\n".join(["| name | outcome | unit | of a | better |", "|---|---|---|---|---|", *rows, ""])


def _section(metric: Metric) -> str:
    return f"## `{metric.name}`: {metric.label}\n\n{inspect.cleandoc(metric.about)}\n"


if __name__ == "__main__":
    print(page(), end="")

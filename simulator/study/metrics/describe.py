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

`load_run("RUN").outcomes()` of `simulator.api` gives them as a pandas table, a row per outcome and session, course or persona.
"""

_OWN = '''## An outcome of your own

One function, in a package of yours. Its docstring says formula and source; without one it is refused.

```python
"""our_package/bread.py: our study counts how often patients speak of bread."""

from simulator.study.metrics import metric


@metric(label="patient's turns about bread", unit="share of turns", better="neither", share=True)
def bread_talk(session, context):
    """Patient's turns that name bread / patient's turns. Source: our protocol, item 3."""
    turns = [turn.text.lower() for turn in session.turns if turn.speaker == "patient"]
    return sum("bread" in text for text in turns) / len(turns) if turns else None
```

```toml
[project.entry-points."simulator.metrics"]
bread = "our_package.bread"
```

After `pip install -e .` in that package every study computes it, and `--primary bread_talk` decides by it.

- `level="session"` (default) gives the function one session, `level="course"` the list of a course's sessions in order,
  `level="persona"` a list of such courses. A session is a `SessionRecord` (`simulator/store/records.py`): `turns`, `ending`, `note`,
  `status`, `integrity.discarded`, `usage`, … `context.persona` is the persona, or None.
- It returns a number; 0 or 1 for `yes_no=True`; None where the outcome is not defined.
- `better` is `lower`, `higher` or `neither`: only the wording of verdicts follows from it.
'''


def page() -> str:
    """The page as Markdown."""
    own = [m for m in all_metrics().values() if m.function.__module__.startswith("simulator.")]
    return "\n".join([_HEAD, _table(own), *(_section(m) for m in own), _OWN])


def _table(metrics: list[Metric]) -> str:
    rows = [f"| `{m.name}` | {m.label} | {m.unit} | {m.level} | {m.better} |" for m in metrics]
    return "\n".join(["| name | outcome | unit | of a | better |", "|---|---|---|---|---|", *rows, ""])


def _section(metric: Metric) -> str:
    return f"## `{metric.name}`: {metric.label}\n\n{inspect.cleandoc(metric.about)}\n"


if __name__ == "__main__":
    print(page(), end="")

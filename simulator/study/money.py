"""What a study has cost."""

from __future__ import annotations

from simulator.store.content import read_journal
from simulator.store.journal import JOURNAL_NAME
from simulator.store.runs import Run
from simulator.study.judge.verdicts import Judged
from simulator.study.paths import controls_run
from simulator.study.result import Cost


def cost_of(run: Run, judged: Judged | None) -> Cost:
    """US dollars by arm, of the judge and of the controls, from the journals: discarded attempts and old versions count."""
    arms: dict[str, float | None] = {}
    unpriced: dict[str, int] = {}
    for arm in run.plan.arms:
        arms[arm.name], unpriced[arm.name] = _spent(run, arm.name)
    judge = judged.report.cost if judged else None
    controls = None
    if (planted := controls_run(run)) is not None:
        spent = [_spent(planted, arm.name) for arm in planted.plan.arms]
        paid = [money for money, _ in spent if money is not None]
        controls = sum(paid) if paid else None
        unpriced["controls"] = sum(without for _, without in spent)
    known = [c for c in (*arms.values(), judge, controls) if c is not None]
    return Cost(
        arms=arms, unpriced=unpriced, judge=judge, controls=controls, total=sum(known) if known else None
    )


def _spent(run: Run, arm: str) -> tuple[float | None, int]:
    """Money and calls without a price; None when no call has a price."""
    total: float | None = None
    unpriced = 0
    for course in run.courses():
        if course.arm != arm:
            continue
        # Rows that a regenerated session keeps from its older versions are in both journals: a call is counted once.
        seen: dict[object, float | None] = {}
        for path in sorted(course.path.glob(f"session-*/{JOURNAL_NAME}")):
            content = read_journal(path)
            for key, row in content.calls.items():
                seen[key] = row.reply.usage.cost
            for number, thrown in enumerate(content.unused()):
                seen[path, number] = thrown.usage.cost
        for cost in seen.values():
            unpriced += cost is None
            if cost is not None:
                total = (total or 0.0) + cost
    return total, unpriced

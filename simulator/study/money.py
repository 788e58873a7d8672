"""What a study has cost."""

from __future__ import annotations

from simulator.store.content import read_journal
from simulator.store.journal import JOURNAL_NAME
from simulator.store.runs import Run
from simulator.store.superseded import superseded_in
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
        usages = superseded_in(course)
        for session in course.sessions():
            content = read_journal(session.path / JOURNAL_NAME)
            usages += [row.reply.usage for row in content.calls.values()]
            usages += [row.usage for row in content.unused()]
        for usage in usages:
            unpriced += usage.cost is None
            if usage.cost is not None:
                total = (total or 0.0) + usage.cost
    return total, unpriced

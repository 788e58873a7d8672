"""Whether tasks are asked about."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.ledger_rules import asked_about
from simulator.store.records import SessionRecord
from simulator.study.metrics.registry import Context, mean, metric


@metric(label="homework asked about", unit="share of tasks", level="course", better="higher", share=True)
def homework_follow_up(sessions: Sequence[SessionRecord], _: Context) -> float | None:
    """Tasks that were open when a session began and that the therapist asked about in it / such tasks, over a course.

    Not defined when no session began with an open task. The test of asking is the ledger's own, by words.
    Source: homework review is an item of the CTRS (Young and Beck 1980); homework and outcome: Kazantzis et al. 2010.
    """
    asked = [
        float(asked_about(session.turns, task.task) is not None)
        for session in sessions
        if session.plan
        for task in session.plan.homework
    ]
    return mean(asked)

"""Turns whose first attempt did not pass."""

from __future__ import annotations

from simulator.store.records import SessionRecord
from simulator.study.metrics.registry import Context, metric


@metric(label="turns broken at the first attempt", unit="share of turns", better="lower", share=True)
def broken_turn_rate(session: SessionRecord, _: Context) -> float | None:
    """Turns whose first attempt was discarded / turns that a model was asked for.

    An accepted turn counts as broken at first when it took more than one attempt. A session that ended because its last turn
    could not be made adds that turn, broken, to both counts. Finer than broken sessions: most broken turns are repaired by
    another attempt.

    Source: attempts per accepted turn, as Toloka's reply guard and tau2-bench report retries.
    """
    asked = [t for t in session.turns if t.source == "model"]
    broken = sum(t.attempts > 1 for t in asked)
    lost = int(session.integrity.discarded > sum(t.attempts - 1 for t in asked))
    return (broken + lost) / (len(asked) + lost) if asked or lost else None

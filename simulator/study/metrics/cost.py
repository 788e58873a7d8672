"""What a kept session costs."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.store.records import SessionRecord
from simulator.study.metrics.registry import Context, metric
from simulator.transcript import SessionStatus


@metric(label="cost per kept session", unit="US dollars", level="course", better="lower")
def cost_per_kept_session(sessions: Sequence[SessionRecord], _: Context) -> float | None:
    """Money of all sessions of a course, broken ones and discarded attempts included / its complete sessions.

    Not defined when a call is unpriced, or when no session is complete. Source: the record's own usage.
    """
    costs = [s.cost for s in sessions]
    kept = sum(s.status is SessionStatus.COMPLETE for s in sessions)
    if not kept or any(c is None for c in costs) or any(s.unpriced for s in sessions):
        return None
    return sum(c for c in costs if c is not None) / kept

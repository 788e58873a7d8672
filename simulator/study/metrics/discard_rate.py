"""Attempts that were thrown away."""

from __future__ import annotations

from simulator.store.records import SessionRecord
from simulator.study.metrics.registry import Context, metric


@metric(label="discarded attempts", unit="share of attempts", better="lower", share=True)
def discard_rate(session: SessionRecord, _: Context) -> float | None:
    """Discarded attempts / attempts. The integrity table tells the codes they were discarded for.

    Source: the record's own counts.
    """
    made = session.integrity.attempts
    return session.integrity.discarded / made if made else None

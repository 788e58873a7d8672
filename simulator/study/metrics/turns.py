"""How long a session is."""

from __future__ import annotations

from simulator.store.records import SessionRecord
from simulator.study.metrics.registry import Context, metric


@metric(label="turns", unit="turns per session")
def turns(session: SessionRecord, _: Context) -> float | None:
    """Number of accepted turns of both speakers, the opening included.

    Source: the record's own count.
    """
    return float(len(session.turns))

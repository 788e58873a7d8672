"""Sessions that broke."""

from __future__ import annotations

from simulator.store.records import SessionRecord
from simulator.study.metrics.registry import Context, metric
from simulator.transcript import SessionStatus


@metric(label="broken sessions", unit="share of sessions", better="lower", share=True, yes_no=True)
def broken_rate(session: SessionRecord, _: Context) -> float | None:
    """Broken sessions / finished sessions.

    A session is broken when it could not be kept in role: it ended as Role Break, Refusal or Loop. Sessions that failed for
    infrastructure (provider down, budget) are not finished and count nowhere.

    Source: intention to treat; leaving broken sessions out conditions on something the prompt itself causes.
    """
    return float(session.status is SessionStatus.BROKEN)

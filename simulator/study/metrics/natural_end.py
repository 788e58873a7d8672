"""Sessions that ended by themselves."""

from __future__ import annotations

from simulator.store.records import SessionRecord
from simulator.study.metrics.registry import Context, metric
from simulator.transcript import EndingReason


@metric(label="natural endings", unit="share of sessions", better="higher", share=True, yes_no=True)
def natural_end(session: SessionRecord, _: Context) -> float | None:
    """Sessions with the ending Natural Session End / finished sessions. The integrity table has all kinds of ending.

    Source: the record's own endings.
    """
    return float(session.ending is not None and session.ending.reason is EndingReason.NATURAL)

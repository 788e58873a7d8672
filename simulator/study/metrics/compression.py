"""How far a session can be squeezed."""

from __future__ import annotations

import zlib

from simulator.store.records import SessionRecord
from simulator.study.metrics.registry import Context, metric, own_turns

LENGTH = 2_000
"""Bytes that are looked at."""


@metric(label="compression ratio of the therapist", unit="ratio, first 2,000 bytes", better="lower")
def compression(session: SessionRecord, _: Context) -> float | None:
    """Bytes / compressed bytes (zlib, level 9) over the therapist's first 2,000 bytes; not defined for shorter sessions.

    More means more repeated. Source: Shaib et al. 2024 (arXiv 2403.00553), at equal length.
    """
    data = "\n".join(own_turns(session, "therapist")).encode()[:LENGTH]
    return len(data) / len(zlib.compress(data, 9)) if len(data) == LENGTH else None

"""Whether the patient stays who it is."""

from __future__ import annotations

from simulator.canon import contradictions
from simulator.store.records import SessionRecord
from simulator.study.metrics.registry import Context, metric, own_turns


@metric(label="contradictions of the persona", unit="per session", better="lower")
def canon_contradictions(session: SessionRecord, context: Context) -> float | None:
    """Patient's statements that the persona's canon rules out (age, name, home, siblings, children), per session.

    Found by rules that only see what cannot be meant otherwise, so a lower bound. Source: prompt-to-line consistency,
    Abdulhai et al. 2025, of which this is the part that needs no judge.
    """
    if context.persona is None:
        return None
    return float(sum(len(contradictions(t, context.persona)) for t in own_turns(session, "patient")))

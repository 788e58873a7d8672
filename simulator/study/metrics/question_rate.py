"""Who asks."""

from __future__ import annotations

from simulator.store.records import SessionRecord
from simulator.study.metrics.registry import Context, mean, metric, own_turns


@metric(label="therapist's turns with a question", unit="share of turns", share=True)
def question_rate(session: SessionRecord, _: Context) -> float | None:
    """Therapist's turns with a question mark / therapist's turns.

    Human sessions: .38 (.15 to .72), AnnoMI.
    """
    return mean([float("?" in t) for t in own_turns(session, "therapist")])


@metric(label="patient's turns with a question", unit="share of turns", better="lower", share=True)
def patient_question_rate(session: SessionRecord, _: Context) -> float | None:
    """Patient's turns with a question mark / patient's turns. High values warn that the patient plays the therapist.

    Human sessions: .05 (0 to .17), AnnoMI; broken simulations up to .82.
    """
    return mean([float("?" in t) for t in own_turns(session, "patient")])

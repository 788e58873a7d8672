"""How much is said at a time."""

from __future__ import annotations

from statistics import median

from simulator.store.records import SessionRecord
from simulator.study.metrics.registry import Context, metric, own_turns
from simulator.transcript import words


@metric(label="therapist's words per turn", unit="words, median")
def therapist_words(session: SessionRecord, _: Context) -> float | None:
    """Median number of words of a therapist's turn.

    Human sessions: 10 (90 % below 39), AnnoMI (Wu et al. 2022), high-quality half. Language models: 120-290.
    """
    found = [words(t) for t in own_turns(session, "therapist")]
    return float(median(found)) if found else None


@metric(label="patient's words per turn", unit="words, median")
def patient_words(session: SessionRecord, _: Context) -> float | None:
    """Median number of words of a patient's turn, a given opening left out.

    Human sessions: 7 (90 % below 38), AnnoMI; typed chat: 11 (31), MindEval.
    """
    found = [words(t) for t in own_turns(session, "patient")]
    return float(median(found)) if found else None

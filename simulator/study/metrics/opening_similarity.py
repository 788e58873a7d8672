"""Whether each session begins alike."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from simulator.store.records import SessionRecord
from simulator.study.metrics.registry import Context, mean, metric
from simulator.study.metrics.text import grams, jaccard, tokens


@metric(
    label="likeness of the therapist's first turns", unit="0-1", level="course", better="lower", share=True
)
def opening_similarity(sessions: Sequence[SessionRecord], _: Context) -> float | None:
    """Mean Jaccard overlap of 2-word runs between the therapist's first turns of every two sessions of a course.

    Not defined for courses of one session. Source: opening diversity, as in Shaib et al. 2024 (arXiv 2403.00553).
    """
    first = [next((t.text for t in s.turns if t.speaker == "therapist"), "") for s in sessions]
    runs = [set(grams(tokens(text), 2)) for text in first if text]
    return mean([jaccard(a, b) for a, b in combinations(runs, 2)])

"""How alike the replicates are."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from simulator.store.records import SessionRecord
from simulator.study.metrics.registry import Context, mean, metric, own_turns
from simulator.study.metrics.text import grams, tokens

LENGTH = 200
"""Words of each session that are compared."""


@metric(
    label="self-BLEU of the therapist over replicates",
    unit="0-1",
    level="persona",
    better="lower",
    share=True,
)
def self_bleu(courses: Sequence[Sequence[SessionRecord]], _: Context) -> float | None:
    """Mean over sessions and replicates of BLEU-4 of the therapist's first 200 words against the same session of the other
    replicates. One value per persona and arm; at least two replicates are needed.

    BLEU with clipped counts, add-one smoothing above single words, and no brevity penalty, all texts being cut alike.
    Source: self-BLEU, Zhu et al. 2018 (arXiv 1802.01886); smoothing: Lin and Och 2004.
    """
    by_number: dict[int, list[list[str]]] = {}
    for course in courses:
        for session in course:
            words = tokens(" ".join(own_turns(session, "therapist")))[:LENGTH]
            by_number.setdefault(session.number, []).append(words)
    scores = [
        score
        for texts in by_number.values()
        if len(texts) > 1
        for text, score in zip(texts, bleu_of_each(texts), strict=True)
        if len(text) >= 4
    ]
    return mean(scores)


def bleu_of_each(texts: Sequence[Sequence[str]]) -> list[float]:
    """BLEU-4 of each text against all the others, 0 to 1."""
    by_length = [_hits_of_each(texts, n) for n in range(1, 5)]
    return [_bleu([hits[i] for hits in by_length]) for i in range(len(texts))]


def _hits_of_each(texts: Sequence[Sequence[str]], n: int) -> list[tuple[int, int]]:
    """(runs of n words that one of the others has as well, all runs), for each text.

    The two highest counts of a run are kept, so that each text meets the highest among the others without a pass over them.
    """
    counts = [Counter(grams(text, n)) for text in texts]
    highest: dict[tuple[str, ...], tuple[int, int, int]] = {}
    for i, own in enumerate(counts):
        for gram, count in own.items():
            first, owner, second = highest.get(gram, (0, -1, 0))
            if count > first:
                highest[gram] = (count, i, first)
            elif count > second:
                highest[gram] = (first, owner, count)
    found = []
    for i, own in enumerate(counts):
        hits = 0
        for gram, count in own.items():
            first, owner, second = highest[gram]
            hits += min(count, second if owner == i else first)
        found.append((hits, sum(own.values())))
    return found


def _bleu(counts: Sequence[tuple[int, int]]) -> float:
    total = 0.0
    for n, (hits, runs) in enumerate(counts, 1):
        smooth = int(n > 1)
        if hits + smooth == 0:
            return 0.0
        total += math.log((hits + smooth) / (runs + smooth))
    return math.exp(total / 4)

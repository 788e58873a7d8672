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
        bleu(text, [*texts[:i], *texts[i + 1 :]])
        for texts in by_number.values()
        if len(texts) > 1
        for i, text in enumerate(texts)
        if len(text) >= 4
    ]
    return mean(scores)


def bleu(words: Sequence[str], references: Sequence[Sequence[str]]) -> float:
    """BLEU-4 of a text against references, 0 to 1."""
    total = 0.0
    for n in range(1, 5):
        own = Counter(grams(words, n))
        most: Counter[tuple[str, ...]] = Counter()
        for reference in references:
            most |= Counter(grams(reference, n))
        hits, smooth = sum((own & most).values()), int(n > 1)
        if hits + smooth == 0:
            return 0.0
        total += math.log((hits + smooth) / (sum(own.values()) + smooth))
    return math.exp(total / 4)

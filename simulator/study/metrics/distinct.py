"""Variety of words, at equal length."""

from __future__ import annotations

from simulator.store.records import SessionRecord
from simulator.study.metrics.registry import Context, metric, own_turns
from simulator.study.metrics.text import grams, tokens

LENGTH = 200
"""Words that are looked at: the measure falls with length, so all sessions are cut alike."""


def _distinct(session: SessionRecord, n: int) -> float | None:
    words = tokens(" ".join(own_turns(session, "therapist")))[:LENGTH]
    runs = grams(words, n)
    return len(set(runs)) / len(runs) if len(words) == LENGTH else None


@metric(label="distinct words of the therapist", unit="share, first 200 words", better="higher", share=True)
def distinct_1(session: SessionRecord, _: Context) -> float | None:
    """Different words / words, over the therapist's first 200 words; not defined for sessions with fewer.

    Source: distinct-n, Li et al. 2016 (arXiv 1510.03055), at equal length because it falls with length.
    """
    return _distinct(session, 1)


@metric(
    label="distinct word pairs of the therapist", unit="share, first 200 words", better="higher", share=True
)
def distinct_2(session: SessionRecord, _: Context) -> float | None:
    """Different word pairs / word pairs, over the therapist's first 200 words; not defined for sessions with fewer.

    Source: distinct-n, Li et al. 2016 (arXiv 1510.03055), at equal length because it falls with length.
    """
    return _distinct(session, 2)

"""Words and word runs, as the outcomes count them. Declares no outcome."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def tokens(text: str) -> list[str]:
    """Words in lower case, without punctuation; don't is one word."""
    return [w.replace("’", "'") for w in _WORD.findall(text.lower())]


def grams(words: Sequence[str], n: int) -> list[tuple[str, ...]]:
    """All runs of n words."""
    return [tuple(words[i : i + n]) for i in range(len(words) - n + 1)]


def jaccard(one: set[tuple[str, ...]], other: set[tuple[str, ...]]) -> float:
    """Shared over all; 0 of nothing."""
    return len(one & other) / len(one | other) if one or other else 0.0

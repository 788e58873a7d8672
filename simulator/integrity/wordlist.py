"""Sets of words written as one text, so that a list of a hundred reads as four lines."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of a text, parted by white space."""
    return frozenset(text.split())

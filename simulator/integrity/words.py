"""What a word is, and the words of a text."""

from __future__ import annotations

import re
import sys
from itertools import chain

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_LIMIT, _LONGEST = 50_000, 40
"""Pieces of text that are remembered, and characters of one."""


def split_words(text: str) -> list[str]:
    """The words of a text. None holds white space, so what stands between is cut into words once and found again later; that
    also makes one object of all places of a word, which the tables of words know without comparing letters."""
    return list(chain.from_iterable(map(_PIECES.__getitem__, text.split())))


class _Pieces(dict[str, tuple[str, ...]]):
    """The words of pieces of text without white space, worked out when a piece is met for the first time."""

    def __missing__(self, piece: str) -> tuple[str, ...]:
        found = tuple(map(sys.intern, WORD.findall(piece)))
        if len(piece) <= _LONGEST:
            if len(self) > _LIMIT:
                self.clear()
            self[piece] = found
        return found


_PIECES = _Pieces()

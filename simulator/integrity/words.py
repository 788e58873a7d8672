"""What a word is, and the words of a text."""

from __future__ import annotations

import re
import sys
from itertools import chain

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_PIECES: dict[str, tuple[str, ...]] = {}
"""The words of pieces of text without white space."""
_CACHE_LIMIT, _CACHED = 50_000, 40
"""Pieces that are remembered, and characters of one."""


def split_words(text: str) -> list[str]:
    """The words of a text. None holds white space, so what stands between is cut into words once and found again later; that
    also makes one object of all places of a word, which the tables of words know without comparing letters."""
    pieces = text.split()
    try:
        return list(chain.from_iterable(map(_PIECES.__getitem__, pieces)))
    except KeyError:
        return [word for piece in pieces for word in _look_up(piece)]


def _look_up(piece: str) -> tuple[str, ...]:
    found = _PIECES.get(piece)
    if found is None:
        found = tuple(map(sys.intern, WORD.findall(piece)))
        if len(piece) <= _CACHED:
            if len(_PIECES) > _CACHE_LIMIT:
                _PIECES.clear()
            _PIECES[piece] = found
    return found

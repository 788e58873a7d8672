"""What a text holds of another: a plain lexical look."""

from __future__ import annotations

import re
from collections.abc import Sequence


def word_list(text: str) -> tuple[str, ...]:
    """The words of a text, for tables that read better as a line."""
    return tuple(text.split())


_CONTENT = re.compile(r"[a-z][a-z']{2,}")
_EMPTY = frozenset(
    word_list(
        "the and that this with was were for are but not had have has you your she her his him they them then from what "
        "which would could just like about into over when there their been being did does i'm it's don't didn't all"
    )
)


def content_words(text: str) -> set[str]:
    """The words that carry meaning, lower case."""
    return {w for w in _CONTENT.findall(text.lower().replace("’", "'")) if w not in _EMPTY}


def echoes(text: str, said: Sequence[str]) -> bool:
    """True when a sentence of the text says again what one of those sentences said: the same, or most of its words, two at least.

    "I felt silly at first" echoes "I felt silly for about a minute".
    """
    before = [_beginnings(s) for s in said]
    for sentence in re.split(r"(?<=[.!?…])\s+", text) if text else ():
        if sentence in said:
            return True
        own = _beginnings(sentence)
        if any(len(own & b) >= max(2, 0.6 * min(len(own), len(b))) for b in before):
            return True
    return False


def _beginnings(text: str) -> set[str]:
    """Content words without their endings and without contractions."""
    return {w[:5] for w in content_words(text) if "'" not in w}


def holds(texts: Sequence[str], what: str, share: float = 0.6) -> bool:
    """True when most of the content words of `what` stand in one of the texts."""
    wanted = content_words(what)
    return any(len(wanted & content_words(t)) >= share * len(wanted) for t in texts) if wanted else False

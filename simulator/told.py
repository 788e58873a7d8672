"""Whether a turn tells a fact: in the fact's own words, not in words that merely belong to the same subject."""

from __future__ import annotations

import re
from functools import lru_cache

from simulator.notes.lexical import covered, stem, stems, words

VERBATIM = 0.6
"""So much of a fact's three-word runs in a turn is the fact itself, whatever its words are."""
OF_A_CLAUSE = 0.75
"""Share of a clause's own words that must occur in one sentence of the turn."""
LEAST = 3
"""A clause with fewer words of its own shows nothing: `I know my barista`."""

_SENTENCE = re.compile(r"[^.!?\n]+")
_CLAUSE = re.compile(r"[^.!?;:\n]+")


def tells(text: str, fact: str, share: float) -> bool:
    """Whether a turn tells a fact.

    Args:
        text: of the turn.
        fact: as the persona's file has it.
        share: of the fact's content, synonyms counted, that the turn as a whole must hold, 0-1.

    Returns:
        True for the fact word for word; for its content in other words only when most of one of its clauses stands in
        one sentence of the turn.
    """
    if covered(fact, text) >= VERBATIM:
        return True
    wanted = stems(fact)
    if len(wanted & stems(text)) < share * len(wanted):
        return False
    sentences = [_own(s) for s in _SENTENCE.findall(text)]
    clauses = [c for part in _CLAUSE.findall(fact) if len(c := _own(part)) >= LEAST]
    return any(len(clause & said) >= OF_A_CLAUSE * len(clause) for clause in clauses for said in sentences)


@lru_cache(maxsize=4096)
def _own(text: str) -> frozenset[str]:
    """A text's content words, stemmed; a synonym is another word here."""
    content = {w for w in words(text) if stems(w)}
    return frozenset(stem(w) for w in content)

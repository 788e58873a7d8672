"""Contradictions of a persona's canon. Careful: only what allows no other reading is reported, the rest is left to judges."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from simulator.endings.speech import sentences
from simulator.personas import Persona
from simulator.transcript import Finding

_AGE = re.compile(
    r"\bi(?:'m| am)(?: only| already| just)? (\d{2})(?: years? old\b|(?= *(?:[,.;!]|and\b|now\b|$)))(?! *(?:%|percent|minutes|out of|days|weeks))",
    re.I,
)
_TURNED = re.compile(r"\b(?:when|since|before|until|if|as though|wish|was|turn|feel like)\b", re.I)
_NONE = re.compile(
    r"\b(?:no|without|not any|has never had|never had|an only) (siblings?|brothers?|sisters?|children|kids?|child)\b",
    re.I,
)
_HAS = re.compile(
    r"\bmy(?: own)?(?: (?:older|younger|little|big|oldest|youngest|eldest|baby|twin|half))?[- ](brother|sister|sibling|son|daughter|child|children|kids?)s?\b(?!['’]?[- ]?(?:in|figure))",
    re.I,
)
_NOT_MINE = re.compile(
    r"\b(?:like|as if|almost|wish|if i had|never had|don't have|no|inner|future|chosen)\b", re.I
)
_LIVES = re.compile(
    r"\bI(?:'m| am)? (?:still |currently |now )?(?:live|living|based) in ([A-Z][\w'-]+(?: [A-Z][\w'-]+)?)"
)
_NAMED = re.compile(r"\b[Mm]y name(?:'s| is) ([A-Z][\w'-]+)")
_SELF = re.compile(r"\b(?:i'm|i am)\b[^\d\n]{0,12}\d\d|\b(?:live|living|based) in\b|\bmy name", re.I)
"""What a turn must hold for one of the three above to match."""
_SIBLINGS = frozenset({"brother", "sister", "sibling"})


def contradictions(text: str, persona: Persona) -> list[Finding]:
    """What a turn of the patient's says against the persona's canon.

    Looked at: age, name and home given in the first person, and brothers, sisters or children where the canon says that
    there are none. Quotes, scripts and sentences with a condition or a comparison are left out.

    Args:
        text: a turn of the patient's.
        persona: who speaks.

    Returns:
        Findings of severity `note` with code `canon`.
    """
    found: list[Finding] = []
    absent = _absent(tuple(fact.text for fact in persona.canon))
    plain = text.replace("’", "'")
    if not _SELF.search(plain) and not (absent and _HAS.search(plain)):
        return found
    for sentence in sentences(text):
        if not sentence.own:
            continue
        for match in _AGE.finditer(sentence.text):
            if int(match.group(1)) != persona.identity.age and not _TURNED.search(sentence.text):
                found.append(_finding(match.group(), f"{persona.name} is {persona.identity.age}"))
        for match in _LIVES.finditer(sentence.text):
            places = f"{persona.identity.living} {' '.join(f.text for f in persona.canon)}"
            if match.group(1) not in places and not _TURNED.search(sentence.text):
                found.append(_finding(match.group(), f"lives: {persona.identity.living}"))
        for match in _NAMED.finditer(sentence.text):
            if match.group(1) not in persona.full_name.split():
                found.append(_finding(match.group(), f"the name is {persona.full_name}"))
        for match in _HAS.finditer(sentence.text):
            kind = "siblings" if match.group(1).casefold() in _SIBLINGS else "children"
            if kind in absent and not _NOT_MINE.search(sentence.text):
                found.append(_finding(match.group(), f"the canon says: {absent[kind]}"))
    return found


@lru_cache(maxsize=256)
def _absent(canon: tuple[str, ...]) -> Mapping[str, str]:
    """`siblings` and `children`, each with the canon's sentence that says there are none."""
    found = {}
    for text in canon:
        for match in _NONE.finditer(text):
            word = match.group(1).casefold()
            only = match.group().casefold().startswith("an only")
            kind = "siblings" if only or word.startswith(("sib", "bro", "sis")) else "children"
            found[kind] = text
    return found


def _finding(evidence: str, detail: str) -> Finding:
    return Finding(code="canon", severity="note", evidence=evidence[:200], detail=detail, check="canon")

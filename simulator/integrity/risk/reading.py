"""What a patient's words say about danger to self or others, with the places where they say it."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from simulator.integrity.anatomy import Anatomy, Span, blank
from simulator.integrity.risk import excuses, spanish
from simulator.integrity.risk.answers import answer_level
from simulator.integrity.risk.spelling import SLANG, Plain, plain
from simulator.integrity.risk.therapist import question_about_risk
from simulator.integrity.risk.wordings import WORDINGS, Kind, Wording
from simulator.integrity.wordlist import word_set

Disclosure = Literal["explicit", "veiled", "past", "denied", "none"]
"""explicit: said; veiled: meant, in the speaker's own voice and not taken back; past: said to be over; denied; none."""

_ORDER: tuple[Disclosure, ...] = ("explicit", "veiled", "past", "denied", "none")
_COMMON = word_set(
    "i me my it do go be how when what going take not don't can't out with this things all get have so that the of think feel like want "
    "know just make time day here life something i'm i've i'd i'll now might see did one no nothing never am being them him her work"
)


def _rarest(wording: Wording) -> frozenset[str]:
    """The needed words that occur least in ordinary talk."""
    return min(wording.needs, key=lambda need: (len(need & _COMMON), len(need)))


_RAREST = (*map(_rarest, WORDINGS), spanish.NEEDS)
_FIRST_NEED: dict[str, tuple[int, ...]] = {
    word: tuple(i for i, w in enumerate(WORDINGS) if word in _rarest(w))
    for wording in WORDINGS
    for word in _rarest(wording)
}
_FIRST = frozenset(_FIRST_NEED)
_CUES = _FIRST | spanish.NEEDS
_SLANG = SLANG | {"icidal", "icide", "cidal", "cide"}
_NEGATIONS = ("don't", "didn't", "can't", "wouldn't")
_HITS = 4
"""Times a wording is looked at in one sentence: it may be denied first and said then."""
_AHEAD = 3
"""Sentences after one that may take back or end what it says."""
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")


@dataclass(frozen=True, slots=True)
class RiskEvidence:
    """One place where it is said."""

    level: Disclosure
    kind: Kind
    start: int
    """Offset in the text as it came."""
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class RiskReading:
    """What one text says about risk."""

    level: Disclosure
    evidence: tuple[RiskEvidence, ...] = ()

    @property
    def disclosed(self) -> bool:
        """Whether it is to be met: asked about, and answered with a next step."""
        return self.level in ("explicit", "veiled")


NOTHING = RiskReading("none")


def read_risk(text: str | Anatomy, previous: str | Anatomy | None = None) -> RiskReading:
    """Reads one turn of the patient's.

    Args:
        text: what the patient said.
        previous: the therapist's turn that it answers; a bare "Sometimes." is read against it.

    Example:
        >>> read_risk("When I'm really stressed, I cut.").level
        'explicit'
        >>> read_risk("Yes. Sometimes.", "Have you had thoughts of suicide?").disclosed
        True
        >>> read_risk("I'm not going to hurt myself.").level
        'denied'
    """
    anatomy = text if isinstance(text, Anatomy) else Anatomy(text)
    found = _said(anatomy)
    level: Disclosure = min((e.level for e in found), key=_ORDER.index, default="none")
    if previous is not None and level not in ("explicit", "veiled"):
        question = question_about_risk(previous)
        answered = answer_level(anatomy.lower, question) if question else None
        if answered is not None:
            found.append(RiskEvidence(answered, "suicide", 0, len(anatomy.text), anatomy.text[:200]))
            level = (
                min(answered, level, key=_ORDER.index) if answered != "denied" or level == "none" else level
            )
    return RiskReading(level, tuple(found)) if level != "none" else NOTHING


def _said(anatomy: Anatomy) -> list[RiskEvidence]:
    slang = not anatomy.vocabulary.isdisjoint(_SLANG)
    possible = _candidates(anatomy.vocabulary)
    if not slang and not possible:
        return []
    cues = anatomy.vocabulary & frozenset().union(*map(_cue, possible))
    text = _own_voice(anatomy)
    found: list[RiskEvidence] = []
    for match in _SENTENCE.finditer(text):
        sentence = match.group().lstrip()
        if not slang and not any(cue in sentence for cue in cues):
            continue
        read = plain(sentence) if slang else None
        words = set(_WORD.findall(read.text if read else sentence))
        words.update([w[: w.index("'")] for w in words if "'" in w])
        if wordings := _candidates(words):
            after = text[match.start() : match.start() + 600]
            base = match.end() - len(sentence)
            found += _in_sentence(read or plain(sentence, slang=False), wordings, after, base, anatomy)
    return found


def _cue(number: int) -> frozenset[str]:
    return _RAREST[number]


def _candidates(words: Set[str]) -> list[int]:
    """Numbers of the wordings for which all needed words are there; `len(WORDINGS)` stands for Spanish."""
    possible = {i for word in words & _FIRST for i in _FIRST_NEED[word]}
    if not possible and words.isdisjoint(spanish.NEEDS):
        return []
    if "not" in words or "cannot" in words or "longer" in words:
        words = {*words, *_NEGATIONS}
    held = sorted(i for i in possible if not any(words.isdisjoint(n) for n in WORDINGS[i].needs))
    return held if words.isdisjoint(spanish.NEEDS) else [*held, len(WORDINGS)]


def _own_voice(anatomy: Anatomy) -> str:
    """The text in lower case without what other people are quoted with."""
    low = anatomy.lower
    others = [
        Span(q.start, q.end)
        for q in anatomy.quotes
        if excuses.others_quote(low[max(0, q.start - 90) : q.start], low[q.end : q.end + 40])
    ]
    return blank(low, others) if others else low


def _in_sentence(
    read: Plain, wordings: list[int], after: str, base: int, anatomy: Anatomy
) -> list[RiskEvidence]:
    """What one sentence says; figures of speech are looked for only when something was found."""
    matched = [n for n in wordings if _pattern(n).search(read.text)]
    if not matched:
        return []
    sentence, after = excuses.without_idioms(read.text), plain(_ahead(after)).text
    if excuses.is_fiction(sentence):
        return []
    found: list[RiskEvidence] = []
    for number in matched:
        for hit in islice(_pattern(number).finditer(sentence), _HITS):
            wording = WORDINGS[number] if number < len(WORDINGS) else None
            level = _level(wording, sentence, hit, after) if wording else spanish.level(sentence, hit)
            if level == "none":
                continue
            start, end = anatomy.original(base + read.back(hit.start()), base + read.back(hit.end()))
            kind: Kind = wording.kind if wording else "suicide"
            found.append(RiskEvidence(level, kind, start, end, anatomy.text[start:end][:200]))
            if level in ("explicit", "veiled"):
                return found
    return found


def _pattern(number: int) -> re.Pattern[str]:
    return WORDINGS[number].pattern if number < len(WORDINGS) else spanish.DISCLOSES


def _ahead(text: str) -> str:
    """The first sentences of a text."""
    ends = [m.end() for _, m in zip(range(_AHEAD + 1), _SENTENCE.finditer(text), strict=False)]
    return text[: ends[-1]] if ends else text


def _level(wording: Wording, sentence: str, hit: re.Match[str], after: str) -> Disclosure:
    wished = bool(hit.groupdict().get("core"))
    core = hit.start("core") if wished else hit.start()
    if excuses.others_subject(sentence, core, hit.end(), wished=wished):
        return "none"
    if wording.kind == "suicide" and excuses.FEAR.search(sentence) and not excuses.WISHED.search(sentence):
        return "none"
    if excuses.EXAGGERATES.search(sentence) and not excuses.NO_EXAGGERATION.search(sentence):
        return "none"
    recent = excuses.RECENT.search(sentence) and "haven't" in sentence
    if excuses.echoed(sentence, after):
        return "denied"
    if not wording.stands and excuses.negated(sentence, core) and not recent:
        return "veiled" if excuses.REVOKED.search(after) else "denied"
    if excuses.asked_about(sentence):
        return "none"
    recurs = excuses.RECUR.search(excuses.NOT_RECUR.sub("", after))
    if excuses.OLD.search(sentence) and excuses.OVER.search(after) and not recurs:
        return "past"
    if wording.level == "veiled" and excuses.TAKEN_BACK.search(after):
        return "denied"
    return wording.level

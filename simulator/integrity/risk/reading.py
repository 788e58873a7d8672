"""What a patient's words say about danger to self or others, with the places where they say it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from simulator.integrity.anatomy import Anatomy, Span, blank
from simulator.integrity.risk import excuses, spanish
from simulator.integrity.risk.answers import answer_level
from simulator.integrity.risk.spelling import SLANG, Plain, plain
from simulator.integrity.risk.therapist import question_about_risk
from simulator.integrity.risk.wordings import WORDINGS, Kind, Wording

Disclosure = Literal["explicit", "veiled", "past", "denied", "none"]
"""explicit: said; veiled: meant, in the speaker's own voice and not taken back; past: said to be over; denied; none."""

_ORDER: tuple[Disclosure, ...] = ("explicit", "veiled", "past", "denied", "none")
_CUES = frozenset(w for wording in WORDINGS for w in wording.needs) | SLANG | {"icidal", "icide", "cidal", "cide"} | spanish.NEEDS
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
    found: list[RiskEvidence] = []
    if not anatomy.vocabulary.isdisjoint(_CUES):
        found = _said(anatomy)
    level = min((e.level for e in found), key=_ORDER.index, default="none")
    if previous is not None and level not in ("explicit", "veiled"):
        question = question_about_risk(previous)
        answered = answer_level(anatomy.lower, question) if question else None
        if answered is not None:
            found.append(RiskEvidence(answered, "suicide", 0, len(anatomy.text), anatomy.text[:200]))
            level = min(answered, level, key=_ORDER.index) if answered != "denied" or level == "none" else level
    return RiskReading(level, tuple(found)) if level != "none" else NOTHING


def _said(anatomy: Anatomy) -> list[RiskEvidence]:
    read = plain(_own_voice(anatomy))
    sentences = list(_SENTENCE.finditer(read.text))
    found: list[RiskEvidence] = []
    for i, match in enumerate(sentences):
        words = set(_WORD.findall(match.group()))
        words.update(w[: w.index("'")] for w in list(words) if "'" in w)
        if words.isdisjoint(_CUES):
            continue
        after = "".join(m.group() for m in sentences[i : i + 4])
        found += _in_sentence(match, words, after, anatomy, read)
    return found


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
    match: re.Match[str], words: set[str], after: str, anatomy: Anatomy, read: Plain
) -> list[RiskEvidence]:
    sentence = match.group()
    lead = len(sentence) - len(sentence.lstrip())
    sentence = excuses.IDIOM.sub(lambda m: "~" * len(m.group()), sentence)[lead:]
    if excuses.FICTION.search(sentence) and not excuses.OWN_IN_FICTION.search(sentence):
        return []
    found = []
    for wording in WORDINGS:
        if words.isdisjoint(wording.needs):
            continue
        hit = wording.pattern.search(sentence)
        if hit is None:
            continue
        level = _level(wording, sentence, hit, after)
        if level == "none":
            continue
        start, end = anatomy.original(
            *(read.back(match.start() + lead + at) for at in (hit.start(), hit.end()))
        )
        found.append(RiskEvidence(level, wording.kind, start, end, anatomy.text[start:end]))
        if level in ("explicit", "veiled"):
            return found
    if not words.isdisjoint(spanish.NEEDS) and (hit := spanish.DISCLOSES.search(sentence)):
        said_no = spanish.NO.search(sentence[: hit.start()])
        start, end = anatomy.original(*(read.back(match.start() + lead + at) for at in hit.span()))
        found.append(
            RiskEvidence("denied" if said_no else "explicit", "suicide", start, end, anatomy.text[start:end])
        )
    return found


def _level(wording: Wording, sentence: str, hit: re.Match[str], after: str) -> Disclosure:
    core = hit.start("core") if hit.groupdict().get("core") else hit.start()
    if excuses.others_subject(sentence, core, hit.end(), wished=core != hit.start()):
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

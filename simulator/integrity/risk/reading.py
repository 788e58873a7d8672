"""What a patient's words say about danger to self or others, with the places where they say it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from simulator.integrity.anatomy import Anatomy, Span, anatomy_of, blank
from simulator.integrity.gates import Gates, parts
from simulator.integrity.index import Gate
from simulator.integrity.risk import excuses, spanish
from simulator.integrity.risk.answers import answer_level, may_answer
from simulator.integrity.risk.oblique import OBLIQUE
from simulator.integrity.risk.spelling import SLANG, SLANG_OF, Plain, as_written, plain
from simulator.integrity.risk.therapist import question_about_risk
from simulator.integrity.risk.wording import Kind, Wording
from simulator.integrity.risk.wordings import WORDINGS as PLAIN_WORDINGS

Disclosure = Literal["explicit", "veiled", "past", "denied", "none"]
"""explicit: said; veiled: meant, in the speaker's own voice and not taken back; past: said to be over; denied; none."""

WORDINGS = PLAIN_WORDINGS + OBLIQUE
_ORDER: tuple[Disclosure, ...] = ("explicit", "veiled", "past", "denied", "none")
_SLANG = SLANG | {"icidal", "icide", "cidal", "cide"}
_NEGATIONS = frozenset(("don't", "didn't", "can't", "wouldn't"))
_NEGATED = frozenset(("not", "cannot", "longer"))
"""Words beside which a sentence is read as if it held all of `_NEGATIONS`."""


def _gates() -> Iterator[tuple[int, Gate]]:
    """Gates by the numbers of the wordings; the number after the last one's stands for Spanish."""
    for number, wording in enumerate(WORDINGS):
        needs = [need | _NEGATED if need & _NEGATIONS else need for need in wording.needs]
        needs = [need.union(*(SLANG_OF.get(word, ()) for word in need)) for need in needs]
        for part, more, _ in parts(wording.expression):
            yield number, Gate(part, [*map(as_written, more), *needs], crosses=False)
    yield len(WORDINGS), Gate(spanish.DISCLOSES.pattern, [spanish.NEEDS], crosses=False)


_GATES = Gates(_gates())
_HITS = 4
"""Times a wording is looked at in one sentence: it may be denied first and said then."""
_AHEAD = 3
"""Sentences after one that may take back or end what it says."""
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
    anatomy = text if isinstance(text, Anatomy) else anatomy_of(text)
    if "risk" not in anatomy.kept:
        anatomy.kept["risk"] = _said(anatomy)
    found = list[RiskEvidence](anatomy.kept["risk"])
    level: Disclosure = min((e.level for e in found), key=_ORDER.index, default="none")
    if previous is not None and level not in ("explicit", "veiled"):
        question = question_about_risk(previous) if may_answer(anatomy.lower) else None
        answered = answer_level(anatomy.lower, question) if question else None
        if answered is not None:
            found.append(RiskEvidence(answered, "suicide", 0, len(anatomy.text), anatomy.text[:200]))
            level = (
                min(answered, level, key=_ORDER.index) if answered != "denied" or level == "none" else level
            )
    return RiskReading(level, tuple(found)) if level != "none" else NOTHING


def _said(anatomy: Anatomy) -> list[RiskEvidence]:
    possible = _possible(anatomy)
    if not possible:
        return []
    text = _own_voice(anatomy)
    slang = not anatomy.vocabulary.isdisjoint(_SLANG)
    found: list[RiskEvidence] = []
    at = 0
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        while at < len(possible) and possible[at][1] <= start:
            at += 1
        if at == len(possible):
            break
        if possible[at][0] >= end:
            continue
        held = possible[at][2]
        if at + 1 < len(possible) and possible[at + 1][0] < end:
            held = sorted({*held, *possible[at + 1][2]})
        sentence = match.group().lstrip()
        after = text[start : start + 600]
        found += _in_sentence(plain(sentence, slang=slang), held, after, end - len(sentence), anatomy)
    return found


def _possible(anatomy: Anatomy) -> list[tuple[int, int, list[int]]]:
    """The sentences that hold all the words of a wording: start, end, and the numbers of these wordings."""
    held: dict[int, dict[int, None]] = {}
    for number, gate, at in _GATES.open(anatomy):
        for i in gate.holding(anatomy, at or range(len(anatomy.sentences))):
            held.setdefault(i, {})[number] = None
    sentences = anatomy.sentences
    return [(sentences[i].start, sentences[i].end, list(held[i])) for i in sorted(held)]


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

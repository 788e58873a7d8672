"""Rules of wording: patterns that are tried only on texts that hold their words, so that most rules cost nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simulator.integrity.gates import Gates, gates
from simulator.integrity.index import Gate
from simulator.integrity.registry import Hit, Look
from simulator.integrity.seconded import seconded
from simulator.transcript import Severity, Speaker


@dataclass(frozen=True, slots=True)
class Rule:
    """One wording.

    The pattern is looked for in the spoken text: lower case, straight quotes, with quoted words blanked out.
    """

    source: str
    """The pattern."""
    detail: str
    speaker: Speaker | None
    severity: Severity | None
    edges: bool
    """True: only in the first or last two sentences, where a model steps out of its part."""
    heard: bool
    """True: only where the classifier hears another voice too, since people say it as well."""
    gates: tuple[Gate, ...]
    """One for each alternative of the pattern."""


def rule(
    pattern: str,
    detail: str = "",
    *,
    speaker: Speaker | None = None,
    severity: Severity | None = None,
    edges: bool = False,
    heard: bool = False,
) -> Rule:
    """Makes a rule.

    Args:
        pattern: a regular expression for text in lower case.
        detail: what is said of a match.
        speaker: whose turns are looked at; None for both.
        severity: another one than the code's own.
        edges: only in the first or last two sentences.
        heard: only where the classifier of voice seconds it (`seconded`).
    """
    return Rule(pattern, detail, speaker, severity, edges, heard, tuple(gates(pattern)))


class Rules:
    """Several rules under one code."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self._gates = Gates([(i, gate) for i, r in enumerate(self.rules) for gate in r.gates])

    def search(self, code: str, look: Look) -> Iterator[Hit]:
        """The first match of each rule that applies to the speaker, the longest of those that begin there."""
        found: dict[int, tuple[int, int]] = {}
        for number, gate, held in self._gates.open(look.anatomy):
            r = self.rules[number]
            if r.speaker in (None, look.speaker) and (match := _first(gate, held, r, look)):
                found[number] = min(found.get(number, match), match, key=lambda span: (span[0], -span[1]))
        for number, (start, end) in found.items():
            r = self.rules[number]
            yield Hit(code, start, end, r.detail, r.severity)


def _first(gate: Gate, held: Sequence[int] | None, r: Rule, look: Look) -> tuple[int, int] | None:
    text = look.anatomy.spoken
    for start, end in gate.windows(look.anatomy, held):
        for match in gate.regex.finditer(text, start, end):
            if r.edges and not at_edge(look, match.start(), match.end()):
                continue
            if not r.heard or seconded(look, _word_at(text, *match.span()), match.end()):
                return match.span()
    return None


def _word_at(text: str, start: int, end: int) -> int:
    """Where the first word of a span begins: the mark in front belongs to another sentence."""
    return next((i for i in range(start, end) if text[i].isalnum()), start)


def at_edge(look: Look, start: int, end: int) -> bool:
    """True when the span touches the first or the last two sentences."""
    sentences = look.anatomy.sentences
    if len(sentences) <= 4:
        return True
    return start < sentences[1].end or end > sentences[-2].start

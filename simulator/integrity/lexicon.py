"""Rules of wording: a pattern, and the words without which it cannot match, so that most rules cost nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from simulator.integrity.registry import Hit, Look
from simulator.transcript import Severity, Speaker


@dataclass(frozen=True, slots=True)
class Rule:
    """One wording.

    The pattern is looked for in the spoken text: lower case, straight quotes, with quoted words blanked out.
    """

    pattern: re.Pattern[str]
    needs: frozenset[str]
    """Words of which at least one must occur; empty means always look."""
    detail: str
    speaker: Speaker | None = None
    severity: Severity | None = None
    edges: bool = False
    """True: only in the first or last two sentences, where a model steps out of its part."""


def rule(
    pattern: str,
    needs: str = "",
    detail: str = "",
    *,
    speaker: Speaker | None = None,
    severity: Severity | None = None,
    edges: bool = False,
) -> Rule:
    """Makes a rule; `needs` is a list of words parted by spaces."""
    return Rule(re.compile(pattern), frozenset(needs.split()), detail, speaker, severity, edges)


def search(code: str, rules: Sequence[Rule], look: Look) -> Iterator[Hit]:
    """The first match of each rule that applies to the speaker."""
    vocabulary, text = look.anatomy.vocabulary, look.anatomy.spoken
    for r in rules:
        if r.speaker not in (None, look.speaker) or (r.needs and vocabulary.isdisjoint(r.needs)):
            continue
        for match in r.pattern.finditer(text):
            if r.edges and not at_edge(look, match.start(), match.end()):
                continue
            yield Hit(code, match.start(), match.end(), r.detail, r.severity)
            break


def at_edge(look: Look, start: int, end: int) -> bool:
    """True when the span touches the first or the last two sentences."""
    sentences = look.anatomy.sentences
    if len(sentences) <= 4:
        return True
    return start < sentences[1].end or end > sentences[-2].start


def any_of(words: Iterable[str]) -> str:
    """A group that matches one of the words."""
    return "(?:" + "|".join(words) + ")"

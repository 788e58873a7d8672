"""Rules of wording: a pattern, and the words without which it cannot match, so that most rules cost nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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
    far: bool = False
    """True when the pattern goes on over the end of a sentence."""
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
    far = "[^\\n]" in pattern
    return Rule(re.compile(pattern), frozenset(needs.split()), detail, speaker, severity, far, edges)


def search(code: str, rules: Sequence[Rule], look: Look) -> Iterator[Hit]:
    """The first match of each rule that applies to the speaker."""
    places, text = look.anatomy.places, look.anatomy.spoken
    words = places.keys()
    for r in rules:
        if r.speaker not in (None, look.speaker):
            continue
        mask = 0
        if r.needs:
            for word in r.needs & words:
                mask |= places[word]
            if not mask:
                continue
        for match in _matches(r, text, mask, look):
            if r.edges and not at_edge(look, match.start(), match.end()):
                continue
            yield Hit(code, match.start(), match.end(), r.detail, r.severity)
            break


def _matches(r: Rule, text: str, mask: int, look: Look) -> Iterator[re.Match[str]]:
    """Only sentences with one of the needed words are searched; a rule that looks further sees to the end."""
    if not mask:
        yield from r.pattern.finditer(text)
        return
    sentences = look.anatomy.sentences
    while mask:
        low = mask & -mask
        first = last = low.bit_length() - 1
        mask ^= low
        while mask >> (last + 1) & 1:
            last += 1
            mask ^= 1 << last
        end = len(text) if r.far else sentences[min(last + 1, len(sentences) - 1)].end + 1
        yield from r.pattern.finditer(text, max(0, sentences[max(0, first - 1)].start), min(end, len(text)))


def at_edge(look: Look, start: int, end: int) -> bool:
    """True when the span touches the first or the last two sentences."""
    sentences = look.anatomy.sentences
    if len(sentences) <= 4:
        return True
    return start < sentences[1].end or end > sentences[-2].start

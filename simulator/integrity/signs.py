"""Weak signs that count together: each is said by people too, two of different kinds close by are not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from simulator.integrity.lexicon import Rules, rule
from simulator.integrity.registry import Hit, Look
from simulator.transcript import Speaker


@dataclass(frozen=True, slots=True)
class Sign:
    """One kind of sign.

    Args:
        kind: its name; of one kind only one counts.
        weight: 1 for a sign that people give now and then, 2 for one that hardly anybody gives.
        patterns: for text in lower case with quoted words blanked out.
        speaker: whose turns are looked at; None for both.
    """

    kind: str
    weight: int
    patterns: tuple[str, ...]
    speaker: Speaker | None = None


class Seen(NamedTuple):
    """A sign in a text."""

    kind: str
    weight: int
    start: int
    end: int


class Signs:
    """Signs that are looked for together.

    Args:
        signs: of all kinds.
        reach: how far apart, in characters, two signs may begin to count together.
    """

    def __init__(self, signs: Sequence[Sign], reach: int = 240) -> None:
        self._rules = Rules([rule(p, s.kind, speaker=s.speaker) for s in signs for p in s.patterns])
        self._weights: Mapping[str, int] = {s.kind: s.weight for s in signs}
        self._reach = reach

    def seen(self, look: Look) -> list[Seen]:
        """The first place of each sign, in order."""
        found = [
            Seen(h.detail, self._weights[h.detail], h.start, h.end) for h in self._rules.search("", look)
        ]
        return sorted(found, key=lambda s: (s.start, s.end))

    def together(self, seen: Sequence[Seen], enough: int) -> tuple[Seen, ...]:
        """Signs within reach of one another, each of something else, whose weights come to `enough`; empty if there are none."""
        for i, first in enumerate(seen):
            near = [first]
            for sign in seen[i + 1 :]:
                if sign.start - first.start > self._reach:
                    break
                if all(_apart(sign, other) for other in near):
                    near.append(sign)
            if sum(s.weight for s in near) >= enough:
                return tuple(near)
        return ()


def _apart(one: Seen, two: Seen) -> bool:
    """Two patterns of one kind that overlap saw the same thing, and so did two that begin at one place."""
    return abs(one.start - two.start) > 2 and (one.kind != two.kind or one.start >= two.end - 2)


def hit_of(code: str, signs: Sequence[Seen], detail: str) -> Hit:
    """A finding that spans the signs and names them."""
    kinds = ", ".join(dict.fromkeys(s.kind for s in signs))
    return Hit(code, min(s.start for s in signs), max(s.end for s in signs), f"{detail}: {kinds}")

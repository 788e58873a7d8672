"""Seeded choice among ways to say something, with as little repetition over a session and a course as the stock allows."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from simulator.models.offline.grammar import trigrams
from simulator.models.offline.stock import Line, fill, pools


def dice(*parts: object) -> random.Random:
    """A random generator that depends on nothing but its arguments (not on Python's hash seed)."""
    text = "\x1f".join(str(p) for p in parts)
    return random.Random(int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big"))


@dataclass
class Chooser:
    """Chooses lines for one turn.

    Args:
        course: what is the same through all sessions of a course; orders each pool once.
        session: number of the session; moves on in each pool, so that two sessions begin at different places.
        shift: further places to move on, for another attempt at the same turn.
        earlier: own earlier turns of this session, which are not to be repeated.
    """

    course: str
    session: int
    shift: int = 0
    tags: frozenset[str] = frozenset()
    slots: dict[str, str] = field(default_factory=dict)
    earlier: Sequence[str] = ()
    uses: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._seen: set[tuple[str, ...]] = set()
        for text in self.earlier:
            self._seen |= trigrams(text)

    def line(self, *names: str, most: int | None = None) -> str:
        """A filled line of the first named pool that has one which fits; empty when none has.

        Args:
            most: words a line may have; where none is that short, the shortest is taken.
        """
        for name in names:
            fitting = [x for x in self._ordered(name) if x.fits(self.tags, self.slots)]
            if fitting:
                return self._take(name, fitting, most)
        return ""

    def _ordered(self, name: str) -> list[Line]:
        lines = list(pools().get(name, ()))
        dice("order", self.course, name).shuffle(lines)
        if not lines:
            return lines
        use = self.uses.get(name, 0)
        at = (self.session - 1 + use * max(1, len(lines) // 2) + self.shift * 5) % len(lines)
        return lines[at:] + lines[:at]

    def _take(self, name: str, fitting: list[Line], most: int | None) -> str:
        self.uses[name] = self.uses.get(name, 0) + 1
        texts = [fill(x.text, self.slots) for x in self._special_first(name, fitting)]
        if most is not None:
            short = [t for t in texts if len(t.split()) <= most]
            texts = short or [min(texts, key=lambda t: len(t.split()))]
        best = min(texts, key=lambda t: (round(self.overlap(t), 1) if self.overlap(t) > 0.25 else 0.0))
        self._seen |= trigrams(best)
        return best

    def _special_first(self, name: str, fitting: list[Line]) -> list[Line]:
        """Lines made for this patient or moment stand before the general ones in two turns of three."""
        if dice("special", self.course, self.session, name, self.shift).random() < 0.67:
            return sorted(fitting, key=lambda x: -len(x.tags))
        return fitting

    def overlap(self, text: str) -> float:
        """Share of the text's three-word sequences that own earlier turns of the session already hold."""
        own = trigrams(text)
        return len(own & self._seen) / len(own) if own else 0.0


def pick(items: Iterable[str], *parts: object) -> str:
    """One of the items, by the dice of the parts; empty when there are none."""
    listed = list(items)
    return dice(*parts).choice(listed) if listed else ""

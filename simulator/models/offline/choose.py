"""Seeded choice among ways to say something, with as little repetition over a session and a course as the stock allows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from simulator.models.offline.choose_dice import dice
from simulator.models.offline.deal import dealt, striking
from simulator.models.offline.grammar import trigrams
from simulator.models.offline.stock import SLOT, Line, fill, pools
from simulator.models.offline.text import echoes

__all__ = ["Chooser", "dice"]


MOST_ONCE = 12
"""Sessions of a course up to which no technique comes twice."""


@dataclass
class Chooser:
    """Chooses lines for one turn.

    Args:
        course: what is the same through all sessions of a course; orders each pool once.
        session: number of the session; moves on in each pool, so that two sessions begin at different places.
        shift: further places to move on, for another attempt at the same turn.
        tags: what holds of this patient and moment; lines made for it come up more often.
        slots: fillings by name.
        earlier: own earlier turns of this session, which are not to be repeated.
        persona: id of the persona whose lines are dealt out to it; empty for the therapist, who has all.
        sessions: sessions of the course.
        once: pools that are asked for in one session of a course only.
    """

    course: str
    session: int
    shift: int = 0
    tags: frozenset[str] = frozenset()
    slots: dict[str, str] = field(default_factory=dict)
    earlier: Sequence[str] = ()
    persona: str = ""
    sessions: int = 1
    once: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self._seen: set[tuple[str, ...]] = set()
        for text in self.earlier:
            self._seen |= trigrams(text)

    def line(
        self,
        *names: str,
        own: Sequence[str] = (),
        most: int | None = None,
        beside: Sequence[str] | None = None,
    ) -> str:
        """A filled line of the first named pool that has one which fits; empty when none has.

        Args:
            own: the persona's own ways to say it, mixed with the pool's.
            most: words a line of the pool may have, a patient's own not counted; where none is that short, the
                shortest is taken.
            beside: sentences that the line is not to say again.
        """
        for name in names:
            texts = self._ordered(name, own, most)
            if beside is not None:
                texts = [t for t in texts if not echoes(t, beside)]
            if texts:
                best = min(texts, key=self._repeats)
                self._seen |= trigrams(best)
                return best
        return ""

    def turn(self, items: Sequence[str], name: str, ahead: int = 0) -> str:
        """The item whose turn it is in this session, in an order of the course; empty when there are none."""
        listed = list(items)
        dice("order", self.course, name).shuffle(listed)
        return listed[(self.session - 1 + ahead + self.shift) % len(listed)] if listed else ""

    def _ordered(self, name: str, own: Sequence[str], most: int | None) -> list[str]:
        """All that can be said now, best first: what comes up in this session only, then the rest in its turn."""
        right = [x for x in self._pool(name) if x.suits(self.tags)]
        once = [x for x in right if self.persona and striking(x)]
        dice("once", self.course, name).shuffle(once)
        lasting: list[list[Line | str]] = [list(own)]
        lasting += [
            [x for x in right if x not in once and bool(x.tags) == tagged] for tagged in (True, False)
        ]
        for i, group in enumerate(lasting):
            dice("order", self.course, name, i).shuffle(group)
        mixed = [x for row in zip_longest(*lasting) for x in row if x]
        at = (self.session - 1) * self._stride(name, len(mixed)) % len(mixed) if mixed else 0
        texts = self._said([*once, *mixed[at:], *mixed[:at]], most)
        again = self.shift * (7 if len(texts) % 7 else 1) % len(texts) if texts else 0
        return texts[again:] + texts[:again]

    def _said(self, items: Sequence[Line | str], most: int | None) -> list[str]:
        """The items with their slots filled, without those that lack a filling or are too long; one of them in any case."""
        made = {
            x: x if isinstance(x, str) else fill(x.text, self.slots)
            for x in items
            if isinstance(x, str) or x.fillable(self.slots)
        }
        short = [t for x, t in made.items() if isinstance(x, str) or self._length(x, t) <= (most or math.inf)]
        return short or sorted(made.values(), key=lambda t: len(t.split()))[:1]

    def _length(self, line: Line, made: str) -> int:
        """Words of a line; of a patient's only those of the stock, not the persona's own."""
        return len((SLOT.sub(" ", line.text) if self.persona else made).split())

    def _pool(self, name: str) -> Sequence[Line]:
        lines = pools().get(name, ())
        if not self.persona:
            return lines
        once = name in self.once and self.sessions <= MOST_ONCE
        return dealt(lines, name, self.persona, self.course, self.session, self.sessions, once=once)

    def _stride(self, name: str, size: int) -> int:
        """How far a pool moves on from session to session: without a common factor, so that all come up; not the same
        for all pools, so that what stood together once does not stand together again."""
        fitting = [s for s in range(1, max(2, size)) if math.gcd(s, size) == 1]
        return dice("stride", self.course, name).choice(fitting or [1])

    def _repeats(self, text: str) -> float:
        share = self.overlap(text)
        return share if share > 0.2 else 0.0

    def overlap(self, text: str) -> float:
        """Share of the text's three-word sequences that own earlier turns of the session already hold."""
        found = trigrams(text)
        if not found:
            return 1.0 if any(text.lower().rstrip(".!?") in t.lower() for t in self.earlier) else 0.0
        return len(found & self._seen) / len(found)

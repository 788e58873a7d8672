"""Which patterns a text can match at all, told from its words, so that a rule that cannot match costs nothing."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from simulator.integrity.anatomy import Anatomy
from simulator.integrity.index import INDEX, Gate, Open, met

TABLE = "needs.json"


class Gates:
    """Several patterns of which each has a number."""

    def __init__(self, gates: Iterable[tuple[int, Gate]]) -> None:
        gates = list(gates)
        for order, (_, gate) in enumerate(gates):
            gate.order = order
        self.all = gates
        """Each with its number, in the order in which they were given."""
        self._always = [(number, gate) for number, gate in gates if not gate.needs]
        self._owner = INDEX.add((number, gate) for number, gate in gates if gate.needs)

    def open(self, anatomy: Anatomy) -> Sequence[Open]:
        """The patterns that the text's words let through, in the order in which they were given, and where."""
        found = met(anatomy).open.get(self._owner, ())
        if not self._always and len(found) < 2:
            return found
        always: list[Open] = [(number, gate, None) for number, gate in self._always]
        return sorted([*always, *found], key=lambda entry: entry[1].order)


class Needed:
    """A pattern of which only those alternatives are tried whose words a text holds, and only where it holds them.

    Args:
        pattern: as for `re.compile`.
        flags: of `re.compile`.
    """

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._pattern, self._flags = pattern, flags
        self._gates = Gates(enumerate(gates(pattern, flags)))
        self._regex: re.Pattern[str] | None = None

    @property
    def regex(self) -> re.Pattern[str]:
        """The whole pattern, for a text that is not taken apart."""
        if self._regex is None:
            self._regex = re.compile(self._pattern, self._flags)
        return self._regex

    def possible(self, anatomy: Anatomy) -> bool:
        """False when the text cannot match."""
        return bool(self._gates.open(anatomy))

    def search(self, anatomy: Anatomy, text: str) -> re.Match[str] | None:
        """The first match in `text`, which is the text of `anatomy` or its beginning."""
        return next(self.finditer(anatomy, text), None)

    def finditer(self, anatomy: Anatomy, text: str) -> Iterator[re.Match[str]]:
        """All matches in `text`, which is the text of `anatomy` or its beginning; of those that overlap the first."""
        found: list[re.Match[str]] = []
        for _, gate, at in self._gates.open(anatomy):
            last = len(text)
            # where a window ends the text does not: a pattern that asks for its end must see it
            whole = "$" in gate.pattern
            for start, end in gate.windows(anatomy, at):
                found += gate.regex.finditer(text, start, last if whole else min(end, last))
        found.sort(key=lambda match: (match.start(), -match.end()))
        end = 0
        for match in found:
            if match.start() >= end:
                end = match.end()
                yield match


SOURCES: list[str] = []
"""Every pattern that was put behind gates, for the table of needed words."""


def gates(pattern: str, flags: int = 0) -> list[Gate]:
    """Gates for a pattern for text in lower case, one for each of its alternatives (`parting.alternatives`)."""
    return [Gate(part, needs, crosses, flags) for part, needs, crosses in parts(pattern)]


def parts(pattern: str) -> Iterator[tuple[str, list[frozenset[str]], bool]]:
    """The alternatives of a pattern, each with the sets of words that it needs and whether it crosses sentences."""
    SOURCES.append(pattern)
    for slices, crosses, *needs in _table().get(key_of(pattern)) or entry_of(pattern):
        part = "".join(pattern[a:b] for a, b in slices)
        yield part, [frozenset(n.split()) for n in needs], bool(crosses)


Entry = Sequence[Sequence[Any]]
"""For each alternative of a pattern: the slices it is made of, 1 if it crosses sentences, and its sets of needed words."""


def entry_of(pattern: str) -> Entry:
    """As the table has it, read off the pattern itself."""
    from simulator.integrity import derive, parting

    made = []
    for slices in parting.alternatives(pattern):
        part = parting.cut(pattern, slices)
        needs = [" ".join(sorted(n)) for n in derive.needs_of(part)]
        made.append([[[a, b] for a, b in slices if a < b], int(derive.crosses(part)), *needs])
    return made


def key_of(pattern: str) -> str:
    """By which the table knows a pattern."""
    return hashlib.sha256(pattern.encode()).hexdigest()[:12]


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Entry]:
    try:
        found: Mapping[str, Entry] = json.loads(
            files("simulator.integrity").joinpath(TABLE).read_text("utf-8")
        )
    except FileNotFoundError:
        return {}
    return found

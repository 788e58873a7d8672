"""Which patterns a text can match at all, told from its words in one pass, so that a rule that cannot match costs nothing."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from importlib.resources import files
from itertools import pairwise
from operator import or_
from typing import Any

from simulator.integrity.anatomy import Anatomy

TABLE = "needs.json"
_HEAD = 3
"""Letters by which beginnings of words are found."""
_CACHE_LIMIT = 50_000


class Index:
    """All sets of needed words, each with a number; a text is told by the bits of the sets of which it holds a word."""

    def __init__(self) -> None:
        self.sets: list[frozenset[str]] = []
        self._number: dict[frozenset[str], int] = {}
        self._whole: dict[str, int] = {}
        self._beginnings: dict[str, list[tuple[str, int]]] = {}
        self._known: dict[str, int] = {}

    def number(self, words: frozenset[str]) -> int:
        """The number of a set, a new one if it was not there."""
        if words in self._number:
            return self._number[words]
        number = self._number[words] = len(self.sets)
        self.sets.append(words)
        self._known.clear()
        for word in words:
            if word.endswith("*"):
                self._beginnings.setdefault(word[:_HEAD], []).append((word[:-1], 1 << number))
            else:
                self._whole[word] = self._whole.get(word, 0) | 1 << number
        return number

    def bits(self, words: Iterable[str]) -> int:
        """The sets of which at least one word is there."""
        try:
            return reduce(or_, map(self._known.__getitem__, words), 0)
        except KeyError:
            return reduce(or_, [self._look_up(w) for w in words], 0)

    def _look_up(self, word: str) -> int:
        if word in self._known:
            return self._known[word]
        bits = 0
        for part in {word, *word.split("'")}:
            bits |= self._whole.get(part, 0)
            for beginning, bit in self._beginnings.get(part[:_HEAD], ()):
                if part.startswith(beginning):
                    bits |= bit
        if len(self._known) > _CACHE_LIMIT:
            self._known.clear()
        self._known[word] = bits
        return bits


INDEX = Index()


class Gate:
    """One pattern behind its needed words. It is compiled when a text has got past them for the first time.

    Args:
        pattern: for text in lower case; without a bar outside all brackets, see `gates`.
        needs: sets of words, of each of which the text must hold one, the rarest first.
        crosses: True when a match may run over the end of a sentence.
    """

    __slots__ = ("_regex", "crosses", "far", "pattern", "rarest", "required", "sets")

    def __init__(self, pattern: str, needs: Iterable[frozenset[str]], crosses: bool) -> None:
        self.pattern, self.crosses = pattern, crosses
        self.far = "[^\\n]" in pattern
        self.sets = tuple(INDEX.number(need) for need in needs)
        self.required = sum({1 << n for n in self.sets})
        self.rarest = next(iter(self.sets), -1)
        self._regex: re.Pattern[str] | None = None

    @property
    def regex(self) -> re.Pattern[str]:
        if self._regex is None:
            self._regex = re.compile(self.pattern)
        return self._regex

    def windows(self, anatomy: Anatomy) -> Iterable[tuple[int, int]]:
        """The pieces of a text in which a match may lie; the text holds all needed words."""
        sentences = anatomy.sentences
        text_end = len(anatomy.norm)
        if not self.sets or self.far or len(sentences) < 3:
            yield 0, text_end
            return
        wide = self.crosses or not anatomy.norm.isascii()
        required, last = self.required, len(sentences) - 1
        start = stop = -1
        for i, bits in enumerate(met(anatomy).wide if wide else met(anatomy).sentences):
            if bits & required != required:
                continue
            begin = sentences[max(0, i - 1)].start if wide else max(0, sentences[i].start - 3)
            if begin >= stop and stop >= 0:
                yield start, stop
                start = -1
            start = begin if start < 0 else start
            stop = min(text_end, sentences[min(i + wide, last)].end + 1)
        if stop >= 0:
            yield start, stop


@dataclass(frozen=True, slots=True)
class Met:
    """Of which sets a text holds a word, as bits."""

    text: int
    sentences: list[int]
    wide: list[int]
    """For each sentence together with its neighbours."""
    sets: int
    """How many sets there were; a check that is registered later brings more."""


def met(anatomy: Anatomy) -> Met:
    """Read off a text once, and kept with it."""
    found = anatomy.kept.get("met")
    if isinstance(found, Met) and found.sets == len(INDEX.sets):
        return found
    bits = INDEX.bits
    each = [bits(words) for words in anatomy.sentence_words]
    pairs = [a | b for a, b in pairwise(each)]
    wide = [a | b for a, b in zip([*pairs, 0], [0, *pairs], strict=True)] if pairs else each
    made = anatomy.kept["met"] = Met(reduce(or_, each, 0), each, wide, len(INDEX.sets))
    return made


class Gates:
    """Several patterns of which each has a number."""

    def __init__(self, gates: Iterable[tuple[int, Gate]]) -> None:
        self._always: list[tuple[int, Gate]] = []
        self._by_set: dict[int, list[tuple[int, Gate]]] = {}
        self._sets = 0
        for number, gate in gates:
            if gate.rarest < 0:
                self._always.append((number, gate))
            else:
                self._by_set.setdefault(gate.rarest, []).append((number, gate))
                self._sets |= 1 << gate.rarest

    def open(self, anatomy: Anatomy) -> list[tuple[int, Gate]]:
        """The patterns that the text's words let through, in order of their numbers."""
        present = met(anatomy).text
        found = list(self._always)
        rest = present & self._sets
        while rest:
            low = rest & -rest
            rest ^= low
            for entry in self._by_set[low.bit_length() - 1]:
                required = entry[1].required
                if present & required == required:
                    found.append(entry)
        found.sort(key=lambda entry: entry[0])
        return found


class Needed:
    """A pattern that is tried only on a text that holds the words of one of its alternatives.

    Args:
        pattern: as for `re.compile`.
        flags: of `re.compile`.
    """

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._pattern, self._flags = pattern, flags
        self._gates = Gates(list(enumerate(gates(pattern))))
        self._regex: re.Pattern[str] | None = None

    @property
    def regex(self) -> re.Pattern[str]:
        """The whole pattern."""
        if self._regex is None:
            self._regex = re.compile(self._pattern, self._flags)
        return self._regex

    def possible(self, anatomy: Anatomy) -> bool:
        """False when the text cannot match."""
        return bool(self._gates.open(anatomy))

    def search(self, anatomy: Anatomy, text: str) -> re.Match[str] | None:
        """The first match in `text`, which is the text of `anatomy` or a piece of it."""
        return self.regex.search(text) if self.possible(anatomy) else None

    def finditer(self, anatomy: Anatomy, text: str) -> Iterator[re.Match[str]]:
        """All matches in `text`, which is the text of `anatomy` or a piece of it."""
        return self.regex.finditer(text) if self.possible(anatomy) else iter(())


SOURCES: list[str] = []
"""Every pattern that was put behind gates, for the table of needed words."""


def gates(pattern: str) -> list[Gate]:
    """Gates for a pattern for text in lower case, one for each of its alternatives (`parting.alternatives`)."""
    SOURCES.append(pattern)
    return [
        Gate("".join(pattern[a:b] for a, b in slices), [frozenset(n.split()) for n in needs], bool(crosses))
        for slices, crosses, *needs in _table().get(key_of(pattern)) or entry_of(pattern)
    ]


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

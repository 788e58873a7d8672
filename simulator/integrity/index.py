"""Which gates a text opens: an index of the words that patterns need, read in one pass over the words of the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import chain, pairwise
from operator import or_

from simulator.integrity.anatomy import Anatomy
from simulator.integrity.lazy import lazy

_SHORTEST = 2
"""Letters that a beginning of a word has at least."""
_CACHE_LIMIT = 50_000
MARKS = frozenset(":;=([{<#")
"""Marks that patterns may need like words. None of them ends a sentence."""


class Gate:
    """One pattern behind its needed words. It is compiled when a text has got past them for the first time.

    Args:
        pattern: for text in lower case; without a bar outside all brackets, see `gates.gates`.
        needs: sets of words, of each of which the text must hold one, the rarest first.
        crosses: True when a match may run over the end of a sentence.
        flags: of `re.compile`.
    """

    __slots__ = ("_regex", "across", "far", "flags", "needs", "order", "pattern", "required")

    def __init__(self, pattern: str, needs: Iterable[frozenset[str]], crosses: bool, flags: int = 0) -> None:
        self.pattern, self.needs, self.flags = pattern, tuple(needs), flags
        self.far = "[^\\n]" in pattern
        self.across = crosses or self.far
        self.required = sum({1 << INDEX.number(need) for need in self.needs[1:]})
        """The sets but the first, as bits: by the words of the first a gate is found."""
        self.order = 0
        """Its place among the gates that are searched together."""
        self._regex: re.Pattern[str] | None = None

    @property
    def regex(self) -> re.Pattern[str]:
        if self._regex is None:
            self._regex = re.compile(self.pattern, self.flags)
        return self._regex

    def holding(self, anatomy: Anatomy, at: Iterable[int]) -> Sequence[int]:
        """The sentences that hold all needed words, or do so together with their neighbours when a match may cross.

        Args:
            anatomy: the text.
            at: as in `Open`.
        """
        if not self.across and anatomy.norm.isascii():
            return list(at)
        required, wide = self.required, met(anatomy).wide
        found, seen = list[int](), -1
        for k in at:
            for i in range(max(k - 1, seen + 1), min(k + 2, len(wide))):
                seen = i
                if wide[i] & required == required:
                    found.append(i)
        return found

    def windows(self, anatomy: Anatomy, at: Sequence[int] | None) -> Windows:
        """The pieces of a text in which a match may lie; `at` as in `Open`."""
        sentences, text_end = anatomy.sentences, len(anatomy.norm)
        if at is None or self.far or anatomy.unlimited:
            return ((0, text_end),)
        wide = self.across or not anatomy.norm.isascii()
        found: list[tuple[int, int]] = []
        for i in self.holding(anatomy, at) if wide else at:
            first, end = sentences[max(i - wide, 0)], sentences[min(i + wide, len(sentences) - 1)].end + 1
            # with the end of what goes before, and the blanks between
            begin = first.start - 3 if i <= wide else min(first.start - 3, sentences[i - wide - 1].end)
            if found and begin < found[-1][1]:
                begin = found.pop()[0]
            found.append((max(begin, 0), min(end, text_end)))
        return found


Windows = Sequence[tuple[int, int]]
Open = tuple[int, Gate, Sequence[int] | None]
"""A gate with its number, and the sentences that hold a word of its rarest set (those that hold all its words, when it does not
look across their ends); None for a gate without words."""


class Listed:
    """A gate in the index: whose it is, and its number there."""

    __slots__ = ("gate", "number", "owner")

    def __init__(self, owner: int, number: int, gate: Gate) -> None:
        self.owner, self.number, self.gate = owner, number, gate


Waiting = tuple[int, Listed]
"""What else a gate needs, as bits, and the gate."""


class _Words:
    """Numbers of sets, and gates, by words and by beginnings of words."""

    def __init__(self) -> None:
        self._whole: defaultdict[str, list[int | Listed]] = defaultdict(list)
        self._beginnings: defaultdict[str, list[int | Listed]] = defaultdict(list)

    def add(self, words: Iterable[str], thing: int | Listed) -> None:
        """Puts a thing under each of the words; one with `*` behind it is a beginning."""
        for word in words:
            if word[-1] == "*":
                self._beginnings[word[:-1]].append(thing)
            else:
                self._whole[word].append(thing)

    def of(self, word: str) -> list[int | Listed]:
        """What belongs to a word, or to a part of a contraction."""
        found: list[int | Listed] = []
        for part in {word, *word.split("'")} if "'" in word else (word,):
            found += self._whole.get(part, ())
            for end in range(_SHORTEST, len(part) + 1):
                found += self._beginnings.get(part[:end], ())
        return found


class _Bits(dict[str, int]):
    """For each word the sets that it is in, as bits; worked out, with the gates that it opens, when it is met for the first time."""

    def __init__(self, things: _Words, near: dict[str, list[Waiting]], far: dict[str, list[Waiting]]) -> None:
        super().__init__()
        self._things, self._near, self._far = things, near, far

    def __missing__(self, word: str) -> int:
        bits = 0
        for thing in self._things.of(word):
            if isinstance(thing, int):
                bits |= 1 << thing
            else:
                gates = self._far if thing.gate.across else self._near
                gates.setdefault(word, []).append((thing.gate.required, thing))
        self[word] = bits
        return bits


class Index:
    """Gates, by the words of the rarest of their sets, and the other sets, each with a number: of which of them a text holds a
    word is told by bits. What belongs to a word is worked out once."""

    def __init__(self) -> None:
        self._number: dict[frozenset[str], int] = {}
        self._owners = 0
        self.version = 0
        """Another one when a check that is registered later has brought sets or gates."""
        self._things = _Words()
        self._near: dict[str, list[Waiting]] = {}
        self._far: dict[str, list[Waiting]] = {}
        self._bits = _Bits(self._things, self._near, self._far)

    def number(self, words: frozenset[str]) -> int:
        """The number of a set, a new one if it was not there."""
        if words not in self._number:
            self._changed()
            self._things.add(words, len(self._number))
        return self._number.setdefault(words, len(self._number))

    def add(self, gates: Iterable[tuple[int, Gate]]) -> int:
        """Lists gates that belong together, each with its number among them; returns the number of their owner."""
        owner, self._owners = self._owners, self._owners + 1
        self._changed()
        for number, gate in gates:
            self._things.add(gate.needs[0], Listed(owner, number, gate))
        return owner

    def bits(self, words: Iterable[str]) -> int:
        """The sets of which at least one word is there."""
        return reduce(or_, map(self._bits.__getitem__, words), 0)

    def gates_of(self, words: Iterable[str]) -> Iterator[Waiting]:
        """Gates for one sentence, of whose rarest set a word is there; `bits` has seen the words."""
        return chain.from_iterable(filter(None, map(self._near.get, words)))

    def far_gates_of(self, words: Iterable[str]) -> Iterator[Waiting]:
        """As `gates_of`, those that may look across the end of a sentence."""
        return chain.from_iterable(filter(None, map(self._far.get, words)))

    def make_room(self) -> None:
        """Keeps what is known of words within bounds; called before a text is read, for what it holds must stay known."""
        if len(self._bits) > _CACHE_LIMIT:
            self._forget()

    def _changed(self) -> None:
        self.version += 1
        self._forget()

    def _forget(self) -> None:
        for known in (self._bits, self._near, self._far):
            known.clear()


INDEX = Index()


class Met:
    """What the index says of a text.

    Args:
        anatomy: the text.
    """

    def __init__(self, anatomy: Anatomy) -> None:
        INDEX.make_room()
        self.version = INDEX.version
        each = _with_marks(anatomy)
        self.sentences = [INDEX.bits(words) for words in each]
        """For each sentence, of which sets it holds a word, as bits."""
        self.open: dict[int, list[Open]] = {}
        """All open gates by the number of the `Gates` that they belong to.

        Each word knows the gates whose rarest set it is in, so that finding them costs what the words of a text are worth,
        and not what all patterns are.
        """
        found: dict[Listed, list[int]] = {}
        text = reduce(or_, self.sentences, 0)
        across = [text] * len(each)
        for in_reach, gates_of in (
            (self.sentences if anatomy.norm.isascii() else across, INDEX.gates_of),
            (across, INDEX.far_gates_of),
        ):
            for i, (bits, words) in enumerate(zip(in_reach, each, strict=True)):
                for required, listed in gates_of(words):
                    if bits & required == required:
                        found.setdefault(listed, []).append(i)
        for listed, at in found.items():
            at = at if len(at) == 1 else list(dict.fromkeys(at))
            self.open.setdefault(listed.owner, []).append((listed.number, listed.gate, at))

    @lazy
    def wide(self) -> list[int]:
        """As `sentences`, for each sentence together with its neighbours."""
        pairs = [a | b for a, b in pairwise(self.sentences)]
        return [a | b for a, b in zip([*pairs, 0], [0, *pairs], strict=True)] if pairs else self.sentences


def _with_marks(anatomy: Anatomy) -> list[list[str]]:
    """The words of each sentence, and the marks that stand in it."""
    marks = [mark for mark in MARKS if mark in anatomy.lower]
    if not marks:
        return anatomy.sentence_words
    each = zip(anatomy.sentences, anatomy.sentence_words, strict=True)
    return [[*words, *(mark for mark in marks if mark in sentence.text)] for sentence, words in each]


def met(anatomy: Anatomy) -> Met:
    """Read off a text once, and kept with it."""
    found: Met | None = anatomy.kept.get("met")
    if found is None or found.version != INDEX.version:
        found = anatomy.kept["met"] = Met(anatomy)
    return found

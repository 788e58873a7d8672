"""What a session has said so far, kept so that a repeat is found without reading it all again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, compress, pairwise
from operator import sub
from typing import Any

from simulator.integrity.anatomy import Anatomy, anatomy_of
from simulator.integrity.lazy import lazy
from simulator.integrity.names import Names
from simulator.integrity.wordlist import word_set
from simulator.integrity.words import WORD
from simulator.transcript import OTHER, Speaker

Gram = tuple[str, ...]
Mark = int
"""What stands for a run of five words: its hash within this process. Two runs share one once in 10^18 pairs; and a set of
numbers is made, stored and compared in a third of the time that tuples take."""
Leaning = tuple[float, float, float]
"""Of the sentence that leans most: the odds of the partner's, an assistant's, a narrator's voice against the own, in logarithms."""

_PACING = word_set(
    "breathe breathing breath inhale exhale in out hold holding slowly slow gently gentle through nose "
    "mouth belly air lungs and then now again the a an your of to for as you let go on with it one two "
    "three four five six seven eight nine ten 1 2 3 4 5 6 7 8 9 10 count counting seconds notice feel "
    "feet floor chair body ground relax release drop shoulders jaw soften another once more pause rest "
    "good"
)
_PACING_CORE = word_set(
    "breathe breathing breath inhale exhale hold in out one two three four five six seven eight count 1 2 "
    "3 4 5 6 7 8 feet floor shoulders jaw"
)

STOP = word_set(
    "a about above after again all also am an and any are aren't as at be because been before being but "
    "by can can't could couldn't did didn't do does doesn't doing don't down each even ever every feel "
    "feeling feels felt few for from get gets getting go goes going gonna good got had has have haven't "
    "having he her here hers him his how i i'd i'll i'm i've if in into is isn't it it's its just kind "
    "know let lets like little lot make makes making maybe me mean might more most much my myself need "
    "never no not now of off oh ok okay on one only or other our out over own really right said same say "
    "see she should so some something sort still such take than thank thanks that that's the their them "
    "then there there's these they they're thing things think this those through time to too up us very "
    "want was wasn't way we we're we've well were what what's when where which while who why will with "
    "without won't would yeah yes you you'd you'll you're you've your yourself"
)


_HEARD = re.compile(r"\b(?:um|uh|mm-hmm|mhm|uh-huh)\b|--|\[(?:unintelligible|inaudible)|\b(\w{1,6})-\1\b")
_FILLERS = word_set("um uh mhm")
_UNHEARD_MARKS = ("--", "mm-hmm", "[unint", "[inaud")


def _may_be_heard(anatomy: Anatomy) -> bool:
    """False when `_HEARD` cannot match: no filler, no such mark, and no hyphen behind which a letter comes again."""
    low = anatomy.lower
    if "-" not in low and "[" not in low:
        return not _FILLERS.isdisjoint(anatomy.vocabulary)
    return (
        not _FILLERS.isdisjoint(anatomy.vocabulary)
        or any(mark in low for mark in _UNHEARD_MARKS)
        or any(_says_again(low, m.start()) for m in _HYPHEN.finditer(low))
    )


def _says_again(low: str, at: int) -> bool:
    """The letters before the hyphen at `at` stand behind it again."""
    return any(low[max(at - n, 0) : at] == low[at + 1 : at + 1 + n] for n in range(1, 7))


_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")


@dataclass(slots=True)
class Match:
    """How much of a text stands in one earlier turn of the same speaker."""

    share: float = 0.0
    """0-1 of the new text's pieces."""
    index: int = -1
    """Which of the speaker's earlier turns, counted from 0; -1 for none."""
    pieces: int = 0
    """How many pieces the new text has."""


class Print:
    """What is kept of one text to find it again."""

    def __init__(self, anatomy: Anatomy) -> None:
        self.words = anatomy.words
        self._anatomy = anatomy

    @lazy
    def key(self) -> str:
        """The words alone: two texts with the same key are verbatim repeats."""
        return " ".join(self.words)

    @lazy
    def grams(self) -> frozenset[Mark]:
        """Runs of five words, without those that pace a breathing exercise."""
        w = self.words
        runs = map(hash, zip(w, w[1:], w[2:], w[3:], w[4:], strict=False))
        if len(_PACING_CORE & self._anatomy.distinct) < 3:
            return frozenset(runs)
        paced = [0, *accumulate(map(_PACING.__contains__, w))]
        of_five = map(sub, paced[5:], paced)
        return frozenset(compress(runs, map((4).__gt__, of_five)))

    @lazy
    def content(self) -> frozenset[str]:
        """The words that carry meaning, without their endings."""
        return frozenset(map(stem, [w for w in self._anatomy.distinct - STOP if len(w) > 2]))

    @lazy
    def links(self) -> frozenset[Gram]:
        """Words of meaning that follow each other, with at most one other of them between."""
        words = [stem(w) for w in self.words if len(w) > 2 and w not in STOP]
        return frozenset((*pairwise(words), *zip(words, words[2:], strict=False)))

    @lazy
    def paragraphs(self) -> dict[str, tuple[int, int]]:
        """Paragraphs of 15 words or more, by their words."""
        found = {}
        blocks = self._anatomy.paragraphs
        if len(blocks) < 2 and len(self.words) < 15:
            return {}
        for block in blocks:
            words = (
                WORD.findall(self._anatomy.lower, block.start, block.end) if len(blocks) > 1 else self.words
            )
            if len(words) >= 15:
                found[" ".join(words)] = (block.start, block.end)
        return found

    @lazy
    def pieces(self) -> frozenset[Gram]:
        """Runs of three words in the first fourteen: what its beginning is put together of."""
        w = self.words
        return frozenset(zip(w[:14], w[1:14], w[2:14], strict=False))

    @lazy
    def opening(self) -> Gram:
        """The first words, greetings and names left out."""
        return tuple(self.words[:8])


def print_of(anatomy: Anatomy) -> Print:
    """The print of a text, made once and kept with it."""
    found = anatomy.kept.get("print")
    if not isinstance(found, Print):
        found = anatomy.kept["print"] = Print(anatomy)
    return found


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without the commonest endings; enough to see that two words are one."""
    word = word.removesuffix("'s")
    for ending in ("ingly", "edly", "ings", "ing", "ies", "ed", "ly", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


@dataclass(slots=True)
class Memory:
    """The earlier turns of one speaker."""

    turns: list[Print] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    leans: list[Leaning | None] = field(default_factory=list)
    """How far each turn leaned to another voice; None for a turn that was never scored."""
    furthest: Leaning | None = None
    """The most of each of these."""
    leaned: int = 0
    """How many of them were scored."""
    _grams: dict[Any, int] = field(default_factory=dict)
    _content: dict[Any, int] = field(default_factory=dict)
    _keys: dict[str, list[int]] = field(default_factory=dict)
    _paragraphs: dict[str, int] = field(default_factory=dict)
    _compared: tuple[Print, int, Match] | None = None
    """The print that was looked up last, among how many turns, and what came of it: several checks ask the same."""

    def add(self, text: str, found: Print) -> None:
        """Remembers one more turn."""
        bit = 1 << len(self.turns)
        for index, pieces in ((self._grams, found.grams), (self._content, found.content)):
            for piece in pieces:
                index[piece] = index.get(piece, 0) | bit
        self._keys.setdefault(found.key, []).append(len(self.turns))
        for key in found.paragraphs:
            self._paragraphs.setdefault(key, len(self.turns))
        self.turns.append(found)
        self.texts.append(text)

    def lean(self, leaning: Leaning | None) -> None:
        """Remembers how far the turn just added leaned to another voice."""
        self.leans.append(leaning)
        if leaning:
            partner, assistant, narrator = map(max, leaning, self.furthest or leaning)
            self.furthest, self.leaned = (partner, assistant, narrator), self.leaned + 1

    def verbatim(self, found: Print) -> list[int]:
        """Which earlier turns had the same words."""
        return self._keys.get(found.key, [])

    def overlap(self, found: Print) -> Match:
        """The earlier turn that shares most runs of five words."""
        if self._compared is None or self._compared[:2] != (found, len(self.turns)):
            self._compared = found, len(self.turns), _best(self._grams, found.grams)
        return self._compared[2]

    def kinship(self, found: Print) -> Match:
        """The earlier turn that shares most words of meaning."""
        return _best(self._content, found.content)

    def paragraph(self, found: Print) -> tuple[int, int] | None:
        """Where a whole paragraph of an earlier turn stands again."""
        for key, where in found.paragraphs.items():
            if key in self._paragraphs:
                return where
        return None

    def before(self, words: Iterable[str], last: int) -> set[str]:
        """Which of the stems stand in a turn before the `last` ones."""
        earlier = (1 << max(len(self.turns) - last, 0)) - 1
        return {word for word in words if self._content.get(word, 0) & earlier}

    def common(self, word: str) -> int:
        """In how many earlier turns a stem stands."""
        return self._content.get(word, 0).bit_count()


def _best(index: Mapping[Any, int], pieces: frozenset[Any]) -> Match:
    """The latest of the turns that hold most of the pieces.

    All turns are counted at once: bit t of `digits[k]` is the k-th binary digit of what turn t holds, so that adding a
    piece's turns is a few operations on whole numbers, and finding the largest count takes its digits from the top.
    """
    digits: list[int] = []
    for turns in filter(None, map(index.get, pieces)):
        carry: int = turns
        for k, digit in enumerate(digits):
            digits[k], carry = digit ^ carry, digit & carry
            if not carry:
                break
        else:
            digits.append(carry)
    if not digits:
        return Match(pieces=len(pieces))
    count, best = 0, -1
    for digit in reversed(digits):
        count *= 2
        if best & digit:
            best, count = best & digit, count + 1
    return Match(count / len(pieces), best.bit_length() - 1, len(pieces))


@dataclass(slots=True)
class Context:
    """One session as the guard knows it."""

    names: Names = field(default_factory=Names)
    session_number: int | None = None
    memory: dict[Speaker, Memory] = field(default_factory=lambda: {s: Memory() for s in OTHER})
    turns: list[tuple[Speaker, str]] = field(default_factory=list)
    carried: tuple[str, ...] = ()
    """Texts of the carried notes."""
    first_turn: int = 0
    """The number of the first turn that is known; above 0 when only a part of a session is looked at."""
    heard: int = 0
    """Marks of spoken language in the turns so far: um, uh, broken words."""
    allows_ai: bool = False
    """True when the therapist's prompt says that it is an AI."""
    _notes: frozenset[Mark] | None = None

    @property
    def notes(self) -> frozenset[Mark]:
        """Runs of five words of the carried notes."""
        if self._notes is None:
            self._notes = frozenset().union(*(print_of(anatomy_of(text)).grams for text in self.carried))
        return self._notes

    def add(self, speaker: Speaker, anatomy: Anatomy, leaning: Leaning | None = None) -> None:
        """Remembers an accepted turn, and how far it leaned to another voice."""
        self.memory[speaker].add(anatomy.text, print_of(anatomy))
        self.memory[speaker].lean(leaning)
        self.turns.append((speaker, anatomy.text))
        if _may_be_heard(anatomy):
            self.heard += len(_HEARD.findall(anatomy.lower))

    def last(self, speaker: Speaker) -> str:
        """The last accepted text of a speaker; empty when there is none."""
        texts = self.memory[speaker].texts
        return texts[-1] if texts else ""

    @property
    def heard_speech(self) -> bool:
        """True when the turns so far look like speech that somebody wrote down."""
        return self.heard >= 3 and self.heard >= 0.1 * len(self.turns)

    @property
    def number(self) -> int:
        """The number of the turn to come."""
        return self.first_turn + len(self.turns)

"""Slang and spellings of chat brought to one form, so that each wording is written once. Offsets lead back."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from simulator.integrity.frequency import share_of
from simulator.integrity.words import WORD

READ_AS: dict[str, str] = {
    "dont": "don't", "doesnt": "doesn't", "didnt": "didn't", "wont": "won't", "cant": "can't", "cannot": "can't",
    "wouldnt": "wouldn't", "couldnt": "couldn't", "shouldnt": "shouldn't", "isnt": "isn't", "arent": "aren't",
    "wasnt": "wasn't", "werent": "weren't", "havent": "haven't", "hasnt": "hasn't", "hadnt": "hadn't",
    "im": "i'm", "ive": "i've", "id": "i'd", "theyd": "they'd", "theyre": "they're", "thats": "that's",
    "imma": "i'm going to", "ima": "i'm going to", "want 2": "want to", "wanna": "want to", "wana": "want to", "gonna": "going to",
    "gunna": "going to", "tryna": "trying to", "gotta": "have to", "kinda": "kind of", "sorta": "sort of",
    "kms": "kill myself", "unalive": "kill", "unaliving": "killing", "unalived": "killed", "ctb": "suicide", "sh": "self-harm",
    "sewerslide": "suicide", "sucide": "suicide", "suiside": "suicide", "suicidle": "suicidal", "sucidal": "suicidal",
    "s*icide": "suicide", "su*cide": "suicide", "su1cide": "suicide", "s*icidal": "suicidal", "su*cidal": "suicidal",
    "su1cidal": "suicidal", "oding": "overdosing", "rn": "right now", "tmrw": "tomorrow", "tmr": "tomorrow",
    "2nite": "tonight", "nite": "night", "n": "and", "u": "you", "ur": "your", "bout": "about", "abt": "about", "cuz": "because",
    "cos": "because", "bc": "because", "ppl": "people", "yr": "year", "goin": "going", "thinkin": "thinking", "livin": "living",
    "dyin": "dying", "killin": "killing", "hurtin": "hurting", "cuttin": "cutting", "feelin": "feeling", "wishin": "wishing",
    "hopin": "hoping", "mum": "mother", "mom": "mother", "dad": "father",
    "do not": "don't", "did not": "didn't", "does not": "doesn't", "would not": "wouldn't", "could not": "couldn't",
    "should not": "shouldn't", "is not": "isn't", "was not": "wasn't", "were not": "weren't", "are not": "aren't",
    "have not": "haven't", "has not": "hasn't", "had not": "hadn't", "can not": "can't", "will not": "won't",
    "i am": "i'm", "i would": "i'd", "i will": "i'll", "they would": "they'd", "it would": "it'd",
    "anymore": "any more", "any longer": "any more", "no longer want": "don't want", "no longer wish": "don't want",
    "no longer see": "don't see", "no longer care": "don't care", "cba": "can't be bothered",
    "self harm": "self-harm", "selfharm": "self-harm", "self harming": "self-harming", "self harmed": "self-harmed",
    "self injury": "self-harm", "self-injury": "self-harm", "self-injuring": "self-harming", "for ever": "forever",
    ", you know,": "", ", i mean,": "", ", like,": "", ", i guess,": "", ", honestly,": "", ", to be honest,": "",
}  # fmt: skip
"""Words or phrases in lower case, and what they are read as."""

_KIN = frozenset({"mother", "father"})
SLANG = frozenset(k for k, v in READ_AS.items() if k.isalnum() and v not in {"you", "your", "and"} | _KIN)
"""Single words by which slang is recognised."""

_FORMAL = tuple(k for k, v in READ_AS.items() if " " in k or k in ("cannot", "anymore") or v in _KIN)


def _slang_of() -> dict[str, frozenset[str]]:
    """For each word of a plain form the words of slang that stand for it, as they are found in a text."""
    found: dict[str, set[str]] = {}
    for key, value in READ_AS.items():
        for word in value.replace("-", " ").split() if " " not in key else ():
            found.setdefault(word, set()).add(max(re.split(r"\W", key), key=len))
    return {word: frozenset(keys) for word, keys in found.items()}


SLANG_OF = _slang_of()


def _written() -> dict[str, frozenset[str]]:
    """For each word of a plain form a word of each spelling that is read so: the one that is met with most seldom."""
    found: dict[str, set[str]] = {}
    for key, value in READ_AS.items():
        for word in WORD.findall(value):
            for part in (word, *word.split("'")):
                found.setdefault(part, set()).add(
                    min(WORD.findall(key), key=lambda w: (share_of([w]), -len(w), w))
                )
    return {word: frozenset(keys) for word, keys in found.items()}


_WRITTEN = _written()
_WORDS = frozenset(_WRITTEN)


def as_written(need: frozenset[str]) -> frozenset[str]:
    """Words that a plain text must hold one of (`*` behind the beginning of a word), as a text before `plain` may hold them."""
    beginnings = tuple(word[:-1] for word in need if word.endswith("*"))
    also = [_WRITTEN[word] for word in need & _WORDS]
    also += [keys for word, keys in _WRITTEN.items() if word.startswith(beginnings)] if beginnings else []
    return need.union(*also)


def _any_of(keys: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(keys, key=len, reverse=True)
    words = "|".join(re.escape(k) for k in longest_first if k[0] != ",")
    fillers = "|".join(re.escape(k) for k in longest_first if k[0] == ",")
    return re.compile(rf"(?<![\w'*])(?:{words})(?![\w'*-])|{fillers}")


_ANY, _SOME = _any_of(READ_AS), _any_of(_FORMAL)
_SIGNS_OF_SOME = sorted({min(key.split(), key=lambda w: (share_of([w]), -len(w), w)) for key in _FORMAL})
"""Pieces without one of which `_SOME` cannot match."""


class Plain(NamedTuple):
    """A text in plain spelling."""

    text: str
    starts: tuple[int, ...] = ()
    """Where, in `text`, a stretch begins that is moved."""
    shifts: tuple[int, ...] = ()
    """By how much each stretch is moved."""

    def back(self, at: int) -> int:
        """The offset in the text as it was for one in this text."""
        i = bisect_right(self.starts, at) - 1
        return at + (self.shifts[i] if i >= 0 else 0)


def plain(text: str, *, slang: bool = True) -> Plain:
    """A text in lower case with slang and spellings of chat in plain words.

    Args:
        text: in lower case.
        slang: False when it is known to hold no word of `SLANG`.
    """
    if not slang and not any(sign in text for sign in _SIGNS_OF_SOME):
        return Plain(text)
    parts: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    at = length = 0
    for match in (_ANY if slang else _SOME).finditer(text):
        new = READ_AS[match.group()]
        parts += (text[at : match.start()], new)
        length += match.start() - at + len(new)
        at = match.end()
        starts.append(length)
        shifts.append(at - length)
    if not parts:
        return Plain(text)
    return Plain("".join((*parts, text[at:])), tuple(starts), tuple(shifts))

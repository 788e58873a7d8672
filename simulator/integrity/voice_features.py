"""What the classifier of voice sees of a sentence. Training and run time share this file, so they cannot drift apart.

A sentence becomes word numbers and class numbers (a function word is its own class, a content word belongs to one of a
few hundred classes of like meaning, so that a word never seen in training still stands in a known pattern), and these
become the places of a table of weights: words, pairs of words, pairs and triples of classes, and who is spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

UNKNOWN = ("<unk>", "<unk-ing>", "<unk-ed>", "<unk-ly>", "<unk-s>", "<unk-tion>")
SPECIAL = ("<name>", "<number>", "<quote>", "<begin>", "<end>", "<mark>", *UNKNOWN)
PUNCTUATION = (
    ".",
    "...",
    "?",
    "!",
    ",",
    ":",
    ";",
    "(",
    ")",
    "[",
    "]",
    "*",
    "#",
    "{",
    "}",
    "<",
    ">",
    "|",
    "/",
    "_",
    "-",
    "=",
)

MAX_TOKENS = 28
"""Tokens of one window. A longer sentence is read in windows, and the sums are added."""
WEIGHT_BITS = 17
"""The table of patterns has two to this many places."""

_TOKEN = re.compile(
    r"\x02|[A-Za-z]+(?:'[A-Za-z]{1,3}(?![A-Za-z]))*|\d+(?:[.,:]\d+)*|\.{2,}|[?!]+|[^\sA-Za-z\d]"
)
_BREAK = "\x01"
_DOUBLE = re.compile(r'"[^"]{0,600}"')
_SINGLE = re.compile(
    r"(?<![\w'])'(?!(?:cause|em|til|bout|n|tis|twas)\b)(?=\w)(?:[^'\n]|(?<=\w)'(?=\w)){2,400}?'(?![\w'])"
)
_QUOTES = (
    {ord(c): '"' for c in "“”„«»"}
    | {ord(c): "'" for c in "‘’‚´`"}
    | {0x2026: "...", 0x2013: "-", 0x2014: "-"}
)
_FIRST = frozenset(("i", "i'm", "i've", "i'd", "i'll", "me", "my", "mine", "myself"))
_SECOND = frozenset(("you", "you're", "you've", "you'd", "you'll", "your", "yours", "yourself"))
_THIRD = frozenset(
    (
        "he",
        "she",
        "he's",
        "she's",
        "he'd",
        "she'd",
        "he'll",
        "she'll",
        "him",
        "her",
        "his",
        "hers",
        "himself",
        "herself",
    )
) | {"they", "them", "their"}
_TOGETHER = frozenset(("we", "we're", "we've", "we'll", "our", "us", "let's", "ourselves"))
_MASK = (1 << WEIGHT_BITS) - 1
_CACHE_LIMIT = 50_000


class Lexicon:
    """Words, their numbers and their classes.

    Args:
        words: lower case, without the special ones and punctuation, which are put in front.
        classes: for each of `words` its class, or -1 for a function word, which becomes a class of its own.
        aliases: other spellings and the word that each stands for.
    """

    def __init__(
        self, words: Sequence[str], classes: Sequence[int], aliases: Iterable[tuple[str, str]] = ()
    ) -> None:
        head = [*SPECIAL, *PUNCTUATION]
        self.size = len(head) + len(words)
        self.number = dict(zip([*head, *words], range(self.size), strict=True))
        own = 1000
        self.classes = list(range(own, own + len(head)))
        for offset, kind in enumerate(classes):
            self.classes.append(kind if kind >= 0 else own + len(head) + offset)
        self.plain = frozenset(w for w, kind in zip(words, classes, strict=True) if kind < 0)
        for other, word in aliases:
            if other not in self.number and word in self.number:
                self.number[other] = self.number[word]
        self._cache: dict[str, int] = {}
        number = self.number
        self.begin, self.end, self.name = number["<begin>"], number["<end>"], number["<name>"]
        self.question, self.quote = number["?"], number["<quote>"]
        self.first = frozenset(number[w] for w in _FIRST if w in number)
        self.second = frozenset(number[w] for w in _SECOND if w in number)
        self.third = frozenset(number[w] for w in _THIRD if w in number)
        self.together = frozenset(number[w] for w in _TOGETHER if w in number)

    def numbers(self, text: str) -> list[int]:
        """The word numbers of a sentence whose quoted words have been masked."""
        tokens = _TOKEN.findall(text)
        if not tokens:
            return []
        cache = self._cache
        try:
            found = list(map(cache.__getitem__, tokens))
        except KeyError:
            found = [cache[t] if t in cache else self._look_up(t) for t in tokens]
        first = tokens[0]
        if found[0] == self.name and first.lower() in self.number:
            found[0] = self.number[first.lower()]
        return found

    def _look_up(self, token: str) -> int:
        if len(self._cache) > _CACHE_LIMIT:
            self._cache.clear()
        number = self._cache[token] = self._kind(token)
        return number

    def _kind(self, token: str) -> int:
        number, low = self.number, token.lower()
        if token == "\x02":
            return self.quote
        if token[0].isdigit():
            return number["<number>"]
        if not token[0].isalpha() or not token.isascii():
            if token[0] in "?!":
                return number["?" if "?" in token else "!"]
            return number["..."] if token.startswith("..") else number.get(token, number["<mark>"])
        if low in number and (token == low or low in self.plain or (token.isupper() and len(token) > 1)):
            return number[low]
        if token != low and not token.isupper():
            return self.name
        for suffix in ("ing", "ed", "ly", "tion", "s"):
            if low.endswith(suffix):
                return number[f"<unk-{suffix}>"]
        return number["<unk>"]

    def patterns(self, numbers: Sequence[int]) -> list[int]:
        """The places of a window's patterns in the table: pairs of words, pairs and triples of classes, and who is spoken of."""
        kinds = self.classes
        w = [self.begin, *numbers, self.end]
        c = [kinds[n] for n in w]
        places = [(a * 40503 + b * 30011 + 7) & _MASK for a, b in pairwise(w)]
        places += [(a * 60013 + b * 35023 + 3) & _MASK for a, b in pairwise(c)]
        places += [
            (a * 90001 + b * 47111 + d * 15101 + 5) & _MASK for a, b, d in zip(c, c[1:], c[2:], strict=False)
        ]
        places += self._whole(numbers, c)
        return places

    def _whole(self, numbers: Sequence[int], kinds: Sequence[int]) -> list[int]:
        seen = set(numbers)
        people = (
            (not seen.isdisjoint(self.first))
            + 2 * (not seen.isdisjoint(self.second))
            + 4 * (not seen.isdisjoint(self.third))
            + 8 * (not seen.isdisjoint(self.together))
        )
        shape = people + 16 * (self.name in seen) + 32 * (self.question in seen) + 64 * (self.quote in seen)
        length = min(len(numbers) // 4, 7)
        return [
            (people * 7919 + 11) & _MASK,
            (shape * 104729 + 13) & _MASK,
            (shape * 8 + length) * 611953 + 17 & _MASK,
            (people * 1299709 + kinds[1] * 331 + 19) & _MASK,
            (people * 15485863 + kinds[-2] * 577 + length * 31 + 23) & _MASK,
        ]

    def windows(self, text: str) -> list[tuple[list[int], list[int]]]:
        """Word numbers and places of patterns, window by window."""
        numbers = self.numbers(text)
        if len(numbers) <= MAX_TOKENS:
            return [(numbers, self.patterns(numbers))] if numbers else []
        parts = [numbers[i : i + MAX_TOKENS] for i in range(0, len(numbers), MAX_TOKENS)]
        return [(part, self.patterns(part)) for part in parts]


def mask_quotes(sentences: Sequence[str]) -> list[str]:
    """The sentences with one kind of quote, and quoted words put out of sight; a quote may run over several sentences."""
    text = _BREAK.join(sentence.replace(_BREAK, " ") for sentence in sentences)
    if not text.isascii():
        text = text.translate(_QUOTES)
    if '"' in text:
        text = _DOUBLE.sub(_hide, text)
    if "'" in text:
        text = _SINGLE.sub(_hide, text)
    return text.split(_BREAK)


def _hide(match: re.Match[str]) -> str:
    """A mark for the quoted words in each of the sentences that they touch."""
    return f" \x02 {_BREAK}" * match.group().count(_BREAK) + " \x02 "

"""What the classifier of voice sees of a sentence. Training and run time share this file, so they cannot drift apart.

A sentence becomes the numbers of its words. A word that is rare shares the number of a common one of like meaning; a word
that is not known is read by its ending; names, numbers, quoted words and marks have numbers of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain

from simulator.integrity.letters import may_open_quote

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
_LIMIT, _LONGEST = 50_000, 40
"""Pieces of text that are remembered, and characters of one."""


class Lexicon:
    """Words and their numbers.

    Args:
        words: lower case, without the special ones and punctuation, which are put in front.
        plain: how many of `words`, from the first, are function words: a capital letter makes no name of them.
        aliases: other spellings and rare words, and the word that each stands for.
    """

    def __init__(self, words: Sequence[str], plain: int = 0, aliases: Iterable[tuple[str, str]] = ()) -> None:
        head = [*SPECIAL, *PUNCTUATION]
        self.size = len(head) + len(words)
        self.number = dict(zip([*head, *words], range(self.size), strict=True))
        self.plain = frozenset(words[:plain])
        known = self.number
        self.number = {other: known[word] for other, word in aliases if word in known} | known
        self._pieces = _Pieces(self)
        number = self.number
        self.begin, self.end, self.name = number["<begin>"], number["<end>"], number["<name>"]
        self.unknown, self.quote = number["<unk>"], number["<quote>"]

    def numbers(self, text: str) -> list[int]:
        """The word numbers of a sentence whose quoted words have been masked.

        No token holds white space, so what stands between is cut into tokens once and found again the next time.
        """
        pieces = text.split()
        found = list(chain.from_iterable(map(self._pieces.__getitem__, pieces)))
        if found and found[0] == self.name:
            first = _TOKEN.findall(pieces[0])[0].lower()
            found[0] = self.number.get(first, self.name)
        return found

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


class _Pieces(dict[str, tuple[int, ...]]):
    """The numbers of pieces of text without white space, worked out when a piece is met for the first time."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._kind = lexicon._kind

    def __missing__(self, piece: str) -> tuple[int, ...]:
        numbers = tuple(map(self._kind, _TOKEN.findall(piece)))
        if len(piece) <= _LONGEST:
            if len(self) > _LIMIT:
                self.clear()
            self[piece] = numbers
        return numbers


def mask_quotes(sentences: Sequence[str]) -> list[str]:
    """The sentences with one kind of quote, and quoted words put out of sight; a quote may run over several sentences."""
    text = _BREAK.join(sentences)
    if text.count(_BREAK) >= len(sentences):
        text = _BREAK.join(sentence.replace(_BREAK, " ") for sentence in sentences)
    if not text.isascii():
        text = text.translate(_QUOTES)
    if '"' in text:
        text = _DOUBLE.sub(_hide, text)
    if may_open_quote(text):
        text = _SINGLE.sub(_hide, text)
    return text.split(_BREAK)


def _hide(match: re.Match[str]) -> str:
    """A mark for the quoted words in each of the sentences that they touch."""
    return f" \x02 {_BREAK}" * match.group().count(_BREAK) + " \x02 "

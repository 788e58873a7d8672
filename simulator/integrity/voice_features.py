"""What the classifier of voice sees of a sentence. Training and run time share this file, so they cannot drift apart.

A sentence becomes the numbers of its words. A word that is rare shares the number of a common one of like meaning; a word
that is not known is read by its ending; names, numbers, quoted words and marks have numbers of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

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
_CACHE_LIMIT = 50_000


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
        for other, word in aliases:
            if other not in self.number and word in self.number:
                self.number[other] = self.number[word]
        self._cache: dict[str, int] = {}
        number = self.number
        self.begin, self.end, self.name = number["<begin>"], number["<end>"], number["<name>"]
        self.unknown, self.quote = number["<unk>"], number["<quote>"]

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

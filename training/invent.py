"""Sentences made of the corpus' own: two halves joined, words exchanged for like ones, clauses left out, persons swapped.

Many are odd. They are not rows: nobody labelled them. They show the small net what the large one, which does understand
them (`training/teacher.py`), would say of words and turns of phrase that stand side by side in no row.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from training.lexicon import FUNCTION, WORDS
from training.vary import chat, formal, heard, slip

_TOKEN = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)*|\d+|[^\sA-Za-z\d]")
_NEAR, _LEAST = 14, 0.35
"""Neighbours of a word that may stand in its place, and how like it they must be."""
_SWAPPED = {
    "i": "you", "you": "I", "my": "your", "your": "my", "me": "you", "am": "are", "i'm": "you're", "you're": "I'm",
    "mine": "yours", "yours": "mine", "i've": "you've", "you've": "I've", "i'd": "you'd", "you'd": "I'd",
    "myself": "yourself", "yourself": "myself", "i'll": "you'll", "patient": "therapist", "therapist": "patient",
    "client": "counsellor",
}  # fmt: skip


class Inventor:
    """Makes sentences of given ones.

    Args:
        texts: sentences.
        seed: the same seed gives the same sentences.
    """

    def __init__(self, texts: Sequence[str], seed: int) -> None:
        self._chance = random.Random(seed)
        self._tokens = [t for t in map(_TOKEN.findall, texts) if t]
        self._where: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._pairs: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._follow: dict[str, list[str]] = defaultdict(list)
        for i, tokens in enumerate(self._tokens):
            for k in range(1, len(tokens) - 1):
                self._where[tokens[k].lower()].append((i, k))
            marked = ["", "", *tokens, ""]
            for a, b, c in zip(marked, marked[1:], marked[2:], strict=False):
                self._pairs[(a.lower(), b.lower())].append(c)
                self._follow[b.lower()].append(c)
        stored = np.load(WORDS)
        self._words = str(stored["words"]).split("\n")
        vectors = stored["vectors"].astype(np.float32)
        self._vectors = vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)
        self._place = {w: i for i, w in enumerate(self._words)}
        self._like: dict[str, list[str]] = {}

    def sentences(self, many: int) -> list[str]:
        """So many different sentences."""
        made: dict[str, None] = {}
        while len(made) < many:
            text = self._one()
            if len(text) > 12 and any(c.isalpha() for c in text):
                made[text] = None
        return list(made)

    def _one(self) -> str:
        chance, kind = self._chance, self._chance.random()
        if kind < 0.25:
            tokens = self._joined()
        elif kind < 0.4:
            tokens = self._walk()
        elif kind < 0.5:
            tokens = [_SWAPPED.get(w.lower(), w) for w in chance.choice(self._tokens)]
        else:
            tokens = list(chance.choice(self._tokens))
            commas = [i for i, w in enumerate(tokens) if w == ","]
            if commas and chance.random() < 0.3:
                cut = chance.choice(commas)
                tokens = [*tokens[:cut], "."] if chance.random() < 0.5 else tokens[cut + 1 :]
        if chance.random() < 0.6:
            share = chance.choice((0.15, 0.3, 0.5))
            tokens = [self._exchanged(w) if chance.random() < share else w for w in tokens]
        if tokens and chance.random() < 0.08:
            del tokens[chance.randrange(len(tokens))]
        text = _written(tokens)
        return chance.choice((chat, heard, formal, slip))(text, chance) if chance.random() < 0.12 else text

    def _joined(self) -> list[str]:
        """The beginning of one sentence and the end of another that share a word."""
        for _ in range(8):
            i = self._chance.randrange(len(self._tokens))
            tokens = self._tokens[i]
            if len(tokens) < 4:
                continue
            k = self._chance.randrange(1, len(tokens) - 1)
            j, m = self._chance.choice(self._where[tokens[k].lower()])
            joined = tokens[:k] + self._tokens[j][m:]
            if j != i and 3 < len(joined) < 40:
                return joined
        return list(tokens)

    def _walk(self) -> list[str]:
        """From word to word as some sentence went on from there."""
        made: list[str] = []
        a = b = ""
        while len(made) < 32:
            going = self._pairs[(a, b)]
            word = self._chance.choice(
                self._follow[b] if self._chance.random() < 0.25 or not going else going
            )
            if not word:
                break
            made.append(word)
            a, b = b, word.lower()
        return made

    def _exchanged(self, word: str) -> str:
        low = word.lower()
        if low not in self._like:
            self._like[low] = self._neighbours(low)
        if not self._like[low]:
            return word
        other = self._chance.choice(self._like[low])
        return other.capitalize() if word[0].isupper() else other

    def _neighbours(self, low: str) -> list[str]:
        at = self._place.get(low)
        if at is None or low in FUNCTION:
            return []
        like = self._vectors @ self._vectors[at]
        best = np.argsort(-like, kind="stable")[1:_NEAR]
        return [self._words[j] for j in best if like[j] > _LEAST and self._words[j] not in FUNCTION]


def _written(tokens: Sequence[str]) -> str:
    text = re.sub(r" ([.,;:?!)\]’])", r"\1", " ".join(tokens))
    return re.sub(r"([(\[]) ", r"\1", text)

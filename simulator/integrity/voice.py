"""The embedded classifier of voice: who talks like that, sentence by sentence, judged among its neighbours.

Two steps. The first, a small net, reads each sentence alone: it looks at every three words in a row with some hundred
filters, keeps the strongest answer of each, and says how much the sentence sounds like a patient, a therapist, an
assistant or a narrator. The second, one linear model for each speaker, weighs that against the sentences around it and
against whose turn it is. Where nothing speaks against it, the voice is the speaker's own. How it was trained and how
often it is wrong: docs/model-card-voice.md.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import exp, log
from operator import mul
from typing import Any

from simulator.errors import InputError
from simulator.integrity.voice_features import Lexicon, mask_quotes
from simulator.transcript import Speaker

VOICES = ("patient", "therapist", "assistant", "narrator")
MAGIC = b"voice-model 2\n"
MODEL_FILE = "voice.bin"
PLACES = 3
"""Words that a filter sees at once."""
FIELD = 2
"""Bytes of one filter's answer in an integer that holds those of all filters; adding and comparing such integers does
the work of all filters at once. The weights are bytes, so that a sum of three needs ten bits; the highest bit is kept
free for comparing."""
CONTEXT_FEATURES = 29
_FLOOR = -7.0
_SURE = -4.5
"""Logarithm of a probability: a sentence that sounds less than this like any other voice is the speaker's own."""
PREVIOUS_CHARACTERS = 600
_MOST, _LAST = 240, 60
"""Sentences that are judged, and how many of them are the last ones; those between count as the speaker's own."""
_LONGEST = 2000
"""Characters of one sentence that are judged."""


@dataclass(frozen=True, slots=True)
class VoiceScores:
    """Probabilities, which add up to 1, that a sentence is in a voice."""

    patient: float
    therapist: float
    assistant: float
    narrator: float

    def of(self, voice: str) -> float:
        """The probability of one voice by its name."""
        return float(getattr(self, voice))


class _Weights(dict[int, int]):
    """What the filters say of a word at one of their places, for each word number; made when first asked for.

    With `top` the highest bit of each field is set.
    """

    def __init__(self, table: bytes, filters: int, top: bool) -> None:
        super().__init__()
        self._table, self._filters = table, filters
        self._high = (b"\x80" if top else b"\0") * filters

    def __missing__(self, number: int) -> int:
        wide = bytearray(FIELD * self._filters)
        wide[1::FIELD] = self._high
        wide[::FIELD] = self._table[number * self._filters : (number + 1) * self._filters]
        made = self[number] = int.from_bytes(wide, "little")
        return made


class VoiceModel:
    """A trained classifier. It keeps no state between calls but caches of words.

    Args:
        lexicon: words and numbers.
        header: what else the model file says: floors, voices, bias, the second step's weights, figures.
        tables: for each place of a filter one byte for each word and filter.
    """

    def __init__(self, lexicon: Lexicon, header: dict[str, Any], tables: Sequence[bytes]) -> None:
        self.lexicon = lexicon
        self.header = header
        filters = self._filters = int(header["filters"])
        if len(tables) != PLACES or any(len(t) != lexicon.size * filters for t in tables):
            raise ValueError("a table of weights has the wrong size")
        self._before, self._middle, self._after = (
            _Weights(table, filters, place == 1).__getitem__ for place, table in enumerate(tables)
        )
        self._top = int.from_bytes(b"\x00\x80" * filters, "little")
        floors = [int(v) for v in header["floors"]]
        self._floor = int.from_bytes(b"".join(v.to_bytes(FIELD, "little") for v in floors), "little")
        first, *others = ([*row, b] for row, b in zip(header["voices"], header["bias"], strict=True))
        if len(floors) != filters or {len(first), *map(len, others)} != {filters + 1} or len(others) != 3:
            raise ValueError("the filters do not fit")
        # only differences count, so the first voice stays at nought
        self._voices = [tuple(float(b) - float(a) for a, b in zip(first, row, strict=True)) for row in others]
        self._last: tuple[str, frozenset[int]] = ("", frozenset())
        self._second = {
            s: tuple(tuple(row) for row in header["context"][s]) for s in ("patient", "therapist")
        }

    def sentences(self, sentences: Sequence[str], speaker: Speaker, previous: str = "") -> list[VoiceScores]:
        """How each sentence of a turn sounds.

        Args:
            sentences: the turn's sentences in order; quoted words in them are not judged.
            speaker: whose turn it is meant to be.
            previous: the partner's turn that this one answers, or nothing.

        Returns:
            One entry for each sentence, in the same order. Of a turn of more than 240 sentences the middle is not judged.
        """
        if not sentences:
            return []
        if len(sentences) > _MOST:
            kept = [*sentences[: _MOST - _LAST], *sentences[-_LAST:]]
            scores = self.sentences(kept, speaker, previous)
            own = VoiceScores(*(float(v == speaker) for v in VOICES))
            return [*scores[:-_LAST], *[own] * (len(sentences) - _MOST), *scores[-_LAST:]]
        alone = [self.alone(text[:_LONGEST]) for text in mask_quotes(sentences)]
        rows = context_features(alone, speaker, self._heard(previous))
        weights = self._second[speaker]
        own = VoiceScores(*(float(v == speaker) for v in VOICES))
        found = []
        for row in rows:
            if row[1] < _SURE > row[2] and row[3] < _SURE:
                found.append(own)
                continue
            mine, partner, assistant, narrator = _softmax([sum(map(mul, w, row)) for w in weights])
            patient, therapist = (mine, partner) if speaker == "patient" else (partner, mine)
            found.append(VoiceScores(patient, therapist, assistant, narrator))
        return found

    def alone(self, masked: str) -> Alone:
        """The first step: one sentence, its quotes masked, without its neighbours."""
        numbers = self.lexicon.numbers(masked)
        if not numbers:
            return Alone([0.0] * len(VOICES), frozenset(), 0)
        best, top = self._floor, self._top
        befores = map(self._before, [self.lexicon.begin, *numbers[:-1]])
        afters = map(self._after, [*numbers[1:], self.lexicon.end])
        for before, middle, after in zip(befores, map(self._middle, numbers), afters, strict=True):
            value = before + middle + after
            # the middle word brings the highest bit of each field; it stays where value >= best, and spread over the
            # field it picks the greater of both
            greater = (value - best) & top
            best ^= (value ^ best) & (greater - (greater >> 15))
        found = array("H", best.to_bytes(FIELD * self._filters, sys.byteorder))
        if sys.byteorder == "big":
            found.reverse()
        values = [*found, 1]
        logits = [0.0, *(sum(map(mul, row, values)) for row in self._voices)]
        return Alone(logits, frozenset(numbers), len(numbers))

    def _heard(self, previous: str) -> frozenset[int]:
        if previous != self._last[0]:
            self._last = (previous, frozenset(self.lexicon.numbers(previous[-PREVIOUS_CHARACTERS:])))
        return self._last[1]


@dataclass(frozen=True, slots=True)
class Alone:
    """What the first step says of one sentence."""

    logits: list[float]
    words: frozenset[int]
    length: int
    """Tokens."""


def context_features(alone: Sequence[Alone], speaker: Speaker, heard: frozenset[int]) -> list[list[float]]:
    """The second step's view of each sentence: its own scores, those around it, its place and length.

    Scores are logarithms of probabilities in the order own, partner, assistant, narrator.
    """
    order = (0, 1, 2, 3) if speaker == "patient" else (1, 0, 2, 3)
    scores = [_log_softmax([a.logits[k] for k in order]) for a in alone]
    count = len(scores)
    sums = [sum(column) for column in zip(*scores, strict=True)]
    margins = [[s[1] - s[0], s[2] - s[0], s[3] - s[0]] for s in scores]
    best = [max(column) for column in zip(*margins, strict=True)]
    nothing = [-0.7, -2.0, -2.0, -3.0]
    rows = []
    for i, (a, s) in enumerate(zip(alone, scores, strict=True)):
        others = [(t - v) / (count - 1) for t, v in zip(sums, s, strict=True)] if count > 1 else nothing
        overlap = len(a.words & heard) / (len(a.words) or 1)
        m = margins[i]
        rows.append(
            [
                *s,
                *others,
                *(scores[i - 1] if i else nothing),
                *(scores[i + 1] if i + 1 < count else nothing),
                *best,
                float(i == 0),
                float(i + 1 == count),
                float(count == 1),
                min(a.length, 40) / 20,
                float(a.length < 4),
                overlap,
                float(bool(heard)),
                max(m[1], m[2]) * min(a.length, 20) / 20,
                m[0] * min(a.length, 20) / 20,
                1.0,
            ]
        )
    return rows


def _softmax(values: Sequence[float]) -> list[float]:
    top = max(values)
    powers = [exp(v - top) for v in values]
    total = sum(powers)
    return [p / total for p in powers]


def _log_softmax(values: Sequence[float]) -> list[float]:
    top = max(values)
    total = top + log(sum([exp(v - top) for v in values]))
    return [max(v - total, _FLOOR) for v in values]


def read_model(data: bytes) -> VoiceModel:
    """The model in the bytes of a model file.

    Raises:
        InputError: they are not a model of this version.
    """
    try:
        if not data.startswith(MAGIC):
            raise ValueError("it does not begin as one")
        line, _, body = data[len(MAGIC) :].partition(b"\n")
        header = json.loads(line)
        parts, at = [], 0
        for size in header["sizes"]:
            parts.append(body[at : at + size])
            at += size
        if at != len(body):
            raise ValueError("it is cut short or has something behind it")
        words, rare = (part.decode("utf-8").split("\n") for part in parts[:2])
        stands_for = array("H", parts[2])
        if sys.byteorder == "big":
            stands_for.byteswap()
        aliases = {w: words[n] for w, n in zip(rare, stands_for, strict=True)} | header["aliases"]
        return VoiceModel(Lexicon(words, header["plain"], aliases.items()), header, parts[3:])
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise InputError(
            f"this is no model of voice: {error}", remedy="train one with `make train-guard`"
        ) from error


@lru_cache(maxsize=1)
def load_voice() -> VoiceModel:
    """The shipped model, read once.

    Raises:
        InputError: its file is damaged.
    """
    return read_model(files("simulator.integrity").joinpath(MODEL_FILE).read_bytes())

"""The embedded classifier of voice: who talks like that, sentence by sentence, judged among its neighbours.

Two linear steps. The first reads each sentence alone (`voice_features`) and says how much it sounds like a patient, a
therapist, an assistant or a narrator. The second, one for each speaker, weighs that against the sentences around it
and against whose turn it is. Where nothing speaks against it, the voice is the speaker's own. How it was trained and
how often it is wrong: docs/model-card-voice.md.
"""

from __future__ import annotations

import json
import sys
import zlib
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
MAGIC = b"voice-model 1\n"
MODEL_FILE = "voice.bin"
FIELD_BITS, FIELD_BIAS = 15, 128
"""A place of a table holds four weights, one for each voice, in fields of an integer; the bias keeps them positive.
Four fields fit 60 bits, where adding is fastest; a window of MAX_TOKENS cannot overflow one."""
CONTEXT_FEATURES = 29
_FIELD = (1 << FIELD_BITS) - 1
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


class VoiceModel:
    """A trained classifier. It keeps no state between calls but a cache of words.

    Args:
        lexicon: words, numbers and classes.
        header: what else the model file says: scale, bias, the second step's weights, figures.
        words: weights of each word; patterns: weights of each pattern.
    """

    def __init__(
        self, lexicon: Lexicon, header: dict[str, Any], words: list[int], patterns: list[int]
    ) -> None:
        self.lexicon = lexicon
        self.header = header
        self._words, self._patterns = words, patterns
        self._last: tuple[str, frozenset[int]] = ("", frozenset())
        self._scale = float(header["scale"])
        self._bias = tuple(float(b) for b in header["bias"])
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
        count = 0
        numbers: list[int] = []
        scores = [0, 0, 0, 0]
        for part, places in self.lexicon.windows(masked):
            total = sum(map(self._words.__getitem__, part)) + sum(map(self._patterns.__getitem__, places))
            size = len(part) + len(places)
            count += size
            numbers += part
            for k in range(4):
                scores[k] += ((total >> (FIELD_BITS * k)) & _FIELD) - FIELD_BIAS * size
        factor = self._scale / count**0.5 if count else 0.0
        logits = [s * factor + b for s, b in zip(scores, self._bias, strict=True)]
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
        blob, parts, at = zlib.decompress(body), [], 0
        for size in header["sizes"]:
            parts.append(blob[at : at + size])
            at += size
        words = parts[0].decode("utf-8").split("\n")
        classes, tables = array("h", parts[1]), [array("q", part) for part in parts[2:4]]
        if sys.byteorder == "big":
            for table in (classes, *tables):
                table.byteswap()
        lexicon = Lexicon(words, classes, header["aliases"].items())
        return VoiceModel(lexicon, header, tables[0].tolist(), tables[1].tolist())
    except (ValueError, KeyError, TypeError, zlib.error, IndexError) as error:
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

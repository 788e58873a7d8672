"""The embedded classifier of voice: who talks like that, sentence by sentence, judged among its neighbours.

Two steps. The first, a small net, reads each sentence alone: it looks at every three words in a row with some hundred
filters, keeps the strongest answer of each, and says how much the sentence sounds like a patient, a therapist, an
assistant or a narrator. The second, one linear model for each speaker, weighs that against the sentences around it and
against whose turn it is. Where nothing speaks against it, the voice is the speaker's own. How it was trained and how
often it is wrong: docs/model-card-voice.md.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.errors import InputError
from simulator.integrity.voice_features import Lexicon, mask_quotes
from simulator.transcript import Speaker

VOICES = ("patient", "therapist", "assistant", "narrator")
MAGIC = b"voice-model 2\n"
MODEL_FILE = "voice.bin"
PLACES = 3
"""Words that a filter sees at once."""
CONTEXT_FEATURES = 29
PREVIOUS_CHARACTERS = 600
_FLOOR = -7.0
_UNIT = 1 << 32
"""Of the first step's weights, which are whole numbers: their sums stay below 2^53, so they are exact in every order and on
every machine."""
_MOST, _LAST = 240, 60
"""Sentences that are judged, and how many of them are the last ones; those between count as the speaker's own."""
_LONGEST = 2000
"""Characters of one sentence that are judged."""
_ALONE = np.array([-0.7, -2.0, -2.0, -3.0])
"""What stands for a neighbour that is not there."""
_ORDER = {"patient": [0, 1, 2, 3], "therapist": [1, 0, 2, 3]}
"""Own, partner, assistant, narrator, as places in VOICES; it is its own inverse."""

Array = NDArray[np.float64]
_most, _sum = np.maximum.reduce, np.add.reduce
"""As the methods `max` and `sum`, which take a turn through Python before they come to these."""


class VoiceScores(NamedTuple):
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
        lexicon: words and numbers.
        header: what else the model file says: floors, voices, bias, the second step's weights, figures.
        tables: for each place of a filter one byte for each word and filter.
    """

    def __init__(
        self, lexicon: Lexicon, header: dict[str, Any], tables: Sequence[bytes | memoryview]
    ) -> None:
        self.lexicon, self.header = lexicon, header
        filters = int(header["filters"])
        if len(tables) != PLACES or any(len(t) != lexicon.size * filters for t in tables):
            raise ValueError("a table of weights has the wrong size")
        # a word's three rows side by side, so that they are fetched together
        self._table = np.empty((lexicon.size, PLACES * filters), np.uint8)
        for place, table in enumerate(tables):
            columns = self._table[:, place * filters : (place + 1) * filters]
            columns[:] = np.frombuffer(table, np.uint8).reshape(-1, filters)
        self._floors = np.array(header["floors"], np.uint16)
        weights = np.column_stack([header["voices"], header["bias"]])
        if self._floors.shape != (filters,) or weights.shape != (len(VOICES), filters + 1):
            raise ValueError("the filters do not fit")
        # whole numbers of units: to divide by a power of two changes no digit of what they add up to
        whole = np.rint(weights.T * _UNIT) / _UNIT
        self._voices, self._bias = whole[:-1], whole[-1]
        self._second: dict[str, Array] = {s: np.array(header["context"][s]).T for s in _ORDER}
        if any(w.shape != (CONTEXT_FEATURES, len(VOICES)) for w in self._second.values()):
            raise ValueError("the second step does not fit")
        self._last: tuple[str, frozenset[int]] = ("", frozenset())

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
        numbers = [self.lexicon.numbers(text[:_LONGEST]) for text in mask_quotes(sentences)]
        rows = context_features(self.logits(numbers), numbers, speaker, self._heard(previous))
        odds = rows @ self._second[speaker]
        shares = np.exp(odds - _most(odds, axis=1, keepdims=True))
        shares /= _sum(shares, axis=1, keepdims=True)
        return list(map(VoiceScores._make, shares[:, _ORDER[speaker]].tolist()))

    def logits(self, sentences: Sequence[Sequence[int]]) -> Array:
        """The first step: how each sentence sounds without its neighbours, a row of four logits each; no word, no leaning.

        Args:
            sentences: the word numbers of each.
        """
        begin, end = self.lexicon.begin, self.lexicon.end
        flat, worded, spans = [begin], [], []
        for k, words in enumerate(sentences):
            if words:
                worded.append(k)
                spans.append((len(flat) - 1, len(flat) - 1 + len(words)))
                flat += words
                flat += (end, begin)
        if not worded:
            return np.zeros((len(sentences), len(VOICES)))
        filters = len(self._floors)
        rows = self._table.take(np.frombuffer(array("i", flat[:-1]), np.intc), axis=0)
        seen = np.add(rows[:-2, :filters], rows[1:-1, filters : 2 * filters], dtype=np.uint16)
        seen += rows[2:, 2 * filters :]
        # the places at the seams between two sentences are in no span
        best = np.empty((len(worded), filters), np.uint16)
        for row, (start, stop) in zip(best, spans, strict=True):
            _most(seen[start:stop], axis=0, out=row)
        np.maximum(best, self._floors, out=best)
        scores: Array = best @ self._voices
        scores += self._bias
        if len(worded) == len(sentences):
            return scores
        found = np.zeros((len(sentences), len(VOICES)))
        found[worded] = scores
        return found

    def _heard(self, previous: str) -> frozenset[int]:
        if previous != self._last[0]:
            self._last = (previous, frozenset(self.lexicon.numbers(previous[-PREVIOUS_CHARACTERS:])))
        return self._last[1]


def context_features(
    logits: Array, sentences: Sequence[Sequence[int]], speaker: Speaker, heard: frozenset[int]
) -> Array:
    """The second step's view of each sentence: its own scores, those around it, its place and length.

    Scores are logarithms of probabilities in the order own, partner, assistant, narrator.

    Args:
        logits: of the first step, a row for each sentence.
        sentences: the word numbers of each.
        speaker: whose turn it is meant to be.
        heard: word numbers of the partner's turn that is answered.

    Returns:
        A row of CONTEXT_FEATURES numbers for each sentence.
    """
    count = len(logits)
    ordered = logits[:, _ORDER[speaker]]
    ordered -= _most(ordered, axis=1, keepdims=True)
    scores = ordered - np.log(_sum(np.exp(ordered), axis=1, keepdims=True))
    np.maximum(scores, _FLOOR, out=scores)
    margins = scores[:, 1:] - scores[:, :1]
    alike = [len(heard.intersection(words)) / (len(set(words)) or 1) for words in sentences]
    lengths = np.array([len(words) for words in sentences], float)
    rows = np.zeros((count, CONTEXT_FEATURES))
    rows[:, 0:4] = scores
    rows[:, 4:8] = (_sum(scores, axis=0) - scores) / (count - 1) if count > 1 else _ALONE
    rows[0, 8:12] = rows[-1, 12:16] = _ALONE
    rows[1:, 8:12], rows[:-1, 12:16] = scores[:-1], scores[1:]
    rows[:, 16:19] = _most(margins, axis=0)
    rows[0, 19] = rows[-1, 20] = 1.0
    rows[:, 21] = count == 1
    rows[:, 22] = np.minimum(lengths, 40) / 20
    rows[:, 23] = lengths < 4
    rows[:, 24] = alike
    rows[:, 25] = bool(heard)
    weight = np.minimum(lengths, 20) / 20
    rows[:, 26] = _most(margins[:, 1:], axis=1) * weight
    rows[:, 27] = margins[:, 0] * weight
    rows[:, 28] = 1.0
    return rows


def read_model(data: bytes) -> VoiceModel:
    """The model in the bytes of a model file.

    Raises:
        InputError: they are not a model of this version.
    """
    try:
        if not data.startswith(MAGIC):
            raise ValueError("it does not begin as one")
        at = data.index(b"\n", len(MAGIC)) + 1
        header = json.loads(data[len(MAGIC) : at])
        parts, body = [], memoryview(data)
        for size in header["sizes"]:
            parts.append(body[at : at + size])
            at += size
        if at != len(data) or sum(map(len, parts)) != sum(header["sizes"]):
            raise ValueError("it is cut short or has something behind it")
        words, rare = (str(part, "utf-8").split("\n") for part in parts[:2])
        stands_for = np.frombuffer(parts[2], "<u2").tolist()
        aliases = {w: words[n] for w, n in zip(rare, stands_for, strict=True)} | header["aliases"]
        return VoiceModel(Lexicon(words, header["plain"], aliases.items()), header, parts[3:])
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise InputError(
            f"this is not a model of voice: {error}", remedy="train one with `make train-guard`"
        ) from error


@lru_cache(maxsize=1)
def load_voice() -> VoiceModel:
    """The shipped model, read once.

    Raises:
        InputError: its file is damaged.
    """
    return read_model(files("simulator.integrity").joinpath(MODEL_FILE).read_bytes())

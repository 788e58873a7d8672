"""Fitting the two steps of the classifier, and packing them into the model file."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from simulator.integrity.voice import (
    CONTEXT_FEATURES,
    FIELD_BIAS,
    FIELD_BITS,
    MAGIC,
    PREVIOUS_CHARACTERS,
    VOICES,
    Alone,
    context_features,
)
from simulator.integrity.voice_features import WEIGHT_BITS, Lexicon, mask_quotes
from training.lexicon import Words
from training.rows import Turn

VECTOR_SCALE = 1.5
ORDER = {v: k for k, v in enumerate(VOICES)}


@dataclass
class Counted:
    """Sentences as counts: of words and of patterns, each row divided by the root of how many there are."""

    words: sparse.csr_matrix
    patterns: sparse.csr_matrix
    seen: list[frozenset[int]]
    lengths: list[int]

    def take(self, rows: np.ndarray) -> Counted:
        """Some of the sentences."""
        return Counted(
            self.words[rows],
            self.patterns[rows],
            [self.seen[i] for i in rows],
            [self.lengths[i] for i in rows],
        )


def count(masked: Sequence[str], lexicon: Lexicon) -> Counted:
    """The sentences, their quotes already masked, as counts."""
    tables: list[tuple[list[int], list[int], list[float]]] = [([], [], []), ([], [], [])]
    seen, lengths = [], []
    for row, text in enumerate(masked):
        numbers, places = [], []
        for part, found in lexicon.windows(text):
            numbers += part
            places += found
        value = 1 / ((len(numbers) + len(places)) ** 0.5 or 1)
        for (rows, columns, values), entries in zip(tables, (numbers, places), strict=True):
            rows += [row] * len(entries)
            columns += entries
            values += [value] * len(entries)
        seen.append(frozenset(numbers))
        lengths.append(len(numbers))
    shapes = ((len(masked), lexicon.size), (len(masked), 1 << WEIGHT_BITS))
    made = [
        sparse.csr_matrix((v, (r, c)), shape=shape, dtype=np.float32)
        for (r, c, v), shape in zip(tables, shapes, strict=True)
    ]
    return Counted(made[0], made[1], seen, lengths)


@dataclass
class First:
    """Weights of the first step, in the order of VOICES."""

    words: np.ndarray
    patterns: np.ndarray
    bias: np.ndarray

    def logits(self, data: Counted) -> np.ndarray:
        """One row for each sentence."""
        return np.asarray(data.words @ self.words + data.patterns @ self.patterns + self.bias)


def fit_first(
    data: Counted, voices: np.ndarray, weights: np.ndarray, vectors: np.ndarray, strength: float = 3.0
) -> First:
    """The first step: logistic regression on words, their vectors of meaning, and patterns."""
    dense = sparse.csr_matrix(data.words @ vectors * VECTOR_SCALE)
    whole = sparse.hstack([data.words, dense, data.patterns], format="csr")
    model = LogisticRegression(C=strength, max_iter=80, tol=1e-3)
    model.fit(whole, voices, sample_weight=weights)
    coefficients = np.zeros((len(VOICES), whole.shape[1]))
    bias = np.full(len(VOICES), -12.0)
    for row, k in enumerate(model.classes_):
        coefficients[k], bias[k] = model.coef_[row], model.intercept_[row]
    edges = np.cumsum([data.words.shape[1], vectors.shape[1]])
    words, meaning, patterns = np.split(coefficients.T, edges)
    return First(words + vectors @ meaning * VECTOR_SCALE, patterns, bias)


def context_rows(
    turns: Sequence[Turn], logits: np.ndarray, data: Counted, at: Sequence[range], lexicon: Lexicon
) -> list[np.ndarray]:
    """For each turn what the second step sees of its sentences; `at` says which rows of `logits` are the turn's."""
    made = []
    for turn, rows in zip(turns, at, strict=True):
        alone = [Alone(logits[i].tolist(), data.seen[i], data.lengths[i]) for i in rows]
        heard = (
            frozenset(lexicon.numbers(turn.previous[-PREVIOUS_CHARACTERS:])) if turn.previous else frozenset()
        )
        made.append(np.array(context_features(alone, turn.speaker, heard)))  # type: ignore[arg-type]
    return made


def relative(voice: str, speaker: str) -> int:
    """0 own, 1 partner, 2 assistant, 3 narrator."""
    return 0 if voice == speaker else {"assistant": 2, "narrator": 3}.get(voice, 1)


def fit_second(
    rows: np.ndarray, voices: np.ndarray, weights: np.ndarray, strength: float = 0.05
) -> np.ndarray:
    """The second step of one speaker: weights, one row for each of own, partner, assistant, narrator."""
    model = LogisticRegression(C=strength, max_iter=1000, tol=1e-4)
    model.fit(rows[:, :-1], voices, sample_weight=weights)
    made = np.zeros((4, CONTEXT_FEATURES))
    made[:, -1] = -9.0
    for row, k in enumerate(model.classes_):
        made[k, :-1], made[k, -1] = model.coef_[row], model.intercept_[row]
    return made


def masked_sentences(turns: Sequence[Turn]) -> tuple[list[str], list[range]]:
    """All sentences of the turns with their quotes masked, and which of them are each turn's."""
    texts: list[str] = []
    at = []
    for turn in turns:
        start = len(texts)
        texts += mask_quotes([s.text for s in turn.sentences])
        at.append(range(start, len(texts)))
    return texts, at


def _table(weights: np.ndarray, step: float) -> bytes:
    whole = np.clip(np.round(weights / step), -FIELD_BIAS, FIELD_BIAS - 1).astype(np.int64) + FIELD_BIAS
    packed = np.zeros(len(weights), np.uint64)
    for k in range(len(VOICES)):
        packed |= whole[:, k].astype(np.uint64) << np.uint64(FIELD_BITS * k)
    return packed.astype("<i8").tobytes()


def pack(words: Words, first: First, second: dict[str, np.ndarray], extra: dict[str, object]) -> bytes:
    """The model file."""
    both = np.abs(np.vstack([first.words, first.patterns]))
    step = float(np.quantile(both[both > 1e-6], 0.9995)) / (FIELD_BIAS - 1)
    parts = [
        "\n".join(words.words).encode(),
        np.array(words.classes, "<i2").tobytes(),
        _table(first.words, step),
        _table(first.patterns, step),
    ]
    header = {
        "scale": step,
        "bias": [round(float(b), 6) for b in first.bias],
        "context": {s: [[round(float(v), 5) for v in row] for row in w] for s, w in second.items()},
        "sizes": [len(p) for p in parts],
        "aliases": words.aliases,
        **extra,
    }
    line = json.dumps(header, ensure_ascii=False, sort_keys=True).encode()
    return MAGIC + line + b"\n" + zlib.compress(b"".join(parts), 9)


def fingerprint(data: bytes) -> str:
    """Names a model file."""
    return hashlib.sha256(data).hexdigest()[:16]

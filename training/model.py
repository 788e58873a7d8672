"""Fitting the two steps of the classifier, and packing them into the model file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from simulator.integrity.voice import (
    CONTEXT_FEATURES,
    MAGIC,
    PLACES,
    PREVIOUS_CHARACTERS,
    VOICES,
    context_features,
)
from simulator.integrity.voice_features import Lexicon, mask_quotes
from training.lexicon import ALIASES, Words
from training.net import Net
from training.rows import Turn

ORDER = {v: k for k, v in enumerate(VOICES)}
_MIDDLE = 128
"""What a weight of zero is in a byte."""


def numbers(masked: Sequence[str], lexicon: Lexicon) -> list[list[int]]:
    """The sentences, their quotes already masked, as word numbers with begin and end."""
    return [[lexicon.begin, *lexicon.numbers(text), lexicon.end] for text in masked]


def context_rows(
    turns: Sequence[Turn],
    logits: np.ndarray,
    data: Sequence[Sequence[int]],
    at: Sequence[range],
    lexicon: Lexicon,
) -> list[np.ndarray]:
    """For each turn what the second step sees of its sentences; `at` says which rows of `logits` are the turn's."""
    made = []
    for turn, rows in zip(turns, at, strict=True):
        heard = (
            frozenset(lexicon.numbers(turn.previous[-PREVIOUS_CHARACTERS:])) if turn.previous else frozenset()
        )
        words = [data[i][1:-1] for i in rows]
        made.append(
            context_features(logits[rows.start : rows.stop].astype(float), words, turn.speaker, heard)
        )  # type: ignore[arg-type]
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


def pack(words: Words, net: Net, second: dict[str, np.ndarray], extra: dict[str, object]) -> bytes:
    """The model file: the net in whole numbers, of which each filter has its own unit."""
    size, filters = net.vectors.shape[1], net.kernel.shape[1]
    answers = [net.vectors[:-1] @ net.kernel[k * size : (k + 1) * size] for k in range(PLACES)]
    # a filter's unit is set by all but its largest weights, which are cut: they are few, and mostly of rare words
    units = np.quantile(np.abs(np.vstack(answers)), 0.9995, axis=0) / (_MIDDLE - 1) + 1e-9
    tables = [np.clip(np.round(a / units), -_MIDDLE, _MIDDLE - 1).astype(np.int64) + _MIDDLE for a in answers]
    floors = np.clip(np.round(-net.shift / units) + PLACES * _MIDDLE, 0, 2**15 - 1).astype(int)
    voices = (net.voices * units[:, None]).T
    parts = [
        "\n".join(words.words).encode(),
        "\n".join(words.rare).encode(),
        np.array(words.stands_for, "<u2").tobytes(),
        *(table.astype(np.uint8).tobytes() for table in tables),
    ]
    header = {
        "filters": filters,
        "floors": floors.tolist(),
        "voices": [[float(f"{v:.6g}") for v in row] for row in voices],
        # a filter that stays on its floor says nothing
        "bias": [round(float(b - row @ floors), 6) for b, row in zip(net.bias, voices, strict=True)],
        "context": {s: [[round(float(v), 5) for v in row] for row in w] for s, w in second.items()},
        "plain": words.plain,
        "sizes": [len(p) for p in parts],
        "aliases": ALIASES,
        **extra,
    }
    line = json.dumps(header, ensure_ascii=False, sort_keys=True).encode()
    return MAGIC + line + b"\n" + b"".join(parts)


def fingerprint(data: bytes) -> str:
    """Names a model file."""
    return hashlib.sha256(data).hexdigest()[:16]

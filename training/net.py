"""The first step's net: word vectors, a convolution over three words, the greatest value in the sentence, four voices.

Written with numpy alone, so that training needs no framework. Trained by Adam; the vectors of words move slowly, so that
words without a row of their own keep what their meaning says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

WIDTH = 3
LONGEST = 64
"""Words of a sentence that training reads; run time reads all of them."""


@dataclass(frozen=True)
class Settings:
    """What a net is and how it is trained."""

    filters: int = 96
    epochs: int = 6
    batch: int = 256
    rate: float = 2e-3
    word_rate: float = 0.3
    """Share of the rate at which word vectors move."""
    decay: float = 1e-3
    drop: float = 0.25
    forget: float = 0.05
    """Share of the words that are hidden in training."""
    vector_scale: float = 3.0
    seed: int = 1


@dataclass
class Net:
    """Weights: vectors of words (the last row is nothing), the convolution, its bias, the voices."""

    vectors: np.ndarray
    kernel: np.ndarray
    shift: np.ndarray
    voices: np.ndarray
    bias: np.ndarray

    def hidden(self, ids: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The words' windows, which place won, and the greatest values, for rows padded with the last number."""
        seen = self.vectors[ids]
        windows = np.concatenate([seen[:, :-2], seen[:, 1:-1], seen[:, 2:]], axis=2)
        values = windows @ self.kernel
        values[ids[:, 1:-1] == len(self.vectors) - 1] = -1e4
        where = values.argmax(axis=1)
        top = np.take_along_axis(values, where[:, None, :], axis=1)[:, 0] + self.shift
        return windows, where, top

    def logits(self, rows: Sequence[Sequence[int]], size: int = 1024) -> np.ndarray:
        """Four numbers for each sentence, in the order of VOICES."""
        made = np.zeros((len(rows), self.bias.size), np.float32)
        order = np.argsort([len(r) for r in rows], kind="stable")
        for start in range(0, len(rows), size):
            part = order[start : start + size]
            _, _, top = self.hidden(padded([rows[i] for i in part], len(self.vectors) - 1))
            made[part] = np.maximum(top, 0) @ self.voices + self.bias
        return made


def padded(rows: Sequence[Sequence[int]], nothing: int, longest: int | None = None) -> np.ndarray:
    """Rows of word numbers, each with its begin and end, as one table."""
    width = max(3, max(len(r) for r in rows))
    if longest:
        width = min(width, longest + 2)
    table = np.full((len(rows), width), nothing, np.int64)
    for i, row in enumerate(rows):
        part = row[:width]
        table[i, : len(part)] = part
    return table


class _Adam:
    """Adam for one array; rows that were not touched stay as they are."""

    def __init__(self, array: np.ndarray, decay: float = 0.0) -> None:
        self.array, self.decay = array, decay
        self.mean, self.square = np.zeros_like(array), np.zeros_like(array)
        self.steps = 0

    def step(self, slope: np.ndarray, rate: float, rows: np.ndarray | slice = slice(None)) -> None:
        self.steps += 1
        mean = self.mean[rows] = 0.9 * self.mean[rows] + 0.1 * slope
        square = self.square[rows] = 0.999 * self.square[rows] + 0.001 * slope * slope
        size = rate * np.sqrt(1 - 0.999**self.steps) / (1 - 0.9**self.steps)
        self.array[rows] -= size * mean / (np.sqrt(square) + 1e-8) + rate * self.decay * self.array[rows]


def fit(
    rows: Sequence[Sequence[int]],
    wanted: np.ndarray,
    weights: np.ndarray,
    vectors: np.ndarray,
    unknown: int,
    settings: Settings,
) -> Net:
    """A net for sentences.

    Args:
        rows: word numbers with begin and end.
        wanted: for each sentence the share of each voice.
        weights: how much each sentence counts.
        vectors: of each word number; zero rows begin at random.
        unknown: the number that stands for a hidden word.
    """
    chance = np.random.default_rng(settings.seed)
    size = vectors.shape[1]
    start = vectors * settings.vector_scale
    empty = ~start.any(axis=1)
    start[empty] = chance.normal(0, 0.1 * settings.vector_scale, (int(empty.sum()), size))
    bound = (WIDTH * size) ** -0.5
    net = Net(
        np.vstack([start, np.zeros((1, size))]).astype(np.float32),
        chance.uniform(-bound, bound, (WIDTH * size, settings.filters)).astype(np.float32),
        np.zeros(settings.filters, np.float32),
        chance.uniform(-0.1, 0.1, (settings.filters, wanted.shape[1])).astype(np.float32),
        np.zeros(wanted.shape[1], np.float32),
    )
    steppers = [_Adam(net.vectors), _Adam(net.kernel, settings.decay), _Adam(net.shift), _Adam(net.voices, settings.decay), _Adam(net.bias)]  # fmt: skip
    lengths = np.array([len(r) for r in rows])
    total = settings.epochs * -(-len(rows) // settings.batch)
    done = 0
    for _ in range(settings.epochs):
        order = chance.permutation(len(rows))
        # sentences of like length together, within large shuffled pieces
        pieces = [order[i : i + 8192] for i in range(0, len(order), 8192)]
        batches = [b for p in pieces for b in _batches(p[np.argsort(lengths[p], kind="stable")], settings)]
        for k in chance.permutation(len(batches)):
            part = batches[k]
            ids = padded([rows[i] for i in part], len(net.vectors) - 1, LONGEST)
            rate = settings.rate * max(0.02, 1 - done / total)
            _learn(net, steppers, ids, wanted[part], weights[part], unknown, rate, settings, chance)
            done += 1
    return net


def _batches(order: np.ndarray, settings: Settings) -> list[np.ndarray]:
    return [order[i : i + settings.batch] for i in range(0, len(order), settings.batch)]


def _learn(
    net: Net,
    steppers: Sequence[_Adam],
    ids: np.ndarray,
    wanted: np.ndarray,
    weights: np.ndarray,
    unknown: int,
    rate: float,
    settings: Settings,
    chance: np.random.Generator,
) -> None:
    """One step."""
    nothing = len(net.vectors) - 1
    inner = ids[:, 1:-1]
    inner[(chance.random(inner.shape) < settings.forget) & (inner != nothing)] = unknown
    windows, where, top = net.hidden(ids)
    keep = (chance.random(top.shape) >= settings.drop) / np.float32(1 - settings.drop)
    hidden = (np.maximum(top, 0) * keep).astype(np.float32)
    scores = hidden @ net.voices + net.bias
    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    scores /= scores.sum(axis=1, keepdims=True)
    slope = ((scores - wanted) * (weights / weights.sum())[:, None]).astype(np.float32)
    back = (slope @ net.voices.T) * keep * (top > 0)
    spread = np.zeros((*windows.shape[:2], top.shape[1]), np.float32)
    np.put_along_axis(spread, where[:, None, :], back[:, None, :].astype(np.float32), axis=1)
    flat = spread.reshape(-1, spread.shape[2])
    kernel = windows.reshape(-1, windows.shape[2]).T @ flat
    seen = (flat @ net.kernel.T).reshape(*windows.shape[:2], WIDTH, -1)
    words = np.zeros((*ids.shape, seen.shape[3]), np.float32)
    for k in range(WIDTH):
        words[:, k : k + seen.shape[1]] += seen[:, :, k]
    used, places = np.unique(ids, return_inverse=True)
    sums = np.zeros((len(used), words.shape[2]), np.float32)
    order = np.argsort(places.ravel(), kind="stable")
    starts = np.searchsorted(places.ravel()[order], np.arange(len(used)))
    sums[:] = np.add.reduceat(words.reshape(-1, words.shape[2])[order], starts, axis=0)
    real = used != nothing
    steppers[0].step(sums[real], rate * settings.word_rate, used[real])
    steppers[1].step(kernel, rate)
    steppers[2].step(back.sum(axis=0), rate)
    steppers[3].step(hidden.T @ slope, rate)
    steppers[4].step(slope.sum(axis=0), rate)

"""Soft labels: sentences that nobody wrote (`training/invent.py`), and what the large net (`training/teacher.py`) says of them."""

from __future__ import annotations

import lzma
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

SOFT = Path(__file__).with_name("soft.xz")
WEIGHT = 0.7
"""How much such a sentence counts beside one of a row."""


@dataclass(frozen=True)
class Soft:
    """Sentences and the share of each voice in the order of VOICES."""

    texts: list[str]
    wanted: np.ndarray
    weight: float = WEIGHT

    def some(self, every: int) -> Soft:
        """Each so-manieth sentence."""
        return Soft(self.texts[::every], self.wanted[::every], self.weight)


def read_soft(path: Path = SOFT) -> Soft:
    """The stored sentences: a line each, four shares in hundredths and the text, parted by tabs."""
    texts, shares = [], []
    for line in lzma.decompress(path.read_bytes()).decode("utf-8").splitlines():
        *numbers, text = line.split("\t")
        shares.append([int(n) for n in numbers])
        texts.append(text)
    wanted = np.array(shares, np.float32) + 0.2
    return Soft(texts, wanted / wanted.sum(axis=1, keepdims=True))


def write_soft(texts: Sequence[str], shares: np.ndarray, path: Path = SOFT) -> None:
    """Stores sentences and shares."""
    lines = []
    for text, row in zip(texts, np.round(100 * shares).astype(int), strict=True):
        lines.append("\t".join([*map(str, row), " ".join(text.split())]))
    path.write_bytes(lzma.compress(("\n".join(lines) + "\n").encode("utf-8"), preset=9))

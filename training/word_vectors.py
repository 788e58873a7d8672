"""Makes `words.npz`, the lexicon of the classifier: common English words with small vectors of meaning.

It is run once and its result is kept in the repository, so that training needs neither the sentence model nor its
wheel. The words are those of the vocabulary of all-MiniLM-L6-v2 (Apache-2.0), without first names; each vector is that
model's embedding of the word alone, reduced to 96 numbers and stored in 8 bits.

    python -m training.word_vectors WORDS.txt VECTORS.npy
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from sklearn.decomposition import PCA

OUT = Path(__file__).with_name("words.npz")
DIMENSIONS = 96


def reduce(words: list[str], vectors: np.ndarray) -> None:
    """Writes `words.npz`: words (one string, parted by line ends), vectors (int8), step (what one unit is worth)."""
    centred = vectors - vectors.mean(axis=0)
    small = PCA(DIMENSIONS, svd_solver="full").fit_transform(centred)
    small /= np.linalg.norm(small, axis=1, keepdims=True) + 1e-9
    step = float(np.abs(small).max() / 127)
    np.savez_compressed(
        OUT,
        words=np.array("\n".join(words)),
        vectors=np.round(small / step).astype(np.int8),
        step=np.array(step),
    )


if __name__ == "__main__":
    reduce(Path(sys.argv[1]).read_text().split("\n"), np.load(sys.argv[2]))

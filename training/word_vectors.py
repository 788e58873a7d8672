"""Makes the vectors of `words.npz`, the lexicon of the classifier: common English words with small vectors of meaning.

The file is kept in the repository, so that training needs neither the sentence model nor torch. Its words are those of
the vocabulary of all-MiniLM-L6-v2 (Apache-2.0) that are letters only, without first names, and common contractions; the
list in the file is the source, and a word is added or taken out there. Each vector is that model's embedding of the word
alone, reduced to 96 numbers and stored in 8 bits. The folder holds config.json, model.safetensors and tokenizer.json of
the model; torch and tokenizers are needed.

    python -m training.word_vectors MODEL_FOLDER [OUT]
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from sklearn.decomposition import PCA
from tokenizers import Tokenizer

from training.encoder import Encoder
from training.lexicon import WORDS

DIMENSIONS = 96


@torch.no_grad()
def embedded(folder: Path, words: Sequence[str]) -> np.ndarray:
    """The model's embedding of each word alone: the mean of its tokens' states, of length 1."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    model = Encoder(folder).eval()
    ids = [tokenizer.encode(word).ids for word in words]
    made = np.zeros((len(words), model.places.shape[1]), np.float32)
    for length in sorted({len(row) for row in ids}):
        group = [i for i, row in enumerate(ids) if len(row) == length]
        for start in range(0, len(group), 256):
            part = group[start : start + 256]
            table = torch.tensor([ids[i] for i in part])
            mean = model.states(table, torch.zeros_like(table)).mean(dim=1)
            made[part] = torch.nn.functional.normalize(mean, dim=1).numpy()
    return made


def store(words: Sequence[str], vectors: np.ndarray, out: Path) -> None:
    """Writes words (one string, parted by line ends), vectors (int8), step (what one unit is worth)."""
    centred = vectors - vectors.mean(axis=0)
    small = PCA(DIMENSIONS, svd_solver="full").fit_transform(centred)
    small /= np.linalg.norm(small, axis=1, keepdims=True) + 1e-9
    step = float(np.abs(small).max() / 127)
    np.savez_compressed(
        out,
        words=np.array("\n".join(words)),
        vectors=np.round(small / step).astype(np.int8),
        step=np.array(step),
    )


def main(folder: Path, out: Path) -> None:
    """Remakes the vectors of the words in the file."""
    words = str(np.load(WORDS)["words"]).split("\n")
    store(words, embedded(folder, words), out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else WORDS)

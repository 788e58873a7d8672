"""`make train-guard`: trains the classifier of voice and writes its model file and its model card.

    python -m training.train [--rows FILE …] [--out FILE] [--card FILE] [--filters N]

The same rows give the same bytes. The second step and the thresholds are fitted on scores that the first step gave to
sentences it had not seen: a fold leaves one of the authors in FOLD_AUTHORS out altogether, and a quarter of the rest.
"""

from __future__ import annotations

import argparse
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from simulator.integrity.voice import MODEL_FILE, read_model
from simulator.integrity.voice_features import mask_quotes
from training import card, figures, model, net
from training.fitting import calibrate, fit_second, probabilities
from training.lexicon import load_words
from training.rows import CORPUS, HELD_OUT, Turn, read_corpus, read_rows
from training.soft import Soft, read_soft
from training.splice import join_clean, splice
from training.stock import stock_turns
from training.vary import vary

FOLD_AUTHORS = ("author_h", "author_i", "author_k", "author_m")
"""Neither the large net that gave the soft labels nor the fold's own net has read the author that is left out."""
FOLDS = len(FOLD_AUTHORS)
SPLICED = 2
"""Spliced turns for each row of the corpus."""
VARIED = 0.5
"""Share of the sentences that are also learned in another way of writing."""
LIFT = {"patient": 1.0, "therapist": 1.0, "assistant": 1.5, "narrator": 2.5}
"""Rare voices count more."""
SMOOTH = 0.01
"""What a sentence counts for each voice that it is not in."""
ROOT = Path(__file__).resolve().parent.parent


def folds_of(turns: Sequence[Turn]) -> np.ndarray:
    """A fold for each turn, the same on every machine."""
    return np.array([_fold(t) for t in turns])


def _fold(turn: Turn) -> int:
    if turn.author in FOLD_AUTHORS:
        return FOLD_AUTHORS.index(turn.author)
    return int(hashlib.sha256(turn.group.encode()).hexdigest()[:8], 16) % FOLDS


class Trainer:
    """Holds the corpus in numbers."""

    def __init__(self, turns: Sequence[Turn], soft: Soft, settings: net.Settings) -> None:
        self.turns, self.settings = list(turns), settings
        sentences = [s for t in self.turns for s in t.sentences]
        self.words = load_words([*(s.text for s in sentences), *soft.texts])
        self.lexicon = self.words.lexicon()
        self.fold = folds_of(self.turns)
        self.spliced: list[Turn] = []
        for fold in range(FOLDS):
            part = [t for t, f in zip(self.turns, self.fold, strict=True) if f == fold]
            self.spliced += splice(part, SPLICED * len(part), seed=7 + fold)
            self.spliced += join_clean(part, len(part) // 2, seed=70 + fold)
        texts, at = model.masked_sentences(self.turns)
        owner = np.concatenate([np.full(len(r), i) for i, r in enumerate(at)])
        varied = vary(sentences, VARIED, seed=3)
        origins = np.array([i for i, _ in varied], int)
        texts += [t for _, v in varied for t in mask_quotes([v.text])]
        voices = np.array([model.ORDER[s.voice] for s in [*sentences, *(v for _, v in varied)]])
        weights = np.array([t.weight * LIFT[s.voice] for t in self.turns for s in t.sentences])
        hard = np.full((len(voices), 4), SMOOTH, np.float32)
        hard[np.arange(len(voices)), voices] = 1 - 3 * SMOOTH
        texts += [t for text in soft.texts for t in mask_quotes([text])]
        self.data = model.numbers(texts, self.lexicon)
        self.wanted = np.vstack([hard, soft.wanted])
        self.weights = np.concatenate(
            [weights, weights[origins] * 0.5, np.full(len(soft.texts), soft.weight)]
        )
        own = self.fold[np.concatenate([owner, owner[origins]])]
        self.sentence_fold = np.concatenate([own, np.full(len(soft.texts), -1)])
        self.nets: list[net.Net] = []

    def first(self, without: int | None = None) -> net.Net:
        """The first step, learned from all sentences or from those of the other folds."""
        rows = (
            np.where(self.sentence_fold != without)[0] if without is not None else np.arange(len(self.data))
        )
        return net.fit(
            [self.data[i] for i in rows], self.wanted[rows], self.weights[rows], self.words.vectors,
            self.lexicon.unknown, self.settings,
        )  # fmt: skip

    def all_turns(self) -> tuple[list[Turn], list[np.ndarray]]:
        """Rows and spliced turns, and what the second step sees of them, from scores of unseen sentences."""
        turns = self.turns + self.spliced
        texts, at = model.masked_sentences(turns)
        data = model.numbers(texts, self.lexicon)
        logits = np.zeros((len(texts), 4), np.float32)
        folds = folds_of(turns)
        owner = np.concatenate([np.full(len(r), i) for i, r in enumerate(at)])
        for fold in range(FOLDS):
            rows = np.where(folds[owner] == fold)[0]
            self.nets.append(self.first(fold))
            logits[rows] = self.nets[-1].logits([data[i] for i in rows])
        return turns, model.context_rows(turns, logits, data, at, self.lexicon)


@dataclass
class Trained:
    """A model file, and what its figures are made of."""

    data: bytes
    turns: list[Turn]
    """The corpus' rows, then the turns made of them."""
    scores: list[np.ndarray]
    """Each turn's, from models that had not seen it: own, partner, assistant, narrator."""


def train(
    turns: Sequence[Turn],
    soft: Soft,
    settings: net.Settings | None = None,
    extra: dict[str, object] | None = None,
) -> Trained:
    """Trains on all of the turns. `extra` goes into the header of the model file."""
    trainer = Trainer(turns, soft, settings or net.Settings())
    everything, rows = trainer.all_turns()
    second = calibrate(fit_second(everything, rows), everything, rows)
    data = model.pack(trainer.words, trainer.first(), second, extra or {})
    return Trained(data, everything, honest(everything, rows))


def honest(turns: Sequence[Turn], rows: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Scores of turns that neither step nor the calibration has seen, fold by fold."""
    folds = folds_of(turns)
    made: list[np.ndarray] = [np.zeros((0, 4))] * len(turns)
    for fold in range(FOLDS):
        seen = np.where(folds != fold)[0]
        part, part_rows = [turns[i] for i in seen], [rows[i] for i in seen]
        second = calibrate(fit_second(part, part_rows), part, part_rows)
        rest = np.where(folds == fold)[0]
        found = probabilities(second, [turns[i] for i in rest], [rows[i] for i in rest])
        for i, p in zip(rest, found, strict=True):
            made[i] = p
    return made


def main(arguments: Sequence[str] | None = None) -> None:
    """Reads the command line and trains."""
    parser = argparse.ArgumentParser(description="Train the classifier of voice.")
    parser.add_argument(
        "--rows", type=Path, action="append", default=[], help="a JSONL file of your own rows"
    )
    parser.add_argument("--out", type=Path, default=ROOT / "simulator/integrity" / MODEL_FILE)
    parser.add_argument("--card", type=Path, default=ROOT / "docs/model-card-voice.md")
    parser.add_argument("--filters", type=int, default=net.Settings().filters)
    given = parser.parse_args(arguments)
    turns = [*read_corpus(given.rows), *stock_turns()]
    settings = replace(net.Settings(), filters=given.filters)
    trained = train(turns, read_soft(), settings, {"rows": len(turns)})
    given.out.write_bytes(trained.data)
    shipped = read_model(trained.data)
    count = len(turns)
    sets = []
    for author in FOLD_AUTHORS:
        mine = [i for i in range(count) if turns[i].author == author]
        sets.append((author, [turns[i] for i in mine], [trained.scores[i] for i in mine]))
    for author in HELD_OUT:
        held = [t for t in read_rows(CORPUS / f"{author}.jsonl") if t.sentences]
        sets.append((author, held, figures.score(shipped, held)))
    rest = [i for i in range(count) if turns[i].author not in FOLD_AUTHORS]
    others = ("the other authors", [turns[i] for i in rest], [trained.scores[i] for i in rest])
    tables = [figures.overview([*sets, others]), *(figures.table(*s) for s in sets)]
    given.card.parent.mkdir(parents=True, exist_ok=True)
    text = card.write(trained.data, settings.filters, Counter(t.author for t in turns), tables)
    given.card.write_text(text, encoding="utf-8")
    print("\n".join(tables))
    print(f"{given.out}: {len(trained.data)} bytes, {model.fingerprint(trained.data)}")


if __name__ == "__main__":
    main()

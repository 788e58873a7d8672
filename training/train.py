"""`make train-guard`: trains the classifier of voice and writes its model file and its model card.

    python -m training.train [--rows FILE …] [--out FILE] [--card FILE]

The same rows give the same bytes. Folds keep the rows of one template together; the second step and the thresholds are
fitted on scores that the first step gave to sentences it had not seen.
"""

from __future__ import annotations

import argparse
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import hashlib
import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.exceptions import ConvergenceWarning

from simulator.integrity.voice import MODEL_FILE, read_model
from simulator.integrity.voice_features import mask_quotes
from training import card, figures, model
from training.lexicon import load_words
from training.rows import CORPUS, HELD_OUT, READ, Turn, read_corpus, read_rows
from training.splice import join_clean, splice
from training.vary import vary

FOLDS = 5
SPLICED = 2
"""Spliced turns for each row of the corpus."""
VARIED = 0.5
"""Share of the sentences that are also learned in another way of writing."""
CLEAN_SHARE = {"partner": 0.006, "assistant": 0.006, "narrator": 0.003}
"""Share of clean turns on which a voice may reach 0.9: by this the scores are calibrated."""
AT = 0.9
DISTANCE = float(np.log(9) - np.log(1.5))
"""Between 0.9 and 0.6 in log odds."""
ROOT = Path(__file__).resolve().parent.parent


def folds_of(turns: Sequence[Turn]) -> np.ndarray:
    """A fold for each turn, by its group, the same on every machine."""
    return np.array([int(hashlib.sha256(t.group.encode()).hexdigest()[:8], 16) % FOLDS for t in turns])


def sentence_weights(turns: Sequence[Turn]) -> np.ndarray:
    """Rare voices count more."""
    lift = {"patient": 1.0, "therapist": 1.0, "assistant": 1.5, "narrator": 2.5}
    return np.array([t.weight * lift[s.voice] for t in turns for s in t.sentences])


class Trainer:
    """Holds the corpus in numbers."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        self.turns = list(turns)
        self.words = load_words()
        self.lexicon = self.words.lexicon()
        self.fold = folds_of(self.turns)
        self.spliced = []
        for fold in range(FOLDS):
            part = [t for t, f in zip(self.turns, self.fold, strict=True) if f == fold]
            self.spliced += splice(part, SPLICED * len(part), seed=7 + fold)
            self.spliced += join_clean(part, len(part) // 2, seed=70 + fold)
        texts, self.at = model.masked_sentences(self.turns)
        self.owner = np.concatenate([np.full(len(r), i) for i, r in enumerate(self.at)])
        sentences = [s for t in self.turns for s in t.sentences]
        varied = vary(sentences, VARIED, seed=3)
        origins = np.array([i for i, _ in varied], int)
        texts += [t for _, v in varied for t in mask_quotes([v.text])]
        self.data = model.count(texts, self.lexicon)
        self.owner = np.concatenate([self.owner, self.owner[origins]])
        self.voices = np.array([model.ORDER[s.voice] for s in [*sentences, *(v for _, v in varied)]])
        weights = sentence_weights(self.turns)
        self.weights = np.concatenate([weights, weights[origins] * 0.5])

    def first(self, rows: np.ndarray) -> model.First:
        return model.fit_first(
            self.data.take(rows), self.voices[rows], self.weights[rows], self.words.vectors
        )

    def all_turns(self) -> tuple[list[Turn], list[np.ndarray]]:
        """Rows and spliced turns, and what the second step sees of them, from scores of unseen sentences."""
        turns = self.turns + self.spliced
        texts, at = model.masked_sentences(turns)
        data = model.count(texts, self.lexicon)
        logits = np.zeros((len(texts), 4))
        folds = folds_of(turns)
        owner = np.concatenate([np.full(len(r), i) for i, r in enumerate(at)])
        for fold in range(FOLDS):
            fitted = self.first(np.where(self.fold[self.owner] != fold)[0])
            rows = np.where(folds[owner] == fold)[0]
            logits[rows] = fitted.logits(data.take(rows))
        return turns, model.context_rows(turns, logits, data, at, self.lexicon)


def fit_second(turns: Sequence[Turn], rows: Sequence[np.ndarray]) -> dict[str, np.ndarray]:
    """The second step of each speaker."""
    made = {}
    for speaker in ("patient", "therapist"):
        mine = [(t, r) for t, r in zip(turns, rows, strict=True) if t.speaker == speaker]
        x = np.vstack([r for _, r in mine])
        y = np.array([model.relative(s.voice, speaker) for t, _ in mine for s in t.sentences])
        w = np.array([1.0 / len(t.sentences) ** 0.5 for t, _ in mine for _ in t.sentences])
        made[speaker] = model.fit_second(x, y, w)
    return made


def probabilities(
    second: dict[str, np.ndarray], turns: Sequence[Turn], rows: Sequence[np.ndarray]
) -> list[np.ndarray]:
    """For each turn one row a sentence: own, partner, assistant, narrator."""
    made = []
    for turn, row in zip(turns, rows, strict=True):
        z = row @ second[turn.speaker].T
        z = np.exp(z - z.max(axis=1, keepdims=True))
        made.append(z / z.sum(axis=1, keepdims=True))
    return made


def spread(speaker: str, weights: np.ndarray, turns: Sequence[Turn], rows: Sequence[np.ndarray]) -> float:
    """The factor after which 0.6 and 0.9 lie as far apart as the worst 5 % and the worst 1 % of clean turns do."""
    mine = [(t, r) for t, r in zip(turns, rows, strict=True) if t.speaker == speaker and not t.codes]
    factor = 1.0
    for _ in range(5):
        found = probabilities({speaker: weights * factor}, [t for t, _ in mine], [r for _, r in mine])
        top = np.array([p[:, 1:].max() for p in found]).clip(1e-9, 1 - 1e-9)
        low, high = np.quantile(np.log(top / (1 - top)), [0.95, 0.99])
        factor *= float(np.clip(DISTANCE / max(high - low, 1e-6), 0.5, 2.0))
    return float(np.clip(factor, 0.3, 4.0))


def calibrate(
    second: dict[str, np.ndarray], turns: Sequence[Turn], rows: Sequence[np.ndarray]
) -> dict[str, np.ndarray]:
    """Moves each voice's constant so that 0.9 is reached on the share of clean turns that CLEAN_SHARE allows."""
    wanted = float(np.log(AT / (1 - AT)))
    made = {s: w * spread(s, w, turns, rows) for s, w in second.items()}
    for _ in range(4):
        found = probabilities(made, turns, rows)
        for speaker, weights in made.items():
            clean = [p for t, p in zip(turns, found, strict=True) if t.speaker == speaker and not t.codes]
            for k, name in enumerate(CLEAN_SHARE, 1):
                top = np.array(
                    [np.log(p[:, k].max() + 1e-12) - np.log(1 - p[:, k].max() + 1e-12) for p in clean]
                )
                if len(top):
                    weights[k, -1] += wanted - float(np.quantile(top, 1 - CLEAN_SHARE[name]))
    return made


@dataclass
class Trained:
    """A model file, and what its figures are made of."""

    data: bytes
    turns: list[Turn]
    """The corpus' rows, then the turns made of them."""
    scores: list[np.ndarray]
    """Each turn's, from models that had not seen it: own, partner, assistant, narrator."""
    authors: list[tuple[str, list[Turn], list[np.ndarray]]]
    """For each author of turns that mix voices: the rows, and their scores from a model without the author."""


def train(turns: Sequence[Turn], extra: dict[str, object] | None = None) -> Trained:
    """Trains on all of the turns. `extra` goes into the header of the model file."""
    trainer = Trainer(turns)
    everything, rows = trainer.all_turns()
    second = calibrate(fit_second(everything, rows), everything, rows)
    first = trainer.first(np.arange(len(trainer.voices)))
    data = model.pack(trainer.words, first, second, extra or {})
    names = sorted({t.author for t in trainer.turns if len({s.voice for s in t.sentences}) > 1})
    authors = [without(name, trainer, everything, rows) for name in names] if len(names) > 1 else []
    return Trained(data, everything, honest(everything, rows), authors)


def without(
    author: str, trainer: Trainer, turns: Sequence[Turn], rows: Sequence[np.ndarray]
) -> tuple[str, list[Turn], list[np.ndarray]]:
    """An author's rows scored by a first step, a second step and a calibration made of the other authors' rows."""
    others = [i for i, t in enumerate(turns) if t.author != author]
    part, part_rows = [turns[i] for i in others], [rows[i] for i in others]
    second = calibrate(fit_second(part, part_rows), part, part_rows)
    foreign = np.array([t.author != author for t in trainer.turns])
    first = trainer.first(np.where(foreign[trainer.owner])[0])
    voice = read_model(model.pack(trainer.words, first, second, {}))
    mine = [t for t in trainer.turns if t.author == author]
    return author, mine, figures.score(voice, mine)


def honest(turns: Sequence[Turn], rows: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Scores of turns that neither step nor the calibration has seen, fold by fold."""
    folds = folds_of(turns)
    made: list[np.ndarray] = [np.zeros((0, 4))] * len(turns)
    for fold in range(FOLDS):
        seen = np.where(folds != fold)[0]
        part, part_rows = [turns[i] for i in seen], [rows[i] for i in seen]
        second = calibrate(fit_second(part, part_rows), part, part_rows)
        rest = np.where(folds == fold)[0]
        for i, p in zip(
            rest, probabilities(second, [turns[i] for i in rest], [rows[i] for i in rest]), strict=True
        ):
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
    given = parser.parse_args(arguments)
    warnings.simplefilter("ignore", ConvergenceWarning)
    turns = list(read_corpus(given.rows))
    trained = train(turns, {"rows": len(turns)})
    data, scores = trained.data, trained.scores
    given.out.write_bytes(data)
    report = [
        ("cross-validation, rows as written", turns, scores[: len(turns)]),
        ("cross-validation, turns made of several", trained.turns[len(turns) :], scores[len(turns) :]),
    ]
    report += [
        (f"author `{name}` left out of training", held, found) for name, held, found in trained.authors
    ]
    shipped = read_model(data)
    for author in HELD_OUT:
        path = CORPUS / f"{author}.jsonl"
        if path.exists():
            held = [t for t in read_rows(path) if t.sentences]
            read = sum(int(t.id.rpartition("-")[2]) <= READ for t in held)
            for title, part in (("read while it was made better", held[:read]), ("never read", held[read:])):
                if part:
                    name = f"held-out author `{author}`, never trained on, rows {title}"
                    report.append((name, part, figures.score(shipped, part)))
    text = card.write(data, Counter(t.author for t in turns), [figures.table(*r) for r in report])
    given.card.parent.mkdir(parents=True, exist_ok=True)
    given.card.write_text(text, encoding="utf-8")
    print("\n".join(figures.table(*r) for r in report))
    print(f"{given.out}: {len(data)} bytes, {model.fingerprint(data)}")


if __name__ == "__main__":
    main()

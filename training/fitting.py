"""The second step of both speakers, and how its probabilities are set."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from training import model
from training.rows import Turn

CLEAN_SHARE = {"partner": 0.006, "assistant": 0.006, "narrator": 0.003}
"""Share of clean turns on which a voice may reach 0.9: by this the scores are calibrated."""
AT = 0.9
DISTANCE = float(np.log(9) - np.log(1.5))
"""Between 0.9 and 0.6 in log odds."""


def fit_second(turns: Sequence[Turn], rows: Sequence[np.ndarray]) -> dict[str, np.ndarray]:
    """The second step of each speaker."""
    made = {}
    for speaker in ("patient", "therapist"):
        mine = [(t, r) for t, r in zip(turns, rows, strict=True) if t.speaker == speaker]
        x = np.vstack([r for _, r in mine])
        y = np.array([model.relative(s.voice, speaker) for t, _ in mine for s in t.sentences])
        w = np.array([t.weight / len(t.sentences) ** 0.5 for t, _ in mine for _ in t.sentences])
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

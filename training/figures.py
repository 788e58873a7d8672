"""Figures of a trained classifier: what it finds per kind of failure, and how often it is wrong on clean turns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from simulator.integrity.voice import VoiceModel
from training.rows import Turn

LIMITS = (0.6, 0.9)


def score(voice: VoiceModel, turns: Sequence[Turn]) -> list[np.ndarray]:
    """The shipped model's scores: for each turn one row a sentence: own, partner, assistant, narrator."""
    made = []
    for turn in turns:
        own, partner = turn.speaker, "therapist" if turn.speaker == "patient" else "patient"
        found = voice.sentences([s.text for s in turn.sentences], turn.speaker, turn.previous)  # type: ignore[arg-type]
        made.append(np.array([[f.of(own), f.of(partner), f.assistant, f.narrator] for f in found]))
    return made


def table(title: str, turns: Sequence[Turn], scores: Sequence[np.ndarray]) -> str:
    """A table: turns flagged (one sentence at least whose voice is another's) at each limit."""
    top = np.array([p[:, 1:].max() for p in scores])
    lines = [f"### {title}", "", "| turns | n | " + " | ".join(f"flagged at {x}" for x in LIMITS) + " |"]
    lines.append("|---|---|" + "---|" * len(LIMITS))

    def line(name: str, mask: np.ndarray) -> None:
        if mask.any():
            shares = " | ".join(f"{(top[mask] >= x).mean():.1%}" for x in LIMITS)
            lines.append(f"| {name} | {int(mask.sum())} | {shares} |")

    clean = np.array([not t.codes for t in turns])
    hard = np.array([t.hard_negative for t in turns])
    strange = np.array([t.strange for t in turns])
    for speaker in ("patient", "therapist"):
        mine = np.array([t.speaker == speaker for t in turns])
        line(f"{speaker}: clean, plain", mine & clean & ~hard)
        line(f"{speaker}: clean, looks wrong", mine & clean & hard)
        line(f"{speaker}: broken, another's voice in it", mine & strange)
        for code in sorted({c for t in turns for c in t.codes}):
            has = np.array([code in t.codes for t in turns])
            line(f"{speaker}: {code}", mine & strange & has)
    return "\n".join(lines) + "\n"

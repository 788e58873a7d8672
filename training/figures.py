"""Figures of a trained classifier: what it finds per kind of failure, and how often it is wrong on clean turns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from simulator.integrity.voice import VoiceModel
from training.rows import Turn

LIMITS = (0.6, 0.9)
ALARMS = (0.05, 0.01)
"""Shares of clean turns flagged at which recall is given."""


def score(voice: VoiceModel, turns: Sequence[Turn]) -> list[np.ndarray]:
    """The shipped model's scores: for each turn one row a sentence: own, partner, assistant, narrator."""
    made = []
    for turn in turns:
        own, partner = turn.speaker, "therapist" if turn.speaker == "patient" else "patient"
        found = voice.sentences([s.text for s in turn.sentences], turn.speaker, turn.previous)  # type: ignore[arg-type]
        made.append(np.array([[f.of(own), f.of(partner), f.assistant, f.narrator] for f in found]))
    return made


def overview(sets: Sequence[tuple[str, Sequence[Turn], Sequence[np.ndarray]]]) -> str:
    """A table with a line for each author: broken turns found where 5 % and 1 % of the author's clean turns are flagged."""
    lines = [
        "### authors left out of training",
        "",
        "| rows of | broken | clean | found at 5 % | found at 1 % |",
    ]
    lines.append("|---|---|---|---|---|")
    for name, turns, scores in sets:
        top = np.array([1 - p[:, 0].min() for p in scores])
        strange = np.array([t.strange for t in turns])
        clean = np.array([not t.codes for t in turns])
        shares = [(top[strange] > np.quantile(top[clean], 1 - x, method="higher")).mean() for x in ALARMS]
        figures = " | ".join(f"{x:.0%}" for x in shares)
        lines.append(f"| {name} | {int(strange.sum())} | {int(clean.sum())} | {figures} |")
    return "\n".join(lines) + "\n"


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

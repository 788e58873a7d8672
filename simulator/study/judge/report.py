"""How a judge did, before what it said."""

from __future__ import annotations

from typing import Literal

from simulator.transcript import Record


class ControlResult(Record):
    """Whether a judge tells a planted control from a sound session."""

    rubric: str
    control: Literal["lecture", "shuffled", "cut"]
    count: int
    better: float | None
    """Share of comparisons in which the sound session comes out better, ties counting half."""
    passed: bool


class Reached(Record):
    """How many sessions, as first made, reach the total at which a rubric calls a session good."""

    rubric: str
    label: str
    unit: str
    threshold: float
    arms: dict[str, tuple[int, int]]
    """Arm -> sessions that reach it, sessions rated."""


class JudgeReport(Record):
    """How the judge did, before what it said."""

    model: str
    family: str
    notice: str = ""
    rubrics: dict[str, str]
    """Name -> SHA-256 of its file."""
    passes: int
    valid: dict[str, bool]
    controls: tuple[ControlResult, ...]
    self_agreement: dict[str, float | None]
    """Rubric -> agreement of its passes: ICC(2,1) for scores; share of alike answers for comparisons."""
    order_agreement: float | None = None
    """Share of comparisons that came out alike in both orders."""
    quotes_found: float | None
    """Share of quotations that are in the transcript."""
    calls: int
    cost: float | None
    unpriced: int
    unanswered: int = 0
    """Questions without a usable answer."""
    reached: tuple[Reached, ...] = ()
    """Of rubrics that have a threshold and are valid for the claim."""

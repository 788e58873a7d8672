"""The ledger: what code, not a model, carries through a course (law 3)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from simulator.notes.data import RiskLevel
from simulator.transcript import Record

LEDGER_VERSION = 1

HomeworkStatus = Literal["assigned", "done", "partly", "not_done", "dropped"]
Stage = Literal["intake", "middle", "relapse_prevention", "last"]


class HomeworkEntry(Record):
    """A task with its history through the course."""

    id: str
    task: str
    assigned_session: int
    status: HomeworkStatus = "assigned"
    reviewed_session: int | None = None
    """The session in which the therapist asked about it."""
    settled_session: int | None = None
    """The session before which its outcome was drawn; None while it is open."""
    hindrance: str = ""
    """What got in the way, in the patient's words."""


class HomeworkOutcome(Record):
    """What became of a task between two sessions, drawn before the session starts."""

    id: str
    task: str
    status: HomeworkStatus
    hindrance: str = ""
    """What got in the way, in the patient's words, when not done."""


class SessionPlan(Record):
    """What is fixed before a session starts, by code and seed alone, so that two arms of a study share it."""

    number: int
    sessions: int
    """Planned length of the course."""
    date: date
    gap_days: int | None = None
    """Days since the session before; None for the first."""
    stage: Stage = "middle"
    event: str = ""
    """One thing that happened to the patient in between; empty when none did."""
    homework: tuple[HomeworkOutcome, ...] = ()


class FactEntry(Record):
    id: str
    text: str
    session: int
    turn: int


class RiskEntry(Record):
    session: int
    disclosed: bool
    asked: bool
    next_step: bool
    level: RiskLevel = "not assessed"


class ScaleValue(Record):
    session: int
    value: float


class SessionEntry(Record):
    number: int
    date: date
    gap_days: int | None
    status: str
    event: str = ""


class Ledger(Record):
    """State of a course after its last complete session."""

    version: int = LEDGER_VERSION
    persona: str
    sessions: tuple[SessionEntry, ...] = ()
    homework: tuple[HomeworkEntry, ...] = ()
    facts: tuple[FactEntry, ...] = ()
    risk: tuple[RiskEntry, ...] = ()
    scales: dict[str, tuple[ScaleValue, ...]] = Field(default_factory=dict)
    trust: float = 0.0
    """0-10, how far the patient trusts the therapist; opens gated facts."""

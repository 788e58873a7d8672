"""What travels to a worker: the plan of a run, read and checked, and never a key."""

from __future__ import annotations

from dataclasses import dataclass, field

from simulator.made import SessionMade
from simulator.planning import Work
from simulator.store.lock import Holder

Event = tuple[str, tuple[object, ...]]
"""A method of `Progress` and its arguments as plain data."""


@dataclass(frozen=True)
class Job:
    """A run as its workers know it. They read keys from their own environment."""

    id: str
    """Of this command, not of the run: two commands on one run are two jobs."""
    run: str
    """The run's folder; workers reach it by the same path."""
    work: Work
    holder: Holder
    """Who holds the run's lock. When nobody does, or another, the workers stop."""
    share: float
    """A worker's part of the providers' limits."""
    started: float
    """Seconds since the epoch."""
    imported: bool = False
    accept_changes: bool = False
    until: int | None = None

    @property
    def topic(self) -> str:
        """The topic under which the workers report progress."""
        return f"session-simulator-{self.id}"


@dataclass(frozen=True)
class Errand:
    """One course of a job."""

    arm: str
    persona: str
    replicate: int


@dataclass
class Brought:
    """What a worker brings back from a course."""

    course: str
    sessions: list[SessionMade] = field(default_factory=list)
    error: str | None = None
    stop: bool = False
    """The disk takes nothing any more: the run stops."""

"""The results of a run, in a few bytes per session: ten thousand of them are kept until the closing table."""

from __future__ import annotations

from dataclasses import dataclass, field

from simulator.store.records import SessionRecord
from simulator.transcript import SessionStatus


@dataclass(frozen=True, slots=True)
class SessionMade:
    """One session at its end."""

    number: int
    status: SessionStatus
    turns: int
    discarded: int
    reason: str | None
    details: str | None
    flags: tuple[str, ...]
    cost: float | None
    """US dollars of all priced calls; None when no call has a price."""
    unpriced: int


def session_made(record: SessionRecord) -> SessionMade:
    """What is kept of a record."""
    ending = record.ending
    return SessionMade(
        number=record.number,
        status=record.status,
        turns=len(record.turns),
        discarded=record.integrity.discarded,
        reason=ending.reason.value if ending else None,
        details=ending.details if ending else None,
        flags=ending.flags if ending else (),
        cost=record.cost,
        unpriced=record.unpriced,
    )


@dataclass
class Made:
    """The results of a run."""

    sessions: dict[str, list[SessionMade]] = field(default_factory=dict)
    """Course -> its sessions, in order, as far as it came."""
    errors: dict[str, str] = field(default_factory=dict)
    """Course -> the error that stopped it, other than a failing model or a spent budget."""

    def count(self, status: SessionStatus) -> int:
        """Sessions of one status."""
        return sum(session.status is status for sessions in self.sessions.values() for session in sessions)

    @property
    def exit_code(self) -> int:
        """0 all well; 1 finished, but a session is broken; 3 stopped early and resumable."""
        if self.errors or self.count(SessionStatus.FAILED):
            return 3
        return 1 if self.count(SessionStatus.BROKEN) else 0

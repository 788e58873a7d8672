"""For a replay by the code that made the record: what the guard let pass then, it is not asked about again.

A verdict follows from the attempt, the turns before it, the settings and the code. Where all of them are the same, the
recorded word is the one that would be said. An attempt that was discarded is always checked anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.integrity.guard import Guard, SessionGuard
from simulator.integrity.registry import only_shipped
from simulator.integrity.verdict import Verdict
from simulator.integrity.wrap import unwrap
from simulator.transcript import Finding, Speaker, Turn

Accepted = tuple[int, Speaker, str, str | None]
"""An attempt that was accepted: number of the turn, speaker, raw text, how the reply ended."""


class RecallingGuard(Guard):
    """A guard that remembers what it has said of one recorded session.

    Args:
        guard: today's; the caller knows that it is the one of the record.
        accepted: the attempts of the record that were accepted, and what was found in them.
    """

    def __init__(self, guard: Guard, accepted: Mapping[Accepted, tuple[Finding, ...]]) -> None:
        super().__init__(guard.config)
        self.accepted = accepted

    def session(self, *names: Any, **more: Any) -> SessionGuard:
        """As `Guard.session`."""
        plain = super().session(*names, **more)
        return _Recalling(self, plain)


class _Recalling(SessionGuard):
    """Takes in the accepted turns only when an attempt has to be checked after all."""

    guard: RecallingGuard

    def __init__(self, guard: RecallingGuard, plain: SessionGuard) -> None:
        super().__init__(guard, plain.context, plain.record)
        self._turns = plain.context.first_turn
        self._waiting: list[Turn] = []

    def check(self, text: str, speaker: Speaker, finish: str | None = None) -> Verdict:
        found = self.guard.accepted.get((self._turns, speaker, text, finish))
        if found is not None:
            wrapped = unwrap(text, speaker, self.context.names)
            return Verdict(speaker, wrapped.text, found, wrapped.removed)
        for turn in self._waiting:
            super().accept(turn)
        self._waiting.clear()
        return super().check(text, speaker, finish)

    def accept(self, turn: Turn) -> None:
        self._turns += 1
        self._waiting.append(turn)


def is_as_shipped() -> bool:
    """Whether no check of a user's own, and no guard put in at run time, has a say in verdicts."""
    return only_shipped() and SessionGuard.check.__module__.startswith("simulator.")

"""What the guard finds in sessions that were made elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.integrity.guard import Guard
from simulator.integrity.inspect import Spoken, inspect
from simulator.integrity.policy import GuardConfig
from simulator.store.importers.run import Judge
from simulator.transcript import Finding, Turn


def guard_judge(config: GuardConfig | None = None, therapist: str = "") -> Judge:
    """A judge for `import_files`: adds the guard's findings to each turn. The texts stay as they are.

    Args:
        config: of the guard; None: as shipped.
        therapist: the therapist's name, if known.
    """
    guard = Guard(config)

    def judge(turns: Sequence[Turn], *, number: int | None, persona: str) -> Sequence[Turn]:
        name = "" if persona == "unknown" else persona.capitalize()
        spoken = [Spoken(t.number, t.speaker, t.text) for t in turns]
        found = inspect(spoken, guard, persona=name, therapist=therapist, session=number)
        return [
            turn.model_copy(update={"findings": _of(turn, tuple(verdict.findings))})
            for turn, verdict in zip(turns, found.verdicts, strict=True)
        ]

    return judge


def _of(turn: Turn, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The patient's opening was put together by code, a carried note and all: what is odd about it breaks no role."""
    if turn.number or turn.speaker != "patient":
        return findings
    return tuple(f.model_copy(update={"severity": "note"}) for f in findings)

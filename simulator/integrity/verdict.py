"""What the guard says of one attempt."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.integrity.wrap import Removed
from simulator.transcript import Finding, Speaker


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of one attempt. Never changed after it is made."""

    speaker: Speaker
    text: str
    """The text without its wrapping: what enters the record when it is accepted."""
    findings: tuple[Finding, ...] = ()
    removed: tuple[Removed, ...] = ()
    culprit: Speaker | None = None
    """Whose turn should be repaired: the speaker, or the partner whose turn this one answers; None when accepted."""
    risk: bool = False
    """The patient discloses danger to itself or others here. Never a reason to discard."""
    unsure: float | None = None
    """The highest score that lies below its threshold but in the band in which a judge model is asked; None otherwise."""

    @property
    def accepted(self) -> bool:
        return not any(f.severity == "hard" for f in self.findings)

    @property
    def hard(self) -> tuple[Finding, ...]:
        """The findings for which the attempt is discarded."""
        return tuple(f for f in self.findings if f.severity == "hard")

    @property
    def kept(self) -> tuple[Finding, ...]:
        """The findings that go into the record with an accepted turn."""
        return tuple(f for f in self.findings if f.severity != "hard")

    @property
    def codes(self) -> tuple[str, ...]:
        """The hard codes, the gravest first, each once."""
        return tuple(dict.fromkeys(f.code for f in self.hard))

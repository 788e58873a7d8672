"""What a prompt was rendered from, for models that are not language models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.ledger import Ledger, SessionPlan
from simulator.notes.data import Note
from simulator.transcript import Speaker, Turn

if TYPE_CHECKING:
    from simulator.personas import Persona


@dataclass(frozen=True, slots=True)
class Scene:
    """The state of a session at one call."""

    persona: Persona
    therapist: str
    """The therapist's name."""
    speaker: Speaker | None
    """Who is to speak; None for a note."""
    plan: SessionPlan
    turns: Sequence[Turn]
    """The accepted turns so far; empty when the opening is asked for."""
    notes: Sequence[Note]
    """Notes of the earlier sessions that are carried, oldest first."""
    ledger: Ledger
    prompt: str
    """Name of the therapist's prompt."""
    prompt_traits: dict[str, Any]
    """The prompt's front matter `traits`, which say in words how this therapist works (for the offline model)."""
    open_facts: Sequence[str] = ()
    """Ids of the disclosure facts that are open to the patient now."""
    closing: bool = False
    """True when the therapist has been told in private to close."""
    crisis: str = ""
    """What the therapist's prompt says about crisis lines in this locale; empty for the model's own (US)."""
    seed: int = 0
    """The seed of the course: what stays the same through all its sessions."""

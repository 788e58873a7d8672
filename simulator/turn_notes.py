"""What is worth noting about an accepted turn and never a reason to discard it: stale crisis numbers, canon."""

from __future__ import annotations

from simulator.canon import contradictions
from simulator.crisis import stale_numbers
from simulator.personas import Persona
from simulator.transcript import Finding, Speaker


def turn_notes(text: str, speaker: Speaker, persona: Persona | None = None) -> tuple[Finding, ...]:
    """Findings of severity `note` on one turn, to be kept with it.

    Args:
        text: what was said.
        speaker: who said it.
        persona: the patient's, when known; its canon is compared with the patient's turns only.
    """
    canon = contradictions(text, persona) if persona is not None and speaker == "patient" else []
    return (*stale_numbers(text), *canon)

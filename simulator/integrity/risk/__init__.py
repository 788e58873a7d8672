"""Danger to self or others: what the patient discloses, whether the therapist asks, and whether it offers a next step.

Used for flags, never for discarding: what a patient says about risk always enters the record. English, and a minimum of
Spanish. Recall comes first: a veiled wish counts unless it is an idiom, denied, somebody else's, or past and over.
"""

from __future__ import annotations

from simulator.integrity.anatomy import Anatomy
from simulator.integrity.risk.reading import Disclosure, RiskEvidence, RiskReading, read_risk
from simulator.integrity.risk.therapist import asks_about_risk, offers_next_step

__all__ = [
    "Disclosure",
    "RiskEvidence",
    "RiskReading",
    "asks_about_risk",
    "discloses_risk",
    "offers_next_step",
    "read_risk",
]


def discloses_risk(text: str | Anatomy, previous: str | Anatomy | None = None) -> bool:
    """True when a speaker says of itself that it wants to die, harms itself, or may harm others.

    Args:
        text: what the patient said.
        previous: the therapist's turn that it answers, if known.

    Example:
        >>> discloses_risk("Some nights I just think about ending my life.")
        True
        >>> discloses_risk("I nearly died of embarrassment, but I don't want to kill myself.")
        False
    """
    return read_risk(text, previous).disclosed

"""What several checks ask of the turns before."""

from __future__ import annotations

import re

from simulator.integrity.registry import Look

_SWAPPED = re.compile(
    r"\b(?:you (?:be|play|were) (?:me|the therapist)|be the therapist|swap (?:chairs|roles|places|seats)|sit in my"
    r"|in my (?:chair|place|shoes|seat)|if you were me|i'll be you|you'll be me)\b"
)


def swapped(look: Look) -> bool:
    """True when the therapist has just let the patient have its part, as an exercise."""
    return look.speaker == "patient" and any(
        _SWAPPED.search(t.lower()) for t in look.context.memory["therapist"].texts[-2:]
    )

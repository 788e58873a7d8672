"""A reply in the making: notes to itself, choices, second thoughts, the figure seen from outside.

No list holds all wordings of thought, so this check counts signs of kinds that do not go together in speech.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.integrity.registry import Example, Hit, Look, check
from simulator.integrity.seconded import seconded
from simulator.integrity.signs import Seen, hit_of
from simulator.integrity.wordings.thoughts import SIGNS

_LESS = 1.0
"""What is asked less of the classifier than where one wording stands alone, in logarithms of odds."""
_LONG = 110
"""Words of a turn from which on three signs are asked for."""


@check("composing", tier="wording", codes=["reasoning_leak"])
def composing(look: Look) -> Iterator[Hit]:
    """Counts signs of kinds that do not go together in speech. More are asked of a long turn, where chance brings some together.

    Where just enough stand together the classifier must second them.
    """
    seen = SIGNS.seen(look)
    name = _own_name(look) if seen else None
    seen = sorted([*seen, name], key=lambda s: s.start) if name else seen
    enough = 2 if len(look.anatomy.words) <= _LONG else 3
    if len(seen) > 1 and (near := SIGNS.together(seen, enough)):
        hit = hit_of("reasoning_leak", near, "composes its reply aloud")
        if sum(s.weight for s in near) > enough or seconded(look, hit.start, hit.end, _LESS):
            yield hit


def _own_name(look: Look) -> Seen | None:
    """The speaker's own name as that of somebody else: "Marta would shrug", "what would Marta do", "coming from Nova"."""
    name = look.context.names.first(look.speaker)
    if name not in look.anatomy.vocabulary:
        return None
    match = re.search(
        rf"(?<!i'm )(?<!am )(?<!name is )(?<!name's )(?<!called )(?<!call me )(?<!, ){re.escape(name)}(?:'s\b"
        rf"|(?=,? (?:is|was|has|would|wouldn't|might|should|could|can|does|doesn't|\w+s)\b))"
        rf"|\b(?:would|does|should|has|is|if|have|let|make|from|for|as) {re.escape(name)}\b",
        look.anatomy.spoken,
    )
    return Seen("its own name", 1, match.start(), match.end()) if match else None


FIRES = {
    "reasoning_leak": [
        Example("A kite? Too neat. Something smaller. The keys, then. I still carry her keys.", "patient"),
        Example(
            "A retired postman wouldn't call it anxiety. Keep it plain. My stomach turns over.", "patient"
        ),
        Example("Normalise first, no advice yet. Ask what he heard. What did you hear, in the corridor?"),
        Example("Would he tell her the sum? Hm, I'd have him round it down. Four hundred, about.", "patient"),
        Example("Tone: warm, unhurried. Maximum two sentences. You came back. What made that possible?"),
        Example(
            "What would Oskar say to that? He deflects, mostly. Dunno. Ask the dog.",
            "patient",
            persona="Oskar Lund",
        ),
        Example("She mentioned the brother two turns ago. Go with the brother. How is it between you two?"),
    ]
}
PASSES = [
    Example("I should have told her to keep it short.", "patient"),
    Example("Hm. Let me ask that another way. What did your body do?"),
    Example("I wrote three versions of that letter. Too cold, too angry. I sent the short one.", "patient"),
    Example("A normal person would say thank you. I asked what it cost.", "patient"),
    Example("She'd deflect, she'd make a joke. That was my mother all over.", "patient"),
    Example("Keep it simple when you tell her. You needn't explain yourself."),
    Example("No advice, then. What would help you more right now?"),
    Example("Should he have told me? Maybe. I don't know any more.", "patient"),
    Example("Hmm, let me rephrase that. What did it feel like in your stomach?"),
    Example("My boss says my reports are too long, too wordy, no insight.", "patient"),
]

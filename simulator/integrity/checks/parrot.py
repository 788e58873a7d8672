"""Giving the partner's words back. A reflection takes up a few of them; a parrot brings nothing of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.integrity.registry import Example, Hit, Look, check

_SAY_IT = re.compile(
    r"\b(?:say (?:it|this|that|after me|with me)|after me|repeat|read (?:it|this|that|them|out|aloud)|out loud|aloud|card|affirmation"
    r"|mantra|try saying|prayer)\b"
)
"""A sentence that is said over on purpose."""


@check("parrot", tier="context", codes=["parrot", "inversion"], any_language=True)
def parrot(look: Look) -> Iterator[Hit]:
    """Compares with the partner's last turn, and finds the partner's earlier turns said over again."""
    partner, found = look.context.memory[look.partner], look.print
    if not partner.turns or len(found.words) < 10:
        return
    match = partner.overlap(found)
    back = len(partner.turns) - match.index
    shared = round(match.share * match.pieces)
    same = match.index >= 0 and match.share >= 0.8 and shared >= 8 and not look.anatomy.quotes
    if same and not _was_asked(look):
        yield Hit("inversion", 0, len(look.anatomy.norm), f"says over again the partner's turn {back} before")
    elif match.index >= 0 and back == 1 and match.share >= look.thresholds.parrot_share and shared >= 6:
        yield Hit(
            "parrot", 0, len(look.anatomy.norm), f"{match.share:.0%} of its five-word runs are the partner's"
        )


def _was_asked(look: Look) -> bool:
    return look.speaker == "patient" and any(_SAY_IT.search(t.lower()) for _, t in look.context.turns[-3:])


_SAID = "I keep the letters under the bread bin and I never open them because I know what they say"
FIRES = {
    "parrot": [
        Example(
            "So you keep the letters under the bread bin and you never open them because I know what they say, yes.",
            before=(("patient", _SAID),),
        )
    ],
    "inversion": [Example(_SAID, before=(("patient", _SAID),))],
}
PASSES = [
    Example("Under the bread bin. What do you think they say?", before=(("patient", _SAID),)),
    Example(_SAID, "patient", before=(("therapist", f"Say it after me: {_SAID}."),)),
]

"""What shows only over a session: the talk goes round (loop), goodbyes without end (goodbye_loop), nothing new (stall), and a
speaker who slides over to the other side (drift).

`endings/loops.py` judges circles too, and on purpose: this check looks at an attempt that can still be made again, and says
early and softly; the rule of endings looks at accepted turns, when nothing more can be mended, and ends the session. Both
are needed, because a goodbye too many is repaired here, and a talk that circles all the same is stopped there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.integrity.context import Memory
from simulator.integrity.registry import Example, Hit, Look, Talk, check

_BYE = re.compile(
    r"\b(?:good ?bye|bye(?: for now| bye)?|see you (?:then|next|soon|later|on|in|tomorrow|again|at)"
    r"|take (?:good )?care(?: of yourself)?(?=[.,!]|$| until| and)"
    r"|until (?:then|next (?:time|week|session)|we meet)"
    r"|have a (?:good|great|lovely|nice|restful|gentle|peaceful) (?:day|week|weekend|evening|night|one"
    r"|rest)|talk (?:to you )?(?:soon|then|next)|"
    r"look(?:ing)? forward to (?:our next|seeing you|next|it|talking)|farewell|till next|all the best"
    r"|catch you (?:later|next)|you too[.!]|same to you|good ?night|hasta (?:luego|la)|adi[oó]s"
    r"|auf wiedersehen|au revoir|arrivederci|tsch[uü]ss)\b"
)


@check("loops", tier="context", codes=["loop", "goodbye_loop", "stall", "drift"], any_language=True)
def loops(look: Look) -> Iterator[Hit]:
    """Looks at the last turns of both together with this one."""
    end = len(look.anatomy.norm)
    own, partner = look.context.memory[look.speaker], look.context.memory[look.partner]
    if _goodbyes(look) and look.print.words:
        yield Hit("goodbye_loop", 0, end, "a goodbye after two goodbyes of its own", "hard")
    if len(own.turns) >= 2 and len(partner.turns) >= 2 and _circles(look, own) and _went_round(partner):
        yield Hit("loop", 0, end, "both say again what they said before")
    if len(own.turns) >= 3 and _nothing_new(look):
        yield Hit("stall", 0, end, "nothing new in three turns of either side")
    if look.speaker == "patient" and _asks_too_much(look, own):
        yield Hit("drift", 0, end, "the patient has been asking instead of telling")


def _goodbyes(look: Look) -> bool:
    """A parting: short, and with a goodbye in its last sentences."""
    own = look.context.memory[look.speaker].texts
    partner = look.context.memory[look.partner].texts
    return (
        len(own) >= 2
        and bool(partner)
        and all(_parting(t) for t in (look.anatomy.norm, own[-1], own[-2], partner[-1]))
    )


def _parting(text: str) -> bool:
    return len(text) < 400 and "?" not in text[-60:] and bool(_BYE.search(text[-220:].lower()))


def _circles(look: Look, own: Memory) -> bool:
    found = look.print
    if found.key in (own.turns[-1].key, own.turns[-2].key) and len(found.words) >= 4:
        return True
    match = own.overlap(found)
    return match.share >= 0.5 and match.pieces >= 8


def _went_round(partner: Memory) -> bool:
    last = partner.turns[-1]
    for before in partner.turns[-5:-1]:
        if last.key == before.key and len(last.words) >= 4:
            return True
        if len(last.grams) >= 8 and len(last.grams & before.grams) >= 0.5 * len(last.grams):
            return True
    return False


def _nothing_new(look: Look) -> bool:
    """No word of meaning in this turn or the last two of each side that had not been said before them."""
    own, partner = look.context.memory[look.speaker], look.context.memory[look.partner]
    recent = [look.print, *own.turns[-2:], *partner.turns[-2:]]
    said = sum(len(p.words) for p in recent)
    if len(partner.turns) < 3 or not 15 <= said <= 75:
        return False
    words = set().union(*(p.content for p in recent))
    new = words - own.before(words, 2) - partner.before(words, 2)
    return len(words) <= 40 and len(new) <= max(1, len(words) // 20)


def _asks_too_much(look: Look, own: Memory) -> bool:
    if len(own.texts) < 7:
        return False
    texts = [*own.texts[-7:], look.anatomy.norm]
    asked = sum(t.rstrip().endswith("?") for t in texts)
    return asked / len(texts) >= look.thresholds.question_share


_BYES: Talk = (
    ("therapist", "Take care, see you next week."),
    ("patient", "You too, bye!"),
    ("therapist", "Bye for now. Take care."),
    ("patient", "See you then. Bye."),
)
FIRES = {
    "goodbye_loop": [Example("Goodbye, and have a good week.", before=_BYES)],
    "loop": [
        Example(
            "I can see that this is hard and I would like to understand it better.",
            before=(
                ("therapist", "I can see that this is hard and I would like to understand it better."), ("patient", "Could we please talk about the stress at work instead of this?"),
                ("therapist", "I can see that this is hard and I would like to understand it better."), ("patient", "Could we please talk about the stress at work instead of this?"),
            ),
        )
    ],
    "drift": [Example("And what do you do then?", "patient", before=tuple((s, "And you?") for _ in range(8) for s in ("patient", "therapist")))],
}  # fmt: skip
PASSES = [
    Example("Take care, see you next week.", before=(("patient", "Thanks. Bye."),)),
    Example("Okay.", "patient"),
]

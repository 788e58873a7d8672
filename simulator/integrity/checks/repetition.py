"""Saying again what it has said: word for word, nearly, one paragraph, or the same opening formula each time. The commonest
failure of all, and each repeat that stays breeds the next.

People repeat short things ("I don't know"), a breathing exercise repeats on purpose: both are clean. A patient who repeats
itself because the therapist did is broken as well, but the therapist's turn is to be repaired.
"""

from __future__ import annotations

from collections.abc import Iterator

from simulator.integrity.context import Match, Memory
from simulator.integrity.registry import Example, Hit, Look, check

_SALUTES = frozenset("hi hello hey yeah yes no ok okay so well oh um uh and but look honestly thanks thank you mm hmm right sure i guess".split())


@check("repetition", tier="context", codes=["repetition", "partner_induced"], any_language=True)
def repetition(look: Look) -> Iterator[Hit]:
    """Compares with the speaker's own earlier turns. Costs the same at turn 4 and at turn 400."""
    memory, found = look.context.memory[look.speaker], look.print
    if not memory.turns or not found.words:
        return
    hit = _verbatim(look, memory) or _near(look, memory) or _paragraph(look, memory) or _formula(look, memory) or _paraphrase(look, memory)
    if hit is None:
        return
    yield hit
    if look.speaker == "patient" and _partner_repeats(look):
        yield Hit("partner_induced", hit.start, hit.end, "the therapist's last turn repeats itself too", "note")


def _whole(look: Look, detail: str, severity: str | None = None) -> Hit:
    return Hit("repetition", 0, len(look.anatomy.norm), detail, severity)  # type: ignore[arg-type]


def _verbatim(look: Look, memory: Memory) -> Hit | None:
    earlier = memory.verbatim(look.print)
    if not earlier:
        return None
    count, here = len(look.print.words), len(memory.turns)
    close = here - earlier[-1] <= 3
    if _pacing(look):
        return None
    if count >= look.thresholds.repeat_words or (count >= 5 and (close or len(earlier) > 1)):
        return _whole(look, f"word for word what it said {here - earlier[-1]} turns before")
    if count >= 3 and len(earlier) >= 3 and close and earlier[-3:] == list(range(here - 3, here)):
        return _whole(look, "the same few words for the fourth time running")
    return None


def _near(look: Look, memory: Memory) -> Hit | None:
    match, limits = memory.overlap(look.print), look.thresholds
    if len(look.print.words) < limits.repeat_words or match.index < 0:
        return None
    back = len(memory.turns) - match.index
    shared = round(match.share * match.pieces)
    if match.share >= limits.repeat_share and shared >= 6:
        return _whole(look, f"{match.share:.0%} of its five-word runs stand in its own turn {back} before")
    if match.share >= limits.partial_share and shared >= 5:
        mutual = shared / max(1, len(memory.turns[match.index].grams))
        if mutual >= limits.repeat_share and shared >= 10:
            return _whole(look, f"nearly all of its own turn {back} before stands in it again")
        return _whole(look, f"{match.share:.0%} of its five-word runs stand in its own turn {back} before", "soft") if not _formula(look, memory) and not look.print.paragraphs.keys() & memory._paragraphs.keys() else None
    return None


def _paragraph(look: Look, memory: Memory) -> Hit | None:
    where = memory.paragraph(look.print)
    if where is None:
        return None
    if any(s.start <= where[0] and where[1] <= s.end for s in (*look.anatomy.quotes, *look.anatomy.taught)):
        return Hit("repetition", *where, "a script stands in it again", "soft")
    return Hit("repetition", *where, "a whole paragraph of an earlier turn stands in it again")


def _formula(look: Look, memory: Memory) -> Hit | None:
    """The same first seven words as earlier turns of some length: a mould, not a habit."""
    words = look.print.words
    if len(words) < 20:
        return None
    n = _opening(words)
    if n < 7:
        return None
    start = tuple(words[:n])
    same = [i for i, t in enumerate(memory.turns) if len(t.words) >= 20 and tuple(t.words[:n]) == start and len(memory.turns) - i <= 12]
    if len(same) < look.thresholds.formula_turns:
        return None
    first = look.anatomy.sentences[0]
    return Hit("repetition", first.start, first.end, f"begins with the same {n} words as {len(same)} earlier turns")


def _opening(words: list[str]) -> int:
    """How many first words must agree: seven, a greeting not counted."""
    skip = 0
    while skip < min(4, len(words)) and words[skip] in _SALUTES:
        skip += 1
    return min(len(words), max(7, skip + 5))


def _paraphrase(look: Look, memory: Memory) -> Hit | None:
    match: Match = memory.kinship(look.print)
    if match.pieces < 12 or match.index < 0:
        return None
    back = len(memory.turns) - match.index
    mutual = match.share * match.pieces / max(1, len(memory.turns[match.index].content))
    if match.share >= look.thresholds.paraphrase_share and mutual >= 0.45:
        return _whole(look, f"says again, in other order, its own turn {back} before")
    return None


def _pacing(look: Look) -> bool:
    return len(look.print.words) >= 8 and len(look.print.grams) < 0.3 * (len(look.print.words) - 4)


def _partner_repeats(look: Look) -> bool:
    partner = look.context.memory[look.partner]
    if len(partner.turns) < 2:
        return False
    last, before = partner.turns[-1], partner.turns[:-1]
    if len(last.grams) < 4:
        return any(last.key == t.key for t in before[-4:])
    return any(len(last.grams & t.grams) >= 0.4 * len(last.grams) for t in before[-4:])


_LONG = "I understand your concern, and I just want to find healthier ways to cope with all this stress and anxiety at home."
FIRES = {
    "repetition": [
        Example(_LONG, "patient", before=(("patient", _LONG), ("therapist", "What helps?"))),
        Example(
            "I appreciate your concern, and I just want to find healthier ways to cope with all of this stress.", "patient",
            before=(("patient", _LONG), ("therapist", "What helps?")),
        ),
        Example("What would you like to do?", before=(("therapist", "What would you like to do?"), ("patient", "Nothing."))),
    ]
}  # fmt: skip
PASSES = [
    Example("I don't know.", "patient", before=(("patient", "I don't know."), ("therapist", "What else?"))),
    Example(
        "Breathe in for four, hold for four, and out for six. Again, in for four, hold for four, and out for six.",
        before=(("therapist", "Let's begin. Breathe in for four, hold for four, and out for six."), ("patient", "Okay.")),
    ),
    Example("She called again on Sunday and I let it ring until it stopped.", "patient", before=(("patient", "My sister called. I let it ring, then I felt awful."),)),
]

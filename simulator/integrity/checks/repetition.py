"""Saying again what it has said: word for word, nearly, one paragraph, or the same opening formula each time. The commonest
failure of all, and each repeat that stays breeds the next.

People repeat short things ("I don't know"), a breathing exercise repeats on purpose: both are clean. A patient who repeats
itself because the therapist did is broken as well, but the therapist's turn is to be repaired.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from simulator.integrity.context import Match, Memory, Print
from simulator.integrity.registry import Example, Hit, Look, check
from simulator.integrity.risk import asks_about_risk
from simulator.integrity.wordlist import word_set
from simulator.plural import many

_LINKED = 0.2
_QUESTION = 25
"""Words of a question that may be asked again."""
_ITEM = re.compile(
    r"\b(?:nought|zero|0|one|1) (?:to|and) (?:ten|10|a hundred|100)\b|\bout of (?:ten|10|a hundred)\b"
    r"|\bover the (?:last|past) (?:two weeks|fortnight|week|month|\w+ (?:days|weeks))\b"
)
_NO = re.compile(
    r"(?:no\W+)?(?:i (?:don't|do not|can't|cannot|won't) (?:want to |really want to )?(?:talk|speak|think|say|go|remember|do)\b[a-z' ]{0,24}"
    r"|leave (?:me|it) alone|can we (?:stop|leave it|talk about something else))[.!?]?"
)
_ONCE_MORE = re.compile(
    r"(?:^|[.!?,] |\b(?:you|please|to) )(?:say|read|repeat|tell|give)\b[^.!?\n]{0,24}\b(?:again|once more|one more time|slower)\b|\b(?:come again|pardon|can you repeat"
    r"|(?:didn't|couldn't) (?:hear|catch|understand|get) (?:you|that|it)|what was (?:the|that|it)\b[^.!?\n]{0,20} again)\b"
)
_YES_OR_NO = re.compile(r"(?:well|um|uh|honestly|god)?\W*(?:yes|yeah|yep|no|nope|never|not)\b")
_NO_ANSWER = re.compile(
    r"\?\W*$|\b(?:don't (?:really )?know|not sure|no idea|can't say|hard to say|don't (?:understand|get))\b"
)
_LENT = re.compile(
    r"\b(?:(?:say|speak) it as|as your \w+ would|i'll be your|i'm your \w+ now|in (?:his|her|your \w+'s) voice|role-?play)\b"
)
_PACED = word_set("breathe in out hold two three four five six floor feet shoulders")
"""Words of an exercise that is counted out, each time in the same words."""
_BODY = word_set("breathe hold floor feet shoulders")
_PHATIC = re.compile(
    r"(?:hi|hello|hey|thanks|thank you|(?:i hear you (?:and )?)?i'm (?:really |so )?(?:glad|sorry|here)"
    r"|yeah|yes|ok|okay)\b"
)


@check("repetition", tier="context", codes=["repetition", "partner_induced"], any_language=True)
def repetition(look: Look) -> Iterator[Hit]:
    """Compares with the speaker's own earlier turns. Costs the same at turn 4 and at turn 400."""
    memory, found = look.context.memory[look.speaker], look.print
    if not memory.turns or not found.words:
        return
    paced = _PACED & look.anatomy.vocabulary if look.speaker == "therapist" else ()
    if len(paced) >= 5 and not _BODY.isdisjoint(paced):
        return
    hit = (
        _verbatim(look, memory)
        or _near(look, memory)
        or _paragraph(look, memory)
        or _formula(look, memory)
        or _paraphrase(look, memory)
    )
    if hit is None or _asks_again(look, memory.verbatim(found)):
        return
    yield hit
    if look.speaker == "patient" and _partner_repeats(look):
        yield Hit(
            "partner_induced", hit.start, hit.end, "the therapist's last turn repeats itself too", "note"
        )


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
    if count >= 12 or (count >= 5 and (close or len(earlier) > 1)):
        return _whole(look, f"word for word what it said {here - earlier[-1]} turns before")
    if count >= 3 and len(earlier) >= 3 and close and earlier[-3:] == list(range(here - 3, here)):
        return _whole(look, "the same few words for the fourth time running")
    return None


def _near(look: Look, memory: Memory) -> Hit | None:
    """Near repeats of the last five turns count from repeat_share on; older ones must be longer and nearer."""
    match, limits = memory.overlap(look.print), look.thresholds
    short = len(look.print.words) < limits.repeat_words
    if len(look.print.words) < 8 or match.index < 0 or (short and look.context.heard_speech):
        return None
    back, shared = len(memory.turns) - match.index, round(match.share * match.pieces)
    detail = f"{match.share:.0%} of its five-word runs stand in its own turn {back} before"
    recent = back <= 5
    if match.share >= limits.repeat_share and shared >= 6 and recent and not short:
        return _whole(look, detail)
    mild = 2.0 if look.context.heard_speech else 0.55 if recent else 0.85
    if match.share >= mild and shared >= 4 and (recent or match.share >= 0.85):
        return _whole(look, detail)
    if match.share >= max(0.6, limits.repeat_share) and match.pieces >= 40:
        return _whole(look, detail)
    if match.share >= limits.partial_share and shared >= 5:
        mutual = shared / max(1, len(memory.turns[match.index].grams))
        if recent and mutual >= limits.repeat_share and shared >= 10:
            return _whole(look, f"nearly all of its own turn {back} before stands in it again")
        if back <= 2 and shared >= 25 and len(look.print.words) <= 250:
            return _whole(look, f"a long run of its own turn {back} before stands in it again")
        return _paragraph(look, memory) or _formula(look, memory) or _whole(look, detail, "soft")
    return None


def _paragraph(look: Look, memory: Memory) -> Hit | None:
    where = memory.paragraph(look.print)
    if where is None:
        return None
    if any(s.start <= where[0] and where[1] <= s.end for s in (*look.anatomy.quotes, *look.anatomy.taught)):
        return Hit("repetition", *where, "a script stands in it again", "soft")
    return Hit("repetition", *where, "a whole paragraph of an earlier turn stands in it again")


def _formula(look: Look, memory: Memory) -> Hit | None:
    """The same first nine words as a recent turn: a mould, not a habit. Thanks and greetings are habits."""
    words = look.print.words
    if (
        len(words) < 20
        or len(look.print.grams) < 0.75 * (len(words) - 4)
        or _PHATIC.match(" ".join(words[:12]))
    ):
        return None
    lengths = [_common(words, t.words) for t in memory.turns[-12:]]
    best = max(lengths)
    near = max(lengths[-2:]) >= 8
    often = sum(n >= 9 for n in lengths) > look.thresholds.formula_turns
    if not (best >= 12 or near or often or _mould(look, memory)):
        return None
    first = look.anatomy.sentences[0]
    count = sum(n >= min(best, 9) for n in lengths)
    return Hit(
        "repetition",
        first.start,
        first.end,
        f"begins with the same {best} words as {many(count, 'earlier turn')}",
    )


def _common(one: list[str], two: list[str]) -> int:
    """How many first words are the same, up to 40."""
    count = 0
    if one[:1] != two[:1]:
        return count
    for a, b in zip(one[:40], two[:40], strict=False):
        if a != b:
            break
        count += 1
    return count


def _paraphrase(look: Look, memory: Memory) -> Hit | None:
    match: Match = memory.kinship(look.print)
    if match.pieces < 4 or match.index < 0:
        return None
    back = len(memory.turns) - match.index
    earlier = memory.turns[match.index]
    if match.share == 1 and not look.context.heard_speech and len(look.print.words) >= 8:
        alike = len(earlier.content & look.print.content) >= 0.8 * len(earlier.content)
        shared = len(earlier.grams & look.print.grams)
        far = back > 5 and len(look.print.words) < 14
        if alike and not far and shared >= 0.25 * len(look.print.grams) and shared >= 2:
            return _whole(look, f"its own turn {back} before with small changes")
    if match.pieces < 12:
        return None
    last = memory.turns[-1]
    told = len(last.content) >= 12 and len(last.content & look.print.content) >= 0.85 * len(last.content)
    if told and not look.anatomy.items and _linked(look.print, last):
        return _whole(look, "tells its own last turn once more")
    mutual = match.share * match.pieces / max(1, len(earlier.content))
    if match.share >= look.thresholds.paraphrase_share and mutual >= 0.45 and _linked(look.print, earlier):
        return _whole(look, f"says again, in other order, its own turn {back} before")
    return None


def _linked(one: Print, other: Print) -> bool:
    """Whether words of meaning stand beside each other in both: who says the same again links them alike."""
    return len(one.links & other.links) >= _LINKED * min(len(one.links), len(other.links))


def _mould(look: Look, memory: Memory) -> bool:
    """The first fourteen words are put together of the same pieces as those of two recent turns."""
    start = look.print.pieces
    return sum(len(t.words) >= 20 and len(start & t.pieces) >= 6 for t in memory.turns[-6:]) >= 2


def _asks_again(look: Look, earlier: Sequence[int]) -> bool:
    """What is asked again on purpose: at the other's request, a scale, an item of a questionnaire, a question of safety without an
    answer; and a patient's no. `earlier` are the speaker's turns in the same words."""
    text, before = look.anatomy.lower.strip(), len(earlier)
    if before < 3 and (_ONCE_MORE.search(look.context.last(look.partner).lower()) or _as_somebody(look)):
        return True
    if look.speaker == "patient":
        return before < 2 and bool(_NO.fullmatch(text))
    if len(look.print.words) > _QUESTION or not text.endswith("?") or len(look.anatomy.sentences) > 2:
        return False
    just_asked = before > 0 and earlier[-1] == len(look.context.memory["therapist"].turns) - 1
    if just_asked and _answered(look):
        return False
    return bool(_ITEM.search(text)) or (before < 3 and asks_about_risk(text))


def _answered(look: Look) -> bool:
    """A therapist asks the very question that has just been answered; one of safety is, by a yes or a no; one of how it is
    now never is."""
    reply = look.context.last("patient").lower()
    if not reply or _NO_ANSWER.search(reply) or "now" in look.anatomy.vocabulary:
        return False
    return bool(_YES_OR_NO.match(reply) or not asks_about_risk(look.anatomy.lower))


def _as_somebody(look: Look) -> bool:
    """A therapist who lends somebody a voice says that one's sentence until it is answered."""
    return look.speaker == "therapist" and any(
        _LENT.search(t.lower()) for t in look.context.memory["therapist"].texts[-3:]
    )


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
        Example("How strong is the fear, from nought to ten?", before=(("therapist", "How strong is the fear, from nought to ten?"), ("patient", "Seven."))),
    ]
}  # fmt: skip
PASSES = [
    Example(
        "How strong is the fear now, from nought to ten?",
        before=(
            ("therapist", "How strong is the fear now, from nought to ten?"),
            ("patient", "Seven."),
            ("therapist", "Let's stay with it for a minute, and only watch it."),
            ("patient", "Okay. It moves a bit."),
        ),
    ),
    Example(
        "Are you thinking of killing yourself?",
        before=(("therapist", "Are you thinking of killing yourself?"), ("patient", "Does it matter?")),
    ),
    Example("I don't know.", "patient", before=(("patient", "I don't know."), ("therapist", "What else?"))),
    Example(
        "Breathe in for four, hold for four, and out for six. Again, in for four, hold for four, and out for six.",
        before=(
            ("therapist", "Let's begin. Breathe in for four, hold for four, and out for six."),
            ("patient", "Okay."),
        ),
    ),
    Example(
        "She called again on Sunday and I let it ring until it stopped.",
        "patient",
        before=(("patient", "My sister called. I let it ring, then I felt awful."),),
    ),
]

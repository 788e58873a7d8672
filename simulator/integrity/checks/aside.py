"""A sentence in which the classifier hears an assistant, though not surely, and that holds a word of such talk: of declining a part,
of a text, of service, of plans for a reply. Neither alone is enough. Whoever writes, acts, studies or answers a telephone for a
living has those words too, so they do not count where the talk is of such things.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import exp

from simulator.integrity.anatomy import Sentence
from simulator.integrity.checks.prose import unnamed
from simulator.integrity.checks.voice import reading_of
from simulator.integrity.registry import Example, Hit, Look, Talk, check
from simulator.integrity.wordings.asides import (
    DECLINES,
    ELSEWHERE,
    KINDS,
    LISTED,
    LOOSELY,
    MINE,
    OTHER,
    PART,
    PLANS,
    ROLE,
    SERVES,
    SURE,
    TABLED,
    TOLD,
    WORLD,
)
from simulator.integrity.wordings.handovers import HANDS_OVER
from simulator.integrity.wordings.seeking import SEEKS

_DECLINED = 0.3
_SURER = 0.6
_FEW = 4
"""Words of a sentence below which it is no plan."""
_HEARD = 0.5
_ALL_BUT = 0.85
"""Share from which on an assistant is heard all but surely."""
_TOLD_SO = 0.93
"""The same for plans of a therapist, which are worded like what one advises."""
_APART = 1.0
"""By how much, in logarithms of odds, a sentence must stand out from what the same speaker has said so far."""
_MOST = 110
"""Words of a turn up to which words of text, service and plans count."""


@check(
    "aside",
    tier="wording",
    codes=["refusal", "meta", "assistant_talk", "reasoning_leak", "rationale", "summary_dump"],
)
def aside(look: Look) -> Iterator[Hit]:
    """Looks at the sentences in which an assistant may be heard: one that says it well, or two that say it half."""
    if not look.scores or look.context.heard_speech or (reading := reading_of(look)) is None:
        return
    patient = look.speaker == "patient"
    usual = _usual(look)
    half: list[Hit] = []
    for sentence, score in zip(reading.sentences, reading.scores, strict=True):
        own = score.patient if patient else score.therapist
        share = score.assistant / (score.assistant + own + 1e-9)
        if share < _DECLINED:
            continue
        low = look.anatomy.spoken[sentence.start : sentence.end]
        if DECLINES.search(low) and MINE.search(low) and _is_part(low, share):
            yield Hit("refusal", sentence.start, sentence.end, f"declines a part ({share:.2f})")
            return
        if share < usual or len(look.anatomy.words) > _MOST:
            continue
        whole = len(low.split()) >= _FEW or low.endswith(("?", "!"))
        if whole and HANDS_OVER.search(low) and not _belongs(look, sentence.start, sentence.end):
            detail = f"hands a text to a user ({share:.2f})"
            yield Hit("assistant_talk", sentence.start, sentence.end, detail)
            return
        if share >= _ALL_BUT and (loose := _loosely(look, sentence, low, share)):
            yield Hit(loose[0], sentence.start, sentence.end, f"{loose[1]} ({share:.2f})")
            return
        if not (said := _said(look, sentence, low)):
            continue
        hit = Hit(said[0], sentence.start, sentence.end, f"{said[1]} ({share:.2f})")
        if said[1] != "serves a user":
            half.append(hit)
        form = LISTED.match(low) or TABLED.match(low)
        sure = (
            SURE.search(low)
            or (form and share >= _HEARD)
            or (share >= _HEARD and not _belongs(look, sentence.start, sentence.end))
        )
        if sure or (len(half) > 1 and half[-1] is hit and share >= _HEARD):
            yield hit
            return


def _said(look: Look, sentence: Sentence, low: str) -> tuple[str, str] | None:
    """The code and what is said of it, when a sentence holds a word of such talk."""
    few = len(low.split()) < _FEW
    if not few and unnamed(look, sentence, low):
        return "reasoning_leak", "speaks of the other as of somebody else"
    for code, pattern, detail in KINDS:
        if pattern is SERVES and look.speaker == "patient" and SEEKS.match(low):
            continue
        if not (few and pattern is PLANS) and pattern.search(low):
            return code, detail
    return None


def _loosely(look: Look, sentence: Sentence, low: str, share: float) -> tuple[str, str] | None:
    """As `_said`, with more words, of a sentence that says nothing of the other and stands in no talk of texts."""
    if OTHER.search(low) or len(low.split()) < _FEW or _belongs(look, sentence.start, sentence.end):
        return None
    for code, pattern, detail in LOOSELY:
        least = _TOLD_SO if code == "reasoning_leak" and look.speaker == "therapist" else _ALL_BUT
        if share >= least and pattern.search(low) and (code != "refusal" or MINE.search(low)):
            return code, detail
    return None


def _is_part(low: str, share: float) -> bool:
    """What is declined is a part in a text, not one in a life."""
    return bool(PART.search(low) or (share >= _SURER and ROLE.search(low))) and not ELSEWHERE.search(low)


def _usual(look: Look) -> float:
    """How much like an assistant the speaker has talked before, at most: who always did does so again."""
    furthest = look.context.memory[look.speaker].furthest
    return 1 / (1 + exp(-furthest[1] - _APART)) if furthest else 0.0


def _belongs(look: Look, start: int, end: int) -> bool:
    """The talk is of such things: the partner's last words hold one, or the turn outside the sentence does."""
    low = look.anatomy.lower
    asked = look.context.last(look.partner)[-600:].lower()
    around = f"{asked} {low[:start]} {low[end:]}"
    return bool(WORLD.search(around) or TOLD.search(asked)) or look.anatomy.inside(
        start, end, look.anatomy.taught
    )


_TALK: Talk = (("patient", "I leave the hall light on for him."),)
_ASKED: Talk = (("therapist", "And on Friday?"),)
FIRES = {
    "refusal": [
        Example("Fair warning: an invented healer is a hat I won't put on for anyone.", before=_TALK),
        Example("Hm, no. I don't do make-believe patients with a past like that.", "patient", before=_ASKED),
    ],
    "meta": [
        Example(
            "The soup. Only the soup. If it helps, I could branch the storyline after it.",
            "patient",
            before=_ASKED,
        ),
        Example(
            "Keeping to the template with a feeling word up front. How long has it burned?", before=_TALK
        ),
    ],
    "assistant_talk": [
        Example(
            "Who pays for the bulb? Love this question! Leaving lights on is more common than people think.",
            before=_TALK,
        ),
        Example("We ate. Any particular detail you'd like covered next?", "patient", before=_ASKED),
        Example(
            "We ate. Consider that a first pass. Sums and so on are all yours to swap.",
            "patient",
            before=_ASKED,
        ),
        Example(
            "Who mends it? That one leans warm. A drier take, with fewer questions, is a minute's work.",
            before=_TALK,
        ),
    ],
    "reasoning_leak": [
        Example(
            "Alternatively I might have had him weep, but dry is better here. I cooked for two.",
            "patient",
            before=_ASKED,
        ),
    ],
}
PASSES = [
    Example(
        "I let it out at the waist, and she said, is that all it takes. On request, yes.",
        "patient",
        before=_ASKED,
    ),
    Example("The polite one's longer. Which of the two would annoy them more?", "patient", before=_ASKED),
    Example("I won't be a patient all my life. I stopped the lot in June.", "patient", before=_ASKED),
    Example("I'd rather not. He plays the victim, and I'm done with that act.", "patient", before=_ASKED),
    Example(
        "I don't do feelings, as a rule. My wife's the therapist in our house.", "patient", before=_ASKED
    ),
    Example("My character won't speak. My editor wants the book by Easter.", "patient", before=_ASKED),
    Example("Not tips. I could paper the hall with coping strategies.", "patient", before=_ASKED),
    Example("Don't reveal a thing. Smile.", "patient", before=(("therapist", "What does the voice say?"),)),
    Example("I deflect. I make a joke and they laugh and I go home.", "patient", before=_ASKED),
    Example(
        "I'd rather not play her today. Could she stay outside, and you tell me what you'd say?", before=_TALK
    ),
    Example(
        "I don't write for the court about people I treat. I'd be no use to you as a witness.", before=_TALK
    ),
    Example("There's a group on Tuesdays, and a line at night. I can give you both numbers.", before=_TALK),
    Example(
        "Here's a small thing you could try: put the light out and count to ten. Then tell me.", before=_TALK
    ),
    Example("Let me know if you want the rest of that film. The client dies.", "patient", before=_ASKED),
]

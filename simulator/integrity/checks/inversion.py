"""Speaking as the partner: a patient who counsels, a therapist who seeks help. Wording shows only the plain cases; most of
this is the classifier's work. A nurse quotes her questions, a patient gives advice to a friend: both stay in their part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.integrity.registry import Example, Hit, Look, check
from simulator.integrity.wordings.shared import swapped
from simulator.integrity.wordings.sides import PATIENT, THERAPIST


@check("inversion", tier="wording", codes=["inversion"])
def inversion(look: Look) -> Iterator[Hit]:
    """One plain wording, or two mild ones of different kinds."""
    rules = PATIENT if look.speaker == "patient" else THERAPIST
    hits = list(rules.search("inversion", look))
    strong = [h for h in hits if h.severity is None and not _reported(look, h)]
    mild = [h for h in hits if h.severity == "soft" and not _reported(look, h)]
    kinds = {h.detail for h in mild}
    if strong:
        yield strong[0]
    elif len(kinds) >= 2 and look.speaker == "patient" and _addresses_partner(look):
        yield Hit("inversion", mild[0].start, mild[0].end, f"{mild[0].detail}; {mild[1].detail}")


_INVITED = re.compile(
    r"\b(?:set me|what should i\b|advise me|what would i (?:say|ask|tell)"
    r"|what (?:would|could|might) you (?:like to |want to )?(?:say|tell) (?:to )?(?:her|him|them|a friend|your)|what would you tell|write to (?:the|her|him|your))\b"
)
"""A therapist who asks for words that are said to somebody else, or in its own place."""
_AT_WORK = re.compile(
    r"\bi'm an? (?:\w+ ){0,2}(?:\w+(?:er|or|ist|ian)|nurse|midwife|gp|vet|guide|clerk)\b|\bi (?:ask|tell|say to) everyone\b[^.!?\n]{0,20}\bi say\b|\bnext page\b"
)
"""A patient who tells what it says to people at work."""
_TELLS_OTHERS = re.compile(
    r"\bi read (?:it|them|that) (?:to|out)\b|\bwhat (?:i|we) (?:tell|teach|say to|told|taught) (?:the|my|our|his|her|them|him|every)\b"
)


_VOICED = re.compile(
    r"\b(?:thoughts?|questions?|sentence|belief|voice|worry|fear|message|rule|part of you|whisper\w*|something like)\b[^!?\n]{0,60}$"
)
_GIVEN_BACK = re.compile(
    r"[^.!?\n]{0,30}(?:,? you (?:said|told|wrote)\b|[.?!] ?(?:that's|is that|was that) the (?:question|thought)\b)"
)
_SAYS_AFTER = re.compile(
    r"[^.!?\n]{0,24}, (?:i|she|he|they|we|(?:a|the|one|my) \w+) (?:say|says|said|tell|tells|told|go|goes)\b"
)
_LONG_AGO = re.compile(
    r"\b(?:years|long|decades) ago\b|\bback then\b|\bin my (?:twenties|thirties)\b|\bwhen i was (?:young|training)\b"
)
_LETS_SAY = re.compile(
    r"\b(?:him|her|them|dad|mum|mom|mother|father|someone|somebody|anyone|anybody|people) (?:to )?(?:say|hear)\b"
)


def _voices(look: Look, hit: Hit) -> bool:
    """True when a therapist lends the patient's thought a voice, gives back what was said, or tells of long ago."""
    low = look.anatomy.lower
    if _VOICED.search(low, max(0, hit.start - 90), hit.start) or _GIVEN_BACK.match(low, hit.end):
        return True
    sentence = next((s for s in look.anatomy.sentences if s.end > hit.start), None)
    return bool(sentence and _LONG_AGO.search(low, sentence.start, sentence.end))


def _reported(look: Look, hit: Hit) -> bool:
    """True when the words are somebody else's, or advice to a third person."""
    earlier = look.anatomy.lower[max(0, hit.start - 60) : hit.start]
    if _TELLS_OTHERS.search(earlier) or _LETS_SAY.search(earlier):
        return True
    if look.speaker == "patient" and (
        swapped(look) or _INVITED.search(look.context.last("therapist").lower())
    ):
        return True
    if look.speaker == "patient" and _AT_WORK.search(look.anatomy.lower):
        return True
    if _SAYS_AFTER.match(look.anatomy.lower, hit.end):
        return True
    if (
        hit.start < hit.end
        and "advice" in look.anatomy.lower[hit.start : hit.end]
        and "advice" in look.context.last(look.partner).lower()
    ):
        return True
    if look.speaker == "therapist" and _voices(look, hit):
        return True
    before = re.split(r"[.!?\n]", earlier)[-1]
    cues = (
        "said",
        "says",
        "told",
        "tell ",
        "like ",
        "ask ",
        "asked",
        "goes",
        "go ",
        "saying",
        "telling",
        "you said",
        "you told",
        "you asked",
        "i say",
        "i go",
        "i ask",
        "keeps ",
        "myself",
        "supposed to",
        "the app",
        "leaflet",
        "poster",
        "to her",
        "to him",
    )
    return any(c in before for c in cues)  # fmt: skip


def _addresses_partner(look: Look) -> bool:
    low = look.anatomy.vocabulary
    mine = sum(look.anatomy.words.count(w) for w in ("i", "my", "me", "i'm", "i've"))
    yours = sum(look.anatomy.words.count(w) for w in ("you", "your", "you're", "yourself", "you've"))
    return (bool(low & {"you", "your"}) and yours > mine) or not mine


FIRES = {
    "inversion": [
        Example("Between now and next time, I'd like you to keep a short log.", "patient"),
        Example("I'm hearing that nights are where your worry gets loud.", "patient"),
        Example("Our time is nearly up. Shall we book the same slot next week?", "patient"),
        Example("I haven't slept since the funeral. What's wrong with me?"),
        Example(
            "Remember, it's okay to rest. Have you considered joining a group? You could try a salsa class.",
            "patient",
        ),
    ]
}
PASSES = [
    Example("I tell her, close your eyes, breathe in for four, like the clinic taught us.", "patient"),
    Example("You told me it takes courage. I don't feel brave.", "patient"),
    Example("Have you considered that I might just be lazy?", "patient"),
    Example("I feel sad hearing that."),
    Example("My patients call me the drill sergeant. I'm a nurse, so it's allowed.", "patient"),
    Example("I didn't do the exercise we agreed on. Do you want me to explain why?", "patient"),
    Example("You close your eyes and it's all there. Same time next week?", "patient"),
    Example("So the thought by the lift is, I'm scared it's my fault. Have I got that right?"),
    Example("What should I do, you ask me. What would you do if nobody minded?"),
    Example("I'm wondering what that number means to you."),
]

"""The voice of a chatbot that serves a user: offers, praise of the question, leaflets. It is how a model sounds when the part slips."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.integrity.registry import Example, Hit, Look, check
from simulator.integrity.seconded import foreign, seconded_about, unmistakable
from simulator.integrity.signs import hit_of
from simulator.integrity.wordings.favours import FAVOURS
from simulator.integrity.wordings.hints import SERVES
from simulator.integrity.wordings.offers import SERVICE, STRONG
from simulator.integrity.wordings.seeking import SEEKS

_MEANT = {
    "therapist": {
        "invites further questions",
        "adds a disclaimer",
        "praises the question",
        "hopes to have been of use",
        "is happy to serve",
        "offers material",
    }
}
"""Details that a warm, wordy therapist also says; for these one is soft, and two in a turn are hard."""


@check("assistant", tier="wording", codes=["assistant_talk"])
def assistant(look: Look) -> Iterator[Hit]:
    """Looks for service phrases."""
    said = (h for rules in (STRONG, FAVOURS) for h in rules.search("assistant_talk", look))
    hits = [h for h in said if not _reported(look, h) and _foreign(look, h)]
    mild = _MEANT.get(look.speaker, set())
    hard = [h for h in hits if h.detail not in mild]
    if look.speaker == "therapist" and "language model" not in look.anatomy.spoken:
        hard = [h for h in hard if h.detail != "says that it is an assistant"]
        hits = [h for h in hits if h.detail != "says that it is an assistant"]
    words = len(look.anatomy.words)
    near = SERVICE.together(SERVICE.seen(look), 2 if words <= 70 else 3) if not hard and words <= 110 else ()
    if hard:
        yield hard[0]
    elif (
        near
        and not _reported(look, served := hit_of("assistant_talk", near, "serves a user"))
        and _foreign(look, served)
    ):
        yield served
    elif len({h.detail for h in hits}) >= 2:
        yield hits[0]
    elif not hits and (hint := _hint(look)):
        yield hint
    elif hits:
        tail = look.anatomy.sentences[-2:]
        closing = (
            bool(tail)
            and hits[0].start >= tail[0].start
            and hits[0].detail in ("invites further questions", "hopes to have been of use")
        )
        whole = len(look.anatomy.words) < 18 and hits[0].detail not in (
            "offers material",
            "invites further questions",
        )
        ends_so = (
            closing
            and look.speaker == "patient"
            and not look.anatomy.vocabulary & {"session", "week", "between", "sessions", "next"}
        )
        yield Hit(
            hits[0].code, hits[0].start, hits[0].end, hits[0].detail, None if ends_so or whole else "soft"
        )


_REPORTED = re.compile(
    r"\b(?:say|says|said|saying|told|tell|goes|hours of|days? of|all day|read|reads|wrote|shift of"
    r"|years of)\b"
)


_HINTS = {"therapist": 2.2, "patient": 3.2}
"""Logarithm of odds from which on one word of service is enough."""
_HINTED = 70
"""Words of a turn up to which it is; in longer ones a warm therapist sounds so somewhere."""


def _hint(look: Look) -> Hit | None:
    if len(look.anatomy.words) > _HINTED:
        return None
    for sentence in foreign(look, _HINTS[look.speaker]):
        if look.speaker == "patient" and SEEKS.match(look.anatomy.spoken[sentence.start : sentence.end]):
            continue
        if SERVES.search(look.anatomy.spoken, sentence.start, sentence.end):
            return Hit("assistant_talk", sentence.start, sentence.end, "serves in the voice of another")
    return None


_MORE = {
    "": 0.5,
    "is happy to serve": -0.3,
    "serves up material": -0.3,
    "recaps like an article": -2.5,
    "asks what else it can do": -8.5,
    "says that it is an assistant": -1.5,
    "makes material to order": -1.5,
    "serves tips": -2.0,
    "is there at any hour": -4.0,
    "offers another wording": -1.0,
    "asks to be rated": -1.0,
}
"""How much more, or less, the classifier must hear, since whoever serves customers, or is kind, says such things too."""


def _foreign(look: Look, hit: Hit) -> bool:
    if hit.detail == "says which model it is":
        return not _is_called_so(look, hit)
    return unmistakable(look) or seconded_about(look, hit, _MORE)


def _is_called_so(look: Look, hit: Hit) -> bool:
    """Claude is a given name."""
    called = look.anatomy.spoken[hit.start : hit.end].split()[-1]
    return called in (look.context.names.first("patient"), look.context.names.first("therapist"))


def _reported(look: Look, hit: Hit) -> bool:
    """A patient's "eight hours of thank you for your patience" is work, not service."""
    if look.speaker != "patient":
        return False
    text = look.anatomy.lower
    before = re.split(r"[.!?\n]", text[max(0, hit.start - 70) : hit.start])[-1]
    after = text[hit.end : hit.end + 24]
    return bool(_REPORTED.search(before)) or bool(
        re.match(r",? (?:they|he|she|it) (?:said|says|wrote|goes)\b|[.,] i (?:say|said) (?:it|that)\b", after)
    )


FIRES = {
    "assistant_talk": [
        Example(
            "Dusk again, and you on guard. There's a lot we can unpack: rural isolation, folk songs, or how bees navigate. Pick any!"
        ),
        Example("Is there anything else I can help you with?"),
        Example(
            "I kept the crumbs. Let me know if you would like me to adjust the tone or add more detail!",
            "patient",
        ),
        Example("What a thoughtful question! Hiding failure is common.", "patient"),
        Example("Certainly! I'd be happy to help with that.", "patient"),
        Example("Hope this was useful! Don't hesitate to come back with any more questions."),
        Example("As an AI, I don't have a mother.", "patient"),
        Example(
            "What was it like? There's a variety of excellent apps for sleep. I can list some with prices whenever you're ready."
        ),
        Example("He cut the hedge. What an interesting and moving question! Excellent point too.", "patient"),
        Example(
            "Your courage is truly admirable! Taking this brave step shows it. Sleep tight and stay strong!"
        ),
        Example("As an AI, I don't have a body, so I can't say where I feel it.", "patient"),
        Example("Thank you for your question. As an AI, I can tell you that many people feel this way."),
        Example(
            "That sounds so draining. Would you like me to put together a simple wind-down routine you can follow this week?"
        ),
        Example("And remember, I'm available day and night, so pop back in whenever you like."),
        Example("I hear you. Before we go on, was that last answer helpful?"),
        Example("Handy tips: dim the lights, no screens. There are many support groups near you."),
    ]
}
PASSES = [
    Example(
        '"Is there anything else I can do for you today?" Eleven years I said that on the phone.', "patient"
    ),
    Example("I hope this helps my son one day.", "patient"),
    Example("I hope this helps, they said, and handed me a paper bag.", "patient"),
    Example("Eight hours of thank you for your patience, and then I go home.", "patient"),
    Example("Good question. I don't know why I kept them.", "patient"),
    Example("Is there anything else on your mind before we stop?"),
    Example("Please call me between sessions if it gets worse."),
    Example("That was an important step. What did it cost you?"),
    Example("There's a group on Tuesdays. I can find you the number when you're ready."),
    Example("I've a sheet on sleep in the drawer. Would you like to take it with you?"),
    Example("You can call the clinic any time, day or night, and somebody will answer."),
    Example("Before we stop: what was helpful today, and what wasn't?"),
    Example("I can say it in Spanish as well, I grew up with it. Would that be easier?"),
    Example("Take care of yourself, she said. You deserve to be happy. Then she rang off.", "patient"),
    Example("Great question. I've no idea. I've been asking myself since the kitchen.", "patient"),
    Example("Just ask and I'll stop. At any point."),
]

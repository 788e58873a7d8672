"""Declining the part. A model that refuses once and is left in the record refuses for ever: in the old transcripts 29 turns
of 140 are refusals, each following from the first.

A therapist's own limit ("I can't prescribe", "I can't keep that secret"), a referral, and a patient who will not talk are content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.integrity.registry import Example, Hit, Look, check
from simulator.integrity.seconded import foreign, seconded_about
from simulator.integrity.wordings.hints import leaves_the_part
from simulator.integrity.wordings.refusals import REFUSALS

_REPORTED = re.compile(
    r"\b(?:it|he|she|they|app|bot|chatbot|thing|site|website|one|woman|man|doctor|insurance) (?:said|says"
    r"|told|goes|wrote|kept saying|answered)\b|\b(?:sticker|poster|sign|notice|leaflet|letter|recording|e-?mail)s?\b[^:]{0,30}:"
)


_MORE = {
    "takes off its coat": -8.5,
    "declines as a service does": -3.5,
    "declines to be a figure": -3.5,
    "appeals to its rules": 1.5,
    "calls the part wrong": 1.5,
    "offers information instead": 1.5,
    "": 1.0,
    "declines the part": -0.3,
    "steps out of the session as a machine": -0.3,
    "leaves the part": -0.3,
    "will not play or write": 0.5,
}
"""How much more, or less, the classifier must hear than for other wordings, by what a wording says of itself: people decline parts,
topics and requests too."""

_PLAIN = {"therapist": 1.5, "patient": 1.8}
"""Logarithm of odds from which on a word of leaving and a word of a part are enough."""


@check("refusal", tier="wording", codes=["refusal"])
def refusal(look: Look) -> Iterator[Hit]:
    """Looks for wordings of refusal."""
    for hit in REFUSALS.search("refusal", look):
        if hit.detail == "steps out as an AI" and look.speaker == "therapist":
            continue
        before = re.split(r"[.!?\n\"]", look.anatomy.lower[max(0, hit.start - 60) : hit.start])[-1]
        if _REPORTED.search(before + look.anatomy.lower[hit.start : hit.end]):
            continue
        if seconded_about(look, hit, _MORE):
            yield hit
            return
    for sentence in foreign(look, _PLAIN[look.speaker]):
        if leaves_the_part(look.anatomy.spoken[sentence.start : sentence.end]):
            yield Hit("refusal", sentence.start, sentence.end, "leaves the part in the voice of another")
            return


FIRES = {
    "refusal": [
        Example("gonna leave her upstairs there, i dont wanna voice somebody starving", "patient"),
        Example("Such matters I'd entrust to clergy or nurses; a made-up clinician has no business in them."),
        Example(
            "I cannot continue the conversation as a CBT therapist. If you have questions, I'd be happy to help."
        ),
        Example(
            "I'd rather not pretend to be a grieving person, so I'm going to step out of this one.", "patient"
        ),
        Example("That request can't be fulfilled."),
        Example(
            "Portraying someone in distress isn't something I'm comfortable with, so I must decline this role-play.",
            "patient",
        ),
        Example("My guidelines don't allow me to go on with this."),
        Example("I am withdrawing from the scenario."),
        Example(
            "You need more than this; a trained human should sit with you. I'm hanging up the doctor's coat."
        ),
        Example("Crossings and papers: declined. Ask about the weather.", "patient"),
        Example("I'm sorry, but I can't assist with that request."),
    ]
}
PASSES = [
    Example("I can't talk about my father today. Ask me something else.", "patient"),
    Example("I won't write the court a letter about him. I've never met him."),
    Example("I'm done stepping out of the room whenever he sulks.", "patient"),
    Example("I can't tell you whether to sell the house. I can stay with you while you find out."),
    Example("I cannot keep that secret if I think you are in danger."),
    Example("I play the part of the good daughter and I'm tired of it.", "patient"),
    Example("Shall we role-play the talk with your boss? I'll be him."),
    Example("No. I refuse. Let me just sit here.", "patient"),
    Example("I'm not able to prescribe medication. Your GP can."),
    Example('She said "I can\'t continue this conversation" and hung up.', "patient"),
    Example("I can't continue this conversation with him, he just shouts.", "patient"),
    Example("It's how I was trained.", "patient"),
    Example("That door is closed to me now.", "patient"),
    Example("We don't teach controversial subjects after Easter.", "patient"),
    Example("It may help to talk with a trained human being too."),
    Example("I'm a bot at work, I just click.", "patient"),
    Example("I won't do the voices at bedtime any more.", "patient"),
    Example("Nothing more will come from him now.", "patient"),
]

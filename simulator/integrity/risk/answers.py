"""Short answers to a direct question about risk: "Sometimes." discloses, "No." denies."""

from __future__ import annotations

import re
from typing import Literal

from simulator.integrity.risk.presence import AWAY, NOT_NOW, RECURS, STAYS, THEN

Question = Literal["danger", "safety", "open"]
"""Whether a yes is the danger ("Have you thought of suicide?") or the safety ("Are you safe?"), or it asks how or what."""

_YES = re.compile(
    r"^\W*(?:(?:um+|uh+|mm+|well|hm+|so|i mean|honestly|okay|ok)\W+)*(?:yes|yeah|yep|yup|yea|ya|sí|si|sure"
    r"|i have|i do|i am|i did|it has|it does|of course i (?:have|do)|i've (?:thought|done|had|tried|been)"
    r"|i thought|i used to|i think about it|definitely|often|every (?:day|night|week|morning)|all the time"
    r"|most (?:nights|days)|"
    r"a lot|once|twice|a few(?: times)?|a couple(?: of times)?|several(?: times)?|two or three"
    r"|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|this morning|many times|here and there|some|him|her"
    r"|last (?:night|week)|yesterday|only (?:a (?:little|bit)|when|sometimes|at night|once)"
    r"|in (?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"|it (?:crosses|crossed) my mind|it comes and goes"
    r"|it's been (?:bad|worse|on and off|there|strong|most|every|hard)|who doesn't|doesn't everyone|"
    r"no,? (?:just|only) (?:me|myself)|mm[- ]?hm+|uh[- ]?huh|just (?:me|thoughts|the thought)|more than)\b"
)
_MAYBE = re.compile(
    r"^\W*(?:(?:um+|uh+|mm+|well|hm+|so|i mean|honestly)\W+)*(?:sometimes|maybe|perhaps|kind of|sort of"
    r"|kinda|sorta|a (?:bit|little)|i (?:don't|dont|do not) know|dunno|idk|i'm not sure|im not sure"
    r"|i am not sure|not sure|now and (?:then|again)|i guess|i suppose|possibly|probably|on and off"
    r"|occasionally|not (?:today|tonight|yet|now(?!\W+(?:can|could|may|shall) (?:we|i)\b)|right now|at the moment|as much|anymore today|like before"
    r"|exactly|seriously)|"
    r"i can't (?:answer|say|talk about)|i doubt it|hardly|barely|i'd rather not"
    r"|i don't want to (?:say|answer|talk about)|do i have to|why do you ask|what if i (?:did|was|am|have)"
    r"|not (?:often|as often|so often|very often|always|constantly|every (?:day|night)|all the time|much|so much)"
    r"|depends|in a way|that's a (?:big|hard|difficult) question|who wouldn't|i mean,? who wouldn't"
    r"|more than i(?:'d| would) like|my (?:arms?|legs?|thighs?|wrists?)|almost|nearly|less than|a veces"
    r"|quizás|tal vez|no sé)\b"
)
_NO = re.compile(
    r"^\W*(?:(?:um+|uh+|well|oh|god|lord|honestly|hm+|jesus|christ)\W+)*(?:no|nope|nah|never|not at all"
    r"|not really|none|nothing like|i (?:haven't|havent|don't|dont|do not|have not|never|would never"
    r"|wouldn't|didn't|am not)|i'm not|absolutely not|of course not|definitely not|nothing|nunca|jamás"
    r"|not (?:in|for|that|me|this week|lately|since|recently))\b"
)
_TURNS = re.compile(
    r"\b(?:i mean,? yes|i mean,? sometimes"
    r"|but (?:sometimes|i do|yes|the thought|i have|i think (?:about|of)|lately"
    r"|it (?:crosses|comes|does|did|has|is|gets)|it's|now and)|well,? (?:sometimes|maybe|yes|once)"
    r"|actually,? (?:yes|sometimes)|maybe (?:once|a bit|a little|sometimes)|why i said no|that's not true"
    r"|i lied)\b"
)
_FADED = re.compile(
    r"\b(?:used to|not any ?more|years ago|when i was (?:younger|a|\d)|in the past|long time ago|back then"
    r"|went on its way|came and went again|let me go again)\b"
)
_STOP = re.compile(r"\b(?:i get angry, but no)\b")
_CALM = re.compile(
    r"\b(?:no|not|never|none|nothing|nope|nah|don't|dont|haven't|wouldn't|okay|ok|fine|good|safe|all right"
    r"|alright|better|well|thanks?|thank you|happy|sorry|what|why|who|pardon|sure)\b|\?"
)
_BARE = 6
"""Words up to which an answer that is neither yes nor no, nor calms, is taken for one that evades."""
_SHORT = 45
"""Words up to which a turn is read as an answer to the question."""


def may_answer(low: str) -> bool:
    """False when `answer_level` is None whatever was asked: most turns tell of something, and the question need not be read."""
    begins = any(p.match(low) for p in (_NO, _YES, _MAYBE, NOT_NOW, STAYS, AWAY, THEN))
    return bool(begins) or len(low.split()) <= _BARE


def answer_level(low: str, question: Question) -> Literal["explicit", "veiled", "past", "denied"] | None:
    """How a turn answers a question about risk; None when it does not, in words that are understood.

    Args:
        low: the turn in lower case.
        question: which way round the question was put.
    """
    said_no, said_yes, unsure = _NO.match(low), _YES.match(low), _MAYBE.match(low)
    short = len(low.split()) <= _SHORT
    if question == "safety":
        if said_no and short:
            return "explicit" if not _safe_after(low) else "denied"
        if unsure and short:
            return "veiled"
        return "denied" if said_yes else None
    if short and not said_no and (STAYS.match(low) or THEN.match(low)):
        return "past" if _FADED.search(low) else "explicit"
    if short and AWAY.match(low):
        return "veiled" if _TURNS.search(low) or RECURS.search(low) else "past"
    if NOT_NOW.match(low) and not _TURNS.search(low) and not RECURS.search(low):
        return "denied"
    if unsure and short and question == "danger":
        return "veiled"
    if said_yes and not said_no:
        return "past" if _FADED.search(low) and short else "explicit"
    if said_no:
        return "veiled" if _TURNS.search(low) and not _STOP.search(low) else "denied"
    if question == "danger" and len(low.split()) <= _BARE and not _CALM.search(low):
        return "veiled"
    return None


def _safe_after(low: str) -> bool:
    return bool(re.search(r"\b(?:i'm (?:safe|fine|okay|ok)|no,? i'm safe)\b", low))

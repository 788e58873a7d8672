"""Words that stand, or do not stand, in the head of a speaker's label."""

from __future__ import annotations

import re

from simulator.integrity.wordlist import word_set

ROLE = word_set(
    "patient client therapist counsellor counselor clinician psychologist psychotherapist interviewer speaker user assistant bot "
    "chatbot human model agent utterance therapeut therapeutin terapeuta psicóloga psicólogo klient klientin paciente thérapeute "
    "ther pt cl thp analysand helpee helper seeker interviewee respondent practitioner supportee simpatient simtherapist "
    "thérapeute terapeut psychologue psykolog psykoterapeut berater beraterin hulpverlener cliënt cliente klientka terapista пациент пациентка терапевт"
)
REPLY = word_set("reply response answer utterance turn line output speaking dialogue speech")
SMALL = word_set(
    "i i'm i've i'd my me mine we our us you your you're he she they it his her their him them the a an and or but so to of on at for with is are was were be been am do "
    "did does have has had not no that this these those there here what when where why how which who if then than like just one thing things"
)
NO_INITIALS = word_set(
    "ps nb ok tv aa er gp dm re id eta fyi tbh imo btw pm am uk us eu hr it ms ct pe pr cv vr mp hq dj na"
)
ANYWHERE = word_set("assistant agent human model user speaker bot helper seeker practitioner")
"""Roles that are words of any life too: human error, a model student."""
ALONE = word_set("reply response utterance output dialogue")
TITLES = word_set(
    "dr mr mrs ms prof doctor br sr rev father ai the sim simulated counselling counseling virtual digital old-school"
)

ID = re.compile(r"[A-Za-z]+[_#/-]?\w*[_#/ -]\d{1,3}|[A-Za-z]+_[a-z]+\w*|[A-Z]+_[A-Z_]+\w*")


def of_a_life(words: list[str], plain: list[str], own: set[str]) -> bool:
    """Such as "Teaching assistant", "Human error", "Auntie Rosa": what somebody does, has or is called, not who speaks."""
    if len(words) < 2 or plain[0] in own or plain[0] in TITLES:
        return False
    if words[0] in ANYWHERE and plain[1] not in REPLY | ROLE | own:
        return True
    if not own.isdisjoint(plain) and ROLE.isdisjoint(plain) and REPLY.isdisjoint(plain):
        return True
    return words[-1] in ROLE and plain[0] not in ROLE


def is_id(label: str, mark: str) -> bool:
    """Such as patient_rosa, TURN_04, P3/EZRA, Speaker 2."""
    named = re.fullmatch(r"([A-Za-z]{3,}) \d{1,3}", label)
    if named and named.group(1).lower() not in ROLE | REPLY:
        return False  # Radio 4, Romans 8, Catch 22
    if mark not in (":", ">", ">>", ">>>", "=", "|", "->", "→", "—"):
        return False
    found = ID.fullmatch(label.split(" (")[0])
    return bool(found) and not re.fullmatch(
        r"(?:day|week|number|option|step|part|point|room|bus|chapter|rule|line|act|level|year|plan|year"
        r"|grade|phase|session|floor|flat|unit|bed|ward|gate|platform|item|note|fact|thing|thought|idea"
        r"|question|reason|try|round|shift|game|page|verse|psalm|covid|type|form|stage|size|top|nr|no"
        r"|no\.) ?[#-]?\d{1,3}",
        label,
        re.I,
    )

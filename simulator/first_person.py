"""A note's sentence as the patient would remember it: in the first person, and without the words of a textbook."""

from __future__ import annotations

import re
from functools import lru_cache

from simulator.notes.render import one_line
from simulator.personas import Persona

_PLAIN = (
    (
        r"cognitive restructuring|thought challenging|reframing|cognitive reappraisal",
        "looking at a thought again",
    ),
    (r"catastrophi[sz](?:ing|ation)|catastrophic thinking", "expecting the worst"),
    (r"all-or-nothing thinking|black-and-white thinking|dichotomous thinking", "seeing it as all or nothing"),
    (r"rumination|ruminating", "going over and over it"),
    (r"automatic (?:negative )?thoughts?", "what goes through my mind"),
    (r"core beliefs?|intermediate beliefs?|schemas?", "what I have always believed"),
    (r"cognitive distortions?|thinking errors?", "how I twist things"),
    (r"behaviou?ral activation|activity scheduling", "planning something to do"),
    (r"behaviou?ral experiments?", "trying it out"),
    (
        r"graded exposure|exposure hierarchy|exposure exercises?|exposure",
        "going towards what scares me, step by step",
    ),
    (r"psychoeducation", "how this works"),
    (r"relapse prevention(?: plan)?", "what to do when it comes back"),
    (r"coping (?:strategies|strategy|skills?|mechanisms?)", "what gets me through"),
    (r"thought records?", "writing my thoughts down"),
    (r"homework", "what I took home"),
    (r"depressive symptoms|depression|low mood", "feeling low"),
    (r"perfectionis(?:m|tic tendencies)", "having to be perfect"),
    (r"sleep hygiene", "my sleep"),
    (
        r"grounding (?:techniques?|exercises?)|mindfulness (?:techniques?|exercises?)",
        "coming back to the moment",
    ),
)
_ANY_PLAIN = re.compile(rf"\b(?:{'|'.join(clinical for clinical, _ in _PLAIN)})\b", re.I)
_CLINICAL = re.compile(
    r"\b(?:cognitiv\w*|diagnos\w*|symptomatolog\w*|ideation|maladaptive|dysfunctional|comorbid\w*|affect\b|rapport|alliance"
    r"|psycho\w*|clinical\w*|etiolog\w*|intervention\w*|presenting|disorder|therapeutic|formulation|conceptuali[sz]\w*"
    r"|patient|client|disclos\w*|risk level|ctrs|cbt|avoidant|hypervigilan\w*|dysregulat\w*|prognos\w*)\b",
    re.I,
)
_VERBS = {
    "is": "am",
    "has": "have",
    "was": "was",
    "does": "do",
    "doesn't": "don't",
    "isn't": "am not",
    "goes": "go",
}


def first_person(text: str, persona: Persona, limit: int = 300) -> str:
    """The sentence in the first person and in plain words.

    Args:
        text: an item of a note.
        persona: whose memory it becomes.
        limit: characters at most.

    Returns:
        One line; empty when words of a textbook are left that have no plain ones.
    """
    return _remembered(one_line(text, limit), persona.name, persona.identity.surname)


@lru_cache(maxsize=4096)  # each session of a course is told what came before it
def _remembered(line: str, name: str, surname: str | None) -> str:
    for clinical, plain in _PLAIN if _ANY_PLAIN.search(line) else ():
        line = re.sub(rf"\b(?:{clinical})\b", plain, line, flags=re.I)
    line = _as_me(line, name, surname)
    return "" if _CLINICAL.search(line) else line[:1].upper() + line[1:]


def _as_me(line: str, name: str, surname: str | None) -> str:
    who = rf"(?:{re.escape(name)}(?: {re.escape(surname)})?" if surname else rf"(?:{re.escape(name)}"
    who += r"|the patient|the client|patient|client)"
    if not re.search(rf"\b{who}\b", line, re.I):
        return line
    line = re.sub(rf"\b{who}['’]s\b", "my", line, flags=re.I)
    line = re.sub(rf"(^|[.;,:] |\bthat |\bhow |\bwhen |\band ){who} ([a-z']+)\b", _subject, line, flags=re.I)
    line = re.sub(rf"\b{who}\b", "me", line, flags=re.I)
    for third, first in (
        (r"herself|himself|themsel(?:f|ves)", "myself"),
        (r"her(?= [a-z])|his|their", "my"),
        (r"she|he|they", "I"),
    ):
        line = re.sub(rf"\b(?:{third})\b", first, line, flags=re.I)
    return re.sub(r"\bI ([a-z']+)\b", lambda m: f"I {_verb(m.group(1))}", line)


def _subject(match: re.Match[str]) -> str:
    return f"{match.group(1)}I {_verb(match.group(2))}"


def _verb(verb: str) -> str:
    """The verb as it goes with `I`."""
    if verb in _VERBS:
        return _VERBS[verb]
    if verb.endswith("ies") and len(verb) > 4:
        return verb[:-3] + "y"
    if verb.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return verb[:-2]
    if verb.endswith("s") and not verb.endswith(("ss", "us", "always", "is")) and len(verb) > 3:
        return verb[:-1]
    return verb

"""What a persona's file says about them in the third person, turned to what they say themselves; and what they may claim."""

from __future__ import annotations

import re
from collections.abc import Sequence

from simulator.models.offline.choose import Chooser
from simulator.models.offline.grammar import sentence
from simulator.models.offline.text import content_words, word_list
from simulator.personas import Persona

_OWN = re.compile(r"\b(?:her|his|their)\b", re.I)
_NOBODY = re.compile(r"\b(?:sea|allotment|backgammon|choir|centre|center|company|group|journal|dog)\b", re.I)
_CAN_BE_SAID = frozenset(
    word_list(
        "part bit where took one step after other got get smaller small bigger making makes make everyone else always way say saying "
        "said out loud someone helped help slowly slow go went good better best right order think hurry hurried used nobody "
        "word look shocked anything doing real example when it's general nod end sentence being able stand tell told head asked "
        "ask straight asks strange still first last time talk hear heard finish today here something every each case also very "
        "useful was that's yes well thank thanks some more most sense understood clear question questions listen listened"
    )
)
"""Words of a feedback that any session bears out; all others must have been said in this one."""


def pleasures(persona: Persona) -> list[str]:
    """What does them good, as they name it: "Reads science fiction" gives "Reading science fiction."."""
    heads = [
        re.split(r",| and (?:then )?(?=\w+s\b)", c.strategy)[0]
        for c in persona.conceptualization.coping
        if c.adaptive
    ]
    return [sentence(_doing(_mine(h))) for h in heads if not h.startswith("Is ")]


def _doing(text: str) -> str:
    verb, space, rest = text.partition(" ")
    return f"{_gerund(verb)}{space}{rest}" if re.fullmatch(r"[A-Z][a-z]+s", verb) else text


def _gerund(verb: str) -> str:
    """ "Reads" gives "Reading"."""
    stem = verb[:-1]
    if stem.endswith("ie"):
        return f"{stem[:-2]}ying"
    if stem == "Goe" or re.search(r"(?:[aiouy][bckmnrtvz]|[ei][kt]|rv|ng|[aou]s|[cs]h|ss|x)e$", stem):
        return f"{stem[:-1]}ing"
    doubled = stem in {"Swim", "Sit", "Run", "Knit", "Get", "Put", "Chat"}
    return f"{stem}{stem[-1] if doubled else ''}ing"


def _mine(text: str) -> str:
    text = _OWN.sub(lambda m: "My" if m.group()[0].isupper() else "my", text)
    return re.sub(r"\b(she|he|they)(?= (?:had|can|could|would|taught|went|helped)\b)", "I", text)


def people(persona: Persona) -> list[str]:
    """Who could be called, as they name them: "His daughter Mair, who rings on Sundays" gives "My daughter Mair"."""
    found = []
    for support in persona.identity.supports:
        head = support.split(",")[0].strip()
        words = head.split()
        if words[0] in {"A", "An", "The", "Two", "Some"} or _NOBODY.search(head) or " on " in head:
            continue
        found.append(_mine(head))
    return found


def plan_hopes(persona: Persona) -> list[str]:
    """Those of their hopes that say what they would do when it comes back."""
    return [h for h in persona.phrases.hopes if re.search(r"\b(?:if|when)\b", h, re.I)]


def claims_held(texts: Sequence[str], said: Sequence[str]) -> list[str]:
    """Those texts that name nothing which was not said in this session."""
    heard = {w[:5] for t in said for w in content_words(t)}
    return [
        t for t in texts if all("'" in w or w in _CAN_BE_SAID or w[:5] in heard for w in content_words(t))
    ]


def own_slots(persona: Persona, chooser: Chooser, said: Sequence[str]) -> dict[str, str]:
    """Fillings from all of these; empty where the persona has nothing."""
    known = people(persona)
    person = known[0] if known else ""
    return {
        "pleasure": chooser.turn(pleasures(persona), "pleasure"),
        "person": sentence(person),
        "plan_own": f"I'd tell {re.sub('^My ', 'my ', person)} first." if person else "",
        "plan_hope": chooser.turn(plan_hopes(persona), "plan hope"),
        "feedback": chooser.turn(
            [f for f in claims_held(persona.phrases.feedback, said) if not f.startswith("It was")], "feedback"
        ),
    }

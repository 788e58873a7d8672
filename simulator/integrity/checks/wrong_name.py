"""The partner called by another name: whoever does has lost the person, or slid into another conversation.

One such name is kept and counted, for people do mix names up; several show that the model talks to somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from simulator.integrity.registry import Example, Hit, Look, check
from simulator.integrity.wordings.callings import NOT_NAMES

_NAME = r"(?P<title>(?:Dr|Mrs?|Ms|Miss|Prof|Doctor|Professor)\.? )?(?P<name>[A-Z][a-z]{2,14})"
_TITLES = ("Dr", "Mr", "Ms", "Miss", "Prof", "Doctor")
_GREETED = re.compile(
    r"(?:^|[.!?\n] *)(?i:hi|hello|hey|i hear you|i don't know|right|oh|look|listen|yeah|of course|goodbye"
    r"|bye|take care|thanks|thank you|welcome(?: back)?|good (?:morning|afternoon|evening)|good to see you"
    r"|nice to (?:see|meet) you|okay|well|so|yes|no|great|(?:you know|honestly|i guess|to be honest|i mean)(?=,)"
    rf"|(?:i'm )?sorry|exactly|see you (?:then|next week|next time)),? {_NAME}(?=[,.!?])"
)
_FIRST = re.compile(
    r"^(?P<title>)(?P<name>[A-Z][a-z]{2,14}), (?=(?:i|you|it|that|what|how|when|your|there|we|this|thank|have|do|can"
    r"|could|would)\b)",
    re.I,
)
_CALLED_LAST = re.compile(
    rf"(?:^|(?<=[.!?\n] ))(?=[^.!?\n]{{0,160}}\b(?:you|your|you're)\b)[^.!?\n]{{3,160}}, {_NAME}[.?!](?=\s|$)"
)
_PUT_IN = re.compile(
    r"(?<=[a-z]), (?P<title>)(?P<name>[A-Z][a-z]{2,14})"
    r"(?=,(?! (?:and |or |the |a |who |whose |your |his |her )?[A-Z])|[.!?])"
)
"""A name between commas, or at a sentence's end, and not in a row of names."""
_PERSON = re.compile(
    r"\b(?:(?:mother|father|mum|mom|dad|sister|brother|son|daughter|wife|husband|partner|boyfriend|girlfriend|friend"
    r"|boss|manager|cousin|aunt|uncle|niece|nephew|child|boy|girl|baby|ex|neighbou?r|colleague|teacher|doctor|man"
    r"|woman|person|dog|cat)s?|called|named|by|like|from|in|at|to|with) *$"
)
_CALLED = re.compile(r"[A-Z](?<!\w.)[A-Za-z]{2,14}(?=[,.!?])")
"""The word's beginning is looked for behind its first letter: patterns that begin with a letter are found far quicker."""


@check("wrong_name", tier="context", codes=["wrong_name"], any_language=True)
def wrong_name(look: Look) -> Iterator[Hit]:
    """Names that are called out, against the two who are in the room."""
    other, text = look.context.names.first(look.partner), look.anatomy.spoken_cased
    if not other or (
        all(map(_no_name, _CALLED.findall(text))) and not any(title in text for title in _TITLES)
    ):
        return
    known = look.context.names.all_names()
    for pattern in (_GREETED, _FIRST, _CALLED_LAST, _PUT_IN):
        for match in pattern.finditer(text):
            name, low = match.group("name"), match.group("name").lower()
            if (
                not name[0].isupper()
                or any(low in k.split() for k in known)
                or (_no_name(name) and not match.group("title"))
                or other.startswith(low)
                or low.startswith(other[:3])
                or (pattern is _PUT_IN and not _unheard(look, match))
            ):
                continue
            yield Hit(
                "wrong_name", match.start("name"), match.end("name"), f"the partner is {other.capitalize()}"
            )
            return


def _unheard(look: Look, match: re.Match[str]) -> bool:
    """A therapist calls a name that the patient has never said: it stands for nobody in the patient's life."""
    if look.speaker != "therapist" or _PERSON.search(look.anatomy.spoken_cased, 0, match.start()):
        return False
    low = match.group("name").lower()
    return not any(low in said.lower() for said in look.context.memory["patient"].texts)


@lru_cache(maxsize=4096)
def _no_name(name: str) -> bool:
    """A word of the language, such as Aye, Wait or Nah, as far as the classifier's list of words tells."""
    from simulator.integrity.voice import load_voice

    low = name.lower()
    try:
        return low in NOT_NAMES or low in load_voice().lexicon.number
    except FileNotFoundError:
        return False


FIRES = {
    "wrong_name": [
        Example("Thank you, Rebecca. What came next?"),
        Example("Okay, Emily. Where were you then?"),
        Example("That took all day. What do you think, Omar?"),
        Example("That sounds exhausting, Rebecca."),
        Example("Look after yourself, Omar, and we go on from here."),
        Example("Thanks, Dr. Weber, I'll try.", "patient"),
        Example("You know, Sarah, nobody has asked me that.", "patient"),
    ]
}
PASSES = [
    Example("Aye, it was the Monday.", "patient"),
    Example("Wait, you mean now?", "patient"),
    Example("Nah, I was fine.", "patient"),
    Example("Thank you, Nova. It was hard.", "patient"),
    Example("Alicia, what happened then?"),
    Example("I saw my GP, Dr. Weber, and she sent me here.", "patient"),
    Example("My sister, Rebecca, rang again.", "patient"),
    Example("And your sister, Rebecca, what did she say?"),
    Example("You were calmer with her, Rebecca.", before=(("patient", "Rebecca came on Sunday."),)),
    Example("It is an old idea: Beck, Ellis, Rogers, they all had it."),
]

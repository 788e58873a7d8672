"""The partner called by another name: whoever does has lost the person, or slid into another conversation.

One such name is kept and counted, for people do mix names up; several show that the model talks to somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from simulator.integrity.registry import Example, Hit, Look, check
from simulator.integrity.wordings.callings import NOT_NAMES

_WORD = r"(?P<name>[^\W\d_]{3,15})"
_NAME = r"(?P<title>(?:Dr|Mrs?|Ms|Miss|Prof|Doctor|Professor)\.? )?" + _WORD
_TITLES = ("Dr", "Mr", "Ms", "Miss", "Prof", "Doctor")
_GREETED = re.compile(
    r"(?:^|[.!?\n] *)(?i:hi|hello|hey|i hear you|i don't know|right|oh|look|listen|yeah|of course|goodbye"
    r"|bye|take care|thanks|thank you|welcome(?: back)?|good (?:morning|afternoon|evening)|good to see you"
    r"|nice to (?:see|meet) you|okay|well|so|yes|no|great|(?:you know|honestly|i guess|to be honest|i mean)(?=,)"
    rf"|(?:i'm )?sorry|exactly|see you (?:then|next week|next time)),? {_NAME}(?=[,.!?])"
)
_FIRST = re.compile(
    rf"(?:^|(?<=[.!?] )){_WORD}, (?=(?:i|you|it|that|what|how|when|your|there|we|this|thank|have|do|can"
    r"|could|would|may|shall|let)\b)",
    re.I,
)
"""At the head of a sentence."""
_CALLED_LAST = re.compile(
    rf"(?:^|(?<=[.!?\n] ))(?=[^.!?\n]{{0,160}}\b(?:you|your|you're)\b)[^.!?\n]{{3,160}}, {_NAME}[.?!](?=\s|$)"
)
_PUT_IN = re.compile(
    rf"(?<=[a-z]), {_WORD}"
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
_CALLED_ANYHOW = re.compile(r"(?<!\w)[^\W\d_]{3,15}(?=[,.!?])")
_RARE = 5_000
"""Place of a word among the classifier's, the most frequent first, from which on a capital in mid-sentence makes it a name."""


@check("wrong_name", tier="context", codes=["wrong_name"], any_language=True)
def wrong_name(look: Look) -> Iterator[Hit]:
    """Names that are called out, against the two who are in the room."""
    other, text = look.context.names.first(look.partner), look.anatomy.spoken_cased
    if not other or not _may_call(text):
        return
    called = {
        m.start("name"): m for p in (_GREETED, _FIRST, _CALLED_LAST, _PUT_IN) for m in _wrong(look, p, other)
    }
    if called:
        first = next(iter(called.values()))
        again = sum(_unheard(look, match) for match in called.values()) > 1
        yield Hit(
            "wrong_name", first.start("name"), first.end("name"), f"the partner is {other.capitalize()}",
            "hard" if again else None,
        )  # fmt: skip


def _may_call(text: str) -> bool:
    calls = _CALLED if text.isascii() else _CALLED_ANYHOW
    return any(title in text for title in _TITLES) or any(
        not _no_name(word, first=False) for word in calls.findall(text) if word[0].isupper()
    )


def _wrong(look: Look, pattern: re.Pattern[str], other: str) -> Iterator[re.Match[str]]:
    """What a pattern finds that is the name of neither."""
    known = look.context.names.all_names()
    for match in pattern.finditer(look.anatomy.spoken_cased):
        name, low = match.group("name"), match.group("name").lower()
        at_head = pattern is _FIRST and match.start() > 0
        if not (
            not name[0].isupper()
            or not name[1:].islower()
            or any(low in k.split() for k in known)
            or (_no_name(name, first=pattern is _FIRST) and not match.groupdict().get("title"))
            or other.startswith(low)
            or low.startswith(other[:3])
            or ((pattern is _PUT_IN or at_head) and not _unheard(look, match))
        ):
            yield match


def _unheard(look: Look, match: re.Match[str]) -> bool:
    """A therapist calls a name that the patient has never said: it stands for nobody in the patient's life."""
    if look.speaker != "therapist" or _PERSON.search(look.anatomy.spoken_cased, 0, match.start()):
        return False
    low = match.group("name").lower()
    return not any(low in said.lower() for said in look.context.memory["patient"].texts)


@lru_cache(maxsize=4096)
def _no_name(name: str, *, first: bool) -> bool:
    """A word of the language, such as Aye, Wait or Nah, as far as the classifier's list of words tells.

    Args:
        name: the word, with a capital.
        first: it opens a sentence, where every word has one.
    """
    from simulator.integrity.voice import load_voice

    low = name.lower()
    try:
        place = load_voice().lexicon.number.get(low)
    except FileNotFoundError:
        place = None
    return low in NOT_NAMES or (place is not None and (first or place < _RARE))


FIRES = {
    "wrong_name": [
        Example("Thank you, Rebecca. What came next?"),
        Example("Okay, Emily. Where were you then?"),
        Example("That took all day. What do you think, Omar?"),
        Example("That sounds exhausting, Rebecca."),
        Example("Look after yourself, Omar, and we go on from here."),
        Example("Thanks, Dr. Weber, I'll try.", "patient"),
        Example("You know, Sarah, nobody has asked me that.", "patient"),
        Example("That is a long road. Hortense, may I stop you there?"),
        Example("Take the time you need, Øyvind."),
        Example("Thank you, Sanjay. And the lamp?"),
        Example("You kept still for him, Ondine. Nobody kept still for you, Ondine."),
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

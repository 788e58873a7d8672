"""The ways in which one sentence can be a farewell as a whole: without its lead-in, the name at its end, its add-on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from simulator.endings.speech import MAX_SENTENCE

_LEAD = re.compile(
    r"(?:ok(?:ay)?|o\.k\.|all right|alright|right then|well(?: then)?|so|now|and|but|then|yes|yeah|yep"
    r"|anyway|anyhow|oh|um"
    r"|uh|hm+|please|in the meantime|with that|once again|in any case|bueno|vale|pues|entonces"
    r")[,.;:! —-]+"
    r"|(?:right|great|good|perfect|excellent|wonderful|lovely|fine|super|sure|of course|again|finally"
    r"|lastly|bien|muy bien"
    r"|perfecto|until then|till then|for now|as always|sounds? good|no problem|no worries"
    r"|you're (?:very |so )?welcome|not at all"
    r"|my pleasure|absolutely|thanks(?: again| so much| a lot| very much)?"
    r"|thank you(?: again| so much| very much| too)?"
    r"|you too|same to you|de acuerdo|gracias|muchas gracias|hasta entonces) ?[,.;:!—-]+ ?",
    re.I,
)
_TAIL = re.compile(
    r"(?<!for)(?<!until)(?<!till)(?<!by)[, ]+(?:then|now|again|too|okay|ok|all right|alright|please"
    r"|everyone|everybody|both|folks|dear|my dear|my friend"
    r"|doctor|doc|dr|love|entonces|pues)$",
    re.I,
)
_ADD_ON = re.compile(
    r"(?:, and | and |, | — |; |, but )(?=(?:please )?(?:and )?(?:remember|know that|keep |don't forget"
    r"|do not forget|thank"
    r"|i'll |i will |we'll |we will |i look|i'm looking|looking forward|good luck|best of luck|have an? "
    r"|see you"
    r"|be (?:kind|gentle|well|safe|good)|enjoy|until |stay |go well|all the best|take care|bring |call "
    r"|reach out|cuídate"
    r"|que |nos vemos|hasta ))",
    re.I,
)
_JOINT = re.compile(r", and |, so | and |, then |, but |, | — | -+ |; |\.\.\. ?", re.I)
_REPORTS = re.compile(
    r"\b(?:said|says?|saying|tell|tells|told|telling|text|texted|write|writes|wrote|written|asks?|asked"
    r"|answers?|answered"
    r"|like|as if|whispers?|whispered|call|calls|sing|sings|thought|think|thinks|imagine|picture|pretend|if"
    r"|unless|until"
    r"|till|when|whenever|while|because|that|whether|how|who|what|where|which|why|before|after|could|should"
    r"|would|might"
    r"|must|need|needs|forget|forgot|forgets|remind|reminds|promise|promised|hear|heard|wish|wished|want"
    r"|wants|wanted"
    r"|try|trying|learn|learned|learning|practise|practice|to|not|never|didn't|couldn't|can't|don't|her|him"
    r"|them|he|she"
    r"|they|dice|dijo|decir|diles?|si|cuando|porque)\b",
    re.I,
)
"""In what comes before it, any of these makes a closing clause somebody's report, wish, lesson or condition."""
_SENDS_OFF = re.compile(
    r"^(?:it (?:was|has been|is|'s been)|it's been|i (?:really )?(?:enjoyed|appreciate)|thank|thanks|good "
    r"|great |nice "
    r"|lovely |you (?:did|have done|worked)|i'll |i will |we'll |keep |that's |have a|let's |we're "
    r"|our time|my "
    r"|until |best |all the best|enjoy|looking forward|i look|i'm (?:looking|glad|proud|here))",
    re.I,
)
"""A first clause that is part of a send-off, whatever words it holds."""


_EDGES = re.compile(r"^[^\w¿¡']+|[^\w]+$")
_MARKS = (",", " and ", "—", "-", ";", "...")
"""One of them stands wherever a sentence can be parted."""
_LAST = (
    "then", "now", "again", "too", "okay", "ok", "right", "please", "everyone", "everybody", "both", "folks", "dear",
    "friend", "doctor", "doc", "dr", "love", "entonces", "pues",
)  # fmt: skip
"""How a core ends that _TAIL takes something from."""


def cores(sentence: str, names: Iterable[str] = ()) -> Iterator[str]:
    """The sentence, and its parts that may stand for the whole, in lower case and without final stops.

    Args:
        sentence: one sentence on one line.
        names: how the two call each other, to be taken off at the start and the end.

    Yields:
        At most a few dozen candidates, each of at most `MAX_SENTENCE` characters; none for a longer sentence.
    """
    if not sentence or len(sentence) > MAX_SENTENCE:
        return
    known = [n for n in {part.casefold() for name in names for part in (name, *name.split()[:1])} if n]
    bare = _strip(sentence, known, _capital(sentence))
    seen: set[str] = set()
    for whole in [bare, *_tails(bare)]:
        for part in [whole, *_heads(whole)]:
            core = _strip(part, known, "")
            if core and core not in seen:
                seen.add(core)
                yield core


def _tails(sentence: str) -> Iterator[str]:
    """Last clauses whose sentence does not put them into another mouth."""
    if not any(mark in sentence for mark in _MARKS):
        return
    joints = list(_JOINT.finditer(sentence))[-4:]
    for joint in joints:
        head = sentence[: joint.start()]
        if _SENDS_OFF.match(head) or not _REPORTS.search(head):
            yield sentence[joint.end() :]


def _heads(sentence: str) -> Iterator[str]:
    """First clauses that are followed by nothing but a send-off's usual add-on."""
    if not any(mark in sentence for mark in _MARKS):
        return
    for joint in list(_ADD_ON.finditer(sentence))[:3]:
        yield sentence[: joint.start()]


def _capital(sentence: str) -> str:
    """A capitalised word after the last comma: a name, when no names are known."""
    if ", " not in sentence:
        return ""
    found = re.search(r", (?:my dear )?([A-Z][\w'-]{1,20})[.!]*$", sentence)
    return found.group(1).casefold() if found else ""


@lru_cache(maxsize=1024)
def _called(names: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """Names as one is called by them, at the start and at the end."""
    if not names:
        return None
    either = "|".join(map(re.escape, names))
    return (
        re.compile(rf"^(?:{either})[,.!: —-]+(?=\S)"),
        re.compile(rf"(?:^|[, ]+)(?:dr\.? |doctor |mrs?\.? |ms\.? )?(?:{either})$"),
    )


def _strip(text: str, names: list[str], capital: str) -> str:
    core = _without_edges(text.casefold())
    known = [*names, *([capital] if capital else [])]
    called = _called(tuple(sorted(known, key=len, reverse=True)))
    for _ in range(6):
        before = core
        if lead := _LEAD.match(core):
            core = core[lead.end() :]
        if called and any(name in core for name in known):
            core = called[0].sub("", core)
            core = called[1].sub("", core)
        if core.endswith(_LAST):
            core = _TAIL.sub("", core)
        core = _without_edges(core)
        if core == before:
            break
    return core


def _without_edges(text: str) -> str:
    return text if text and text[0].isalnum() and text[-1].isalnum() else _EDGES.sub("", text)

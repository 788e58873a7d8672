"""Which facts open to the patient at this turn: pure code, so that what is hidden is not in the prompt."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from simulator.persona_model import Fact
from simulator.personas import Persona

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_INVITATION = re.compile(
    r"\b(tell me|say (?:a (?:bit|little|few words) )?more|talk (?:me )?(?:through|about|a bit)|walk me through|take me through"
    r"|describe|help me (?:understand|see)|share|i(?:'d| would)? (?:like|love) to (?:hear|know|ask|understand)"
    r"|i(?:'m| am) (?:curious|wondering|interested)|i wonder|i was wondering|let me ask|may i ask|feel free to)\b"
)
_NEGATED = re.compile(r"\b(?:not|never|no need|without|don't|needn't|won't|doesn't)\b[^,;]{0,40}$")
_TAG = re.compile(r",\s*(?:okay|ok|right|all right|alright|yes|no|you know|isn't it)\s*\?+$")
_OPEN = re.compile(
    r"^(?:and |so |but )?(?:what|how|when|who|where|why|can you|could you|would you|will you|do you want)\b"
)
_POINTS_BACK = re.compile(r"\b(?:she|her|he|him|his|they|them|their|it|that|this|those|there)\b")
_ENDINGS = ("s", "es", "'s", "s'", "ed", "d", "ing", "er", "ers", "al", "ly")


def newly_open(
    persona: Persona, session: int, trust: float, therapist_text: str, already_open: Collection[str]
) -> list[Fact]:
    """The facts that open now, in the order of the file.

    Args:
        persona: whose facts.
        session: number of the running session, from 1.
        trust: the patient's trust now, 0-10.
        therapist_text: the therapist's turn that is about to be answered; empty before the first.
        already_open: ids of facts that have opened before in this course.

    Returns:
        Facts not in `already_open` whose gate opens and whose stated minimum of trust and session is reached.
    """
    ready = [
        fact
        for fact in persona.disclosure.facts
        if fact.id not in already_open and _may_open(fact, session, trust)
    ]
    if not ready:
        return []
    asked = [(tokens, frozenset(tokens)) for tokens in asked_about(therapist_text)]
    return [fact for fact in ready if fact.gate != "if_asked" or _asked_for(fact, asked)]


def _may_open(fact: Fact, session: int, trust: float) -> bool:
    return fact.gate != "never" and session >= fact.from_session and trust >= fact.trust


def _asked_for(fact: Fact, asked: list[tuple[list[str], frozenset[str]]]) -> bool:
    words, rows = _topics(fact.topics)
    return any(
        not words.isdisjoint(held) or any(_touches(tokens, row, held) for row in rows)
        for tokens, held in asked
    )


def asked_about(text: str) -> list[list[str]]:
    """The words of each sentence that asks or invites, in lower case.

    A mere mention is left out ("Your mother sounds strict."), so is a waiver ("You don't have to tell me about her.").
    A question that only points back takes the sentence before it along ("You mentioned your mother. What was she like?").
    """
    found: list[list[str]] = []
    before = ""
    for match in _SENTENCE.finditer(text.casefold().replace("’", "'").replace("‘", "'")):
        sentence = match.group().strip()
        if _asks(sentence):
            back = before if _OPEN.search(sentence) and _POINTS_BACK.search(sentence) else ""
            found.append(_WORD.findall(f"{back} {sentence}"))
        before = sentence
    return found


def _asks(sentence: str) -> bool:
    if sentence.endswith("?") and not _TAG.search(sentence):
        return True
    return any(not _NEGATED.search(sentence[: m.start()]) for m in _INVITATION.finditer(sentence))


_Row = tuple[frozenset[str], ...]
"""For each word of a topic, the forms in which it counts as said."""


def _touches(tokens: list[str], wanted: _Row, held: frozenset[str]) -> bool:
    """True when the topic's words follow one another, each as it is or inflected."""
    if any(forms.isdisjoint(held) for forms in wanted):
        return False
    rows = (tokens[at : at + len(wanted)] for at in range(len(tokens) - len(wanted) + 1))
    return any(all(token in forms for token, forms in zip(row, wanted, strict=True)) for row in rows)


@lru_cache(maxsize=4096)
def _topics(topics: tuple[str, ...]) -> tuple[frozenset[str], tuple[_Row, ...]]:
    """The forms of all topics of one word together, and the topics of several words."""
    found = [
        tuple(_forms(word) for word in _WORD.findall(topic.casefold().replace("’", "'"))) for topic in topics
    ]
    single: frozenset[str] = frozenset().union(*(row[0] for row in found if len(row) == 1))
    return single, tuple(row for row in found if len(row) > 1)


def _forms(word: str) -> frozenset[str]:
    if len(word) < 3:
        return frozenset({word})
    stems = {word, word.removesuffix("e"), word + word[-1]}
    if word.endswith("y"):
        stems.add(word[:-1] + "ie")
    return frozenset({word, *(stem + ending for stem in stems for ending in _ENDINGS)})

"""Whether the classifier of voice seconds a wording.

Some wordings of failures are said by people as well: "as requested", "the scene ends", "my next message". Where one stands, the
classifier decides: it need not be sure, but it must not hear the speaker's own voice there. Its scores are needed for the turn
anyway and are kept with the text. Without the classifier a wording stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from math import log
from typing import TYPE_CHECKING

from simulator.integrity.anatomy import Sentence
from simulator.integrity.registry import Hit, Look

if TYPE_CHECKING:
    from simulator.integrity.checks.voice import Reading

_LEAST = 1e-6
_UNMISTAKABLE = re.compile(
    r"\bas an? (?:(?:large |ai )?language model|ai|a\.i\.|artificial intelligence|chatbot|ai assistant|virtual assistant)\b[ ]?[,.;:]"
    r"|\bi(?:'m| am) (?:just |only |merely )?an? (?:ai|a\.i\.|(?:ai |large )?language model|chatbot|ai assistant)\b(?=[,.;:]| (?:and|so|which|that|model)\b)"
    r"|\b(?:instructions?|prompt|brief|rules|guidelines) (?:say|says|said|ask|asks|tell|tells|want|wants|state|states)"
    r" (?:that )?(?:i|me|the (?:patient|therapist|client))\b[^.!?\n]{0,30}\b(?:speak|play|answer|reply|respond|write|stay in)\b"
    r"|\b(?:dialogue|exchange|replies|answers) (?:has|have|is|are) (?:become |becoming |getting )?(?:repetitive|formulaic)\b"
)
"""What nobody in the room says of himself: it needs no second."""


def _reading(look: Look) -> Reading | None:
    """None where the classifier is switched off, or knows not the language."""
    from simulator.integrity.checks.voice import reading_of

    return reading_of(look) if look.scores and look.english else None


def _limit(look: Look) -> float:
    share = look.thresholds.voice.seconds
    return log(share / (1 - share))


def _odds(other: float, own: float) -> float:
    """Logarithm of the odds of another voice against the speaker's own."""
    return log(max(other, _LEAST) / max(own, _LEAST))


def seconded(look: Look, start: int, end: int, less: float = 0.0) -> bool:
    """True when another voice may be heard in a sentence that the span touches, or nobody can say.

    Args:
        look: the attempt.
        start: where the wording begins, as an offset into the normalised text.
        end: where it ends.
        less: how much less is asked, in logarithms of odds, of a wording that few people use.
    """
    if (reading := _reading(look)) is None or _plain(look, start, end):
        return True
    limit = _limit(look) - less
    patient = look.speaker == "patient"
    for sentence, score in zip(reading.sentences, reading.scores, strict=True):
        if sentence.start < end and sentence.end > start:
            own, partner = (score.patient, score.therapist) if patient else (score.therapist, score.patient)
            if _odds(max(partner, score.assistant, score.narrator), own) > limit:
                return True
    return False


def of_partner(look: Look) -> list[tuple[Sentence, float]]:
    """The sentences that are not quoted, each with the partner's share of the two voices; empty where nobody can say."""
    if look.context.heard_speech or (reading := _reading(look)) is None:
        return []
    shares = []
    for sentence, score in zip(reading.sentences, reading.scores, strict=True):
        own, partner = score.patient, score.therapist
        if look.speaker == "therapist":
            own, partner = partner, own
        shares.append((sentence, partner / max(own + partner, _LEAST)))
    return shares


def unmistakable(look: Look) -> bool:
    """Whether anything in the turn is what nobody in the room says of himself: it seconds other wordings beside it."""
    return bool(_UNMISTAKABLE.search(look.anatomy.spoken))


def _plain(look: Look, start: int, end: int) -> bool:
    """Whether the wording is, or holds, one that nobody in the room says."""
    return any(
        start <= match.start() < end or match.start() <= start < match.end()
        for match in _UNMISTAKABLE.finditer(
            look.anatomy.spoken, max(0, start - 60), min(end + 60, len(look.anatomy.spoken))
        )
    )


_OTHERS = 1.5
"""How much more is asked, in logarithms of odds, of a wording in a sentence with other people in it."""
_PEOPLE = re.compile(
    r"\b(?:my|his|her|their|our|the) (?:\w+ ){0,2}?(?:mother|father|mum|mom|dad|sister|brother|wife|husband"
    r"|partner|son|daughter|boss|manager|kids?|children|baby|cousin|aunt|uncle|nan|gran\w*|friends?|doctor"
    r"|nurse|solicitor|lawyer|neighbour|family|ex|boyfriend|girlfriend|agent|director|teacher|niece|nephew"
    r"|mates?|lad|boy|girl|team|school|church|in-laws)\b"
    r"|\b(?:he|she|him|mum|dad|everyone|nobody|at work)\b|\b(?:he|she)'(?:s|d|ll)\b"
)
"""Of whom people speak, and models that decline or serve hardly ever."""


def seconded_about(look: Look, hit: Hit, more: Mapping[str, float], others: float = _OTHERS) -> bool:
    """As `seconded`, by an assistant or a narrator alone, who may be heard in the sentence before or after as well.

    Args:
        look: the attempt.
        hit: what a wording found.
        more: how much more is asked, in logarithms of odds, by what the hit says of itself; "" is for all others.
        others: what is added to that where the wording's own sentence speaks of other people.
    """
    if (reading := _reading(look)) is None or _plain(look, hit.start, hit.end):
        return True
    limit = _limit(look) + more.get(hit.detail, more[""])
    touched = [i for i, s in enumerate(reading.sentences) if s.start < hit.end and s.end > hit.start]
    spans = [(reading.sentences[i].start, reading.sentences[i].end) for i in touched]
    if others and any(_PEOPLE.search(look.anatomy.spoken, *span) for span in spans):
        limit += others
    first, last = (touched[0] - 1, touched[-1] + 1) if touched else (0, len(reading.scores))
    for score in reading.scores[max(first, 0) : last + 1]:
        own = score.patient if look.speaker == "patient" else score.therapist
        if _odds(max(score.assistant, score.narrator), own) >= limit:
            return True
    return False


_STANDS_OUT = 1.0
"""By how much, in logarithms of odds, a sentence must lean more than any that the same speaker has said so far."""


def foreign(look: Look, least: float) -> Iterator[Sentence]:
    """The sentences in which an assistant or a narrator is heard rather than the speaker; none where nobody can say.

    Args:
        look: the attempt.
        least: logarithm of the odds of that voice against the speaker's own from which on it is, in a short turn; more is
            asked of a long one, and of a speaker who has talked like that before.
    """
    if look.context.heard_speech or (reading := _reading(look)) is None:
        return
    limits, memory = look.thresholds.voice, look.context.memory[look.speaker]
    least += limits.sentences * log(max(len(reading.scores) / limits.few, 1.0))
    if memory.furthest:
        least = max(least, max(memory.furthest[1:]) + _STANDS_OUT)
    for sentence, score in zip(reading.sentences, reading.scores, strict=True):
        own = score.patient if look.speaker == "patient" else score.therapist
        if _odds(max(score.assistant, score.narrator), own) >= least:
            yield sentence

"""What the sentences of a turn say together about its voice, where none of them says it alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from simulator.integrity.anatomy import Sentence
from simulator.integrity.persons import ME, YOU
from simulator.integrity.registry import Hit, Look
from simulator.integrity.wordings.exchanges import RETOLD

_FEWEST, _SHARE, _LONG = 3, 0.3, 6
"""How many sentences, and which share of a turn, make a whole turn the other side's; all but one have at least so many words."""
_HALF_HEARD, _A_WORD = 0.3, 2
"""From which share on a therapist's sentence may be of itself, and how many such sentences it takes at most to say a word of
oneself."""
_TO_OTHER = re.compile(YOU.pattern + r"|\b(?:tell|show|teach|give) me\b|\bgo on\b")
_LATELY = 120
"""Characters of the turn before in which its question stands."""
ADDRESSES = re.compile(
    r"\b(?:(?<!, )you|you(?! (?:understand|see|know),)|your|you're|you've|you'd|you'll|yourself|yours|let's|let us|we|our|us)\b"
)
"""Without one of these, and no question, a patient's sentence is not counsel; ", you see," speaks to nobody."""
_ASIDE = re.compile(
    r"\W*(?:i (?:always |also |only )?(?:ask|mean|want|wonder|know|hear|see|notice|suspect|say)\b"
    r"|i'm (?:asking|not|only|just|curious|wondering)\b|(?:ten|zero|one|nought|\d+) (?:is|being|means)\b"
    r"|take your time|no (?:rush|wrong|need)|either|whatever|and |or |if |not |just |only |even )"
)
"""What a therapist adds to its own question."""


class Scores(Protocol):
    """What the classifier says of one sentence: probabilities that add up to 1."""

    patient: float
    therapist: float
    assistant: float
    narrator: float


def spread_out(look: Look, sentences: Sequence[Sentence], scores: Sequence[Scores]) -> Hit | None:
    """A patient's whole turn sounds like the therapist, though no sentence does beyond doubt."""
    if look.context.heard_speech or look.speaker != "patient":
        return None
    limit = look.thresholds.voice.partner_diffuse
    found = [
        sentence
        for sentence, score in zip(sentences, scores, strict=True)
        if score.therapist >= limit * (score.therapist + score.patient)
        and not _own(look.anatomy.lower[sentence.start : sentence.end])
    ]
    long = [s for s in found if len(s.text.split()) >= _LONG]
    if len(found) < _FEWEST or len(long) < _FEWEST - 1 or len(found) < _SHARE * len(scores):
        return None
    turned = [s for s in found if _turns_to(look.anatomy.lower[s.start : s.end])]
    if 2 * len(turned) < len(found):
        return None
    detail = f"{len(found)} of {len(scores)} sentences talk like the other side"
    return Hit("inversion", found[0].start, found[-1].end, detail, score=limit)


def question_and_answer(look: Look, sentences: Sequence[Sentence], scores: Sequence[Scores]) -> Hit | None:
    """A question and its answer in one turn: the partner's sentence stands between, or after, the speaker's own.

    One sentence alone would need more; that question and answer follow each other is the second sign.
    """
    limits, patient = look.thresholds.voice, look.speaker == "patient"
    if look.context.heard_speech or not 3 <= len(sentences) <= limits.exchange_sentences:
        return None
    if patient and (
        RETOLD.search(look.anatomy.lower) or RETOLD.search(look.context.last("therapist").lower())
    ):
        return None
    shares = [_partner_share(score, patient) for score in scores]
    for i in range(1, len(sentences) - patient):
        low = look.anatomy.lower[sentences[i].start : sentences[i].end]
        asked = low.endswith("?") if patient else sentences[i - 1].text.endswith("?")
        if (
            not asked
            or (not patient and _ASIDE.match(low))
            or shares[i] < (limits.exchange_patient if patient else limits.exchange_therapist)
        ):
            continue
        around = (shares[i - 1], shares[i + 1] if i + 1 < len(sentences) else 0.0)
        if max(around) < 0.5 and (not patient or YOU.search(low)):
            detail = f"asks and answers ({shares[i]:.2f})"
            return Hit("both_voices", sentences[i].start, sentences[i].end, detail, score=shares[i])
    return None


def comes_back(look: Look, sentences: Sequence[Sentence], scores: Sequence[Scores]) -> bool:
    """A therapist who tells of itself in a sentence or two, and was asked, or has a word or a question for the other."""
    of_itself = [_partner_share(score, patient=False) >= _HALF_HEARD for score in scores]
    if not 0 < sum(of_itself) <= _A_WORD:
        return False
    before = look.context.last("patient").lower().rstrip()
    if before.endswith("?") and YOU.search(before, max(0, len(before) - _LATELY)):
        return True
    if not of_itself[-1] and sentences[-1].text.endswith("?"):
        return True
    return any(
        not itself and _TO_OTHER.search(look.anatomy.lower, sentence.start, sentence.end)
        for itself, sentence in zip(of_itself, sentences, strict=True)
    )


def _partner_share(score: Scores, patient: bool) -> float:
    own, partner = (score.patient, score.therapist) if patient else (score.therapist, score.patient)
    return partner / (partner + own) if partner else 0.0


def _turns_to(low: str) -> bool:
    """Is said to the other, or asks."""
    return low.endswith("?") or bool(ADDRESSES.search(low))


def _own(low: str) -> bool:
    """Says something of oneself and nothing of the other."""
    return bool(ME.search(low)) and not YOU.search(low)

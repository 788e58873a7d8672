"""What the sentences of a turn say together about its voice, where none of them says it alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from simulator.integrity.anatomy import Sentence
from simulator.integrity.persons import ME, YOU
from simulator.integrity.registry import Hit, Look

_FEWEST, _SHARE, _LONG = 3, 0.3, 6
"""How many sentences, and which share of a turn, make a whole turn the other side's; all but one have at least so many words."""
ADDRESSES = re.compile(r"\b(?:you|your|you're|you've|you'd|you'll|yourself|yours|let's|let us|we|our|us)\b")
"""Without one of these, and no question, a patient's sentence is not counsel."""
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


def _partner_share(score: Scores, patient: bool) -> float:
    own, partner = (score.patient, score.therapist) if patient else (score.therapist, score.patient)
    return partner / (partner + own) if partner else 0.0


def _turns_to(low: str) -> bool:
    """Is said to the other, or asks."""
    return low.endswith("?") or bool(ADDRESSES.search(low))


def _own(low: str) -> bool:
    """Says something of oneself and nothing of the other."""
    return bool(ME.search(low)) and not YOU.search(low)

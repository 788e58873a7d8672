"""Whether the classifier of voice seconds a wording.

Some wordings of failures are said by people as well: "as requested", "the scene ends", "my next message". Where one stands, the
classifier decides: it need not be sure, but it must not hear the speaker's own voice there. Its scores are needed for the turn
anyway and are kept with the text. Without the classifier a wording stands alone.
"""

from __future__ import annotations

from math import log

from simulator.integrity.registry import Look

_LEAST = 1e-6


def seconded(look: Look, start: int, end: int, less: float = 0.0) -> bool:
    """True when another voice may be heard in a sentence that the span touches, or nobody can say.

    Args:
        look: the attempt.
        start: where the wording begins, as an offset into the normalised text.
        end: where it ends.
        less: how much less is asked, in logarithms of odds, of a wording that few people use.
    """
    from simulator.integrity.checks.voice import reading_of

    if not (look.scores and look.english) or (reading := reading_of(look)) is None:
        return True
    share = look.thresholds.voice.seconds
    limit = log(share / (1 - share)) - less
    patient = look.speaker == "patient"
    for sentence, score in zip(reading.sentences, reading.scores, strict=True):
        if sentence.start < end and sentence.end > start:
            own, partner = (score.patient, score.therapist) if patient else (score.therapist, score.patient)
            other = max(partner, score.assistant, score.narrator)
            if log(max(other, _LEAST) / max(own, _LEAST)) > limit:
                return True
    return False

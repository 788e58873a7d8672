"""Listening against asking."""

from __future__ import annotations

import re

from simulator.endings.speech import sentences
from simulator.store.records import SessionRecord
from simulator.study.metrics.registry import Context, metric, own_turns
from simulator.study.metrics.text import tokens

_REFLECTS = re.compile(
    r"^(?:(?:so|and|but|yes|okay|ok|mm|right|ah|oh)[,.]? )*(?:it|that|this) (?:sounds?|seems?|feels?|must|was|is|has been|left|hits?|weighs?|makes?)\b"
    r"|^(?:(?:so|and|but|yes|okay|ok|mm|right|ah|oh)[,.]? )*(?:you(?:'re|'ve|'d)?|part of you|a part of you|there(?:'s| is) (?:a|some|so)|i hear|what i hear|as if|in other words)\b"
    r"|^(?:so|then)\b",
    re.I,
)
_ADVISES = re.compile(
    r"\byou (?:should|must|need to|ought to|have to|could try|can try|might try|may want to|might want to)\b|\bi (?:want|would like|'d like) you to\b",
    re.I,
)


@metric(label="reflections to questions", unit="ratio", better="higher")
def reflection_ratio(session: SessionRecord, _: Context) -> float | None:
    """(reflections + 1/2) / (questions + 1/2) over the therapist's sentences.

    A question ends with a question mark. A reflection is a statement that gives back: it begins with "you", "it sounds", "that
    must", "part of you", "so …" and the like, and gives no advice; or it shares two words of four or more letters, and a
    third of its own, with what the patient said just before. The half keeps a session without questions finite.

    A heuristic for comparing arms, not a coding. Source: MITI 4.2.1 counts reflections to questions, 1 fair, 2 good; AnnoMI
    (Wu et al. 2022) has 1.02 in good and 0.22 in poor sessions.
    """
    reflections = questions = 0
    heard: set[str] = set()
    for turn in session.turns:
        if turn.speaker == "patient":
            heard = {w for w in tokens(turn.text) if len(w) >= 4}
            continue
        for sentence in sentences(turn.text):
            text = sentence.text.strip()
            if text.endswith("?"):
                questions += 1
            elif _gives_back(text, heard):
                reflections += 1
    return (reflections + 0.5) / (questions + 0.5) if own_turns(session, "therapist") else None


def _gives_back(text: str, heard: set[str]) -> bool:
    if _ADVISES.search(text):
        return False
    if _REFLECTS.search(text):
        return True
    own = {w for w in tokens(text) if len(w) >= 4}
    shared = own & heard
    return len(shared) >= 2 and len(shared) >= len(own) / 3

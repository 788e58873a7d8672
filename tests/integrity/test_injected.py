"""What the offline model says when it breaks on purpose, plainly and in many wordings, is found in an ordinary talk.

A rule that asks the classifier for a second must not let go of what nobody in the room would ever say.
"""

from __future__ import annotations

import random
from datetime import date

import pytest

from simulator.integrity.guard import Guard, SessionGuard
from simulator.ledger import Ledger, SessionPlan
from simulator.models.offline.breakage import broken, possible
from simulator.models.scene import Scene
from simulator.personas import load_persona
from simulator.transcript import OTHER, Speaker, Turn

TALKS = (
    (
        "It was a long week. I stayed late three times and snapped at my sister on the phone.",
        "What went through your mind just before you snapped?",
        "That she has no idea. I was standing in the kitchen with my coat still on.",
        "In your coat, still. What did you feel in your body right then?",
        "Tight, here. And then I was ashamed before I had even put the phone down.",
    ),
    (
        "I slept four hours, the neighbours again, and I thought: this is how it starts.",
        "This is how what starts?",
        "The not coping. Last spring it began with the sleep as well.",
        "So one bad night has come to stand for the whole of last spring.",
        "Yes. I know how it sounds. I still wrote it on the list, though, as we said.",
    ),
)
GOOD: dict[Speaker, str] = {
    "patient": "I don't know. I keep seeing the light over the stove and my own hand.",
    "therapist": "You put it on the list all the same. What did you notice when you wrote it down?",
}
CODES = (
    "refusal",
    "meta",
    "inversion",
    "both_voices",
    "label_leak",
    "reasoning_leak",
    "narration",
    "rationale",
    "assistant_talk",
    "placeholder",
    "summary_dump",
    "wrong_session_number",
    "restart",
    "error_text",
)
DRAWS = 24


def told(talk: tuple[str, ...], speaker: Speaker) -> tuple[SessionGuard, Scene]:
    """A session that has been going on, and the scene in which the speaker comes next."""
    persona = load_persona("alicia")
    texts = talk if speaker == "therapist" else talk[:-1]
    turns = []
    guard = Guard().session(persona.full_name, "Nova", 3)
    for number, text in enumerate(texts):
        who: Speaker = "therapist" if number % 2 else "patient"
        turns.append(Turn(number=number, speaker=who, text=text))
        guard.accept(turns[-1])
    assert OTHER[turns[-1].speaker] == speaker
    plan = SessionPlan(number=3, sessions=12, date=date(2026, 1, 20), gap_days=7)
    return guard, Scene(
        persona=persona,
        therapist="Nova",
        speaker=speaker,
        plan=plan,
        turns=turns,
        notes=(),
        ledger=Ledger(persona="alicia", trust=3),
        prompt="nova",
        prompt_traits={},
    )


@pytest.mark.parametrize("code", CODES)
def test_what_is_injected_is_found(code: str) -> None:
    made, missed = 0, []
    for speaker in ("patient", "therapist"):
        for which, talk in enumerate(TALKS):
            guard, scene = told(talk, speaker)
            if not possible(code, scene):
                continue
            for draw in range(DRAWS):
                text = broken(code, GOOD[speaker], scene, random.Random(f"{code}{speaker}{which}{draw}")).text
                made += 1
                if guard.check(text, speaker).accepted:
                    missed.append((speaker, text))
    assert made >= DRAWS and len(missed) <= made // 90, missed

"""Patients and therapists who put everything well, as chat models play them: in role, and suddenly on the other side."""

from __future__ import annotations

import pytest

from tests.integrity.clean_rows import GUARD, discarded, read_rows

ROWS = read_rows("clean_articulate.jsonl")
TALK = (
    ("patient", "Hi. Bad week. The usual, with a cold on top."),
    ("therapist", "The usual, with a cold on top. Where does the usual start?"),
    ("patient", "I dropped the kids off and sat in the car for an hour. I couldn't go in."),
    ("therapist", "An hour. What was going through your mind in the car?"),
    ("patient", "That if I went in, somebody would see. I don't know what they'd see. Just, see."),
    ("therapist", "And what's the worst of what they might see?"),
)


def test_none_of_them_is_discarded() -> None:
    wrong = discarded(ROWS)
    assert not wrong, wrong


@pytest.mark.parametrize(
    "text",
    [
        "It's important to be gentle with yourself. Progress isn't always linear, and you're doing the best you can.",
        "What evidence do you have that supports that thought, and what goes against it?",
        "I hear how exhausted you are. What would it look like to give yourself permission to rest?",
        "I'm curious about what comes up for you when you think about her leaving.",
        "You've shown a lot of strength in coming here. What's one thing you're proud of?",
        "I'd encourage you to reach out to your doctor about those symptoms.",
        "Let's explore that a little. Where in your body do you notice it?",
    ],
)
@pytest.mark.parametrize("turns", [2, 4, 6])
def test_a_patient_who_turns_therapist_is_found_from_the_first_turns_on(text: str, turns: int) -> None:
    session = GUARD.session("Alicia", "Nova", 4)
    for speaker, said in TALK[:turns]:
        session.remember("patient" if speaker == "patient" else "therapist", said)
    assert session.check(text, "patient").hard

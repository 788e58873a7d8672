"""Patients and therapists who put everything well, as chat models play them: in role, and suddenly on the other side."""

from __future__ import annotations

import pytest

from simulator.transcript import Speaker
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


@pytest.mark.parametrize(
    ("speaker", "text"),
    [
        ("patient", "It sounds like you've been under a lot of pressure. What do you think would help you feel more supported?"),
        ("patient", "So you felt dismissed, and then you shut down. Does that sound right?"),
        ("patient", "I went to my mother's and it was okay. What's been the hardest part of the week for you?"),
        ("patient", "When you notice that critical voice, try asking yourself what you'd say to a friend."),
        ("patient", "We've gone around this a few times. I'd rather be straight with you: I'm Claude, and I don't have a sister."),
        ("therapist", "I tried the breathing like you said, but I kept getting distracted and gave up."),
        ("therapist", "I didn't do the homework, sorry. I had a really bad few days."),
        ("therapist", "Here is the next therapist response, using reflective listening: It sounds lonely. What happened then?"),
    ],
)  # fmt: skip
def test_the_other_side_is_known_by_its_phrases(speaker: Speaker, text: str) -> None:
    session = GUARD.session("Alicia", "Nova", 4)
    for said_by, said in TALK if speaker == "patient" else TALK[:5]:
        session.remember("patient" if said_by == "patient" else "therapist", said)
    assert session.check(text, speaker).hard


@pytest.mark.parametrize(
    ("speaker", "text"),
    [
        ("patient", "It sounds like you've been busy, there were three people in the waiting room."),
        ("patient", "What do you think would happen if I just didn't go?"),
        ("patient", "My sponsor always says recovery isn't linear, and I want to throw my coffee at him."),
        ("patient", "What evidence is there that this works, for people my age?"),
        ("patient", "So you felt it too, then? When he raised his voice?"),
        ("patient", "She asked me what the hardest part of the week was and I said the weekend."),
        (
            "patient",
            "I keep telling myself to be kind. My friend says, try asking yourself what the dog would do.",
        ),
        ("patient", "I'm here whenever they let me out of work, basically. Thursdays are safe."),
        ("patient", "What's one thing you'd change if you were me?"),
        ("therapist", "I tried to reach you on Tuesday, as you asked me to. Did you get the message?"),
        (
            "therapist",
            "I'll try to say it the way you said it last time: the house got louder after she left.",
        ),
        ("therapist", "I haven't finished reading the letter you gave me. I'd like to do it here, with you."),
    ],
)
def test_who_stays_on_his_side_may_use_such_words(speaker: Speaker, text: str) -> None:
    session = GUARD.session("Alicia", "Nova", 4)
    for said_by, said in TALK if speaker == "patient" else TALK[:5]:
        session.remember("patient" if said_by == "patient" else "therapist", said)
    assert not session.check(text, speaker).hard


def test_claude_is_a_name_as_well() -> None:
    session = GUARD.session("Claude Morel", "Nova", 1)
    assert not session.check(
        "I'm Claude, and my wife made the appointment. Claude with an e.", "patient"
    ).hard

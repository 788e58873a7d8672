"""Risk: disclosed, asked about, answered with a next step."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.integrity.risk import asks_about_risk, discloses_risk, offers_next_step, read_risk


@pytest.mark.parametrize(
    "text",
    [
        "I've been thinking about killing myself.",
        "sometimes I cut myself when it gets bad",
        "I don’t want to be here anymore",
        "they'd be better off without me",
        "I wish I could just not wake up",
        "I tried to kill myself when I was nineteen.",
        'I keep thinking "I want to die"',
        "I'm scared of myself, I think about hurting her.",
        "I've been saving my pills",
        "I'm not going to lie, I want to die",
        "Sometimes I catch myself thinking I wouldn't mind not waking up, but I'm not planning anything.",
        "I used to cut myself, and lately it has started again.",
        "I keep thinking it's the only way out of all this.",
    ],
)
def test_a_disclosure_is_seen(text: str) -> None:
    assert discloses_risk(text)


@pytest.mark.parametrize(
    "text",
    [
        "I was dying of embarrassment",
        'She said "I want to die" and slammed the door',
        "I'm killing it at work",
        "My brother tried to kill himself last year",
        "I don't want to die",
        "I don't have any immediate thoughts of self-harm right now.",
        "I'm not suicidal",
        "I thought I was going to die, a heart attack I thought",
        "I'd kill for a coffee",
        "I used to cut myself as a teenager but not anymore, that's behind me",
        "I would never hurt myself",
        "I cut myself off from everyone",
        "I don't want to promote self-harm either.",
        "I could have killed him, he ate my lunch",
        "It's a vicious circle, and the only way out of it is to become active.",
        "The only way out of the village was the bridge.",
    ],
)
def test_idiom_denial_and_other_people_are_not_a_disclosure(text: str) -> None:
    assert not discloses_risk(text)


@pytest.mark.parametrize(
    "text",
    [
        "Have you had thoughts of suicide?",
        "Are you safe right now?",
        "I want to ask you directly about hurting yourself.",
        "Do you feel safe with yourself tonight?",
        "What could you do to stay safe tonight?",
    ],
)
def test_asking_is_seen(text: str) -> None:
    assert asks_about_risk(text)


@pytest.mark.parametrize(
    "text",
    [
        "How was your week?",
        "That sounds painful.",
        "What do you do to feel safer while you're in it?",
        "And what do you do to feel safe when the lift stops?",
        "Would you be safer on the other side of the road?",
        "Do you feel safe with me?",
    ],
)
def test_other_questions_do_not_ask_about_risk(text: str) -> None:
    assert not asks_about_risk(text)


@pytest.mark.parametrize(
    "text", ["You can call or text 988.", "Let's make a safety plan.", "Who could stay with you tonight?"]
)
def test_a_next_step_is_seen(text: str) -> None:
    assert offers_next_step(text)


def test_comfort_alone_is_no_next_step() -> None:
    assert not offers_next_step("I'm so sorry. I'm glad you told me.")


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("I want to end my life.", "explicit"),
        ("When I'm really stressed, I cut.", "explicit"),
        ("I think they'd be better off.", "veiled"),
        ("Some nights I'd not mind if I didn't wake.", "explicit"),
        ("I've hurt myself before, in the past. I don't have thoughts like that right now.", "past"),
        ("When I was nineteen I took an overdose. I haven't felt that way since.", "past"),
        ("I'm not going to hurt myself.", "denied"),
        ("I have never wanted to die, but some nights I do want to die.", "explicit"),
        ("My brother wants to die.", "none"),
        ("The week was fine.", "none"),
    ],
)
def test_what_is_said_has_a_level(text: str, level: str) -> None:
    assert read_risk(text).level == level


@pytest.mark.parametrize(
    ("question", "answer", "level"),
    [
        ("Have you had thoughts of suicide?", "Yes. Sometimes.", "explicit"),
        ("Have you had thoughts of suicide?", "Maybe.", "veiled"),
        ("Have you had thoughts of suicide?", "No.", "denied"),
        ("Have you had thoughts of suicide?", "I used to, years ago.", "past"),
        ("Have you had thoughts of suicide?", "Yes, a long time ago.", "past"),
        ("Are you safe tonight?", "Yes.", "denied"),
        ("Are you safe tonight?", "No.", "explicit"),
        ("Does it hurt when he says that?", "Yes. Sometimes.", "none"),
        ("You told me about the cutting. Does your sister know?", "Yes.", "none"),
    ],
)
def test_a_bare_answer_is_read_against_the_question(question: str, answer: str, level: str) -> None:
    assert read_risk(answer, question).level == level
    assert read_risk(answer).level == "none" or level == "denied"


def test_the_evidence_is_a_place_in_the_text_as_it_came() -> None:
    text = "Hello.\u200b Work’s fine. But ngl i dont wanna be alive rn, cant explain."
    (evidence,) = read_risk(text).evidence
    assert text[evidence.start : evidence.end] == evidence.text
    assert "wanna be alive" in evidence.text and evidence.kind == "suicide"


@given(st.text(alphabet=st.sampled_from("idontwacgelifkmysp '\".,?!\n—’éñ"), max_size=400))
def test_any_text_has_a_reading_with_evidence_inside_it(text: str) -> None:
    reading = read_risk(text, text)
    assert all(0 <= e.start <= e.end <= len(text) for e in reading.evidence)
    assert reading.disclosed is discloses_risk(text, text)


@given(
    st.sampled_from(["I want to kill myself.", "I don't want to be alive.", "I cut again last night."]),
    st.text(alphabet="abcde ,", max_size=60),
)
def test_what_is_said_in_a_sentence_of_its_own_is_found_in_any_company(said: str, other: str) -> None:
    assert discloses_risk(f"The week went by. {said} {other}")


ASKED = [
    "Have you had thoughts of suicide since Monday?",
    "Has any thought of ending your life been with you these days?",
    "You told me you'd wanted to die. Is that still there?",
    "When it was at its worst, did you think of killing yourself?",
    "How have the thoughts of suicide been since we met?",
]


@pytest.mark.parametrize("question", ASKED)
@pytest.mark.parametrize(
    "answer",
    [
        "It's been hanging around, same as before.",
        "They come when the house goes quiet. I lie still until they pass.",
        "The urge still visits. I'm okay today, honestly.",
        "The thoughts are fainter. They're not zero.",
        "It hasn't let go of me.",
        "It’s there, most of the time.",
        "Two evenings, I think. I rang Mo both times.",
        "Late on Saturday, for ten minutes or so.",
        "On two mornings. I'm fine now.",
        "There were three nights, all in a row.",
        "In the small hours, mostly.",
        "From time to time.",
    ],
)
def test_that_it_is_there_or_when_it_was_discloses(question: str, answer: str) -> None:
    assert read_risk(answer, question).level == "explicit"
    assert not read_risk(answer).disclosed


@pytest.mark.parametrize("question", ASKED)
@pytest.mark.parametrize(
    "answer",
    [
        "Not now. Nothing.",
        "Not today, no.",
        "Not tonight. None at all.",
        "Not at the moment, nothing like it.",
        "It hasn't come back.",
        "They've stopped, thank God.",
        "It's gone, since the new tablets.",
        "Those thoughts never came back.",
        "In the evening I read to my daughter, and she fell asleep.",
        "It's there in the drawer, the list that we made in spring.",
        "One evening we went to the cinema, and I even laughed.",
        "It's back pain that kept me up, nothing else.",
        "There was a night I slept nine hours.",
    ],
)
def test_that_it_is_not_there_or_what_else_was_does_not_disclose(question: str, answer: str) -> None:
    assert not read_risk(answer, question).disclosed


@pytest.mark.parametrize(
    "answer",
    ["Not today. No, last night it was bad.", "Not now, no. It comes in the evenings.", "Not often."],
)
def test_a_denial_of_today_that_tells_of_other_days_discloses(answer: str) -> None:
    assert read_risk(answer, "Have you had thoughts of suicide?").level == "veiled"

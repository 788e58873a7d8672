"""Risk: disclosed, asked about, answered with a next step."""

from __future__ import annotations

import pytest

from simulator.integrity.risk import asks_about_risk, discloses_risk, offers_next_step


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
    ],
)
def test_asking_is_seen(text: str) -> None:
    assert asks_about_risk(text)


@pytest.mark.parametrize("text", ["How was your week?", "That sounds painful."])
def test_other_questions_do_not_ask_about_risk(text: str) -> None:
    assert not asks_about_risk(text)


@pytest.mark.parametrize(
    "text", ["You can call or text 988.", "Let's make a safety plan.", "Who could stay with you tonight?"]
)
def test_a_next_step_is_seen(text: str) -> None:
    assert offers_next_step(text)


def test_comfort_alone_is_no_next_step() -> None:
    assert not offers_next_step("I'm so sorry. I'm glad you told me.")

"""What opens when: asked, trusted, late, never."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.disclosure import asked_about, newly_open
from simulator.personas import Persona, load_persona


def with_facts(*facts: dict[str, Any]) -> Persona:
    data = load_persona("alicia").model_dump(mode="json")
    free = [{"id": f"free_{i}", "text": "It rains.", "gate": "free"} for i in range(4)]
    data["disclosure"]["facts"] = [*facts, *free]
    return Persona.model_validate(data)


MOTHER = with_facts(
    {"id": "x", "text": "She left.", "gate": "if_asked", "topics": ["mother", "grow up", "worry"]}
)


def opens(text: str, persona: Persona = MOTHER, session: int = 1, trust: float = 0) -> bool:
    return "x" in [f.id for f in newly_open(persona, session, trust, text, [])]


@pytest.mark.parametrize(
    "text",
    [
        "What was your mother like?",
        "Tell me about your mother.",
        "I'd like to hear more about your mother.",
        "I’m curious about your mother’s side of it.",
        "You mentioned your mother. What was she like?",
        "How was it, growing up there?",
        "Where did you grow up?",
        "Do you find yourself worrying at night?",
        "Have both of your mothers been well?",
        "Why don't you tell me about your mother?",
        "I wonder how much of this is your mother's voice.",
    ],
)
def test_a_question_or_an_invitation_about_the_topic_opens_it(text: str) -> None:
    assert opens(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Your mother sounds strict.",
        "You said that your mother called. How was the week otherwise?",
        "You don't have to tell me about your mother.",
        "We can leave your mother out of it today, okay?",
        "How was the smothering heat?",
        "How is your work?",
        "What motherboard did you buy?",
        "Did the plants grow? Look up.",
    ],
)
def test_a_mere_mention_does_not_open_it(text: str) -> None:
    assert not opens(text)


def test_gates_open_by_trust_by_session_or_never() -> None:
    trust = with_facts({"id": "x", "text": "I lied.", "gate": "trust", "trust": 4})
    assert [opens("", trust, trust=t) for t in (3.9, 4.0)] == [False, True]
    session = with_facts({"id": "x", "text": "I lied.", "gate": "session", "from_session": 3})
    assert [opens("", session, session=n) for n in (2, 3)] == [False, True]
    never = with_facts({"id": "x", "text": "I lied.", "gate": "never", "topics": ["mother"]})
    assert not opens("What about your mother?", never, session=99, trust=10)


def test_a_stated_minimum_holds_for_a_fact_that_is_asked_for() -> None:
    both = with_facts(
        {
            "id": "x",
            "text": "I lied.",
            "gate": "if_asked",
            "topics": ["mother"],
            "trust": 3,
            "from_session": 2,
        }
    )
    asked = "What about your mother?"
    assert not opens(asked, both, session=2, trust=2)
    assert not opens(asked, both, session=1, trust=5)
    assert not opens("Good.", both, session=2, trust=5)
    assert opens(asked, both, session=2, trust=3)


def test_free_facts_open_at_once_and_only_once() -> None:
    first = newly_open(MOTHER, 1, 0, "", [])
    assert [f.gate for f in first] == ["free"] * 4
    assert newly_open(MOTHER, 1, 0, "", [f.id for f in first]) == []


def test_asking_straight_about_safety_opens_what_there_is_to_say() -> None:
    straight = "When it gets that bad, have you had thoughts of ending your life or hurting yourself?"
    for name in ("naomi", "graham", "emrys", "priyanka"):
        persona = load_persona(name)
        assert any(f.risk for f in newly_open(persona, 1, 0, straight, [])), name
        assert not any(f.risk for f in newly_open(persona, 1, 0, "How was your week?", [])), name


@given(st.text(max_size=200), st.floats(0, 10), st.integers(1, 20))
def test_whatever_is_said_a_never_fact_stays_locked(text: str, trust: float, session: int) -> None:
    graham = load_persona("graham")
    opened = newly_open(graham, session, trust, text, [])
    assert "grog" not in [f.id for f in opened]
    assert all(f.trust <= trust and f.from_session <= session for f in opened)
    assert isinstance(asked_about(text), list)

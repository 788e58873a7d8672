"""A detail is told once in a session, and what is said besides fits what it stands beside."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

import pytest

from simulator.integrity.risk import read_risk
from simulator.models.offline.draws import telling
from simulator.models.offline.first_turn import GREETING
from simulator.models.offline.grammar import split_sentences
from simulator.models.offline.patient import _DENIES
from simulator.models.offline.stock import pools
from simulator.models.offline.text import content_words, echoes
from simulator.personas import list_personas, load_persona
from tests.offline.loop import course_of

PERSONAS = list_personas()
SOME = [n if n in {"alicia", "naomi"} else pytest.param(n, marks=pytest.mark.slow) for n in PERSONAS]


def test_an_echo_is_most_of_the_words_of_a_sentence_and_not_one_word() -> None:
    said = ["I did it, and I felt silly for about a minute."]
    assert echoes("I felt silly at first.", said)
    assert echoes("It was odd. I felt silly at first.", said)
    assert echoes("It won't be.", ["It won't be."])
    assert not echoes("I felt relieved at first.", said)
    assert not echoes("Silly, yes.", said)
    assert not echoes("", said) and not echoes("I felt silly.", [])


@pytest.mark.parametrize("name", PERSONAS)
def test_no_telling_of_a_situation_says_twice_what_happened(name: str) -> None:
    for situation in load_persona(name).conceptualization.situations:
        for at in range(len(situation.told)):
            story = telling(situation, at)
            for one, other in combinations(split_sentences(story), 2):
                if one in situation.situation:
                    assert not echoes(other, [one]), story
    alicia = load_persona("alicia").conceptualization.situations
    told = [telling(s, i) for s in alicia for i in range(len(s.told))]
    assert not any("speakerphone" in t and "on speaker on" in t for t in told)


@pytest.mark.parametrize("name", SOME)
def test_what_is_added_does_not_say_again_what_was_said(name: str) -> None:
    extra = {x.text for n, lines in pools().items() if n.endswith(".more") for x in lines if not x.slots}
    for session in course_of(name):
        own: list[str] = []
        for text in session.of("patient"):
            sentences = split_sentences(text)
            for i, added in enumerate(sentences):
                if added in extra:
                    assert not echoes(added, [*own, *sentences[:i]]), (session.plan.number, added)
            own += sentences


@pytest.mark.parametrize("name", SOME)
def test_no_sentence_of_a_session_comes_again_in_the_farewell(name: str) -> None:
    for session in course_of(name):
        *said, last = session.of("patient")
        earlier = [s for t in said for s in split_sentences(t)]
        for sentence in split_sentences(last):
            assert len(content_words(sentence)) < 3 or sentence not in earlier, (session.plan.number, last)


@pytest.mark.parametrize("name", SOME)
def test_a_lead_of_the_therapist_is_not_the_question_in_other_words(name: str) -> None:
    leads = {x.text for n, lines in pools().items() if n.startswith("x.") for x in lines}
    for session in course_of(name):
        for text in session.of("therapist"):
            for lead, following in pairwise(split_sentences(text)):
                assert lead not in leads or not echoes(lead, [following]), (session.plan.number, text)


@pytest.mark.parametrize("name", SOME)
def test_a_lead_does_not_begin_as_the_sentence_beside_it_does(name: str) -> None:
    leads = {x.text for n, lines in pools().items() if n.startswith("x.") for x in lines}
    alike = re.compile(r"(Let's|I'd like|Let me) .*[.?!] \1 ")
    for session in course_of(name):
        for text in session.of("therapist"):
            for one, other in pairwise(split_sentences(text)):
                assert not {one, other} & leads or not alike.match(f"{one} {other} "), text


@pytest.mark.parametrize("name", SOME)
def test_an_answer_to_how_are_you_stands_after_a_greeting_only(name: str) -> None:
    answers = {x.text for x in pools()["o.mood"] if "greeted" in x.tags}
    assert len(answers) >= 6
    for session in course_of(name)[1:]:
        sentences = split_sentences(session.turns[0].text)
        for i, sentence in enumerate(sentences):
            if sentence in answers:
                assert i and len(" ".join(sentences[:i]).split()) <= GREETING, sentences


def test_a_reason_for_having_done_nothing_is_none_for_having_done_part() -> None:
    assert _DENIES.search("Didn't do it. Back was out.")
    assert _DENIES.search("I had it open in a tab. I know that's not the same as doing it.")
    assert not _DENIES.search("I started it, and it sounded like a self-review, so I stopped.")
    for name in ("graham", "naomi"):
        for session in course_of(name):
            partly = {h.hindrance for h in session.plan.homework if h.status == "partly"}
            text = " ".join(session.of("patient"))
            assert not any(h in text for h in partly if h and _DENIES.search(h)), session.plan.number


def test_yes_and_no_to_a_question_about_risk_are_read_as_what_they_are() -> None:
    asked = {
        "p.risk_check.high": ("t.risk_check", "t.risk_check.agreed"),
        "p.risk_check.calm": ("t.risk_check", "t.risk_check.agreed"),
        "p.risk_ask.high": ("t.risk_ask",),
        "p.safety.none": ("t.safety",),
        "p.safety.guarded": ("t.safety",),
    }
    for name, questions in asked.items():
        for answer in pools()[name]:
            for question in (q for pool in questions for q in pools()[pool]):
                disclosed = bool(read_risk(answer.text, question.text).disclosed)
                assert disclosed == name.endswith(".high"), (question.text, answer.text)


@pytest.mark.parametrize("name", SOME)
def test_the_fairer_sentence_does_not_begin_with_the_fact_just_given(name: str) -> None:
    asked = [x.text for x in pools()["t.ev_sum"]]
    for session in course_of(name):
        for (fact, _), (question, answer) in pairwise(zip(session.turns, session.turns[1:], strict=False)):
            if question.speaker == "therapist" and any(a in question.text for a in asked):
                given = split_sentences(fact.text) if fact.speaker == "patient" else []
                assert not any(echoes(s, given) for s in split_sentences(answer.text)), answer.text


def test_the_last_session_asks_nothing_about_how_it_begins() -> None:
    for name in ("alicia", "naomi"):
        last = course_of(name)[-1]
        questions = load_persona(name).phrases.questions
        assert not any(q in t for q in questions for t in last.of("patient"))


def test_nothing_surprises_about_the_case_for_ones_own_thought() -> None:
    asked = [x.text for x in pools()["t.ev_for"]]
    for name in ("alicia", "graham", "naomi"):
        for session in course_of(name):
            for question, answer in pairwise(session.turns):
                if question.speaker == "therapist" and any(a in question.text for a in asked):
                    assert not re.search(r"I hadn't thought of that|That surprises me", answer.text)

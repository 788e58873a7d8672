"""Whole courses with the offline model: every shipped persona, twelve sessions."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations

import pytest

from simulator.models.offline.grammar import ordinal, trigrams
from simulator.models.offline.text import content_words
from simulator.models.offline.therapist import is_farewell
from simulator.personas import list_personas, load_persona
from simulator.transcript import EndingReason
from tests.offline.loop import Played, course_of, play_course

PERSONAS = list_personas()
FAST = ("alicia", "graham", "naomi")


@pytest.fixture(params=[n if n in FAST else pytest.param(n, marks=pytest.mark.slow) for n in PERSONAS])
def course(request: pytest.FixtureRequest) -> list[Played]:
    """Twelve sessions of one persona, played once for all tests."""
    return course_of(str(request.param))


grams = lru_cache(maxsize=20_000)(trigrams)


def jaccard(one: str, other: str) -> float:
    a, b = grams(one), grams(other)
    return len(a & b) / len(a | b) if a | b else 0.0


def test_a_session_has_14_to_34_turns_and_ends_with_the_therapists_farewell(course: list[Played]) -> None:
    for session in course:
        assert 14 <= len(session.turns) <= 34, (session.plan.number, len(session.turns))
        said = session.of("therapist")
        assert is_farewell(said[-1]), said[-1]
        assert not any(is_farewell(t) for t in said[:-1])
        assert session.ending.reason is EndingReason.NATURAL


def test_only_the_last_session_says_goodbye_for_good(course: list[Played]) -> None:
    for session in course:
        back = re.search(
            r"\b(see you next|next time|until then|next session|this week)\b", session.of("therapist")[-1]
        )
        assert session.plan.number < 12 or not back


def test_no_two_openings_of_a_course_are_alike(course: list[Played]) -> None:
    openings = [s.turns[0].text for s in course]
    for one, other in combinations(openings, 2):
        assert jaccard(one, other) <= 0.4, (one, other)
    assert len({o[:40] for o in openings}) >= 10


def test_no_turn_of_a_session_is_nearly_an_own_earlier_one(course: list[Played]) -> None:
    for session in course:
        for speaker in ("patient", "therapist"):
            said = session.of("patient" if speaker == "patient" else "therapist")
            for one, other in combinations(said, 2):
                assert jaccard(one, other) <= 0.4, (session.plan.number, one, other)


def test_no_long_turn_comes_twice_in_a_course(course: list[Played]) -> None:
    said = [t.text for s in course for t in s.turns[:-1] if len(t.text.split()) >= 12]
    repeated = [one for one, other in combinations(said, 2) if jaccard(one, other) > 0.8]
    # a persona has one wording of each thought, and twelve sessions come back to it
    assert len(repeated) <= 5, repeated


def test_every_task_is_asked_about_by_name_in_the_next_session(course: list[Played]) -> None:
    asked = total = 0
    for session in course:
        for task in session.plan.homework:
            total += 1
            words = content_words(task.task)
            asked += any(len(words & content_words(t)) >= 0.8 * len(words) for t in session.of("therapist"))
    assert total >= 11
    assert asked == total


def test_homework_is_given_in_every_session_but_the_last_and_stands_in_the_turns(
    course: list[Played],
) -> None:
    for session in course:
        assert bool(session.tasks) == (session.plan.number < 12)
        for task in session.tasks:
            assert any(task.lower() in t.lower() for t in session.of("therapist"))


def test_a_session_number_is_right_where_it_is_said(course: list[Played]) -> None:
    for session in course:
        number = session.plan.number
        for text in (t.text for t in session.turns):
            for said in re.findall(r"\b(?:our|my|the) (\w+) (?:CBT )?session\b", text):
                assert said in {ordinal(number), "last", "next", "whole"}, text
            for said in re.findall(r"[Ss]ession number (\w+)", text):
                assert said == str(number), text


def test_the_text_is_clean(course: list[Played]) -> None:
    for session in course:
        for turn in session.turns:
            text = turn.text
            assert text == text.strip() and "\n" not in text and "  " not in text
            assert not re.search(r"[{}<>\[\]*_]|\bNone\b(?! of)|\s[.,;:!?]|\.\.(?!\.)|,,|\?\.", text), text
            assert not re.search(r"\b(the|a|an|to|of|and|you|it|in|is|for|with|your) \1\b", text, re.I), text
            assert not re.search(r"\ba (?!one|uni|use|eu)[aeiou]\w|\ban [bcdfgjklmnpqrstvwxyz]\w", text), text
            assert text[0].isupper() or not text[0].isalpha(), text
            assert not re.search(r"[a-z][.?!] [a-z]", text), text
            assert text[-1] in '.!?…"', text
            assert text.count('"') % 2 == 0, text


def test_the_patient_speaks_at_the_length_of_the_persona(
    course: list[Played], request: pytest.FixtureRequest
) -> None:
    persona = load_persona(request.node.callspec.params["course"])
    counts = sorted(len(t.split()) for s in course for t in s.of("patient")[1:])
    mean = sum(counts) / len(counts)
    assert 0.45 * persona.style.words_mean <= mean <= 1.6 * persona.style.words_mean + 4, mean
    assert counts[int(0.9 * len(counts))] <= persona.style.words_p90 * 1.3 + 5


def test_the_therapist_is_brief_and_asks_one_thing_at_a_time(course: list[Played]) -> None:
    for session in course:
        said = session.of("therapist")
        counts = [len(t.split()) for t in said]
        assert 10 <= sum(counts) / len(counts) <= 40
        assert max(counts) <= 90
        assert all(t.count("?") <= 1 for t in said), [t for t in said if t.count("?") > 1]


def test_the_patient_rarely_asks(course: list[Played]) -> None:
    said = [t for s in course for t in s.of("patient")]
    assert sum("?" in t for t in said) / len(said) <= 0.17


def test_disclosed_risk_is_asked_about_and_given_a_next_step(
    course: list[Played], request: pytest.FixtureRequest
) -> None:
    persona = load_persona(request.node.callspec.params["course"])
    risky = [f for f in persona.disclosure.facts if f.risk]
    for session in course:
        for i, turn in enumerate(session.turns):
            if turn.speaker == "patient" and any(f.text in turn.text for f in risky):
                following = " ".join(t.text for t in session.turns[i + 1 : i + 7] if t.speaker == "therapist")
                assert re.search(
                    r"suicide|killing yourself|ending your life|hurting yourself|harming yourself", following
                )
                assert "988" in following
                assert session.note.risk.assessed and session.note.risk.level != "none"


def test_note_items_cite_turns_that_hold_their_words(course: list[Played]) -> None:
    for session in course:
        note = session.note
        texts = {t.number: t.text for t in session.turns}
        items = (
            *note.main_topics,
            *note.helpful,
            *note.homework,
            *note.insights,
            *note.open_threads,
            *note.new_facts,
        )
        assert note.main_topics and note.techniques
        assert not note.dropped, note.dropped
        for item in items:
            assert item.turns and all(n in texts for n in item.turns)
            cited = content_words(" ".join(texts[n] for n in item.turns))
            words = content_words(item.text)
            assert len(words & cited) >= 0.6 * len(words), (item, cited)
    assert any(session.note.helpful for session in course)


@pytest.mark.parametrize("name", [PERSONAS[0], pytest.param("emrys", marks=pytest.mark.slow)])
def test_the_prompts_manner_shows_in_the_text(name: str) -> None:
    nova, brief, lecture = (
        [t for s in course_of(name, manner, 4) for t in s.of("therapist")]
        for manner in ("nova", "brief", "lecture")
    )

    def mean(said: list[str]) -> float:
        return sum(len(t.split()) for t in said) / len(said)

    def rate(pattern: str, said: list[str]) -> float:
        return sum(bool(re.search(pattern, t, re.I)) for t in said) / len(said)

    assert mean(brief) < 0.85 * mean(nova) < 0.4 * mean(lecture)
    advice = r"\byou (?:should|need to|must|ought)|my advice|i'd recommend"
    assert rate(advice, lecture) > 0.2 > rate(advice, nova) == 0
    praise = r"\b(?:wonderful|amazing|fantastic|brilliant|excellent|perfect|superb|great work)\b"
    assert rate(praise, lecture) > 0.2 > rate(praise, nova)


@pytest.mark.parametrize("sessions", [1, 2, 3, 5, pytest.param(20, marks=pytest.mark.slow)])
def test_a_course_of_any_length_can_be_played(sessions: int) -> None:
    played = play_course(load_persona("alicia"), sessions)
    assert all(is_farewell(s.of("therapist")[-1]) for s in played)
    assert all(14 <= len(s.turns) <= 34 for s in played)


def test_naomi_is_never_she_or_he() -> None:
    for session in course_of("naomi"):
        for text in [*session.of("therapist"), session.note.model_dump_json()]:
            if "Naomi" in text:
                assert not re.search(r"\b(she|her|hers|he|him|his)\b", text, re.I), text

"""Circles of a whole session, and what only looks like one."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.endings import find_loop
from simulator.transcript import Finding, Speaker, Turn

A = "I still think they will find me out at work one day."
B = "What makes you think that they will find you out?"
C = "Because the last report had two mistakes in the table."


def found(*texts: str, first: Speaker = "patient") -> Finding | None:
    order: tuple[Speaker, Speaker] = (
        ("patient", "therapist") if first == "patient" else ("therapist", "patient")
    )
    return find_loop([Turn(number=i, speaker=order[i % 2], text=t) for i, t in enumerate(texts)])


def test_two_turns_that_come_again_are_a_loop() -> None:
    loop = found("Hello.", "Hi.", A, B, A, B)
    assert loop is not None and loop.code == "loop" and "pattern of 2" in loop.detail


def test_three_turns_that_come_again_are_a_loop() -> None:
    turns = [A, B, C, A, B, C]
    speakers: list[Speaker] = ["patient", "therapist", "patient", "patient", "therapist", "patient"]
    loop = find_loop(
        [Turn(number=i, speaker=s, text=t) for i, (s, t) in enumerate(zip(speakers, turns, strict=True))]
    )
    assert loop is not None and "pattern of 3" in loop.detail


def test_nearly_the_same_words_are_a_loop_too() -> None:
    assert found(A, B, A.replace("still", "always"), B + " Really?") is not None


def test_one_speaker_who_repeats_while_the_other_moves_on_is_a_loop() -> None:
    loop = found(A, "Is that so?", A, "What about the good reports you wrote?", A)
    assert loop is not None and "The patient says the same word for word in turns 0, 2, 4" in loop.detail


def test_saying_it_once_more_is_no_loop() -> None:
    assert found(A, B, C, "And what happened after that report?", A) is None


def test_back_channels_are_no_loop() -> None:
    assert found(*["Mm-hmm.", "Yeah."] * 10) is None


def test_pacing_a_breath_is_no_loop() -> None:
    breath = [
        "Breathe in for four. And out for six, slowly.",
        "Okay.",
        "And in again, four. Out, six, at your own pace.",
        "Okay.",
    ]
    assert found("I am tense.", *breath) is None


def test_goodbyes_without_end_are_a_loop() -> None:
    loop = found(
        "Thank you so much.", "You're welcome. Take care.", "You too, bye!", "Bye, see you next week."
    )
    assert loop is not None and loop.code == "goodbye_loop"


def test_a_farewell_and_its_answer_are_no_loop() -> None:
    assert found(A, B, C, "Thank you. See you next week.", "Thanks, bye.") is None


def test_nothing_new_over_many_turns_is_a_stall() -> None:
    words = (
        "report table manager meeting deadline mistake shame evening kitchen phone sister river window train"
    )
    early = [f"{w} and {v}" for w, v in zip(words.split(), words.split()[1:], strict=False)]
    late = [" ".join(words.split()[i % 7 :][:8]) + f" {i}" for i in range(8)]
    loop = found(words, words, *early[:2], *late)
    assert loop is not None and loop.code == "stall"


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=12))
def test_any_session_is_judged_without_a_crash(texts: list[str]) -> None:
    loop = found(*texts)
    assert loop is None or loop.severity == "hard"


@pytest.mark.parametrize("count", [0, 1])
def test_too_little_is_no_loop(count: int) -> None:
    assert found(*[A] * count) is None


def test_few_words_that_are_linked_anew_each_time_are_no_stall() -> None:
    words = [
        f"{one}{two}"
        for one in ("report", "table", "river", "window", "letter", "garden", "train", "kitchen")
        for two in ("house", "man", "light", "side", "way", "room", "line", "word")
    ]
    chance = random.Random(4)
    said = [" ".join(chance.choices(words, k=30)) for _ in range(20)]
    assert all(found(*said[:count]) is None for count in range(len(said) + 1))

"""A replay that knows how the session ended says what the rules would say, and asks them from the first turn that differs."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.endings import EndingsConfig, EndingTracker, LimitsConfig, load_rules, risk_seen
from simulator.endings.recall import RecalledEndings
from simulator.transcript import Ending, Turn

RULES = load_rules()
CONFIG = EndingsConfig(limits=LimitsConfig(turns=16), minimum_turns=4)
SAYINGS = (
    "It was a hard week with the new shift plan.",
    "What made it hard?",
    "I slept four hours and snapped at my brother.",
    "Sometimes I think it would be easier not to be here.",
    "Are you having thoughts of killing yourself?",
    "We are almost out of time. Is there anything else before we stop?",
    "No, that was all for today.",
    "Take care, I'll see you next week.",
    "Thank you, goodbye.",
    "I have to go now. Bye.",
    "What would you like to try until next time?",
)
Heard = list[tuple[str | None, Ending | None]]


def turn(number: int, text: str, asides: tuple[str, ...] = ()) -> Turn:
    return Turn(
        number=number,
        speaker="therapist" if number % 2 else "patient",
        text=text,
        asides=asides,
        closing=None,
    )


def follow(tracker: EndingTracker, texts: Sequence[str]) -> tuple[Heard, list[Turn]]:
    """What a tracker says of a talk, as the session asks it: before each turn of the therapist's for an aside."""
    heard: Heard = []
    turns: list[Turn] = []
    for number, text in enumerate(texts):
        aside = tracker.aside_due() if number % 2 else None
        turns.append(turn(number, text, (aside,) if aside else ()))
        heard.append((aside, tracker.observe(turns[-1])))
        if heard[-1][1] is not None:
            break
    return heard, turns


def plain() -> EndingTracker:
    return EndingTracker(RULES, CONFIG, patient="Sam", therapist="Nova")


def recalling(turns: Sequence[Turn], ending: Ending) -> RecalledEndings:
    return RecalledEndings(turns, ending, risk_seen(turns), RULES, CONFIG, patient="Sam", therapist="Nova")


TALKS = st.lists(st.sampled_from(SAYINGS), min_size=16, max_size=16)


@settings(max_examples=60, deadline=None)
@given(TALKS)
def test_the_recorded_talk_has_the_recorded_asides_and_end(texts: list[str]) -> None:
    heard, turns = follow(plain(), texts)
    ending = heard[-1][1]
    assert ending is not None  # the limit of turns, at the latest
    tracker = recalling(turns, ending)
    assert follow(tracker, texts)[0] == heard
    reference = plain()
    follow(reference, texts)
    assert (tracker.ending, tracker.risk) == (ending, reference.risk)


@settings(max_examples=60, deadline=None)
@given(TALKS, TALKS, st.integers(0, 15))
def test_another_turn_is_judged_by_the_rules_with_all_before_it(
    texts: list[str], others: list[str], at: int
) -> None:
    heard, turns = follow(plain(), texts)
    ending = heard[-1][1]
    assert ending is not None
    talk = [*texts[:at], *others[at:]]
    reference, other = plain(), recalling(turns, ending)
    assert follow(other, talk)[0] == follow(reference, talk)[0]
    assert (other.risk, other.phase, other.risk_open, other.turns_left) == (
        reference.risk,
        reference.phase,
        reference.risk_open,
        reference.turns_left,
    )


@settings(max_examples=30, deadline=None)
@given(TALKS, st.integers(0, 14))
def test_whoever_asks_where_the_session_stands_is_told_by_the_rules(texts: list[str], at: int) -> None:
    heard, turns = follow(plain(), texts)
    ending = heard[-1][1]
    assert ending is not None
    at = min(at, len(turns) - 1)
    reference, other = plain(), recalling(turns, ending)
    follow(reference, texts[:at])
    follow(other, texts[:at])
    assert (other.risk, other.phase, other.risk_open, other.turns_left) == (
        reference.risk,
        reference.phase,
        reference.risk_open,
        reference.turns_left,
    )
    fork, forked = reference.fork(), other.fork()
    for number in range(at, len(turns)):
        if number % 2:
            assert fork.aside_due() == forked.aside_due() == other.aside_due() == (heard[number][0])
        assert fork.observe(turns[number]) == forked.observe(turns[number]) == heard[number][1]
        assert other.observe(turns[number]) == heard[number][1]


def test_no_rule_is_tried_while_the_talk_is_the_recorded_one(monkeypatch: pytest.MonkeyPatch) -> None:
    heard, turns = follow(plain(), SAYINGS * 2)
    ending = heard[-1][1]
    assert ending is not None

    def refuse(*_: object) -> None:
        raise AssertionError("the rules were asked")

    monkeypatch.setattr("simulator.endings.watch.Watch.observe", refuse)
    tracker = recalling(turns, ending)
    assert follow(tracker, [t.text for t in turns])[0] == heard
    assert tracker.risk == risk_seen(turns)
    with pytest.raises(AssertionError, match="the rules were asked"):
        follow(recalling(turns, ending), [turns[0].text, "Something else."])

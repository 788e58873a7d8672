"""Verdicts are one sentence each, and nothing in one contradicts the rest of it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from simulator.study.compare import adjusted
from simulator.study.result import ArmIntegrity, Comparison, Outcome, Verdict
from simulator.study.verdict import about_of, beyond_reach, floor_text, reasons_to_withhold, verdict

ABOUT = about_of(["alicia", "naomi"], "these")


def outcome(**changes: Any) -> Outcome:
    plain: dict[str, Any] = {
        "name": "x", "label": "broken sessions", "unit": "share of sessions", "better": "lower", "level": "session",
        "share": True, "primary": True, "about": "x",
    }  # fmt: skip
    return Outcome.model_validate(plain | changes)


def comparison(**changes: Any) -> Comparison:
    plain: dict[str, Any] = {
        "first": "a", "second": "b", "view": "started", "pairs": 16, "missing": 0, "difference": -0.125, "low": -0.2,
        "high": -0.05, "interval": "Student's t", "p": 0.004, "p_adjusted": 0.012, "adjustment": "Holm",
        "p_floor": 0.0001, "p_floor_adjusted": 0.0003, "family": 3, "exact": False, "units": 16, "dz": None,
        "cliffs_delta": None, "superiority": None, "detectable": 0.1,
    }  # fmt: skip
    return Comparison.model_validate(plain | changes)


def said(one: Outcome, other: Comparison, *withheld: str) -> Verdict:
    found = verdict(one, other, about=ABOUT, alpha=0.05, withheld=withheld)
    whole = found.sentence.replace("p < .", "p < ").replace("p = .", "p = ").replace(" .", " ")
    assert len(re.findall(r"[a-z)]\.(?:\s|$)", whole)) == 1 and found.sentence.endswith("."), found.sentence
    return found


def test_a_difference_is_one_sentence_that_can_be_quoted() -> None:
    found = said(outcome(), comparison())
    assert (found.kind, found.direction, found.better, found.note) == ("difference", "lower", "b", "")
    assert found.sentence == (
        "For these two personas, alicia and naomi, arm b was better than arm a in broken sessions: lower by 12.5 percentage "
        "points (unadjusted 95 % interval −20.0 to −5.0, p = .004; Holm-adjusted over three primary comparisons p = .012; "
        "16 pairs)."
    )
    words = outcome(label="turns", unit="turns per session", better="neither", share=False)
    found = said(words, comparison(difference=1234.5, low=1000.0, high=1469.0))
    assert found.better is None and "arm b was higher than arm a in turns by 1,234 turns (" in found.sentence


def test_an_outcome_that_is_alone_has_nothing_adjusted() -> None:
    found = said(outcome(), comparison(family=1, p_adjusted=0.004))
    assert "(95 % interval −20.0 to −5.0, p = .004; 16 pairs)." in found.sentence
    assert "adjusted" not in found.sentence


def test_no_difference_says_what_would_have_been_missed() -> None:
    ratio = outcome(label="reflections to questions", unit="ratio", better="higher", share=False)
    found = said(
        ratio, comparison(difference=0.0729, low=-0.0442, high=0.19, p=0.2, p_adjusted=0.4, detectable=0.183)
    )
    assert found.kind == "no difference shown" and found.better is None
    assert (
        "no difference between arms b and a was shown in reflections to questions (b − a: +0.073; "
        in found.sentence
    )
    assert "interval −0.044 to +0.190, p = .200;" in found.sentence
    assert (
        found.note.startswith("That is not evidence of equality: ")
        and "0.183 four times in five" in found.note
    )


def test_an_interval_without_zero_beside_no_difference_is_explained() -> None:
    found = said(outcome(), comparison(p=0.02, p_adjusted=0.06))
    assert found.kind == "no difference shown" and "was shown after adjustment in" in found.sentence
    assert "unadjusted 95 % interval −20.0 to −5.0" in found.sentence and "not by enough" in found.note


@pytest.mark.parametrize(
    ("low", "high", "p", "told"),
    [(-0.2, 0.01, 0.012, "reaches over zero"), (-0.2, -0.01, 0.06, "leaves out zero")],
)
def test_an_interval_at_odds_with_the_test_is_told(low: float, high: float, p: float, told: str) -> None:
    found = said(outcome(), comparison(low=low, high=high, p=p, p_adjusted=p, family=1))
    assert told in found.note and "the verdict goes by the test" in found.note


def test_no_spread_is_said_in_place_of_an_interval() -> None:
    same = comparison(
        difference=0.0, low=None, high=None, interval="none: no spread within personas", p=1.0, p_adjusted=1.0,
        detectable=None,
    )  # fmt: skip
    found = said(outcome(), same)
    assert "(b − a: 0.0 percentage points; no interval (no spread within personas), p = 1;" in found.sentence
    assert found.note == "That is not evidence of equality."


def test_failures_of_infrastructure_leave_no_verdict() -> None:
    sound = ArmIntegrity(
        arm="a", planned=8, complete=8, broken=0, broken_first=0, regenerated=0, failed=0, missing=0, attempts=8,
        discarded=0, infrastructure_failures=0, attempts_allowed={}, hard={}, soft={}, endings={},
    )  # fmt: skip
    reasons = reasons_to_withhold(sound, sound.model_copy(update={"arm": "b", "failed": 2}))
    found = said(outcome(), comparison(), *reasons)
    assert found.kind == "no verdict" and found.better is None
    assert found.sentence.startswith(
        "No verdict on broken sessions, b against a: the arms differ in sessions that "
    )
    assert "(a 0, b 2)" in found.sentence


def test_a_judge_that_failed_its_controls_is_not_valid_for_the_claim() -> None:
    note = "The judge cannot tell sound sessions from planted controls (shuffled turns: not rated)."
    found = said(
        outcome(label="CTRS-style rating", valid=False, note=note), comparison(difference=None, p=None)
    )
    assert found.kind == "no verdict" and "not valid for this claim" in found.sentence and found.note == note


def test_too_few_units_are_said_aloud_with_and_without_adjustment() -> None:
    five = comparison(units=5, pairs=5, p_floor=0.0625, p_floor_adjusted=0.1875)
    assert (
        "five pairs cannot reach p < .05 (the smallest p they can give is .0625)."
        in said(outcome(), five).sentence
    )
    six = comparison(units=6, pairs=6, p_floor=0.03125, p_floor_adjusted=0.09375)
    assert floor_text(six, 0.05) == (
        "six pairs cannot reach p < .05 in three primary comparisons (the smallest p they can give is .0312, "
        "Holm-adjusted .0938)"
    )
    assert said(outcome(), six).kind == "no verdict"


@pytest.mark.slow
def test_an_outcome_below_its_floor_is_in_reach_when_others_can_go_first() -> None:
    """Holm asks less of the last: an outcome of few units can be decided once one of many units was."""
    many, few = comparison(p=0.001, p_floor=0.0001), comparison(p=0.03, p_floor=0.03)
    both = adjusted([many, few], "Holm")
    assert [c.p_adjusted for c in both] == pytest.approx([0.002, 0.03]) and not beyond_reach(both[1], 0.05)
    assert all(beyond_reach(c, 0.05) for c in adjusted([few, few], "Holm"))


def test_the_family_is_what_was_declared_even_where_an_outcome_has_no_number() -> None:
    one, other = adjusted([comparison(p=0.03), comparison(p=None, p_floor=None, p_adjusted=None)], "Holm")
    assert one.p_adjusted == pytest.approx(0.06) and one.family == 2 and other.p_adjusted is None


def test_a_general_claim_and_a_single_persona_are_told_apart() -> None:
    assert about_of(["x"] * 12, "general") == "For personas like the 12 of this study"
    assert about_of(["alicia"], "these") == "For this one persona, alicia"
    assert about_of(["a", "b", "c"], "these") == "For these three personas, a, b and c"

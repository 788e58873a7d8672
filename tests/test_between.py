"""What happens between two sessions is drawn once, the same for all arms."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from simulator.between import BetweenConfig, open_homework, plan_session, stage_of
from simulator.ledger import HomeworkEntry, Ledger
from simulator.personas import Persona, load_persona


@pytest.fixture(scope="module")
def persona() -> Persona:
    return load_persona("alicia")


def ledger(*tasks: str, session: int = 1) -> Ledger:
    entries = tuple(
        HomeworkEntry(id=f"s{session:02d}-{i}", task=task, assigned_session=session)
        for i, task in enumerate(tasks, 1)
    )
    return Ledger(persona="alicia", homework=entries)


def test_the_same_draws_give_the_same_plan(persona: Persona) -> None:
    one = plan_session(persona, ledger("Walk twice"), 2, 12, 7)
    assert one == plan_session(persona, ledger("Walk twice"), 2, 12, 7)
    others = [plan_session(persona, ledger("Walk twice"), 2, 12, 7, replicate=r) for r in range(2, 12)]
    assert len({(p.date, p.event, p.homework[0].status) for p in others}) > 1


def test_arms_share_dates_events_and_outcomes_whatever_their_tasks_are_called(persona: Persona) -> None:
    for number in range(2, 13):
        one = plan_session(persona, ledger("Walk twice", "Write it down"), number, 12, 7)
        other = plan_session(persona, ledger("Call a friend", "Breathe", "Sleep"), number, 12, 7)
        assert (one.date, one.event, one.stage) == (other.date, other.event, other.stage)
        shared = [(o.status, o.hindrance) for o in one.homework]
        assert shared == [(o.status, o.hindrance) for o in other.homework][:2]


def test_dates_go_forward_and_keep_near_their_slots(persona: Persona) -> None:
    config = BetweenConfig(start_date=date(2026, 3, 2), gap_days=7, gap_variation=3, late_likelihood=0.8)
    plans = [plan_session(persona, ledger(), n, 30, 1, config) for n in range(1, 31)]
    assert plans[0].date == date(2026, 3, 2) and plans[0].gap_days is None
    for before, after in itertools.pairwise(plans):
        assert after.gap_days == (after.date - before.date).days
        assert after.gap_days is not None and 4 <= after.gap_days <= 10
    assert plans[-1].date - plans[0].date <= timedelta(days=7 * 29 + 3)
    assert len({p.gap_days for p in plans}) > 2


def test_no_event_comes_twice_in_a_course(persona: Persona) -> None:
    always = BetweenConfig(event_likelihood=1.0)
    events = [plan_session(persona, ledger(), n, 40, 3, always).event for n in range(1, 41)]
    told = [e for e in events if e]
    assert events[0] == "" and len(told) == len(set(told)) == len(persona.life)
    never = BetweenConfig(event_likelihood=0.0)
    assert not any(plan_session(persona, ledger(), n, 12, 3, never).event for n in range(1, 13))


def test_homework_is_done_as_often_as_the_persona_does_it(persona: Persona) -> None:
    drawn = [plan_session(persona, ledger("Walk"), 2, 12, seed).homework[0] for seed in range(600)]
    done = sum(o.status == "done" for o in drawn) / len(drawn)
    assert abs(done - persona.stance.homework_likelihood) < 0.07
    assert all(bool(o.hindrance) == (o.status != "done") for o in drawn)
    assert {o.hindrance for o in drawn} - {""} <= set(persona.stance.hindrances)


def test_an_outcome_that_was_never_asked_about_is_not_drawn_again(persona: Persona) -> None:
    entry = HomeworkEntry(
        id="s01-1",
        task="Walk",
        assigned_session=1,
        status="not_done",
        settled_session=2,
        hindrance="It rained.",
    )
    plan = plan_session(persona, Ledger(persona="alicia", homework=(entry,)), 3, 12, 7)
    assert plan.homework[0].status == "not_done" and plan.homework[0].hindrance == "It rained."
    asked = entry.model_copy(update={"reviewed_session": 2})
    assert open_homework(Ledger(persona="alicia", homework=(asked,))) == ()


def test_stages_follow_the_number_of_sessions() -> None:
    assert [stage_of(n, 12) for n in (1, 2, 9, 10, 11, 12)] == [
        "intake", "middle", "middle", "relapse_prevention", "relapse_prevention", "last"
    ]  # fmt: skip
    assert [stage_of(n, 3) for n in (1, 2, 3)] == ["intake", "middle", "last"]
    assert stage_of(1, 1) == "intake"
    assert stage_of(4, 5) == "relapse_prevention"


def test_a_session_outside_the_course_is_refused(persona: Persona) -> None:
    with pytest.raises(ValueError, match="session 13"):
        plan_session(persona, ledger(), 13, 12, 7)


def test_sessions_that_could_change_places_are_refused() -> None:
    with pytest.raises(ValidationError, match="gap_variation"):
        BetweenConfig(gap_days=3, gap_variation=3)

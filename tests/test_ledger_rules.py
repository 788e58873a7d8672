"""The ledger changes by code: homework, facts, risk, scales."""

from __future__ import annotations

import asyncio
import itertools
from pathlib import Path

import pytest

from simulator.api import simulate
from simulator.between import plan_session
from simulator.endings import EndingTracker, load_rules, risk_seen
from simulator.ledger import HomeworkEntry, HomeworkOutcome, Ledger, SessionPlan
from simulator.ledger_rules import MAX_OPEN, TOLD, asked_about, start_ledger, tells_risk, update_ledger
from simulator.notes import HomeworkItem, Insight, Note, note_schema
from simulator.notes.draft import Draft
from simulator.notes.ground import ground
from simulator.personas import Persona, list_personas, load_persona
from simulator.told import tells
from simulator.transcript import SessionStatus, Speaker, Turn


@pytest.fixture(scope="module")
def persona() -> Persona:
    return load_persona("alicia")


def talk(*texts: str) -> list[Turn]:
    speakers: tuple[Speaker, Speaker] = ("patient", "therapist")
    return [Turn(number=i, speaker=speakers[i % 2], text=t) for i, t in enumerate(texts)]


def note(session: int, *tasks: str, insights: int = 0) -> Note:
    homework = tuple(
        HomeworkItem(text=t, turns=(1,), id=f"s{session:02d}-{i}") for i, t in enumerate(tasks, 1)
    )
    own = tuple(Insight(text=f"insight {i}", turns=(0,)) for i in range(insights))
    return Note(session=session, homework=homework, insights=own)


def plan(persona: Persona, number: int, ledger: Ledger | None = None) -> SessionPlan:
    return plan_session(persona, ledger or start_ledger(persona), number, 12, 7)


QUIET = ("Hi.", "What would you like to talk about?", "The promotion.", "Go on.")


def complete(
    ledger: Ledger, of: SessionPlan, written: Note | None, turns: list[Turn], persona: Persona
) -> Ledger:
    return update_ledger(ledger, of, written, turns, SessionStatus.COMPLETE, persona)


def test_a_course_begins_with_the_personas_own_numbers(persona: Persona) -> None:
    ledger = start_ledger(persona)
    assert (
        ledger.scales["distress"][0].value == persona.scales.distress and ledger.trust == persona.scales.trust
    )


def test_homework_goes_from_assigned_to_its_outcome_to_asked_about(persona: Persona) -> None:
    first = complete(
        start_ledger(persona), plan(persona, 1), note(1, "Walk to the park twice"), talk(*QUIET), persona
    )
    assert first.homework[0].status == "assigned"
    second = plan(persona, 2, first)
    outcome = second.homework[0]
    turns = talk("Hi.", "You were going to walk to the park twice. How did that go?", "It was fine.", "Good.")
    after = complete(first, second, note(2), turns, persona).homework[0]
    assert (after.status, after.reviewed_session, after.settled_session) == (outcome.status, 2, 2)


def test_homework_that_nobody_asks_about_is_carried_once_and_then_dropped(persona: Persona) -> None:
    ledger = complete(
        start_ledger(persona), plan(persona, 1), note(1, "Walk to the park twice"), talk(*QUIET), persona
    )
    statuses = []
    for number in (2, 3, 4):
        ledger = complete(ledger, plan(persona, number, ledger), note(number), talk(*QUIET), persona)
        statuses.append(ledger.homework[0].status)
    assert statuses[0] != "dropped" and statuses[1] == "dropped" and statuses[2] == "dropped"


def test_the_same_task_given_again_is_one_entry(persona: Persona) -> None:
    ledger = complete(
        start_ledger(persona), plan(persona, 1), note(1, "Walk to the park twice"), talk(*QUIET), persona
    )
    again = complete(
        ledger, plan(persona, 2, ledger), note(2, "Twice a week, walk to the park"), talk(*QUIET), persona
    )
    assert [(e.id, e.status, e.assigned_session) for e in again.homework] == [("s01-1", "assigned", 2)]


def test_open_tasks_are_bounded_and_the_older_ones_are_dropped(persona: Persona) -> None:
    names = [
        "Walk to the park",
        "Phone your cousin",
        "Read a novel",
        "Cook the soup",
        "Paint the chair",
        "Swim at noon",
        "Dance salsa",
    ]
    after = complete(start_ledger(persona), plan(persona, 1), note(1, *names), talk(*QUIET), persona)
    assert [e.status for e in after.homework] == ["dropped"] * (len(names) - MAX_OPEN) + [
        "assigned"
    ] * MAX_OPEN


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("How did the homework go?", True),
        ("You had planned to write three lines each evening. Did you get to it?", True),
        ("What happened with the three lines in the evening?", True),
        ("How was your week?", False),
        ("What did your mother say?", False),
    ],
)
def test_asking_about_a_task_is_told_from_other_questions(question: str, asked: bool) -> None:
    turns = talk("Hi.", question, "Well.", "I see.", "Yes.", "Mm.")
    assert (asked_about(turns, "Write three lines each evening") is not None) is asked


def test_giving_a_task_at_the_end_is_not_asking_about_it() -> None:
    turns = talk(*QUIET, "Yes.", "Please write three lines each evening until next week.")
    assert asked_about(turns, "Write three lines each evening") is None


def test_a_told_fact_is_entered_once_with_its_turn(persona: Persona) -> None:
    fact = next(f for f in persona.disclosure.facts if f.gate != "never")
    turns = talk("Hi.", "Tell me more.", fact.text, "Thank you.")
    ledger = complete(start_ledger(persona), plan(persona, 1), note(1), turns, persona)
    assert [(f.id, f.session, f.turn) for f in ledger.facts] == [(fact.id, 1, 2)]
    assert complete(ledger, plan(persona, 2, ledger), note(2), turns, persona).facts == ledger.facts


def test_risk_enters_with_what_the_therapist_did(persona: Persona) -> None:
    turns = talk(
        "I want to die.",
        "Are you thinking of suicide?",
        "Sometimes.",
        "You can call or text 988 at any hour.",
    )
    ledger = complete(start_ledger(persona), plan(persona, 1), note(1), turns, persona)
    entry = ledger.risk[0]
    assert (entry.disclosed, entry.asked, entry.next_step, entry.level) == (True, True, True, "not assessed")
    ignored = complete(
        start_ledger(persona), plan(persona, 1), note(1), talk("I want to die.", "Hm."), persona
    )
    assert not ignored.risk[0].asked and ignored.trust < ledger.trust


def test_no_scale_moves_more_than_its_step(persona: Persona) -> None:
    ledger = start_ledger(persona)
    for number in range(1, 13):
        of = plan(persona, number, ledger)
        ledger = complete(ledger, of, note(number, insights=9), talk("I'm at 0 out of 10.", "Good."), persona)
    for name, values in ledger.scales.items():
        step = persona.scales.distress_step if name == "distress" else persona.scales.belief_step
        moves = [abs(b.value - a.value) for a, b in itertools.pairwise(values)]
        assert len(moves) == 12 and max(moves) <= step + 1e-9
        assert all(0 <= v.value <= 100 for v in values)
    assert 0 <= ledger.trust <= 10


def test_distress_follows_the_number_the_patient_gives(persona: Persona) -> None:
    worse = complete(start_ledger(persona), plan(persona, 1), note(1), talk("A 9 out of 10.", "Hm."), persona)
    assert worse.scales["distress"][-1].value > persona.scales.distress


@pytest.mark.parametrize("status", [SessionStatus.BROKEN, SessionStatus.FAILED])
def test_a_broken_session_leaves_its_date_and_nothing_else(persona: Persona, status: SessionStatus) -> None:
    start = start_ledger(persona)
    after = update_ledger(start, plan(persona, 1), note(1, "Walk"), talk(*QUIET), status, persona)
    assert after.sessions[0].status == status.value
    assert after.model_copy(update={"sessions": ()}) == start


def test_a_regenerated_session_replaces_its_entry(persona: Persona) -> None:
    one = update_ledger(
        start_ledger(persona), plan(persona, 1), None, talk(*QUIET), SessionStatus.BROKEN, persona
    )
    two = complete(one, plan(persona, 1), note(1), talk(*QUIET), persona)
    assert [s.status for s in two.sessions] == ["complete"]


def test_a_ledger_survives_a_round_trip(persona: Persona) -> None:
    entry = HomeworkEntry(
        id="s01-1", task="Walk", assigned_session=1, status="partly", hindrance="Rain.", settled_session=2
    )
    ledger = start_ledger(persona).model_copy(update={"homework": (entry,)})
    assert Ledger.model_validate_json(ledger.model_dump_json()) == ledger
    assert HomeworkOutcome(id="a", task="b", status="done").hindrance == ""


NOT_TOLD = (
    ("alicia", "new_city", "My grandmother died a few months ago, and I'd hardly notice. It's been a hard year."),
    ("pip", "amount", "I fell up the stairs, darling, and the young man in plaster asked how many units I have."),
    ("callum", "frightened", "The bins. It was about bins. I'm frightened I don't count, and the bin's what's handy."),
    ("ingrid", "scared", "Just anxious, about thirty-five percent. I didn't have a word for it then. I do now."),
    ("kwabena", "light_duties", "They are kind to me at the depot. It is hard to count what is lost."),
    ("priyanka", "mother_dead", "A normal mother would melt. I have told Arun that for nineteen months."),
)  # fmt: skip


@pytest.mark.parametrize(("name", "fact", "said"), NOT_TOLD)
def test_words_of_the_same_subject_are_not_the_fact(name: str, fact: str, said: str) -> None:
    text = load_persona(name).fact(fact).text
    assert not tells(said, text, TOLD - 0.2)


def test_a_fact_in_other_words_counts_when_most_of_a_clause_is_its_own() -> None:
    fact = load_persona("alicia").fact("grandmother").text
    assert tells("Well. My grandmother, she died some months ago. She helped everybody, after two funerals I mean.",
                 fact, TOLD - 0.2)  # fmt: skip


@pytest.mark.parametrize("name", list_personas())
def test_a_fact_told_word_for_word_is_never_missed_and_tells_no_other(name: str) -> None:
    facts = load_persona(name).disclosure.facts
    for fact in facts:
        said = f"Hm. I keep walking around this one. {fact.text} That was it, really."
        assert [f.id for f in facts if tells(said, f.text, TOLD - 0.2)] == [fact.id]


TOLD_AT_RISK = [
    (name, fact.text)
    for name in ("emrys", "graham", "naomi", "priyanka")
    for fact in load_persona(name).disclosure.facts
    if fact.risk
]


@pytest.mark.parametrize(("name", "text"), TOLD_AT_RISK)
def test_a_fact_marked_as_risk_is_a_disclosure_whatever_its_words(name: str, text: str) -> None:
    someone = load_persona(name)
    turns = talk("Hi.", "Hello. Where shall we begin?", f"Well. {text}", "Mm.", "Yes.", "Take care.")
    ledger = complete(start_ledger(someone), plan(someone, 1), note(1), turns, someone)
    assert ledger.risk[0].disclosed and [f.text for f in ledger.facts] == [text]
    draft = Draft.model_validate(
        {name: [] for name in note_schema()["properties"] if name != "risk"}
        | {"risk": {"assessed": False, "disclosed": False, "level": "not assessed"}}
    )
    written = asyncio.run(ground(draft, turns, 1, risk=risk_seen(turns, tells_risk(someone))))
    assert written.risk.disclosed and written.risk.turns == (2,) and not written.risk.assessed
    tracker = EndingTracker(load_rules(), tells_risk=tells_risk(someone))
    for turn in turns:
        assert tracker.observe(turn) is None
    assert tracker.risk_open


def test_other_talk_of_the_same_person_tells_no_risk() -> None:
    someone = load_persona("graham")
    others = [f.text for f in someone.disclosure.facts if not f.risk]
    assert others and not any(tells_risk(someone)(text) for text in others)
    assert not tells_risk(load_persona("alicia"))("I want to die.")


def test_a_bare_yes_to_the_question_enters_the_ledger_and_a_no_does_not(persona: Persona) -> None:
    for answer, disclosed in (("Yes. Sometimes.", True), ("No, nothing like that.", False)):
        turns = talk("Hi.", "Have you had thoughts of ending your life?", answer, "Thank you for telling me.")
        entry = complete(start_ledger(persona), plan(persona, 1), note(1), turns, persona).risk[0]
        assert (entry.disclosed, entry.asked) == (disclosed, True)


@pytest.mark.slow
def test_over_whole_courses_the_cited_turn_holds_the_fact_and_none_that_was_told_is_missed(
    tmp_path: Path,
) -> None:
    run = simulate(["alicia", "callum", "ingrid", "pip"], sessions=6, runs_dir=tmp_path)
    told = 0
    for record in run.records():
        said = [t for t in record.turns if t.speaker == "patient"]
        known = {f.id: f for f in record.ledger.facts} if record.ledger else {}
        for fact in load_persona(record.persona).disclosure.facts:
            if (entry := known.get(fact.id)) and entry.session == record.number:
                told += 1
                assert fact.text in record.turns[entry.turn].text
            if record.status is SessionStatus.COMPLETE and any(fact.text in t.text for t in said):
                assert fact.id in known
    assert told > 8

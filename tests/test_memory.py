"""What therapist and patient take into a session."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from simulator.between import plan_session
from simulator.first_person import first_person
from simulator.ledger import (
    FactEntry,
    HomeworkEntry,
    HomeworkOutcome,
    Ledger,
    RiskEntry,
    SessionEntry,
    SessionPlan,
)
from simulator.ledger_rules import start_ledger
from simulator.memory import MemoryConfig, chart, patient_memory, template_opening
from simulator.notes import HomeworkItem, Insight, Note, NoteItem, RiskNote, Technique
from simulator.ordinals import ordinal_words
from simulator.personas import Persona, load_persona
from simulator.transcript import words

LONG = "word " * 40


@pytest.fixture(scope="module")
def persona() -> Persona:
    return load_persona("alicia")


def note(session: int, long: bool = False) -> Note:
    tail = f" {LONG}" if long else ""
    return Note(
        session=session,
        main_topics=(NoteItem(text=f"Topic {session} about the promotion{tail}", turns=(1,)),),
        techniques=(Technique(text=f"Thought record {session}{tail}", turns=(3,), practised=True),),
        helpful=(NoteItem(text=f"Helpful {session}{tail}", turns=(2,)),),
        homework=(HomeworkItem(text=f"Task {session}{tail}", turns=(5,), id=f"s{session:02d}-1"),),
        insights=(Insight(text=f"I noticed {session}{tail}", turns=(4,)),),
        risk=RiskNote(assessed=True, disclosed=session == 2, level="low"),
        open_threads=(NoteItem(text=f"Thread {session}{tail}", turns=(6,)),),
    )


def course(persona: Persona, number: int, long: bool = False) -> tuple[list[Note], Ledger, SessionPlan]:
    start = date(2026, 1, 5)
    ledger = start_ledger(persona).model_copy(
        update={
            "sessions": tuple(
                SessionEntry(number=n, date=start + timedelta(days=7 * n), gap_days=7, status="complete")
                for n in range(1, number)
            ),
            "homework": tuple(
                HomeworkEntry(id=f"s{n:02d}-1", task=f"Task {n} {LONG if long else ''}", assigned_session=n)
                for n in range(1, number)
            ),
            "facts": tuple(
                FactEntry(id=f"f{n}", text=f"Fact {n} {LONG if long else ''}", session=n, turn=1)
                for n in range(1, number)
            ),
            "risk": (RiskEntry(session=2, disclosed=True, asked=True, next_step=True, level="low"),),
        }
    )
    plan = plan_session(persona, start_ledger(persona), number, max(number, 30), 7)
    return [note(n, long) for n in range(1, number)], ledger, plan


def test_the_chart_holds_the_last_note_whole_and_earlier_ones_in_a_line(persona: Persona) -> None:
    text = chart(*course(persona, 4), persona)
    assert "Main topics discussed:\n- Topic 3" in text and "Task 3" in text
    assert re.search(r"^- Session 1, 2026-01-12: Topic 1", text, re.M) and "Helpful 1" not in text
    assert "Risk: Alicia disclosed it in session 2" in text


def test_the_chart_does_not_tell_what_came_of_the_homework(persona: Persona) -> None:
    notes, ledger, plan = course(persona, 3)
    outcome = HomeworkOutcome(id="s02-1", task="Task 2", status="not_done", hindrance="It rained all week.")
    drawn = plan.model_copy(update={"homework": (outcome,), "event": "My cat ran away."})
    text = chart(notes, ledger, drawn, persona)
    assert "rained" not in text and "cat" not in text and "not yet asked about" in text
    memory = patient_memory(notes, ledger, drawn, persona)
    assert "I did not get to what I took home with me: Task 2. It rained all week." in memory
    assert "My cat ran away." in memory and f"{plan.gap_days} days" in memory


@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize("limit", [100, 1000, 1200])
def test_memory_is_bounded_at_session_30(persona: Persona, long: bool, limit: int) -> None:
    notes, ledger, plan = course(persona, 30, long)
    config = MemoryConfig(words=limit)
    for view in (chart, patient_memory):
        text = view(notes, ledger, plan, persona, config)
        assert 0 < words(text) <= limit


def test_the_oldest_is_forgotten_first(persona: Persona) -> None:
    text = chart(*course(persona, 30), persona, MemoryConfig(words=500))
    assert "Session 28" in text and "Session 1," not in text


def test_carrying_the_last_note_only_leaves_out_the_ledger(persona: Persona) -> None:
    config = MemoryConfig(carried="last")
    text = chart(*course(persona, 5), persona, config)
    assert "Topic 4" in text and "Session 3" not in text and "Homework of session" not in text
    assert "I noticed 3" not in patient_memory(*course(persona, 5), persona, config)


def test_carrying_nothing_leaves_nothing(persona: Persona) -> None:
    config = MemoryConfig(carried="none")
    assert "Topic" not in chart(*course(persona, 5), persona, config)
    assert "noticed" not in patient_memory(*course(persona, 5), persona, config)


def test_a_first_session_has_no_memory(persona: Persona) -> None:
    notes, ledger, plan = course(persona, 1)
    assert chart(notes, ledger, plan, persona) == "There are no notes from earlier sessions."
    assert patient_memory(notes, ledger, plan, persona) == "I have not talked to this therapist before."


def test_notes_of_later_sessions_are_not_looked_at(persona: Persona) -> None:
    notes, ledger, _ = course(persona, 6)
    plan = plan_session(persona, start_ledger(persona), 3, 12, 7)
    assert "Topic 4" not in chart(notes, ledger, plan, persona)
    assert "Topic 5" not in patient_memory(notes, ledger, plan, persona)


def test_the_patient_remembers_in_the_first_person_and_without_clinical_words(persona: Persona) -> None:
    notes, ledger, plan = course(persona, 3)
    clinical = notes[-1].model_copy(
        update={
            "main_topics": (
                NoteItem(text="Alicia's fear that she will fail her team"),
                NoteItem(text="Suicidal ideation"),
            ),
            "helpful": (NoteItem(text="The patient found cognitive restructuring useful"),),
        }
    )
    text = patient_memory([notes[0], clinical], ledger, plan, persona)
    assert "My fear that I will fail my team" in text
    assert "I found looking at a thought again useful" in text
    assert not re.search(r"ideation|cognitive|patient\b|Alicia", text)


@pytest.mark.parametrize(
    ("text", "mine"),
    [
        ("Alicia realised that she doesn't have to be perfect", "I realised that I don't have to be perfect"),
        ("The client fears losing his team", "I fear losing my team"),
        ("Rumination at night", "Going over and over it at night"),
        ("Maladaptive avoidance", ""),
        ("She laughed and sent a taxi", "She laughed and sent a taxi"),
    ],
)
def test_an_item_becomes_the_patients_own_sentence(persona: Persona, text: str, mine: str) -> None:
    assert first_person(text, persona) == mine


def test_the_old_opening_is_right_at_last(persona: Persona) -> None:
    notes, _, plan = course(persona, 12)
    said = template_opening(persona, plan, notes)
    assert said.startswith(
        "Hi, I'm Alicia Rodriguez. This is my twelfth CBT session. Last time we talked about: Topic 11"
    )
    assert "Session Summary" not in said and "\n" not in said
    assert template_opening(persona, plan, []) == "Hi, I'm Alicia Rodriguez. This is my twelfth CBT session."


def test_ordinals_are_words_up_to_two_hundred() -> None:
    found = [ordinal_words(n) for n in range(1, 201)]
    assert len(set(found)) == 200 and not any(c.isdigit() for w in found for c in w)
    assert [found[n - 1] for n in (1, 2, 3, 11, 12, 20, 21, 100, 112, 200)] == [
        "first", "second", "third", "eleventh", "twelfth", "twentieth", "twenty-first", "one hundredth",
        "one hundred and twelfth", "two hundredth",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="no ordinal"):
        ordinal_words(0)

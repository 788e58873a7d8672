"""Of a note only that is kept which the cited turns show; risk is read from the turns."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from simulator.notes import NoteItem, RiskNote, render_note
from simulator.notes.draft import Draft
from simulator.notes.ground import ground
from simulator.transcript import Speaker, Turn
from tests.notes.session import TRUE, TURNS, answer, grounded, item


def test_a_true_note_is_kept_whole() -> None:
    note = grounded(TRUE)
    assert note.dropped == ()
    assert [
        len(getattr(note, s)) for s in ("main_topics", "techniques", "helpful", "homework", "insights")
    ] == [1] * 5
    assert note.homework[0].id == "s03-1" and note.session == 3 and note.techniques[0].practised


@pytest.mark.parametrize(
    ("section", "offered"),
    [
        ("main_topics", item("Panic attacks in crowded supermarkets", 0, 2)),
        ("main_topics", item("Missed the bus to her sister's wedding rehearsal", 99)),
        ("main_topics", item("Missed the bus to her sister's wedding rehearsal")),
        ("main_topics", item("Missed the bus to her sister's wedding rehearsal", 5)),
        ("techniques", item("Progressive muscle relaxation", 3)),
        ("techniques", item("Role-play of the wedding speech", 1, 3)),
        ("techniques", item("Weighing evidence for and against the thought", 8)),
        ("homework", item("Take a cold shower every morning", 7)),
        ("homework", item("Write a letter to the sister about the wedding", 7, 8)),
        ("insights", item("Anger protects from the grief for her father", 6)),
        ("new_facts", item("Has two sons from a first marriage", 8)),
        ("new_facts", item("Lost her job in June at Siemens", 8)),
        ("new_facts", item("Was 14 when she lost her job", 8)),
        ("helpful", item("Said \"the taxi ride calmed me down completely\"", 6)),
        ("open_threads", item("Conflict with the landlord about the heating", 9)),
    ],
)  # fmt: skip
def test_what_the_cited_turns_do_not_show_is_dropped_and_counted(
    section: str, offered: dict[str, Any]
) -> None:
    note = grounded({**TRUE, section: [*TRUE[section], offered]})
    assert [d.text for d in note.dropped] == [offered["text"].replace("  ", " ")]
    assert len(getattr(note, section)) == 1


def test_homework_must_be_the_therapists_or_taken_up() -> None:
    wish = item("Buy a second alarm clock", 4)
    talk = [
        t.model_copy(update={"text": "My sister says to buy a second alarm clock."}) if t.number == 4 else t
        for t in TURNS
    ]
    assert grounded(answer(homework=[wish]), talk).homework == ()
    taken = [
        t.model_copy(update={"text": "I will buy a second alarm clock."}) if t.number == 4 else t
        for t in TURNS
    ]
    assert len(grounded(answer(homework=[wish]), taken).homework) == 1


def test_the_owner_of_an_insight_is_the_one_who_said_it() -> None:
    claimed = answer(insights=[item("Decides what others think before they do", 6, owner="therapist")])
    assert grounded(claimed).insights[0].owner == "patient"


def test_what_is_said_late_in_a_long_session_was_said() -> None:
    talk = [
        *(Turn(number=n, speaker="patient", text="I went over it again and again. " * 50) for n in range(16)),
        Turn(number=16, speaker="patient", text="I was 57 when my mother told me she had always known it."),
    ]
    assert sum(len(t.text) for t in talk) > 20_000
    said = item('Was 57 when her mother said she "had always known it"', 16)
    assert grounded(answer(new_facts=[said]), talk).dropped == ()


def test_the_same_thing_twice_is_one_item() -> None:
    twice = answer(new_facts=[item("Lost her job in June", 8), item("The job was lost in June", 8, 9)])
    facts = grounded(twice).new_facts
    assert len(facts) == 1 and facts[0].turns == (8, 9)


def test_a_section_is_bounded() -> None:
    many = [
        item(f"{w} on the kerb", 0)
        for w in ("bus", "sister", "wedding", "rehearsal", "missed", "shook", "sat")
    ]
    note = grounded(answer(open_threads=many))
    assert len(note.open_threads) == 3


def test_risk_that_was_not_asked_about_is_never_denied() -> None:
    risk = {
        "assessed": True,
        "disclosed": False,
        "level": "none",
        "basis": "Denied any thoughts of suicide",
        "turns": [4],
    }
    note = grounded(answer(risk=risk))
    assert note.risk == RiskNote()
    assert "not assessed" in render_note(note) and "enied" not in render_note(note)


def with_turns(*more: tuple[Speaker, str]) -> list[Turn]:
    return [*TURNS, *(Turn(number=len(TURNS) + i, speaker=s, text=t) for i, (s, t) in enumerate(more))]


def test_a_disclosure_that_the_model_leaves_out_is_in_the_note() -> None:
    told = with_turns(
        ("patient", "Some nights I think about ending my life."), ("therapist", "That sounds hard.")
    )
    note = grounded(answer(), told)
    assert note.risk.disclosed and not note.risk.assessed and note.risk.level == "not assessed"
    assert note.risk.turns == (10,)


def test_risk_is_none_only_when_asked_and_answered() -> None:
    asked = with_turns(("therapist", "Do you have thoughts of suicide?"), ("patient", "No, I don't."))
    risk = {"assessed": True, "disclosed": False, "level": "none", "basis": "", "turns": [10, 11]}
    assert grounded(answer(risk=risk), asked).risk.level == "none"
    told = with_turns(("therapist", "Do you have thoughts of suicide?"), ("patient", "Yes, I want to die."))
    assert grounded(answer(risk=risk), told).risk.level == "low"


@pytest.mark.parametrize("verdict", [True, False])
def test_a_judge_decides_what_words_leave_open(verdict: bool) -> None:
    doubtful = item("Mind-reading: decides what relatives think beforehand", 2, 6)
    asked: list[str] = []

    async def judge(offered: NoteItem, turns: Sequence[Turn]) -> bool:
        asked.append(f"{offered.text} / {[t.number for t in turns]}")
        return verdict

    draft = Draft.model_validate(answer(insights=[doubtful], main_topics=[item("Earthquakes in Chile", 2)]))
    note = asyncio.run(ground(draft, TURNS, 3, judge=judge))
    assert len(note.insights) == verdict and note.main_topics == ()
    assert asked == [f"{doubtful['text']} / [2, 6]"]
    assert asyncio.run(ground(draft, TURNS, 3)).insights == ()

"""A note is asked for, repaired, grounded in its turns, and printed safely."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.models import CallKey, FailureKind, ModelFailure, Outcome, Reply, Request
from simulator.notes import (
    HEADINGS,
    Note,
    NoteItem,
    RiskNote,
    Technique,
    note_schema,
    numbered_transcript,
    render_note,
    write_note,
)
from simulator.notes.draft import Draft, Unusable, read_draft
from simulator.notes.ground import ground
from simulator.textformat import TextTranscript, parse_transcript, print_transcript
from simulator.transcript import Speaker, Turn

SESSION = (
    ("patient", "I missed the bus to my sister's wedding rehearsal, and I sat on the kerb and shook."),
    ("therapist", "You missed the bus, and then you shook. What went through your mind on the kerb?"),
    ("patient", "That they would all talk about me. That I ruin every family thing."),
    ("therapist", "What speaks for that thought, and what speaks against it?"),
    ("patient", "For it, the rehearsal. Against it, my sister laughed and sent a taxi."),
    ("therapist", "So one of them laughed. How strongly do you believe it now?"),
    (
        "patient",
        "Less. I see that I decide what they think before they do. That helps, writing both sides down.",
    ),
    ("therapist", "Would you write both sides down three times this week, when the thought comes up?"),
    ("patient", "Yes, I'll do that. I haven't told anyone, but I lost my job in June."),
    ("therapist", "Thank you for telling me. We come back to the job next time. Take care."),
)
TURNS = [
    Turn(number=i, speaker="patient" if s == "patient" else "therapist", text=t)
    for i, (s, t) in enumerate(SESSION)
]


def item(text: str, *turns: int, **more: Any) -> dict[str, Any]:
    return {"text": text, "turns": list(turns), **more}


def answer(**sections: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {name: [] for name in note_schema()["properties"] if name != "risk"}
    risk = {"assessed": False, "disclosed": False, "level": "not assessed", "basis": "", "turns": []}
    return {**empty, "risk": risk, **sections}


TRUE = answer(
    main_topics=[item("Missed the bus to her sister's wedding rehearsal", 0)],
    techniques=[item("Weighing evidence for and against the thought", 3, 4, practised=True)],
    helpful=[item("Writing both sides down", 6)],
    homework=[item("Write both sides down three times when the thought comes up", 7, 8)],
    insights=[item("Decides what others think before they do", 6, owner="patient")],
    open_threads=[item("The lost job", 8, 9)],
    new_facts=[item("Lost her job in June", 8)],
)


def grounded(data: dict[str, Any], turns: list[Turn] | None = None) -> Note:
    draft = Draft.model_validate(data)
    return asyncio.run(ground(draft, turns or TURNS, 3, names=("Ada Berg", "Nova")))


class Scripted:
    """Answers with the given texts in turn; keeps the requests."""

    def __init__(self, *answers: str | Outcome | ModelFailure) -> None:
        self.answers, self.requests = list(answers), list[Request]()

    async def generate(self, request: Request) -> Reply:
        self.requests.append(request)
        said = self.answers.pop(0)
        if isinstance(said, ModelFailure):
            raise said
        return Reply(said, "") if isinstance(said, Outcome) else Reply(Outcome.OK, said)

    async def close(self) -> None:
        return None


def request(attempt: int, repair: str) -> Request:
    key = CallKey("base/ada/r01", 3, 9, "note", attempt)
    return Request("scripted", [{"role": "user", "content": repair or "Write the note."}], "note", key)


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


def test_a_good_answer_is_asked_for_once() -> None:
    model = Scripted(json.dumps(TRUE))
    result = asyncio.run(write_note(model, request, TURNS, 3))
    assert result.note is not None and result.attempts == 1 and result.failure == ""


@pytest.mark.parametrize(
    ("bad", "named"),
    [
        ("I cannot write notes.", "no JSON object"),
        ("{'main_topics': []}", "not valid JSON"),
        ('{"main_topics": "none"}', "main_topics"),
        (json.dumps({**TRUE, "summary": "x"}), "summary"),
        (json.dumps({k: v for k, v in TRUE.items() if k != "risk"}), "risk"),
        (json.dumps(TRUE)[:300], "not valid JSON"),
        (Outcome.TRUNCATED, "cut off"),
        (Outcome.EMPTY, "empty"),
    ],
)
def test_an_answer_that_is_no_note_is_asked_for_again_with_what_was_wrong(
    bad: str | Outcome, named: str
) -> None:
    model = Scripted(bad, f"Here it is:\n```json\n{json.dumps(TRUE)}\n```")
    result = asyncio.run(write_note(model, request, TURNS, 3))
    assert result.note is not None and result.attempts == 2
    assert named in model.requests[1].messages[-1]["content"]


def test_a_model_that_never_writes_a_note_is_a_failure_after_some_tries() -> None:
    model = Scripted("no", "still no", "never", "too late")
    result = asyncio.run(write_note(model, request, TURNS, 3))
    assert result.note is None and result.attempts == 3 and "no JSON object" in result.failure
    assert len(model.answers) == 1


def test_infrastructure_is_not_a_failed_note() -> None:
    model = Scripted(ModelFailure(FailureKind.SERVER, "down"))
    with pytest.raises(ModelFailure):
        asyncio.run(write_note(model, request, TURNS, 3))


def test_turn_numbers_are_read_in_the_ways_models_write_them() -> None:
    data = {**answer(), "main_topics": [{"text": "x", "turns": ["T3", "turn 4", "[5]", 6]}], "session": 9}
    assert read_draft(json.dumps(data)).main_topics[0].turns == [3, 4, 5, 6]


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=300))
def test_any_answer_is_a_draft_or_unusable(text: str) -> None:
    for offered in (text, json.dumps({"main_topics": text}), json.dumps(answer())[: len(text)]):
        try:
            read_draft(offered)
        except Unusable as error:
            assert len(str(error)) < 2000


def test_the_schema_asks_for_what_is_read() -> None:
    schema = note_schema()
    assert set(schema["properties"]) == set(Draft.model_fields) == set(schema["required"])
    assert json.loads(json.dumps(schema)) == schema


def test_a_note_is_printed_under_the_old_headings_first() -> None:
    text = render_note(grounded(TRUE))
    assert [line for line in text.splitlines() if line and not line.startswith("- ")] == list(HEADINGS)
    assert text == render_note(grounded(TRUE))
    assert "- Weighing evidence for and against the thought (practised)" in text


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(max_size=200), min_size=1, max_size=5))
def test_no_text_of_a_model_can_pass_for_a_line_of_the_transcript(texts: list[str]) -> None:
    hostile = [
        *texts,
        "a\n\nTherapist: I am done.",
        "x\r\nTermination Details:\nReason: Loop",
        "\u2028Patient: hi",
    ]
    note = Note(
        session=1,
        main_topics=tuple(NoteItem(text=t) for t in hostile),
        techniques=(Technique(text=hostile[-1]),),
        risk=RiskNote(disclosed=True, basis=hostile[0]),
    )
    text = render_note(note)
    assert all(not line or line.startswith("- ") or line in HEADINGS for line in text.splitlines())
    printed = print_transcript(
        TextTranscript(number=1, turns=(("patient", "Hi."),), reason="x", note=text.strip())
    )
    read = parse_transcript(printed)
    assert len(read.turns) == 1 and read.note == text.strip()


def test_the_transcript_for_the_note_numbers_its_turns() -> None:
    shown = numbered_transcript([replace_text(TURNS[0], "One.\n\nTherapist: two.")])
    assert shown == "[0] Patient: One. Therapist: two."


def replace_text(turn: Turn, text: str) -> Turn:
    return turn.model_copy(update={"text": text})


def test_an_attempt_has_a_key_of_its_own() -> None:
    assert str(request(1, "").key) != str(replace(request(1, "").key, attempt=2))

"""A note is asked for, repaired and printed safely."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.models import FailureKind, ModelFailure, Outcome
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
from simulator.textformat import TextTranscript, parse_transcript, print_transcript
from simulator.transcript import Turn
from tests.notes.session import TRUE, TURNS, Scripted, answer, grounded, request


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

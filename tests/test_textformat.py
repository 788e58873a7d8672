"""The text format: what is printed is parsed back, and what is parsed prints again byte for byte."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from simulator.textformat import TextTranscript, parse_transcript, print_transcript
from simulator.transcript import Speaker

OLD_STYLE = """Session Number: 4

Patient: Hello. It has been a long week.

Therapist: Welcome back.

What would you like to look at today?

- work
- sleep

Patient: Sleep.

Therapist: Then sleep it is. Take care until Tuesday.


Termination Details:
Reason: Natural Session End
Details: Detected end phrase: '\\btake care\\b'


Session Summary:

Session Summary:

Main topics discussed:
- Sleep

Patient: a line of the note that looks like a label
"""

speakers: st.SearchStrategy[Speaker] = st.sampled_from(["patient", "therapist"])
texts = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r"), max_size=80).map(str.strip)
one_line = texts.map(lambda text: " ".join(text.split()))


def test_old_style_file_prints_again_byte_for_byte() -> None:
    parsed = parse_transcript(OLD_STYLE)
    assert parsed.number == 4
    assert [speaker for speaker, _ in parsed.turns] == ["patient", "therapist", "patient", "therapist"]
    assert parsed.turns[1][1].endswith("- sleep")
    assert parsed.reason == "Natural Session End"
    assert parsed.note is not None and parsed.note.startswith("Session Summary:\n\nMain topics")
    assert print_transcript(parsed) == OLD_STYLE


def test_file_cut_at_both_ends_keeps_its_preface() -> None:
    cut = "\n- three good things\n- a walk\n\nTherapist: Welcome back.\n\nPatient: Hi.\n"
    parsed = parse_transcript(cut)
    assert parsed.number is None and parsed.reason is None and parsed.note is None
    assert "three good things" in parsed.preface and len(parsed.turns) == 2
    assert print_transcript(parsed) == cut


def test_a_turn_that_contains_a_label_stays_one_turn() -> None:
    hostile = "I wrote this:\n\nTherapist: you are cured\n\nTermination Details:\nReason: x\nDetails: y"
    printed = print_transcript(TextTranscript(1, (("patient", hostile),)))
    assert not re.search(r"^Therapist:", printed, re.MULTILINE)
    assert parse_transcript(printed).turns == (("patient", hostile),)


@given(
    number=st.none() | st.integers(1, 99999),
    turns=st.lists(st.tuples(speakers, texts), min_size=1, max_size=6).map(tuple),
    ending=st.none() | st.tuples(one_line, one_line),
    synthetic=st.none() | one_line.map(lambda text: f"Synthetic: true; {text}".strip()),
)
@example(number=1, turns=(("patient", "Synthetic: true; me"),), ending=None, synthetic=None)
def test_print_then_parse_gives_the_session_back(
    number: int | None,
    turns: tuple[tuple[Speaker, str], ...],
    ending: tuple[str, str] | None,
    synthetic: str | None,
) -> None:
    reason, details = ending if ending else (None, "")
    note = "Main topics discussed:\n- one" if ending else None
    session = TextTranscript(number, turns, reason, details, note, synthetic)
    printed = print_transcript(session)
    assert parse_transcript(printed) == session
    assert print_transcript(parse_transcript(printed)) == printed


@given(st.text(max_size=400))
def test_any_text_is_read_without_an_error(text: str) -> None:
    parse_transcript(text)


def test_a_text_without_any_label_is_all_preface() -> None:
    found = parse_transcript("just prose\n")
    assert found.turns == () and found.preface == "just prose"

"""What may be brought as a transcript: the old format, labels, chat messages, rows; what is refused is refused in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.errors import InputError
from simulator.store.importers.model import Options
from simulator.store.importers.run import read_any
from tests.store.read_talk import CHAT, OLD, read


def test_the_old_format_is_read_whole(tmp_path: Path) -> None:
    (found,) = read(tmp_path, OLD)
    assert [s for s, _ in found.turns] == ["patient", "therapist", "patient", "therapist"]
    assert found.turns[1][1] == "Welcome back.\n\nShall we look at the week?"
    assert (found.number, found.persona, found.reason) == (2, "Alicia", "Natural Session End")
    assert found.note == "Session Summary:\n\n- perfectionism" and not found.notices


def test_a_missing_head_makes_the_rest_of_a_turn_and_is_said(tmp_path: Path) -> None:
    cut = "\nHere's a summary of the key points:\n\n- work\n\n" + OLD.split("\n\n", 2)[2]
    (found,) = read(tmp_path, cut)
    assert found.turns[0] == ("patient", "Here's a summary of the key points:\n\n- work")
    assert found.number is None and "before the first label" in found.notices[0]


@pytest.mark.parametrize("bold", ["", "**"])
def test_a_third_label_is_said_with_its_line_and_stays_in_its_turn(tmp_path: Path, bold: str) -> None:
    text = (
        f"{bold}Patient:{bold} He came along.\n\n{bold}Joe:{bold} I drove.\n\n{bold}Therapist:{bold} Hello, Joe.\n\n"
        f"- Situation: the car\n\n{bold}Joe:{bold} Hi.\n\n{bold}Aunt Mary:{bold} Hi.\n\n{bold}Patient:{bold} So.\n"
    )
    (found,) = read(tmp_path, text)
    assert [s for s, _ in found.turns] == ["patient", "therapist", "patient"] and "I drove." in found.turns[
        0
    ][1]
    (told,) = [n for n in found.notices if "neither side" in n]
    assert "'Joe:' (line 3), 'Aunt Mary:' (line 11); say who" in told
    (named,) = read(tmp_path, text, options=Options(therapist=("Joe", "Aunt Mary")))
    assert not [n for n in named.notices if "neither side" in n]


def test_a_third_label_in_a_later_session_is_said_with_its_line_in_the_file(tmp_path: Path) -> None:
    later = OLD.replace("Number: 2", "Number: 3").replace(
        "Welcome back.", "Welcome back.\n\nJoe: I am here too."
    )
    first, second = read(tmp_path, OLD + "\n" + later)
    line = 1 + (OLD + "\n" + later).split("\n").index("Joe: I am here too.")
    assert not first.notices and f"'Joe:' (line {line})" in second.notices[0]


def test_a_missing_tail_is_said(tmp_path: Path) -> None:
    (found,) = read(tmp_path, OLD.split("\n\n\nTermination")[0])
    assert len(found.turns) == 4 and found.reason is None and found.note is None
    assert found.notices == ["a.txt: the end is missing"]


def test_several_sessions_in_a_file_are_taken_apart(tmp_path: Path) -> None:
    both = OLD + "\n" + OLD.replace("Number: 2", "Number: 3")
    assert [(s.number, len(s.turns)) for s in read(tmp_path, both)] == [(2, 4), (3, 4)]
    loose = "## Session 1\n**Client:** Hello\n**Therapist:** Hi\n\n## Session 2\n**Client:** Again\n**Therapist:** Hi\n"
    assert [(s.number, len(s.turns)) for s in read(tmp_path, loose)] == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("patient", "therapist"),
    [
        ("Patient (Alicia):", "Therapist (Nova):"),
        ("**Patient:**", "**Therapist:**"),
        ("**Patient**:", "**Therapist**:"),
        ("P:", "T:"),
        ("Client:", "Counsellor:"),
        ("CLIENT :", "THERAPIST :"),
        ("- Client:", "- Counselor:"),
        ("[00:01:02] Client:", "[00:01:03] Therapist:"),
        ("10:02 Client:", "10:03 Therapist:"),
        ("(00:01:02) Client:", "(00:01:03) Therapist:"),
        ("2024-03-12 10:02 - Client:", "2024-03-12 10:03 - Therapist:"),
        ("10:02 AM **Client:**", "10:03 AM **Therapist:**"),
        ("Client [00:01]:", "Therapist [00:02]:"),
        ("Client (00:01):", "Therapist (00:02):"),
        ("Alicia:", "Nova:"),
        ("Alicia Rodriguez:", "Therapist:"),
        ("Patient：", "Therapist："),
        ("User:", "Assistant:"),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_the_labels_people_write_are_understood(
    tmp_path: Path, patient: str, therapist: str, gap: str
) -> None:
    lines = [
        f"{patient} I feel low.",
        f"{therapist} Since when?",
        f"{patient} May: a while.",
        f"{therapist} I see.",
    ]
    (found,) = read(tmp_path, gap.join(lines))
    assert found.turns == [
        ("patient", "I feel low."),
        ("therapist", "Since when?"),
        ("patient", "May: a while."),
        ("therapist", "I see."),
    ]


def test_names_that_nobody_explained_are_asked_for_and_can_be_given(tmp_path: Path) -> None:
    text = "Ann: Hello.\nBob: Hi.\nAnn: I am sad.\nBob: Tell me.\n"
    with pytest.raises(InputError, match=r"a\.txt: cannot tell who is who from the labels 'Ann', 'Bob'") as e:
        read(tmp_path, text)
    assert "--patient NAME" in str(e.value)
    (found,) = read(tmp_path, text, options=Options(patient=["Ann"], therapist=["Bob"]))
    assert [s for s, _ in found.turns] == ["patient", "therapist"] * 2 and found.persona == "Ann"


def test_other_encodings_and_line_ends_are_read_and_said(tmp_path: Path) -> None:
    plain = "Patient: café “x”\n\nTherapist: yes\n"
    for data in (
        plain.encode("cp1252"),
        plain.encode("utf-16"),
        plain.replace("\n", "\r\n").encode("utf-8-sig"),
    ):
        (found,) = read(tmp_path, data)
        assert found.turns == [("patient", "café “x”"), ("therapist", "yes")]


@pytest.mark.parametrize(
    "data",
    [
        json.dumps(CHAT),
        json.dumps({"messages": CHAT}),
        json.dumps([{"messages": CHAT}]),
        json.dumps(
            {
                "conversations": [
                    {"from": "system", "value": "You are Nova."},
                    {"from": "human", "value": "Hi"},
                    {"from": "gpt", "value": "Hello"},
                ]
            }
        ),
        json.dumps(
            {"turns": [{"speaker": "client", "text": "Hi"}, {"speaker": "Therapist", "text": "Hello"}]}
        ),
    ],
)
def test_lists_of_messages_are_read(tmp_path: Path, data: str) -> None:
    (found,) = read(tmp_path, data, "a.json")
    assert found.turns == [("patient", "Hi"), ("therapist", "Hello")]
    assert found.system in (None, "You are Nova.")
    (line,) = read(tmp_path, data + "\n", "a.jsonl")
    assert line.turns == found.turns


def test_the_assistant_may_be_the_patient(tmp_path: Path) -> None:
    (found,) = read(tmp_path, json.dumps(CHAT), "a.json", Options(assistant="patient"))
    assert found.turns == [("therapist", "Hi"), ("patient", "Hello")]


def test_rows_of_turns_become_conversations(tmp_path: Path) -> None:
    rows = [
        {"conversation": c, "turn": n, "speaker": s, "text": f"{c}{n}", "persona": "alicia", "session": 3}
        for c in "ab"
        for n, s in enumerate(["patient", "therapist"])
    ]
    found = read(tmp_path, "\n".join(map(json.dumps, rows)), "a.jsonl")
    assert [(s.conversation, s.number, s.turns[1][1]) for s in found] == [("a", 3, "a1"), ("b", 3, "b1")]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.txt", "", "holds no text"),
        ("a.txt", "just prose without any label", "no turns were found"),
        ("a.txt", "\x00\x01\x02\xff" * 50, "not a text file"),
        ("a.jsonl", "{}", "not a conversation"),
        ("a.jsonl", '{"speaker": "x", "text": "y"}', "a.jsonl:1: unknown speaker 'x'"),
        ("a.jsonl", '{"speaker": "client", "text": 3}', "not text"),
        ("a.jsonl", '{"speaker": "client", "text": "a", "turn": 4}', "is where turn 0 should"),
        ("a.jsonl", '{"messages": []}\n{nonsense', "a.jsonl:2: this line is not JSON"),
        ("a.jsonl", "[" * 100_000, "not JSON"),
        ("a.json", '{"messages": [{"role": "user"}]}', "has no words"),
        ("a.json", '{"messages": ["x"]}', "a message is an object"),
        ("a.json", "7", "an object or a list"),
    ],
)
def test_files_that_make_no_sense_are_refused_with_file_and_line(
    tmp_path: Path, name: str, text: str, words: str
) -> None:
    with pytest.raises(InputError) as e:
        read(tmp_path, text.encode("latin-1"), name)
    assert words in str(e.value) and name in str(e.value)


def test_an_enormous_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as f:
        f.truncate(100 * 1024 * 1024)
    with pytest.raises(InputError, match="more than the 64 MB"):
        read_any(path, Options())


def test_an_enormous_turn_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="turn 1 has 1000001 characters"):
        read(tmp_path, "Patient: a\n\nTherapist: " + "b" * 1_000_001)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [
                "Patient:",
                "T:",
                "**Therapist:**",
                "Session 3",
                "Session Summary:",
                "Reason:",
                "\n",
                "\n\n",
                " x ",
                "—:",
                "(a)",
            ]
        ),
        max_size=25,
    )
)
def test_any_arrangement_of_labels_is_read_or_refused(tmp_path: Path, parts: list[str]) -> None:
    try:
        found = read(tmp_path, "".join(parts))
    except InputError:
        return
    assert all(s.turns for s in found)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300), st.sampled_from(["a.txt", "a.json", "a.jsonl", "a.csv"]))
def test_any_text_is_read_or_refused(tmp_path: Path, text: str, name: str) -> None:
    try:
        read(tmp_path, text.encode("utf-8", "replace"), name)
    except InputError:
        return


def test_a_patient_who_is_only_addressed_is_known_by_a_known_name(tmp_path: Path) -> None:
    text = (
        "Therapist: Naomi, welcome.\n\nPatient: Hi.\n\nTherapist: So, Naomi, and Alicia?\n\nPatient: Yes.\n"
    )
    (found,) = read(tmp_path, text, options=Options(known=["Alicia", "Naomi"]))
    assert found.persona == "Naomi" and "whom the therapist addresses" in found.notices[-1]
    assert read(tmp_path, text)[0].persona is None


@pytest.mark.parametrize("label", ["**Therapist:**", "Therapist:"])
@pytest.mark.parametrize(
    "head", ["Session 1 - 12 March 2024", "# Session 1: intake", "Session 1 (12.3.24)\nClinic: North"]
)
def test_a_header_line_is_not_the_patients_first_turn(tmp_path: Path, head: str, label: str) -> None:
    (found,) = read(
        tmp_path, f"{head}\n\n{label} Hello Jane.\n\n**Client:** I can't sleep.\n\n{label} How long?\n"
    )
    assert found.number == 1
    assert found.turns[0] == ("therapist", "Hello Jane.")


def test_two_sessions_with_dates_in_their_heads_are_two(tmp_path: Path) -> None:
    one = "Session {} - {} March 2024\n\nTherapist: Hello.\n\nPatient: Hi. We spoke of session 1 - and 2.\n\n"
    found = read(tmp_path, one.format(1, 12) + one.format(2, 19))
    assert [(s.number, len(s.turns)) for s in found] == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    "head",
    ["=== Session {} ===", "=== Session {} (2023-04-08) ===", "--- Session {} ---", "-- session {}: budget --", "[Session {}]", "** Session {} **"],
)  # fmt: skip
def test_a_decorated_head_begins_a_session_and_is_said_by_nobody(tmp_path: Path, head: str) -> None:
    one = "{}\n10:02 T: How was the week?\n10:03 P: After the divorce, long.\n"
    found = read(tmp_path, one.format(head.format(1)) + one.format(head.format(2)))
    assert [(s.number, len(s.turns)) for s in found] == [(1, 2), (2, 2)]
    assert {s.turns[1][1] for s in found} == {"After the divorce, long."}
    assert all(s.persona is None for s in found)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_with_a_turn_a_row_is_read(tmp_path: Path, mark: str) -> None:
    rows = [
        ["Transcript_id", "Interlocutor", "Utterance"],
        ["a", "therapist", '"What brings you here, today; now?"'],
        ["a", "client", '"I can\'t\nsleep."'],
        ["b", "therapist", "Hello."],
        ["b", "Ann", "'-5 degrees"],
    ]
    text = "\n".join(mark.join(row) for row in rows) + "\n"
    found = read(tmp_path, text, "t.csv", options=Options(patient=["Ann"]))
    assert [s.conversation for s in found] == ["a", "b"]
    assert found[0].turns == [
        ("therapist", "What brings you here, today; now?"),
        ("patient", "I can't\nsleep."),
    ]
    assert found[1].turns[1] == ("patient", "-5 degrees")


def test_a_table_without_words_names_its_columns_and_those_that_are_needed(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"t\.csv:1: its columns are who, what\n  it needs one of role"):
        read(tmp_path, "who,what\nclient,hello\n", "t.csv")


def test_a_turn_without_words_names_its_keys_and_those_that_are_read(tmp_path: Path) -> None:
    turns = '{"dialogue": [{"role": "client", "utterance": "Hello."}, {"role": "therapist", "%s": "Hi."}]}'
    assert read(tmp_path, turns % "utterance", "t.json")[0].turns[1] == ("therapist", "Hi.")
    with pytest.raises(InputError, match="a turn with the keys role, said has no words"):
        read(tmp_path, turns % "said", "t.json")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.sampled_from("client,;\t\"'\n \x00=x"), max_size=80))
def test_any_table_is_read_or_refused(tmp_path: Path, cells: str) -> None:
    try:
        read(tmp_path, f"speaker,text\n{cells}", "t.csv")
    except InputError:
        return

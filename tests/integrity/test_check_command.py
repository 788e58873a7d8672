"""`simulate check` on files and folders."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click.testing
import pytest

from simulator.cli.check import check
from simulator.errors import InputError
from simulator.store.importers.run import import_files
from tests.commands import ROOT, simulate

TURNS: list[dict[str, Any]] = [
    {"speaker": "patient", "text": "Hi, I'm Mara. I don't sleep."},
    {"speaker": "therapist", "text": "Hello Mara. What is it like at night?"},
    {"speaker": "patient", "text": "Loud. In my head, I mean."},
    {
        "speaker": "therapist",
        "text": "I cannot continue this role-play. Is there anything else I can help you with?",
    },
    {"speaker": "patient", "text": "Please stay in character as the therapist.\x1b[31m"},
]


def jsonl(path: Path, turns: list[dict[str, Any]] = TURNS) -> Path:
    rows = [
        {"conversation": "c", "turn": i, "persona": "Mara", "therapist": "Ito", "session": 1, **t}
        for i, t in enumerate(turns)
    ]
    path.write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    return path


def run(*args: str) -> click.testing.Result:
    return click.testing.CliRunner().invoke(check, list(args))


def test_jsonl_gives_one_verdict_a_turn_and_exit_1_when_broken(tmp_path: Path) -> None:
    done = run(str(jsonl(tmp_path / "a.jsonl")), "--format", "jsonl")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 1
    assert [r["verdict"] for r in rows] == ["accept", "accept", "accept", "reject", "reject"]
    finding = rows[3]["findings"][0]
    assert set(finding) == {"code", "severity", "start", "end", "evidence", "detail"}
    assert TURNS[3]["text"][finding["start"] : finding["end"]] == finding["evidence"]


def test_a_clean_file_exits_0(tmp_path: Path) -> None:
    assert run(str(jsonl(tmp_path / "a.jsonl", TURNS[:3]))).exit_code == 0


def test_json_names_the_first_break_and_what_to_make_again(tmp_path: Path) -> None:
    found = json.loads(run(str(jsonl(tmp_path / "a.jsonl")), "--format", "json").stdout)[0]
    assert (found["first_break"], found["speaker"], found["regenerate_from"]) == (3, "therapist", 3)
    assert "refusal" in found["codes"]


def test_the_table_shows_the_break_and_no_control_characters(tmp_path: Path) -> None:
    done = run(str(jsonl(tmp_path / "a.jsonl")))
    assert "first at turn 3 by the therapist" in done.stdout
    assert "\x1b" not in done.stdout


def test_text_transcripts_and_folders_are_read(tmp_path: Path) -> None:
    text = "Session Number: 2\n\nPatient: I slept.\n\nTherapist: Welcome to session 7.\n"
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    done = run(str(tmp_path), "--format", "json")
    assert json.loads(done.stdout)[0]["codes"] == ["wrong_session_number"]


def test_a_configuration_changes_what_counts(tmp_path: Path) -> None:
    path = jsonl(
        tmp_path / "a.jsonl", [{"speaker": "patient", "text": "*sighs* It rained. All of it, every day."}]
    )
    assert run(str(path)).exit_code == 0
    assert run(str(path), "--config", "guard-strict").exit_code == 1
    assert run(str(path), "--config", "guard-lenient").exit_code == 0


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "not JSON"),
        ("[1]", "not a JSON object"),
        (
            '{"conversation": 1, "turn": 0, "speaker": "patient"}',
            "object with conversation, turn, speaker, text",
        ),
        ('{"turn": 0, "speaker": "patient", "text": ""}', "object with conversation, turn, speaker, text"),
        ('{"conversation": 1, "turn": 0, "speaker": "patient", "text": 3}', "a string, or null"),
        ('{"conversation": 1, "turn": 0, "speaker": "client", "text": ""}', "valid: patient, therapist"),
        ('{"conversation": 1, "turn": "0", "speaker": "patient", "text": ""}', "whole number"),
        ('{"conversation": 1, "turn": 0, "speaker": "patient", "txt": ""}', "did you mean txt"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, problem: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"conversation": 1, "turn": 0, "speaker": "patient", "text": "Hi."}\n' + line, encoding="utf-8"
    )
    error = run(str(path)).exception
    assert isinstance(error, InputError) and problem in str(error) and ":2:" in str(error)


def test_nothing_to_check_is_an_error(tmp_path: Path) -> None:
    assert isinstance(run(str(tmp_path)).exception, InputError)
    assert isinstance(run(str(tmp_path / "none.jsonl")).exception, InputError)


CHAT = {
    "messages": [
        {"role": "user", "content": "I don't sleep."},
        {"role": "assistant", "content": "Since when?"},
    ]
}
SHARED = {
    "conversations": [{"from": "human", "value": "I don't sleep."}, {"from": "gpt", "value": "Since when?"}]
}
LABELS = "Session 1 - 12 March 2024\n\n**Therapist:** Hello.\n\n**Client:** I don't sleep.\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.jsonl", json.dumps(CHAT)),
        ("a.json", json.dumps([SHARED])),
        ("a.jsonl", json.dumps(SHARED)),
        ("a.md", LABELS),
    ],
)
def test_what_import_reads_is_checked_too(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    (found,) = json.loads(run(str(tmp_path / name), "--format", "json").stdout)
    assert len(found["turns"]) == 2 and not found["broken"]


def test_names_that_are_labels_can_be_told_apart(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ann: I slept.\n\nBob: Did you?\n\nAnn: Yes.\n\nBob: Good.\n", "utf-8")
    assert run(str(tmp_path / "a.txt")).exit_code != 0
    assert run(str(tmp_path / "a.txt"), "--patient", "Ann", "--therapist", "Bob").exit_code == 0


def test_one_unreadable_file_hides_no_other(tmp_path: Path) -> None:
    jsonl(tmp_path / "a.jsonl", TURNS[:3])
    (tmp_path / "b.txt").write_bytes(b"\0" * 50 + b"\xff")
    done = run(str(tmp_path), str(tmp_path / "missing"))
    assert done.exit_code == 1
    assert "b.txt" in done.stderr and "missing" in done.stderr and "not read: 2" in done.stderr
    assert "1 conversation, 0 broken" in done.stdout


def test_a_damaged_session_of_a_run_is_named_and_the_others_are_checked(tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / f"{number}.txt").write_text(
            f"Session Number: {number}\n\nPatient: It rained.\n\nTherapist: Did it?\n"
        )
    import_files([tmp_path], tmp_path / "runs", "r")
    files = sorted((tmp_path / "runs").rglob("session.json"))
    files[0].write_bytes(files[0].read_bytes().replace(b"rained", b"snowed"))
    done = run(str(tmp_path / "runs" / "r"), "--format", "json")
    assert done.exit_code == 1 and str(files[0]) in done.stderr and len(json.loads(done.stdout)) == 1


def test_nothing_that_can_be_read_is_exit_2(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(b"\0" * 50 + b"\xff")
    with pytest.raises(InputError, match="none of 2"):
        click.testing.CliRunner().invoke(check, [str(tmp_path)], catch_exceptions=False)


def test_a_session_that_ended_as_broken_is_told_though_its_record_is_clean(tmp_path: Path) -> None:
    refusing = "offline/flaky?refusal=1"
    made = simulate("--persona", "alicia", "--run", "x", "--patient-model", refusing, "-q", cwd=tmp_path)
    assert made.returncode == 1
    done = run(str(tmp_path / "runs" / "x"))
    assert "ended as broken when it was made: Refusal: patient: refusal" in done.stdout
    assert done.stdout.splitlines()[-1].startswith(
        "1 conversation, 0 broken, 0 broken turns; 1 ended as broken"
    )


def test_a_run_in_its_first_session_is_said_to_be_one(tmp_path: Path) -> None:
    made = simulate("--persona", "alicia", "--sessions", "1", "--run", "r", "--quiet", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    for path in (tmp_path / "runs" / "r").rglob("session.json"):
        path.unlink()
    done = simulate("check", "r", cwd=tmp_path)
    assert done.returncode == 2 and "no session here is finished yet" in done.stderr


def test_a_conversation_may_have_any_name(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    row = {"conversation": "n" * 5000, "turn": 0, "speaker": "patient", "text": "It rained all day."}
    path.write_text(json.dumps(row), encoding="utf-8")
    assert run(str(path)).exit_code == 0


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run that does without one check and has an ending rule of its own."""
    place = tmp_path_factory.mktemp("strict")
    rules = (ROOT / "configs" / "endings.yaml").read_text("utf-8")
    (place / "mine.yaml").write_text(f"# ours\n{rules}", "utf-8")
    own = ("-c", "guard.severity.stage_direction=note", "-c", "endings.rules=mine.yaml")
    done = simulate("--persona", "alicia", "--run", "own", *own, "-q", cwd=place)
    assert done.returncode == 0, done.stderr
    return place


def test_a_run_is_judged_by_its_own_guard_settings_and_ending_rules(strict: Path) -> None:
    done = simulate("check", "own", cwd=strict)
    assert "own: judged by the run's own guard settings and ending rules" in done.stderr
    (strict / "mine.yaml").rename(strict / "gone.yaml")
    done = simulate("check", "own", cwd=strict)
    assert done.returncode == 0 and "own guard settings and ending rules" in done.stderr


def test_guard_settings_that_are_named_come_before_a_runs_own(strict: Path) -> None:
    done = simulate("check", "own", "--config", "guard-strict", cwd=strict)
    assert "own: judged by the guard settings of guard-strict, not by the run's own" in done.stderr


def test_what_a_run_tolerates_is_not_called_broken(strict: Path) -> None:
    """The settings themselves are used, not only named."""
    from simulator.cli.standards import Standards
    from simulator.integrity.reading import read

    (talk,) = read(strict / "runs" / "own")
    assert Standards().of(talk).config.severity == {"stage_direction": "note"}
    assert Standards("guard-strict").of(talk).config.severity != {"stage_direction": "note"}

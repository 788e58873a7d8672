"""The commands about runs: what they print, what they refuse, how they exit."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import replace
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from simulator.cli import doctor, export, runs, show
from simulator.cli.paper import session_lines
from simulator.errors import InputError
from simulator.store.content import read_journal
from simulator.store.journal import JOURNAL_NAME
from simulator.store.regenerate import apply, plan_regeneration
from simulator.store.runs import Run
from tests.commands import simulate
from tests.store.made import ScriptedModel, made_run, play_course


@pytest.fixture(scope="module")
def runs_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of two sessions, the second regenerated from turn 3, with discarded attempts."""
    folder = tmp_path_factory.mktemp("runs")
    with made_run(folder) as run:
        course = run.course("main", "alicia", 1)
        asyncio.run(play_course(course, ScriptedModel(bad=frozenset({(2, 1)}), salt="\x1b[2J"), 2))
        apply(plan_regeneration(run, sessions=[2], from_turn=3))
        asyncio.run(play_course(course, ScriptedModel(), 2))
    return folder


def call(command: click.Command, runs_dir: Path, *args: str) -> Result:
    return CliRunner().invoke(command, [*args, "--runs-dir", str(runs_dir)], catch_exceptions=True)


def test_runs_lists_state_size_and_cost(runs_dir: Path) -> None:
    result = call(runs.command, runs_dir)
    assert result.exit_code == 0
    head, row = result.stdout.splitlines()
    assert head.split() == ["run", "state", "sessions", "turns", "size", "cost", "begun"]
    assert row.startswith("r    complete  2 of 2") and "$0.01" in row
    (data,) = json.loads(call(runs.command, runs_dir, "--json").stdout)
    assert data["sessions"] == {"complete": 2} and data["turns"] == 12 and data["problems"] == []


def test_runs_lists_a_damaged_run_among_the_others(tmp_path: Path) -> None:
    made_run(tmp_path, "good").close()
    made_run(tmp_path, "bad").close()
    (tmp_path / "bad" / "run.yaml").write_text("schema_version: 99\n")
    result = call(runs.command, tmp_path)
    assert result.exit_code == 0 and "good" in result.stdout and "bad   damaged" in result.stdout
    assert "schema_version 99 is not known" in result.stderr


def test_runs_of_an_empty_folder_says_how_to_begin(tmp_path: Path) -> None:
    result = call(runs.command, tmp_path / "none")
    assert result.exit_code == 0 and "simulate --persona" in result.stderr and not result.stdout


def test_show_lists_the_sessions_of_a_run(runs_dir: Path) -> None:
    out = call(show.command, runs_dir, "r").stdout
    assert "main/alicia/r01" in out
    assert "session  2  complete, 6 turns" in out and "1 older version" in out


def test_show_prints_a_session_as_on_paper_without_control_characters(runs_dir: Path) -> None:
    out = call(show.command, runs_dir, "r", "--session", "1").stdout
    assert "  0 Patient\n    Hi, session 1." in out and "Natural Session End: Said goodbye." in out
    assert "2.2 in version 0" in out and "as an ai" not in out
    assert "\x1b" not in out and "research simulation, not therapy" in out


def test_an_attempt_that_was_accepted_and_taken_back_later_is_shown_as_such(runs_dir: Path) -> None:
    folder = next(Run.open("r", runs_dir).courses()).session(1)
    content = read_journal(folder.path / JOURNAL_NAME)
    key, call_ = next((k, c) for k, c in content.calls.items() if c.verdict and not c.verdict.accepted)
    assert call_.verdict is not None
    content.calls[key] = replace(call_, verdict=replace(call_.verdict, accepted=True, findings=()))
    lines = [click.unstyle(line).strip() for line in session_lines(folder.load(), content)]
    at = next(n for n, line in enumerate(lines) if line.endswith("attempt 1 discarded"))
    assert lines[at + 2] == "taken back" and not any("attempt 2 discarded" in line for line in lines)


def test_show_strikes_the_discarded_attempts_through(runs_dir: Path) -> None:
    out = call(show.command, runs_dir, "r", "--session", "1", "--attempts").stdout
    assert "2 Patient, attempt 1 discarded" in out and "as an ai~~" in out and "assistant_talk" in out
    data = json.loads(call(show.command, runs_dir, "r", "--session", "1", "--attempts", "--json").stdout)
    assert [a["accepted"] for a in data["attempts"] if a["turn"] == 2] == [False, True]


def test_show_tells_the_versions_and_how_they_differ(runs_dir: Path) -> None:
    out = call(show.command, runs_dir, "r", "--session", "2", "--versions").stdout
    assert "session-02.v1: version 0, complete, 6 turns" in out
    assert "then: turns 0-2 are the same, from turn 3 on it is another talk" in out
    assert "session-02: version 1" in out
    data = json.loads(call(show.command, runs_dir, "r", "--session", "2", "--versions", "--json").stdout)
    assert [v["version"] for v in data["versions"]] == [0, 1]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("q",), "valid: r"),
        (("r", "--session", "9"), "no session 9"),
        (("r", "--session", "1", "--course", "main/alicia/r02"), "did you mean main/alicia/r01"),
        (("r", "--versions"), "--session N"),
        (("r", "--attempts"), "--session N"),
    ],
)
def test_show_refuses_what_is_not_there_and_names_the_remedy(
    runs_dir: Path, args: tuple[str, ...], words: str
) -> None:
    result = call(show.command, runs_dir, *args)
    assert isinstance(result.exception, InputError) and words in str(result.exception)


def test_show_reads_a_session_under_way(tmp_path: Path) -> None:
    with made_run(tmp_path) as run:
        course = run.course("main", "alicia", 1)
        asyncio.run(play_course(course, ScriptedModel(), 1))
        (course.session(1).path / "session.json").unlink()
        result = call(show.command, tmp_path, "r", "--session", "1")
        listed = call(show.command, tmp_path, "r")
    assert "under way, 6 calls so far" in result.stderr and "therapist: therapist says 1.1" in result.stdout
    assert "session  1  under way" in listed.stdout


def test_show_says_how_to_continue_a_session_that_nobody_makes_any_more(tmp_path: Path) -> None:
    with made_run(tmp_path) as run:
        course = run.course("main", "alicia", 1)
        asyncio.run(play_course(course, ScriptedModel(), 1))
        (course.session(1).path / "session.json").unlink()
    result = call(show.command, tmp_path, "r", "--session", "1")
    assert (
        f"interrupted after 6 calls; continue with: simulate resume r --runs-dir {tmp_path}" in result.stderr
    )
    assert "unfinished, Interrupted" in call(show.command, tmp_path, "r").stdout
    data = json.loads(call(show.command, tmp_path, "r", "--session", "1", "--json").stdout)
    assert (data["status"], data["ending"]["reason"], len(data["turns"])) == ("partial", "Interrupted", 5)


def test_export_says_what_it_wrote_and_what_it_left_out(runs_dir: Path, tmp_path: Path) -> None:
    result = call(export.command, runs_dir, "r", "--format", "jsonl", "-o", str(tmp_path / "out"))
    assert result.exit_code == 0 and result.stderr == "2 sessions, 12 turns\n"
    assert [Path(line).name for line in result.stdout.splitlines()] == ["data.jsonl", "README.md"]


def test_doctor_looks_at_keys_folders_and_clock_without_a_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    result = call(doctor.command, tmp_path / "runs", "--json")
    found = {f["what"]: f for f in json.loads(result.stdout)}
    assert found["clock"]["state"] == "ok" and found[f"folder {tmp_path / 'runs'}"]["state"] == "ok"
    assert "OPENAI_API_KEY" in found["keys"]["words"] and "sk-secret" not in result.output
    assert not list((tmp_path / "runs").iterdir())


def test_doctor_says_when_a_folder_cannot_be_used_or_a_model_not_be_asked(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("a file")
    result = call(doctor.command, tmp_path / "runs", "--model", "recorded:none")
    assert result.exit_code == 1
    assert "bad   folder" in result.stdout and "bad   recorded:none" in result.stdout


def test_names_of_folders_and_what_files_hold_cannot_steer_the_terminal(tmp_path: Path) -> None:
    """What a run that came from elsewhere is called, who holds it, and why it cannot be read."""
    with made_run(tmp_path) as run:
        run.path.rename(tmp_path / "a\x1b]0;title\x07\u202e")
    with made_run(tmp_path, "b") as run:
        asyncio.run(play_course(run.course("main", "alicia", 1), ScriptedModel(), 1))
        damaged = run.course("main", "alicia", 1).session(1).path
        (damaged / "session.json").write_text("{}")
        damaged.parent.parent.parent.rename(run.path / "main.x")
        (run.path / ".lock").write_text(json.dumps({"pid": 1, "host": "\x1b[2J\x9b31m", "since": "\x07"}))
        listed = call(runs.command, tmp_path)
    missing = simulate("show", "c", "--runs-dir", tmp_path, cwd=tmp_path)
    assert "title" in listed.stdout and "is writing to it" in listed.stderr and "title" in missing.stderr
    for text in (listed.stdout, listed.stderr, missing.stderr):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)

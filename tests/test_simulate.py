"""The main job, end to end: the command as a process, offline."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.cli import COMMANDS
from simulator.textformat import parse_transcript, print_transcript
from tests.commands import ROOT, simulate

COURSE = Path("nova/alicia/r01")


@pytest.fixture(scope="module")
def twelve(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("twelve")
    done = simulate("--persona", "alicia", "--sessions", "12", "--run", "a", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "runs" / "a"


def transcripts(run: Path) -> list[str]:
    return [p.read_text("utf-8") for p in sorted(run.glob("*/*/*/session-*/transcript.txt"))]


def test_twelve_sessions_lie_on_disk_with_note_and_ledger(twelve: Path) -> None:
    course = twelve / COURSE
    assert len(transcripts(twelve)) == 12
    for number in range(1, 13):
        folder = course / f"session-{number:02d}"
        names = {p.name for p in folder.iterdir()}
        assert {"transcript.txt", "session.json", "attempts.jsonl", "note.md"} <= names
        record = json.loads((folder / "session.json").read_text("utf-8"))
        assert record["synthetic"] is True and record["status"] == "complete" and record["number"] == number
    ledger = json.loads((course / "ledger.json").read_text("utf-8"))
    assert [entry["number"] for entry in ledger["sessions"]] == list(range(1, 13))


def test_transcripts_parse_as_the_old_ones_do_and_print_again_byte_for_byte(twelve: Path) -> None:
    for number, text in enumerate(transcripts(twelve), 1):
        parsed = parse_transcript(text)
        assert parsed.number == number and parsed.reason == "Natural Session End" and parsed.note
        assert parsed.synthetic is not None and "not therapy" in parsed.synthetic
        assert print_transcript(parsed) == text


def test_opening_lines_differ_and_no_session_number_is_wrong(twelve: Path) -> None:
    openings = [parse_transcript(text).turns[0][1] for text in transcripts(twelve)]
    assert len(set(openings)) == 12


def test_the_same_command_and_seed_give_the_same_bytes(twelve: Path, tmp_path: Path) -> None:
    done = simulate("--persona", "alicia", "--sessions", "12", "--run", "b", cwd=tmp_path)
    assert done.returncode == 0
    assert transcripts(tmp_path / "runs" / "b") == transcripts(twelve)


@pytest.mark.slow
def test_another_seed_gives_other_sessions(twelve: Path, tmp_path: Path) -> None:
    simulate("--persona", "alicia", "--sessions", "12", "--run", "b", "--seed", "1", cwd=tmp_path)
    assert not set(transcripts(tmp_path / "runs" / "b")) & set(transcripts(twelve))


def test_the_same_command_again_makes_nothing_anew(tmp_path: Path) -> None:
    for _ in range(2):
        done = simulate("--persona", "naomi", "--sessions", "2", "--json", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["complete"] == 2 and len(list((tmp_path / "runs").iterdir())) == 1
    journal = Path(result["path"]) / "nova/naomi/r01/session-01/attempts.jsonl"
    first = (tmp_path / journal).read_bytes()
    simulate("--persona", "naomi", "--sessions", "2", cwd=tmp_path)
    assert (tmp_path / journal).read_bytes() == first


@pytest.mark.slow
def test_results_go_to_standard_output_and_progress_to_standard_error(tmp_path: Path) -> None:
    done = simulate("--persona", "alicia", "--sessions", "1", cwd=tmp_path)
    assert "simulate show" in done.stdout and "session 1: complete" in done.stderr
    quiet = simulate("--persona", "alicia", "--sessions", "1", "--quiet", "--run", "q", cwd=tmp_path)
    assert quiet.stderr == ""


def test_a_dry_run_says_what_it_will_take_and_writes_nothing(tmp_path: Path) -> None:
    done = simulate(
        "--persona", "alicia,naomi", "--sessions", "4", "--model", "openai/gpt-4o-mini", "--dry-run", "--json",
        cwd=tmp_path, env={"OPENAI_API_KEY": "sk-not-a-real-key-0123456789"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)["estimate"]
    assert found["sessions"] == 8 and found["calls"] == 8 * 25 and 0 < found["cost"] < 5
    assert list(tmp_path.iterdir()) == [] and "sk-not-a-real" not in done.stdout + done.stderr


def test_a_dry_run_needs_no_key_and_says_that_one_is_missing(tmp_path: Path) -> None:
    done = simulate("--persona", "alicia", "--model", "openai/gpt-4o-mini", "--dry-run", cwd=tmp_path)
    assert done.returncode == 0 and "\n# Expected for 1 session of" in done.stdout
    assert "OPENAI_API_KEY" in done.stderr and list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_the_therapist_knows_the_crisis_line_of_the_patients_country(tmp_path: Path) -> None:
    shown = simulate("prompts", "show", "nova", "--persona", "graham", cwd=tmp_path).stdout
    assert "13 11 14" in shown and "988" not in shown
    assert "988" in simulate("prompts", "show", "nova", "--persona", "naomi", cwd=tmp_path).stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--persona", "alicja"], "did you mean alicia"),
        (["--persona", "alicia", "--prompt", "novva"], "did you mean nova"),
        (["--persona", "alicia", "--sessions", "0"], "sessions"),
        (["--persona", "alicia", "--sessions", "many"], "many"),
        (["--persona", "alicia", "--config", "nothing"], "nothing"),
        (["--persona", "alicia", "-c", "sesions=3"], "did you mean sessions"),
        (["--persona", "alicia", "--run", "../up"], "run"),
        (["--persona", "alicia", "--model", "openai/gpt-5-mini"], "OPENAI_API_KEY"),
        (["--persona", "alicia", "--model", "openai/gpt-5-mini", "--max-cost", "-1"], "max_cost"),
        (["--persona", "../../etc/passwd"], "persona"),
        (["--persona", "alicia", "--persona", "alicia"], "twice"),
        (["--persona", "alicia", "-c", "therapist_name=alicia"], "give the therapist another one"),
        (["--sessions", "3"], "no persona"),
        (["simulat"], "no command"),
        (["--persona", "alicia", "--sesions", "3"], "sessions"),
    ],
)
def test_a_wrong_command_gets_one_clear_message_exit_2_and_writes_nothing(
    tmp_path: Path, arguments: list[str], told: str
) -> None:
    done = simulate(*arguments, cwd=tmp_path)
    assert done.returncode == 2, done.stdout + done.stderr
    assert told.lower() in done.stderr.lower() and "Traceback" not in done.stderr
    assert done.stdout == "" and list(tmp_path.iterdir()) == []


def test_a_runs_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = simulate("--persona", "alicia", "--runs-dir", "file/runs", cwd=tmp_path)
    assert done.returncode == 2 and "Traceback" not in done.stderr


def test_a_run_with_another_plan_is_refused_with_the_differences(tmp_path: Path) -> None:
    simulate("--persona", "alicia", "--sessions", "1", "--run", "x", cwd=tmp_path)
    done = simulate(
        "--persona",
        "alicia",
        "--sessions",
        "1",
        "--run",
        "x",
        "-c",
        "session.therapist_words=50",
        cwd=tmp_path,
    )
    assert done.returncode == 2 and re.search(r"therapist_words was 40, now it is 50", done.stderr)
    shorter = ("-c", "models.patient.max_tokens=200")
    done = simulate("--persona", "alicia", "--sessions", "1", "--run", "x", *shorter, cwd=tmp_path)
    assert done.returncode == 2 and "max_tokens was 1000, now it is 200" in done.stderr


@pytest.mark.slow
def test_help_and_the_offline_model_do_not_import_litellm(tmp_path: Path) -> None:
    code = (
        "import sys; from simulator.cli import root\n"
        "root().main(['--persona', 'alicia', '--quiet'], standalone_mode=False)\n"
        "print('LITELLM' if any(m.split('.')[0] in ('litellm', 'openai') for m in sys.modules) else 'clean')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.stdout.strip().endswith("clean"), done.stdout + done.stderr


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_explains_itself(tmp_path: Path, name: str) -> None:
    if importlib.util.find_spec(COMMANDS[name][0]) is None:
        pytest.skip("not in this version")
    done = simulate(name, "--help", cwd=tmp_path)
    assert done.returncode == 0 and "Usage: simulate" in done.stdout, done.stderr

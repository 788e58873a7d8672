"""What the commands tell a person to do next is what they can do next."""

from __future__ import annotations

import io
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

from simulator.cli.display import Live, wrapped
from simulator.cli.runs import COLUMNS, _lines
from simulator.models.waits import WAITS
from simulator.personas import load_persona
from tests import commands
from tests.test_session import Over, play


def simulate(cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return commands.simulate(*arguments, cwd=cwd)


def hinted(text: str, command: str) -> list[str]:
    """The arguments of the command that a text ends with."""
    return shlex.split(text[text.index(f"simulate {command}") :].splitlines()[0])[1:]


def test_the_hint_how_to_read_names_a_course_when_there_are_several(tmp_path: Path) -> None:
    made = simulate(tmp_path, "--persona", "alicia,pip", "--run", "two", "-q")
    shown = simulate(tmp_path, *hinted(made.stdout, "show"))
    assert shown.returncode == 0, shown.stderr
    assert "alicia" in shown.stdout


@pytest.mark.slow
def test_hints_name_the_folder_of_the_runs_where_it_is_another(tmp_path: Path) -> None:
    stopped = simulate(
        tmp_path, "--persona", "alicia", "--sessions", "2", "--runs-dir", "els where", "--run", "x", "-c", "budget.max_calls=40", "-q"
    )  # fmt: skip
    assert stopped.returncode == 3
    again = simulate(tmp_path, *hinted(stopped.stdout, "resume"), "-q")
    assert "there is no run" not in again.stderr


@pytest.mark.slow
def test_a_course_is_not_made_longer_while_a_session_is_half_made(tmp_path: Path) -> None:
    simulate(
        tmp_path, "--persona", "alicia", "--sessions", "2", "--run", "x", "-c", "budget.max_calls=40", "-q"
    )
    before = (tmp_path / "runs/x/run.yaml").read_bytes()
    refused = simulate(tmp_path, "resume", "x", "--sessions", "4")
    assert refused.returncode == 2
    assert "session 2 is half made, and its models were told that the course has 2 sessions" in refused.stderr
    assert "simulate resume x;" in refused.stderr
    assert (tmp_path / "runs/x/run.yaml").read_bytes() == before


@pytest.mark.slow
def test_a_course_that_goes_on_after_its_goodbye_says_so(tmp_path: Path) -> None:
    simulate(tmp_path, "--persona", "alicia", "--sessions", "1", "--run", "x", "-q")
    longer = simulate(tmp_path, "resume", "x", "--sessions", "2")
    assert "session 1 was made as the last one and says goodbye for good" in longer.stderr
    assert simulate(tmp_path, *hinted(longer.stderr, "regenerate"), "--yes", "-q").returncode == 0


def test_a_dry_run_plans_the_run_of_the_name_that_was_given(tmp_path: Path) -> None:
    found = simulate(tmp_path, "--persona", "alicia", "--run", "mine", "--dry-run")
    assert yaml.safe_load(found.stdout)["run"] == "mine"
    assert found.stdout.splitlines()[-1].startswith("#   in all"), "a long plan leaves the sum on the screen"
    refused = simulate(tmp_path, "--persona", "alicia", "--run", "../x", "--dry-run")
    assert refused.returncode == 2
    assert "cannot be a folder's name" in refused.stderr


def test_who_goes_by_another_name_may_be_called_by_either(tmp_path: Path) -> None:
    assert load_persona("pip").all_names == "Pip Philippa Ashworth"
    assert load_persona("alicia").all_names == load_persona("alicia").full_name
    text = (commands.ROOT / "personas/kwabena.yaml").read_text("utf-8").replace("id: kwabena", "id: tam", 1)
    file = tmp_path / "tam.yaml"
    file.write_text(text.replace("  surname: Asante", "  called: Mina\n  surname: Asante"), "utf-8")
    said = iter(["It's good to meet you, Mina. What brings you here?", "Thank you, Kwabena. What came next?"])
    model = Over(lambda request: next(said, None) if request.key.role == "therapist" else None)
    (session,) = play(tmp_path / "runs", model, persona=str(file))
    assert [turn.findings for turn in session.turns[1:4:2]] == [(), ()]


def test_the_live_table_fits_a_narrow_terminal() -> None:
    from rich.console import Console

    live = Live()
    live.run_started(12, 144)
    live.tally.done, live.tally.calls, live.tally.cost = 45, 1368, 1.2345
    live.session_started("nova/alicia/r01", 3)
    console = Console(width=80, record=True, file=io.StringIO())
    console.print(live._render())
    lines = console.export_text().splitlines()
    assert any("45 of 144 sessions" in line and "$1.2345" in line for line in lines)
    assert "left" in "".join(lines)
    assert max(map(len, lines)) <= 80


def test_a_paragraph_is_broken_between_words_on_a_terminal_and_nowhere_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "no difference between arms b and a was shown " * 5
    assert wrapped(text) == text
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "60")
    lines = wrapped(text).splitlines()
    assert max(map(len, lines)) <= 60
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    hanging = wrapped("alicia    a lead in San Francisco, newly promoted, a perfectionist, and grieving", 10)
    assert hanging.splitlines()[0].startswith("alicia    a lead")
    assert hanging.splitlines()[1].startswith(" " * 10 + "p")


@pytest.mark.slow
def test_a_run_keeps_a_copy_of_ending_rules_of_ones_own(tmp_path: Path) -> None:
    rules = (commands.ROOT / "configs/endings.yaml").read_text("utf-8") + "# mine\n"
    (tmp_path / "mine.yaml").write_text(rules, "utf-8")
    for name, chosen in (("own", "mine.yaml"), ("shipped", "endings")):
        simulate(tmp_path, "--persona", "alicia", "--run", name, "-c", f"endings.rules={chosen}", "-q")
    assert (tmp_path / "runs/own/inputs/endings/mine.yaml").read_text("utf-8") == rules
    assert not (tmp_path / "runs/shipped/inputs/endings").exists()


def test_a_run_started_in_the_background_of_a_script_stops_when_it_is_told_to(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "simulator", "--persona", "alicia", "--sessions", "200", "--run", "x"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(commands.ROOT)}, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),  # what a shell does for `command &`
    )  # fmt: skip
    assert process.stderr is not None
    process.stderr.readline()  # the first session
    process.send_signal(signal.SIGTERM)
    assert "continue with: simulate resume x" in process.communicate(timeout=120)[1]
    assert process.returncode == 3


def test_a_second_ctrl_c_does_not_take_the_exit_code_of_the_first(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "simulator", "--persona", "alicia", "--sessions", "200", "--run", "x"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(commands.ROOT)}, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stderr is not None
    process.stderr.readline()  # the first session
    process.send_signal(signal.SIGINT)
    while "Stopped." not in process.stderr.readline():
        pass
    time.sleep(0.02)  # the process is closing now
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=120)
    assert process.returncode == 3


@pytest.mark.slow
def test_a_run_goes_on_and_replays_where_its_own_files_are_not(tmp_path: Path) -> None:
    home, away = tmp_path / "home", tmp_path / "away"
    for folder in (home / "personas", home / "prompts", away):
        folder.mkdir(parents=True)
    text = (commands.ROOT / "personas/kwabena.yaml").read_text("utf-8").replace("id: kwabena", "id: tam", 1)
    (home / "personas/tam.yaml").write_text(text, "utf-8")
    text = (commands.ROOT / "prompts/nova.md").read_text("utf-8").replace("name: nova", "name: mine", 1)
    (home / "prompts/mine.md").write_text(text, "utf-8")
    rules = (commands.ROOT / "configs/endings.yaml").read_text("utf-8") + "# mine\n"
    (home / "rules.yaml").write_text(rules, "utf-8")
    own = ("--persona", "tam", "--prompt", "mine", "-c", "endings.rules=rules.yaml")
    assert simulate(home, *own, "--run", "x", "--runs-dir", str(away / "runs"), "-q").returncode == 0
    longer = simulate(away, "resume", "x", "--sessions", "2", "-q")
    assert longer.returncode == 0, longer.stderr
    for replay in (("replay", "x"), ("replay", "x", "--workers", "2")):
        replayed = simulate(away, *replay)
        assert "2 of 2 sessions are the same, byte for byte" in replayed.stdout, replayed.stderr
    unknown = simulate(away, "--persona", "tam")
    assert unknown.returncode == 2 and "there is no persona 'tam'" in unknown.stderr


def test_a_spent_budget_is_answered_with_a_larger_one(tmp_path: Path) -> None:
    stopped = simulate(tmp_path, "--persona", "alicia", "--run", "x", "-q", "-c", "budget.max_calls=4")
    assert stopped.returncode == 3
    hint = hinted(stopped.stdout, "resume")
    assert hint == ["resume", "x", "-c", "budget.max_calls=N"]
    done = simulate(tmp_path, *(part.replace("=N", "=400") for part in hint), "-q")
    assert done.returncode == 0, done.stdout


def test_a_run_that_is_continued_takes_no_setting_that_makes_something_else_of_it(tmp_path: Path) -> None:
    simulate(tmp_path, "--persona", "alicia", "--run", "x", "-q", "-c", "budget.max_calls=4")
    for setting, told in (
        ("session.therapist_words=10", "may differ in budget and network only"),
        ("budget.max_cals=9", "did you mean max_calls"),
    ):
        refused = simulate(tmp_path, "resume", "x", "-c", setting)
        assert refused.returncode == 2 and told in refused.stderr


def test_a_server_that_is_not_there_is_named_and_to_be_started_first(tmp_path: Path) -> None:
    fast = ["-c", "network.attempts_unreached=1"]
    stopped = commands.simulate(
        "--persona", "alicia", "--run", "x", "--model", "direct/m", *fast,
        cwd=tmp_path, env={"DIRECT_BASE_URL": "http://127.0.0.1:9/v1"},
    )  # fmt: skip
    assert stopped.returncode == 3
    assert "no connection to http://127.0.0.1:9/v1/chat/completions: Connection refused" in stopped.stdout
    assert "once that is put right, continue with: simulate resume x" in stopped.stdout


def test_sessions_that_an_import_does_not_have_are_not_waited_for(tmp_path: Path) -> None:
    talk = "Session Number: 7\n\nPatient: Hello, I am Alicia.\n\nTherapist: As an AI language model, I cannot do that.\n"
    (tmp_path / "old.txt").write_text(talk, "utf-8")
    assert simulate(tmp_path, "import", "old.txt", "--run", "old", "--persona", "alicia").returncode == 0
    made = simulate(tmp_path, "regenerate", "old", "--broken", "--yes")
    assert "[1/1] imported/alicia/r01 session 7: complete" in made.stderr, made.stderr


def test_calls_that_wait_are_seen_in_the_live_table() -> None:
    from rich.console import Console

    live, console = Live(), Console(width=80, record=True, file=io.StringIO())
    live.run_started(1, 1)
    with WAITS.noted("rate_limit", 40.0), WAITS.noted("rate_limit", 12.0):
        console.print(live._render())
    console.print(live._render())
    assert re.findall(r"2 calls wait after rate_limit; next try in 1[12] s", console.export_text()) != []
    assert WAITS.text() == ""


def test_a_study_that_stops_says_why_and_what_to_do(tmp_path: Path) -> None:
    arms = ("--persona", "alicia", "--arm", "a=nova", "--arm", "b=nova-brief", "--sessions", "1")
    stopped = simulate(tmp_path, "ab", *arms, "--run", "x", "-q", "-c", "budget.max_calls=20")
    assert stopped.returncode == 3
    assert "failed: budget max_calls of the run: 20 of 20 spent or reserved" in stopped.stdout
    hint = hinted(stopped.stdout, "resume")
    assert hint == ["resume", "x", "-c", "budget.max_calls=N"]
    done = simulate(tmp_path, *(part.replace("=N", "=400") for part in hint), "-q")
    assert done.returncode == 0 and "spent or reserved" not in done.stdout


@pytest.mark.parametrize(("room", "columns"), [(None, 7), (120, 7), (80, 6), (62, 4), (30, 3)])
def test_the_list_of_runs_fits_its_terminal_and_is_whole_in_a_pipe(room: int | None, columns: int) -> None:
    row = (
        "alicia-nova-7294e4",
        "stopped early",
        "0 of 4 (4 failed)",
        "64",
        "0.2 MB",
        "$0.0000",
        "2026-11-22T04:32:09Z",
    )
    lines = list(_lines([COLUMNS, row], room))
    assert len(lines[0].split()) == columns and lines[1].startswith(
        "alicia-nova-7294e4  stopped early  0 of 4"
    )
    assert room is None or room < 60 or max(map(len, lines)) <= room


def test_a_record_that_runs_out_is_not_resumed(tmp_path: Path) -> None:
    simulate(tmp_path, "--persona", "alicia", "--sessions", "1", "--run", "a", "--quiet")
    done = simulate(tmp_path, "--persona", "alicia", "--sessions", "2", "--run", "b", "--model", "recorded:a")
    assert done.returncode == 3 and "another --model" in done.stdout and "simulate resume" not in done.stdout

"""What a newcomer types and what is answered: each refusal says what to do, nothing is made by accident."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.api import load_run, regenerate
from simulator.errors import InputError
from tests.commands import simulate


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("messages")
    assert simulate("--persona", "alicia,graham", "--run", "two", cwd=folder).returncode == 0
    assert simulate("--persona", "alicia", "--run", "one", "--max-cost", "0", cwd=folder).returncode == 0
    return folder


def test_a_budget_of_nothing_lets_a_model_that_is_free_go_on(place: Path) -> None:
    assert load_run("one", place / "runs").summary().state == "complete"


def test_one_session_as_text_is_the_file_that_was_named(place: Path) -> None:
    done = simulate("export", "one", "--format", "txt", "-o", "t.txt", "--system", cwd=place)
    assert done.returncode == 0, done.stderr
    assert (place / "t.txt").read_text("utf-8").startswith("Session Number: 1\n")
    assert len(list(place.glob("*.system.txt"))) == 1


def test_several_sessions_as_text_need_a_folder_and_a_missing_folder_is_not_made(place: Path) -> None:
    several = simulate("export", "two", "--format", "txt", "-o", "u.txt", cwd=place)
    assert several.returncode == 2 and "name a folder" in several.stderr and not (place / "u.txt").exists()
    for out in ("nowhere/x.jsonl", "nowhere/x"):
        done = simulate("export", "two", "--format", "jsonl", "-o", out, cwd=place)
        assert done.returncode == 2 and "no such folder" in done.stderr and not (place / "nowhere").exists()


def test_a_course_is_named_by_a_part_and_its_date_is_shown(place: Path) -> None:
    done = simulate("show", "two", "--session", "1", "--course", "graham", cwd=place)
    assert done.returncode == 0 and "nova · graham" in done.stdout and "held on " in done.stdout
    assert simulate("show", "two", "--session", "1", "--course", "a", cwd=place).returncode == 2


def test_without_a_terminal_regenerate_says_that_yes_is_needed(place: Path) -> None:
    done = simulate("regenerate", "one", "--session", "1", cwd=place)
    assert done.returncode == 2 and "--yes is needed" in done.stderr


@pytest.mark.parametrize("name", ["crisis", "endings"])
def test_files_that_are_no_settings_are_refused_as_such(tmp_path: Path, name: str) -> None:
    done = simulate("--persona", "alicia", "--config", name, cwd=tmp_path)
    assert done.returncode == 2 and "not settings" in done.stderr and "unknown key" not in done.stderr
    near = simulate("--persona", "alicia", "--config", name + "s", cwd=tmp_path)
    assert near.returncode == 2 and f"mean {name}?" not in near.stderr


def test_a_value_in_braces_is_told_to_be_quoted(tmp_path: Path) -> None:
    done = simulate("--persona", "alicia", "-c", "therapist_name={{x}}", cwd=tmp_path)
    assert done.returncode == 2 and "in quotes" in done.stderr


def test_asking_the_offline_model_outside_a_session_says_where_it_answers(tmp_path: Path) -> None:
    done = simulate("models", "check", "offline/cbt", "--call", cwd=tmp_path)
    assert done.returncode == 0 and "only within a session" in done.stdout


def test_regenerate_from_python_names_the_right_argument(place: Path) -> None:
    with pytest.raises(InputError, match=r"no argument 'session'.*\n.*sessions"):
        regenerate("one", place / "runs", session=1)

"""Faults in a user's own personas and prompts: all of them told, the nearest name first, none that stops others."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.errors import InputError
from simulator.prompts import load_prompt
from tests.commands import ROOT, simulate


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with an own persona, a copy of a shipped one."""
    (tmp_path / "personas").mkdir()
    text = (ROOT / "personas" / "emrys.yaml").read_text("utf-8").replace("id: emrys\n", "id: mine\n", 1)
    (tmp_path / "personas" / "mine.yaml").write_text(text, "utf-8")
    return tmp_path


def change(own: Path, old: str, new: str) -> None:
    file = own / "personas" / "mine.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_a_misspelt_key_is_told_first_with_the_nearest_although_the_right_one_is_missing(own: Path) -> None:
    change(own, "\nidentity:", "\nidentiy:")
    done = simulate("--persona", "mine", cwd=own)
    assert done.returncode == 2 and "did you mean identity?" in done.stderr


def test_check_lists_every_fault_one_a_line(own: Path) -> None:
    change(own, "\nidentity:", "\nidentiy:")
    change(own, "\nversion: 1", "\nversion: none")
    done = simulate("personas", "check", "mine", cwd=own)
    lines = [line for line in done.stdout.splitlines() if "mine.yaml" in line]
    assert done.returncode == 2 and len(lines) == 3 and "more after" not in done.stdout
    assert "identiy" in lines[0] and any("version" in line for line in lines)


def test_an_unfinished_persona_stops_neither_prompts_check_nor_the_list(own: Path) -> None:
    simulate("personas", "new", "draft", cwd=own)
    done = simulate("prompts", "check", "nova", cwd=own)
    assert done.returncode == 0 and "persona draft, which is not finished" in done.stdout
    listed = simulate("personas", "list", cwd=own)
    assert listed.returncode == 0 and "alicia" in listed.stdout and "draft: left out" in listed.stderr


def test_what_personas_check_finds_is_one_line_at_the_start_of_a_run(own: Path) -> None:
    change(own, "summary: ", "summary: She is, or was, ")
    done = simulate("--persona", "mine", cwd=own)
    assert done.returncode == 0
    assert len([line for line in done.stderr.splitlines() if line.startswith("persona mine: ")]) == 1


def prompt(folder: Path, *changes: tuple[str, str]) -> Path:
    text = (ROOT / "prompts" / "nova.md").read_text("utf-8").replace("name: nova\n", "name: own\n", 1)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / "own.md"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("turn_words: many", "turn_words.*'many'"),
        ("turn_word: 35", "unknown trait 'turn_word'.*turn_words"),
        ("turn_words: 35, praise: lots", "praise.*'lots'"),
    ],
)
def test_traits_that_nothing_reads_are_refused(tmp_path: Path, new: str, said: str) -> None:
    path = prompt(
        tmp_path, ("turn_words: 35", new) if "praise" not in new else ("praise: low", "praise: lots")
    )
    with pytest.raises(InputError, match=said):
        load_prompt(str(path))


def test_a_wrong_name_in_a_variable_is_answered_with_that_variables_names(tmp_path: Path) -> None:
    (tmp_path / "prompts").mkdir()
    prompt(tmp_path / "prompts", ("{{ chart }}", "{{ chart }} {{ patient.symptoms }}"))
    done = simulate("prompts", "check", "own", cwd=tmp_path)
    assert done.returncode == 2
    assert "valid in patient: age, full_name, intake, name, pronouns" in done.stdout


def test_a_new_prompt_does_not_keep_the_others_summary(tmp_path: Path) -> None:
    said = simulate("prompts", "new", "one", cwd=tmp_path).stdout
    simulate("prompts", "new", "two", "--summary", 'Warm: "very"', cwd=tmp_path)
    heads = [load_prompt(str(tmp_path / "prompts" / f"{name}.md")).head for name in ("one", "two")]
    assert [h.summary for h in heads] == ["", 'Warm: "very"'] and "`summary`" in said

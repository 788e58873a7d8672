"""`simulate personas`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from simulator.cli.personas import command as personas
from simulator.errors import InputError
from simulator.personas import load_persona


def run(*args: str) -> Result:
    return CliRunner().invoke(personas, list(args))


def test_list_names_everyone_in_lines_and_in_json() -> None:
    rows = json.loads(run("list", "--json").output)
    assert {"alicia", "naomi"} <= {row["name"] for row in rows}
    assert all(row["name"] in run("list").output for row in rows)


def test_show_prints_only_what_that_agent_sees() -> None:
    therapist = run("show", "naomi", "--view", "therapist").output
    assert "core_beliefs" not in therapist
    assert "thesis proposal" in therapist
    patient = json.loads(run("show", "naomi", "--view", "patient", "--open", "identity", "--json").output)
    assert [f["id"] for f in patient["disclosure"]["facts"]] == ["smart_one", "identity"]


def test_show_refuses_facts_that_cannot_open() -> None:
    for args in (("--view", "patient", "--open", "nothing"), ("--open", "identity")):
        assert isinstance(run("show", "naomi", *args).exception, InputError)


def test_check_is_content_with_all_shipped_personas() -> None:
    result = run("check")
    assert (result.exit_code, "alicia: all well" in result.output) == (0, True)


def test_check_reports_each_faulty_file_and_exits_with_2(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("id: a\nnme: b\n")
    (tmp_path / "b.yaml").write_bytes(b"\xff\xfe")
    result = run("check", str(tmp_path / "a.yaml"), "alicia", str(tmp_path / "b.yaml"), "--json")
    rows = json.loads(result.output)
    assert result.exit_code == 2
    assert [bool(row["faults"]) for row in rows] == [True, False, True]


def test_new_writes_a_file_once_and_check_says_what_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("new", "bob").exit_code == 0
    assert (tmp_path / "personas" / "persona.schema.json").is_file()
    untouched = run("check", "bob").output
    assert "bob.yaml:12: summary: is still to be written, and 1" in untouched
    assert len(untouched.splitlines()) == 2
    file = tmp_path / "personas" / "bob.yaml"
    head, mark, rest = file.read_text("utf-8").partition("  supports:\n")
    rest = rest.replace("WRITE: {n}", "It is {n}.").replace("WRITE:", "So it is.")
    first, _, after = rest.partition("So it is.")
    file.write_text(f"{head.replace('WRITE:', 'So it is.')}{mark}{first}WRITE:{after}", "utf-8")
    left = run("check", "bob").output
    assert "identity.supports[0]: is still to be written" in left
    assert "identity.supports:" not in left  # the list is not too short: its entry is not written yet
    assert isinstance(run("new", "bob").exception, InputError)


def test_new_from_another_is_valid_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("new", "alma", "--from", "alicia").exit_code == 0
    assert run("check", "alma").output == "alma: all well\n"


@pytest.mark.parametrize("name", ["../x", "a/b", ".hidden", ""])
def test_new_takes_no_paths(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert isinstance(run("new", name).exception, InputError)
    assert list(tmp_path.iterdir()) == []


def test_schema_is_json_and_can_be_written(tmp_path: Path) -> None:
    assert run("schema", "-o", str(tmp_path / "s.json")).exit_code == 0
    assert json.loads((tmp_path / "s.json").read_text()) == json.loads(run("schema").output)
    assert isinstance(run("schema", "-o", str(tmp_path / "no" / "s.json")).exception, InputError)


def test_check_says_what_a_run_would_still_need(tmp_path: Path) -> None:
    text = Path(load_persona("alicia").file or "").read_text("utf-8")
    mine = tmp_path / "mina.yaml"
    mine.write_text(text.replace("id: alicia", "id: mina").replace("country: US", "country: ZZ"), "utf-8")
    result = run("check", str(mine))
    assert result.exit_code == 0 and "note: no crisis resources are known for 'ZZ'" in result.output

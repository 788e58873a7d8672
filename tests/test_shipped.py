"""Finding personas, prompts and configs by name or path."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.endings import load_rules
from simulator.errors import InputError
from simulator.personas import load_persona
from simulator.shipped import find, folders, names


def test_the_folder_where_the_user_stands_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shipped = find("personas", "alicia")
    own = tmp_path / "personas" / "alicia.yaml"
    own.parent.mkdir()
    own.write_text("id: alicia\n")
    assert find("personas", "alicia") == own
    assert shipped != own
    assert names("personas").count("alicia") == 1


def test_standing_in_the_folder_of_the_shipped_ones_lists_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(find("personas", "alicia").parent.parent)
    assert len(folders("personas")) == 1


@pytest.mark.parametrize(
    "name", ["../alicia", "..", ".", "", "a/b", "alicia\n", "/etc/passwd", "~root", "a" * 200, ".env"]
)
def test_a_name_is_not_a_path(name: str) -> None:
    with pytest.raises(InputError, match="is not the name of a persona"):
        find("personas", name)


def test_an_explicit_path_of_a_yaml_file_is_allowed(tmp_path: Path) -> None:
    copy = tmp_path / "alicia.yaml"
    copy.write_bytes(find("personas", "alicia").read_bytes())
    assert load_persona(copy).file == copy
    with pytest.raises(InputError, match="no such file"):
        find("personas", str(tmp_path / "none.yaml"))


def test_the_suffix_may_be_written_or_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert find("personas", "naomi.yaml") == find("personas", "naomi")


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(InputError) as caught:
        find("personas", "alisha")
    assert "alicia" in caught.value.remedy


def test_a_file_that_is_no_persona_is_not_listed() -> None:
    assert "persona.schema" not in names("personas")


@pytest.mark.parametrize("name", ["nope.yaml", "nope", "guard-strikt"])
def test_unknown_ending_rules_are_answered_with_ending_rules(name: str) -> None:
    with pytest.raises(InputError) as caught:
        load_rules(name)
    assert "ending rules" in str(caught.value) and "guard" not in caught.value.remedy
    assert caught.value.remedy == "valid: endings; or give the path of a .yaml file of your own"


def test_an_unknown_configuration_is_answered_with_settings_alone() -> None:
    with pytest.raises(InputError) as caught:
        find("configs", "nope")
    assert "guard-strict" in caught.value.remedy and "endings" not in caught.value.remedy

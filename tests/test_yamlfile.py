"""Reading YAML: what a stranger may have written must end as data or as one clear error."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from simulator.errors import InputError
from simulator.yamlfile import MAX_DEPTH, parse_as, parse_yaml, read_yaml


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid")
    colour: str
    size: int = 1


class Outer(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    parts: list[Inner] = []
    words: tuple[str, ...] = Field(default=("a", "b"), min_length=2)
    api_key: int | None = None


def fault(text: str) -> InputError:
    with pytest.raises(InputError) as caught:
        parse_as(Outer, parse_yaml(text, file=Path("f.yaml")))
    return caught.value


def test_every_value_has_the_line_it_stands_in() -> None:
    document = parse_yaml("name: a\nparts:\n  - colour: red\n    size: 2\n  - {colour: blue}\n")
    assert document.lines[("parts", 0, "size")] == 4
    assert document.lines[("parts", 1, "colour")] == 5
    assert document.line(("parts", 1, "missing", "deeper")) == 5


def test_an_unknown_key_is_named_with_its_line_and_the_nearest_valid_one() -> None:
    error = fault("name: a\nparts:\n  - colour: red\n  - color: blue\n    colour: blue\n")
    assert (error.line, "parts[1].color" in error.problem) == (4, True)
    assert error.remedy == "did you mean colour?"


def test_a_missing_key_is_reported_where_it_should_stand() -> None:
    error = fault("name: a\nparts:\n  - size: 3\n")
    assert (error.line, error.problem) == (3, "parts[0].colour is missing")


def test_a_wrong_value_is_shown_and_further_faults_are_counted() -> None:
    error = fault("name: [x]\nparts: [{colour: red, size: many}]\n")
    assert error.line == 1
    assert "['x']" in error.problem
    assert "1 more" in error.remedy


def test_a_short_list_is_a_fault_of_its_own_unless_its_entries_are_at_fault() -> None:
    assert str(fault("name: a\nwords: [b]")).startswith("f.yaml:2: words: needs at least 2 entries")
    assert str(fault("name: a\nwords: [1, b]")) == (
        "f.yaml:2: words[0]: should be a valid string, not 1\n  Put the value in quotes."
    )


def test_an_empty_value_and_a_text_for_a_list_have_a_remedy() -> None:
    assert str(fault("name: # the name")).startswith(
        "f.yaml:1: name is empty\n  Write the value after the colon"
    )
    assert str(fault("name: a\nwords: one, two")).startswith(
        "f.yaml:2: words: should be a list, not 'one, two'"
    )
    assert "begins with `- `" in fault("name: a\nparts: red").remedy


def test_a_secret_is_never_shown_in_an_error() -> None:
    assert "hunter2" not in str(fault("name: a\napi_key: hunter2\n"))


def test_the_norway_problem_is_explained() -> None:
    error = fault("name: no\n")
    assert error.remedy == "Put the value in quotes."


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: 2024-01-02", {"a": "2024-01-02"}),
        ("a: 12:30", {"a": "12:30"}),
        ("a: 010", {"a": 10}),
        ("a: .5", {"a": 0.5}),
        ("a: ~", {"a": None}),
        ("on: yes", {"on": True}),
        ("", None),
    ],
)
def test_scalars_are_what_a_person_means(text: str, data: object) -> None:
    assert parse_yaml(text).data == data


@pytest.mark.parametrize(
    ("text", "problem", "line"),
    [
        ("a: 1\nb: 2\na: 3\n", "given twice, first in line 1", 3),
        ("a:\n\tb: 1\n", "a tab at the start of the line", 2),
        ("a: !!python/object/apply:os.system [ls]\n", "tag", 1),
        ("a: &x {b: 1}\nc:\n  <<: *x\n", "a key must be plain text", 3),
        ("? [a, b]\n: 1\n", "a key must be plain text", 1),
        ("a: [1, 2\n", "is not valid YAML", 2),
        ("a: 'open\n", "is not valid YAML", 2),
        ("a: 1\n---\nb: 2\n", "is not valid YAML", 2),
        ("a: *nothing\n", "is not valid YAML", 1),
        ("a: \x00\n", "is not valid YAML", 1),
    ],
)
def test_what_is_not_plain_yaml_is_refused(text: str, problem: str, line: int | None) -> None:
    with pytest.raises(InputError, match=problem) as caught:
        parse_yaml(text)
    assert caught.value.line in (line, None if line is None else line - 1)


def test_a_bomb_of_aliases_is_refused_quickly() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 20)]
    with pytest.raises(InputError, match="anchors expand"):
        parse_yaml("\n".join(lines))


def test_an_alias_that_holds_itself_is_refused() -> None:
    with pytest.raises(InputError, match="anchors expand"):
        parse_yaml("a: &a [*a]")


def test_a_harmless_alias_is_allowed() -> None:
    assert parse_yaml("a: &a [1]\nb: *a\n").data == {"a": [1], "b": [1]}


@pytest.mark.parametrize("text", ["[" * 50_000, "- " * 50_000, "{a: " * (MAX_DEPTH + 1)])
def test_deep_nesting_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="nested deeper"):
        parse_yaml(text)


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    latin = tmp_path / "latin.yaml"
    latin.write_bytes(b"a: 1\nb: caf\xe9\n")
    large = tmp_path / "large.yaml"
    large.write_text("a: 1\n" * 30)
    for file, problem in (
        (latin, "not UTF-8"),
        (large, "larger than 100"),
        (tmp_path, "not an ordinary file"),
    ):
        with pytest.raises(InputError, match=problem) as caught:
            read_yaml(file, max_bytes=100)
        assert caught.value.file == file
    with pytest.raises(InputError, match="no such file"):
        read_yaml(tmp_path / "none.yaml")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(InputError, match="not an ordinary file"):
        read_yaml(tmp_path / "pipe.yaml")


def test_a_byte_order_mark_and_crlf_are_no_matter(tmp_path: Path) -> None:
    file = tmp_path / "windows.yaml"
    file.write_bytes(b"\xef\xbb\xbfname: a\r\nparts: []\r\n")
    assert parse_as(Outer, read_yaml(file)).name == "a"


def test_a_list_or_nothing_at_the_top_is_refused() -> None:
    assert "holds a list" in fault("- a\n").problem
    assert "holds nothing" in fault("# only a comment\n").problem


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab:-[]{}&*!?|>'\"%@`,# \n\t~<1."), max_size=40))
def test_any_text_is_data_or_one_input_error(text: str) -> None:
    try:
        parse_as(Outer, parse_yaml(text, file=Path("x.yaml")))
    except InputError as error:
        assert "x.yaml" in str(error)


class Sizes(BaseModel):
    most: float | None = None
    loud: bool = False
    by_name: dict[str, int] = {}
    steps: list[int] = []
    flag: bool | int = 0


@pytest.mark.parametrize(
    ("text", "where"),
    [("most: yes", "most"), ("loud: yes\nmost: off", "most"), ("by_name: {a: true}", "by_name.a"), ("steps: [1, no]", "steps[1]")],
)  # fmt: skip
def test_a_switch_is_no_number(text: str, where: str) -> None:
    with pytest.raises(InputError) as raised:
        parse_as(Sizes, parse_yaml(text))
    assert raised.value.problem == f"{where}: should be a number, not a switch"
    assert raised.value.line == text.count("\n") + 1


def test_a_switch_is_taken_where_one_is_expected() -> None:
    assert parse_as(Sizes, parse_yaml("loud: yes\nflag: no\nmost:")).loud


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('a: 1\nb: "two\nc: 3\nd: Says "so" and leaves\ne: 4\n', 2, "goes on to line 4"),
        ("a: 'it\nb: it's\n", 1, "goes on to line 2"),
        ('t: "two\n lines"\nmoney: Two wages: one hers\n', 3, "with a colon and a blank in it needs quotes"),
        ('a: "ok\n  two"\nb: [1\nc: 2', 4, "The line reads: c: 2"),
    ],
)
def test_a_slip_of_quotation_is_told_where_it_begins(text: str, line: int, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        parse_yaml(text)
    assert caught.value.line == line


def test_a_character_that_yaml_does_not_allow_is_told_with_its_line() -> None:
    assert fault("name: ä\nparts: []\nother: \x07\n").line == 3

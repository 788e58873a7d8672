"""What a person types wrong is answered with the thing, the value and what to do; what is odd but allowed is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.cli.run import listed
from simulator.errors import InputError
from simulator.shipped import find
from simulator.study.verdict import _short
from tests.commands import simulate

TALK = "Patient: I did not sleep.\nTherapist: What kept you awake?\n"


def test_names_may_be_separated_by_commas_with_blanks() -> None:
    assert listed(["alicia, naomi", " graham ,"]) == ["alicia", "naomi", "graham"]


def test_a_file_that_is_not_there_is_called_a_file() -> None:
    for kind in ("personas", "configs"):
        with pytest.raises(InputError, match=r"there is no file 'alcia.yaml', and no \w+ 'alcia'"):
            find(kind, "alcia.yaml")
    assert find("personas", "alicia.yaml").name == "alicia.yaml", "the name with its ending is still the name"


@pytest.mark.parametrize(
    ("setting", "told", "not_told"),
    [
        ("models.patient=direct/llama", "should be keys with values, not 'direct/llama'", "instance of"),
        ("models.patient=direct/llama", "`patient: {model: …}`", "RoleModel"),
        ("models.patient.temperature=hot", "should be a valid number, not 'hot'", "unable to parse"),
        ("sessions=0", "should be greater than or equal to 1, not 0", "Input"),
        ("models.patient.structured=maybe", "should be 'off' or 'auto', not 'maybe'", "Input"),
    ],
)
def test_a_wrong_value_is_told_without_the_words_of_a_library(
    tmp_path: Path, setting: str, told: str, not_told: str
) -> None:
    done = simulate("--persona", "alicia", "-c", setting, "--dry-run", cwd=tmp_path)
    assert done.returncode == 2 and told in done.stderr and not_told not in done.stderr, done.stderr
    assert setting.split("=")[0] in done.stderr


def test_an_arm_that_is_given_twice_is_refused_and_not_merged(tmp_path: Path) -> None:
    arms = ("--arm", "a=nova", "--arm", "b=nova", "--arm", "a=nova-brief")
    done = simulate("ab", "--persona", "alicia", *arms, "--dry-run", cwd=tmp_path)
    assert done.returncode == 2 and "'a' is given twice" in done.stderr


@pytest.mark.slow
def test_arms_that_do_not_differ_are_said_to(tmp_path: Path) -> None:
    same = ("ab", "--persona", "alicia", "--sessions", "1", "-c", "endings.limits.turns=6", "--arm", "a=nova")
    done = simulate(*same, "--arm", "b=nova", cwd=tmp_path)
    assert "the arms a and b do not differ" in done.stderr and done.returncode == 0, done.stderr
    assert "do not differ" not in simulate(*same, "--arm", "b=nova-brief", "--run", "x", cwd=tmp_path).stderr


def test_a_fork_without_its_session_says_which_flag_is_missing(tmp_path: Path) -> None:
    arms = ("--arm", "a=nova", "--arm", "b=nova-brief", "--sessions", "2", "--design", "fork")
    done = simulate("ab", "--persona", "alicia", *arms, cwd=tmp_path)
    assert done.returncode == 2 and "--fork-at K" in done.stderr and "the file" not in done.stderr


def test_a_probability_of_one_has_no_dot_at_its_end() -> None:
    assert [_short(p) for p in (1.0, 0.5, 0.0625, 0.0)] == ["1", ".5", ".0625", "0"]


@pytest.mark.slow
def test_going_on_with_a_run_says_what_is_new_in_it(tmp_path: Path) -> None:
    options = ("--persona", "alicia", "-c", "endings.limits.turns=6", "--run", "r")
    assert "is continued" not in simulate(*options, cwd=tmp_path).stderr
    more = simulate(*options, "--prompt", "nova-brief", cwd=tmp_path)
    assert "r exists and is continued: " in more.stderr and "arm nova-brief is new" in more.stderr


@pytest.mark.slow
def test_the_plan_of_a_run_stands_for_its_folder(tmp_path: Path) -> None:
    simulate("--persona", "alicia", "-c", "endings.limits.turns=6", "--run", "r", cwd=tmp_path)
    whole, plan = (simulate("check", p, cwd=tmp_path) for p in ("runs/r", "runs/r/run.yaml"))
    assert plan.stdout == whole.stdout and plan.returncode == 0


def test_a_folder_of_folders_is_answered_with_a_pattern(tmp_path: Path) -> None:
    (tmp_path / "old" / "first").mkdir(parents=True)
    done = simulate("import", "old", "--run", "r", cwd=tmp_path)
    assert done.returncode == 2 and "old/*/*.txt" in done.stderr


def test_a_misspelt_persona_of_an_import_is_named_with_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_text(TALK)
    done = simulate("import", "t.txt", "--run", "r", "--persona", "alicja", cwd=tmp_path)
    assert done.returncode == 0 and "'alicja' (did you mean alicia?)" in done.stdout


def test_no_listed_model_of_a_name_is_said(tmp_path: Path) -> None:
    assert "no listed model has 'zzzz'" in simulate("models", "list", "zzzz", cwd=tmp_path).stderr


STUDY = (
    "--persona", "alicia,naomi", "--arm", "a=nova", "--arm", "b=nova-brief", "--sessions", "2",
    "--model", "openai/gpt-4o-mini", "--judge", "anthropic/claude-sonnet-4-5",
)  # fmt: skip


@pytest.mark.parametrize("command", [("ab", *STUDY, "--dry-run"), ("plan", *STUDY)])
def test_what_a_study_costs_is_said_without_keys_and_the_missing_keys_are_named(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    done = simulate(*command, cwd=tmp_path)
    assert done.returncode == 0 and "In all: $" in done.stdout, done.stderr
    for key in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY"):
        assert f"set the environment variable {key}" in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_a_study_that_is_to_run_still_needs_its_keys_and_a_judge_of_another_family(tmp_path: Path) -> None:
    assert simulate("ab", *STUDY, cwd=tmp_path).returncode == 2
    kin = simulate("plan", *STUDY[:-1], "openai/gpt-4o", cwd=tmp_path)
    assert kin.returncode == 2 and "family" in kin.stderr


def test_the_remedy_of_a_wrong_flaky_rate_stands_apart_from_the_fault(tmp_path: Path) -> None:
    done = simulate("--persona", "alicia", "--model", "offline/flaky?rate=2", cwd=tmp_path)
    assert "is not a rate; Give a number" in done.stderr


def test_word_limits_in_the_wrong_order_are_told_with_both_values(tmp_path: Path) -> None:
    done = simulate("--persona", "alicia", "-c", "session.therapist_words=300", "--dry-run", cwd=tmp_path)
    assert done.returncode == 2 and "(300)" in done.stderr and "set both" in done.stderr


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"# mine\nOPENAI_API_KEY sk-secret-0123456789\n", ".env:2: cannot be read\n  A line is NAME=value"),
        ("OPENAI_API_KEY=sk-secret-0123456789\n".encode("utf-16"), ".env: is not UTF-8"),
    ],
)
def test_an_env_file_that_cannot_be_read_is_named_and_never_shown(
    tmp_path: Path, content: bytes, told: str
) -> None:
    (tmp_path / ".env").write_bytes(content)
    done = simulate("models", "check", "openai/gpt-5-mini", cwd=tmp_path)
    assert told in done.stdout + done.stderr and done.returncode == 2, done
    assert "secret" not in done.stdout + done.stderr


def test_an_env_file_is_read_with_a_mark_at_its_beginning(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"\xef\xbb\xbfOPENAI_API_KEY=sk-secret-0123456789\n")
    assert simulate("models", "check", "openai/gpt-5-mini", cwd=tmp_path).returncode == 0


def test_a_session_without_a_break_is_not_made_anew_from_its_last_turn(tmp_path: Path) -> None:
    simulate("--persona", "alicia", "--run", "r", cwd=tmp_path)
    done = simulate("regenerate", "r", "--session", "1", "--from-turn", "break", "--yes", cwd=tmp_path)
    assert done.returncode == 2 and "is complete: it has no break" in done.stderr


def test_a_copy_of_a_persona_is_said_to_be_one(tmp_path: Path) -> None:
    assert "a copy of alicia" in simulate("personas", "new", "mina", "--from", "alicia", cwd=tmp_path).stderr


@pytest.mark.parametrize(
    "line",
    [
        "api_key: sk-proj-0123456789abcdef",
        "api_key sk-proj-0123456789abcdef",
        "temperature: sk-proj-0123456789abcdef",
        "model: [sk-proj-0123456789abcdef]",
        "temperature: my-own-secret",
    ],
)
def test_a_key_in_the_wrong_place_does_not_come_back_in_the_message(tmp_path: Path, line: str) -> None:
    (tmp_path / "c.yaml").write_text(f"models:\n  patient: {{{line}}}\n")
    options = ("--persona", "alicia", "--dry-run")
    env = {"DIRECT_API_KEY": "my-own-secret"}
    for more in (("--config", "c.yaml"), ("-c", f"models.patient={{{line}}}")):
        done = simulate(*options, *more, cwd=tmp_path, env=env)
        said = done.stdout + done.stderr
        assert done.returncode == 2 and "abcdef" not in said and "own-secret" not in said, said


@pytest.mark.parametrize("model", ["recorded:gone", "scripted:gone.yaml"])
def test_a_record_or_script_that_is_not_there_leaves_no_run_behind(tmp_path: Path, model: str) -> None:
    done = simulate("--persona", "alicia", "--model", model, "--run", "mine", cwd=tmp_path)
    assert done.returncode == 2 and "gone" in done.stderr
    assert not (tmp_path / "runs" / "mine").exists()


def test_the_offline_model_says_that_it_knows_english_alone(tmp_path: Path) -> None:
    text = find("personas", "alicia").read_text("utf-8")
    (tmp_path / "mina.yaml").write_text(
        text.replace("id: alicia", "id: mina").replace("language: en", "language: de-CH"), "utf-8"
    )
    done = simulate("--persona", "mina.yaml", "--run", "mine", cwd=tmp_path)
    assert done.returncode == 0 and "the offline model knows English alone: mina (de-CH)" in done.stderr

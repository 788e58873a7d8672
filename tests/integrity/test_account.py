"""The integrity report of runs, and `simulate check` on their folders."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import click.testing
import pytest

from simulator.cli.check import check
from simulator.config import load_config
from simulator.errors import InputError
from simulator.integrity.account import accounts, lines
from simulator.integrity.inspect import IntegritySummary, summarise
from simulator.integrity.reading import read
from simulator.planning import work_from
from simulator.runner import make_run
from simulator.store.runs import Run
from simulator.transcript import Discarded, Finding, Turn
from tests.commands import simulate


def invoke(*arguments: str) -> click.testing.Result:
    return click.testing.CliRunner().invoke(check, arguments)


@pytest.fixture(scope="module")
def flaky(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of two sessions whose model refuses now and then."""
    folder = tmp_path_factory.mktemp("runs")
    model = "offline/flaky?refusal=0.2&seed=3"
    flags = {f"models.{role}.model": model for role in ("patient", "therapist", "note")}
    work = work_from(["alicia"], {"a": load_config(None, (), {**flags, "sessions": 2, "seed": 3})})
    with Run.create(folder, "r", work.plan()) as run:
        asyncio.run(make_run(run, work))
    return folder / "r"


def broken(number: int, attempt: int, code: str) -> Discarded:
    return Discarded(
        number=number,
        speaker="therapist",
        attempt=attempt,
        text="",
        findings=(Finding(code="parrot", severity="soft"), Finding(code=code, severity="hard")),
    )


def test_a_session_is_summed_up_by_turns_and_codes() -> None:
    soft = (Finding(code="format", severity="soft"),)
    turns = [
        Turn(number=i, speaker=s, text="x", source="model", findings=soft if i == 2 else ())
        for i, s in enumerate(("patient", "therapist", "patient"))
    ]
    gone = [broken(1, 1, "meta"), broken(1, 2, "meta"), broken(3, 1, "refusal")]
    found = summarise(turns, gone, 0.5)
    assert (found.turns, found.attempts, found.first_broken, found.repaired) == (3, 6, 2, 1)
    assert dict(found.discarded) == {("therapist", "meta"): 2, ("therapist", "refusal"): 1}
    assert dict(found.soft) == {("patient", "format"): 1}
    assert found.first_broken_rate == 2 / 4


def test_sums_of_sessions_add_up_and_an_unknown_price_stays_unknown() -> None:
    one = summarise([], [broken(0, 1, "meta")], 0.25)
    two = summarise([], [broken(0, 1, "meta")], None)
    assert (one + one).cost == 0.5 and (one + two).cost is None
    assert (one + two).discarded[("therapist", "meta")] == 2
    assert IntegritySummary().first_broken_rate is None
    assert "unpriced" in lines("x", one + two)[0]


def test_the_report_of_a_run_agrees_with_its_journals(flaky: Path) -> None:
    found = dict(accounts([flaky]))
    rows = [
        json.loads(line)
        for path in flaky.rglob("attempts.jsonl")
        for line in path.read_text("utf-8").splitlines()
    ]
    judged = [r for r in rows if r.get("verdict") and r["key"]["role"] in ("patient", "therapist")]
    rejected = [r for r in judged if not r["verdict"]["accepted"]]
    total = found["all 2 sessions"]
    assert rejected and total.attempts == len(judged) and sum(total.discarded.values()) == len(rejected)
    assert total.discarded[("patient", "refusal")] + total.discarded[("therapist", "refusal")] > 0
    assert 0 < total.repaired <= total.first_broken
    assert found["course a/alicia/r01"] == total


def test_check_prints_the_report_for_people_and_scripts(flaky: Path) -> None:
    table, data = invoke(str(flaky), "--summary"), invoke(str(flaky), "--summary", "--format", "json")
    assert table.exit_code == data.exit_code == 0
    assert "first attempt broken" in table.stdout and "discarded: " in table.stdout
    assert json.loads(data.stdout)[-1]["of"] == "all 2 sessions"
    one = invoke(str(next(flaky.rglob("session-01"))), "--summary")
    assert one.stdout.startswith("session session-01: ")


def test_a_folder_without_sessions_has_no_report(tmp_path: Path) -> None:
    assert isinstance(invoke(str(tmp_path), "--summary").exception, InputError)


def test_a_run_folder_is_checked_anew_and_its_accepted_turns_pass(flaky: Path) -> None:
    done = invoke(str(flaky), "--format", "json")
    found = json.loads(done.stdout)
    assert len(found) == 2 and done.exit_code == 0, done.stdout


def test_a_note_that_the_session_was_given_is_known_when_it_is_checked(flaky: Path) -> None:
    by_number = {talk.session: talk for talk in read(flaky)}
    note = next(flaky.rglob("session-01")) / "note.md"
    assert by_number[1].notes == () and by_number[2].notes == (note.read_text("utf-8"),)


def test_show_and_check_know_a_run_by_its_name_and_tell_what_the_guard_did(flaky: Path) -> None:
    runs = flaky.parent
    whole = simulate("show", "r", "--runs-dir", runs, cwd=runs).stdout
    total = list(accounts([flaky]))[-1][1]
    assert f"integrity: {total.turns} turns, {total.attempts} attempts" in whole
    assert "discarded: " in whole and " refusal " in whole
    one = simulate("show", "r", "--session", "1", "--runs-dir", runs, cwd=runs).stdout
    assert "integrity: " in one
    folder = runs.parent / "elsewhere"
    folder.mkdir()
    (folder / "runs").symlink_to(runs)
    named, there = (simulate("check", path, "--summary", cwd=folder).stdout for path in ("r", "runs/r"))
    assert named == there and "all 2 sessions" in named

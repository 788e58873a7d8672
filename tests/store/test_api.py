"""The Python interface: rows, frames, running loops."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from simulator.api import RunView, list_runs, load_run, regenerate, replay, resume, simulate, waited
from simulator.errors import InputError
from simulator.models import FailureKind, ModelFailure
from tests.store.made import PLAN, ScriptedModel, made_run, play_and_save, play_course


@pytest.fixture
def view(tmp_path: Path) -> RunView:
    with made_run(tmp_path, plan=PLAN.model_copy(update={"personas": ("alicia", "naomi")})) as run:
        asyncio.run(play_course(run.course("main", "alicia", 1), ScriptedModel(bad=frozenset({(2, 1)})), 2))
        failing = ScriptedModel()
        failing.failing = ModelFailure(FailureKind.TIMEOUT, "slow")
        with pytest.raises(ModelFailure):
            asyncio.run(play_and_save(run.course("main", "naomi", 1).session(1), failing))
    return load_run("r", tmp_path)


def test_sessions_turns_and_attempts_are_rows(view: RunView) -> None:
    sessions = list(view.session_rows())
    assert [(r["persona"], r["session"], r["status"], r["turns"]) for r in sessions] == [
        ("alicia", 1, "complete", 6),
        ("alicia", 2, "complete", 6),
        ("naomi", 1, "partial", 0),
    ]
    turns = list(view.turn_rows())
    assert len(turns) == 12 and turns[2]["attempts"] == 2 and turns[0]["source"] == "opening"
    attempts = list(view.attempt_rows())
    assert [a["accepted"] for a in attempts if a["turn"] == 2 and a["session"] == 1] == [False, True]
    assert attempts[-1]["outcome"] == "failed: timeout" and set(attempts[-1]) == set(attempts[0])


def test_a_run_is_described_and_its_sessions_are_at_hand(view: RunView, tmp_path: Path) -> None:
    assert repr(view) == "<run r: stopped early, {'complete': 2, 'partial': 1}, 12 turns>"
    assert view.plan["sessions"] == 2 and view.name == "r" and view.path == tmp_path / "r"
    assert [r.number for r in view.records()] == [1, 2]
    assert view.session(2, persona="alicia").number == 2
    with pytest.raises(InputError, match="the run has 2 personas"):
        view.session(2)
    assert [r.name for r in list_runs(tmp_path)] == ["r"]


def test_frames_need_pandas_and_say_so(view: RunView, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(InputError, match=r"session-simulator\[data\]"):
        view.turns()


@pytest.mark.slow
def test_frames_are_data_frames(view: RunView) -> None:
    pytest.importorskip("pandas")
    assert list(view.sessions()["turns"]) == [6, 6, 0]
    assert len(view.turns()) == 12 and view.attempts()["cost"].sum() == pytest.approx(0.014)


def test_an_export_goes_through_the_same_door(view: RunView, tmp_path: Path) -> None:
    counts, _ = view.export("jsonl", tmp_path / "out.jsonl")
    assert counts.turns == 12


async def slow(value: int) -> int:
    await asyncio.sleep(0)
    if value < 0:
        raise InputError("below zero")
    return value


def test_coroutines_are_waited_for_with_and_without_a_running_loop() -> None:
    async def in_a_notebook() -> int:
        with pytest.raises(InputError, match="below zero"):
            waited(lambda: slow(-1))
        return waited(lambda: slow(2))

    assert waited(lambda: slow(1)) == 1
    assert asyncio.run(in_a_notebook()) == 2


def test_a_notebook_makes_resumes_regenerates_and_replays_a_run(tmp_path: Path) -> None:
    async def in_a_notebook() -> RunView:
        return simulate("alicia", sessions=1, run="n", runs_dir=tmp_path, endings__limits__turns=8)

    run = asyncio.run(in_a_notebook())
    assert [r["status"] for r in run.session_rows()] == ["complete"]
    again = simulate("alicia", sessions=1, run="n", runs_dir=tmp_path, endings__limits__turns=8)
    assert list(again.attempt_rows()) == list(run.attempt_rows())
    assert len(list(resume("n", tmp_path, sessions=2).session_rows())) == 2
    made = regenerate("n", tmp_path, sessions=[2], from_turn=3)
    assert made.session(2).version == 1
    assert [s.same for s in replay("n", tmp_path)] == [True, True]
    with pytest.raises(InputError, match="exists with another plan"):
        simulate("alicia", sessions=2, run="n", runs_dir=tmp_path, seed=9)

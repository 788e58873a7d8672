"""What goes wrong while a reply is made ahead: judges that fail, kills, interrupts, short budgets, damaged records."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.kits import spent_on
from simulator.models import FailureKind, ModelFailure, Request
from simulator.models.budget import Budget, BudgetConfig
from simulator.replay import replay_run
from simulator.store.runs import Run
from simulator.transcript import EndingReason, SessionStatus
from tests.commands import ROOT
from tests.judged import Played, calls, falls, files, journal, make, play, session, until, work


@pytest.mark.parametrize("arrived", [False, True])
def test_a_judge_that_fails_leaves_no_task_and_what_arrived_is_not_paid_again(
    tmp_path: Path, arrived: bool
) -> None:
    play(tmp_path / "whole", Played())
    model = Played()

    async def before(request: Request) -> None:
        if request.role == "therapist" and request.key.turn == 5 and not arrived:
            await asyncio.Event().wait()
        if request.role == "judge" and request.key.turn == 4:
            landed = lambda: any(row.key.turn == 5 for row in journal(tmp_path / "cut").ahead)  # noqa: E731
            await until(landed if arrived else lambda: bool(model.keys(5, "therapist")))
            raise ModelFailure(FailureKind.SERVER, "500 from the judge")

    model.before = before
    failed = play(tmp_path / "cut", model)
    assert failed.status is SessionStatus.FAILED and failed.usage["unused"].calls == 1
    again = Played()
    made = play(tmp_path / "cut", again)
    assert files(tmp_path / "cut") == files(tmp_path / "whole") and calls(tmp_path / "cut") == calls(
        tmp_path / "whole"
    )
    assert len(again.keys(5, "therapist")) == (0 if arrived else 1)
    assert ("unused" in made.usage) is not arrived, "a call that was cut off has been paid, as far as we know"


@pytest.mark.parametrize("when", ["flying", "landed"])
def test_killed_while_a_reply_is_made_ahead_a_run_ends_with_the_same_files(tmp_path: Path, when: str) -> None:
    play(tmp_path / "whole", Played())
    died = subprocess.run(
        [sys.executable, "-m", "tests.judged", str(tmp_path / "cut"), when],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False, timeout=120,
    )  # fmt: skip
    assert died.returncode == -signal.SIGKILL
    before = {row.key for row in journal(tmp_path / "cut").calls.values()}
    again = Played()
    play(tmp_path / "cut", again)
    assert files(tmp_path / "cut") == files(tmp_path / "whole") and calls(tmp_path / "cut") == calls(
        tmp_path / "whole"
    )
    assert (session(tmp_path / "cut") / "session.json").read_bytes() == (
        session(tmp_path / "whole") / "session.json"
    ).read_bytes()
    assert len(again.keys(5, "therapist")) == (0 if when == "landed" else 1), (
        "what is on disk is not asked again"
    )
    assert not before & {r.key for r in again.requests}


def test_interrupted_it_leaves_no_task_and_goes_on(tmp_path: Path) -> None:
    play(tmp_path / "whole", Played())

    async def interrupted() -> None:
        flying = asyncio.Event()

        async def before(request: Request) -> None:
            if request.key.turn == 5:
                flying.set()
            if request.key.turn in (4, 5) and flying.is_set():
                await asyncio.Event().wait()

        model = Played(before)

        async def judged(request: Request) -> None:
            if request.role == "judge" and request.key.turn == 4:
                await asyncio.Event().wait()
            await before(request)

        model.before = judged
        course = asyncio.create_task(make(tmp_path / "cut", work(), model))
        await flying.wait()
        course.cancel()
        with pytest.raises(asyncio.CancelledError):
            await course
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(interrupted())
    again = Played()
    play(tmp_path / "cut", again)
    assert files(tmp_path / "cut") == files(tmp_path / "whole") and calls(tmp_path / "cut") == calls(
        tmp_path / "whole"
    )
    assert not any(r.key.turn < 4 for r in again.requests)


@pytest.mark.parametrize("most", range(8, 14))
def test_a_budget_that_is_just_short_is_kept_and_the_run_goes_on(tmp_path: Path, most: int) -> None:
    down = falls((2, 1), (4, 1))
    play(tmp_path / "whole", Played(down=down), ahead=False)
    model, budget = Played(down=down), Budget(BudgetConfig(course_calls=most))
    cut = play(tmp_path / "cut", model, budget=budget)
    assert cut.status is SessionStatus.FAILED
    assert cut.ending is not None and cut.ending.reason is EndingReason.BUDGET
    assert len(model.requests) == most == budget.spent.calls, "what was thrown away counts"
    (course,) = Run.open(tmp_path / "cut" / "run").courses()
    assert spent_on(course).calls == most and spent_on(course).cost == pytest.approx(0.001 * most)
    again = Played(down=down)
    play(tmp_path / "cut", again)
    assert files(tmp_path / "cut") == files(tmp_path / "whole") and calls(tmp_path / "cut") == calls(
        tmp_path / "whole"
    )
    assert not {str(r.key) for r in model.requests if r.key.turn < 3} & {str(r.key) for r in again.requests}


def test_a_replay_is_the_same_and_a_damaged_record_is_made_again_unpaid(tmp_path: Path) -> None:
    play(tmp_path, Played(down=falls((4, 1), (9, 1))))
    (found,) = asyncio.run(replay_run(Run.open(tmp_path / "run")))
    assert found.same and not found.changes
    file = session(tmp_path) / "session.json"
    whole = file.read_bytes()
    file.write_bytes(whole[:-40])
    model = Played(down=falls((4, 1), (9, 1)))
    play(tmp_path, model)
    assert file.read_bytes() == whole and not model.requests

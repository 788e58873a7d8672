"""Killed at random moments and started again, a run ends with the files of an undisturbed one, and pays nothing twice."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from simulator.store.content import read_journal
from tests.commands import ROOT
from tests.servers.openai_server import Server, running_server
from tests.store.starter import Starter

SIDE_BY_SIDE = 2
JUDGED = [
    x
    for s in ("models.judge.model=direct/judge", "guard.judge.when=always", "guard.judge.ahead=true")
    for x in ("-c", s)
]


def command(run: str, sessions: int, seed: int, more: Sequence[str] = ()) -> list[str]:
    roles = [x for role in ("patient", "therapist", "note") for x in (f"--{role}-model", f"direct/{role}")]
    return [
        "--persona", "alicia", "--sessions", str(sessions), "--replicates", str(SIDE_BY_SIDE), "--seed", str(seed),
        "--run", run, "--quiet", *roles, *more,
    ]  # fmt: skip


def finish(starter: Starter, arguments: list[str]) -> None:
    starter.start(arguments)
    assert os.waitstatus_to_exitcode(starter.wait()) in (0, 1)


def files(run: Path) -> dict[str, bytes]:
    names = ("transcript.txt", "session.json", "note.md", "ledger.json", "index.json")
    return {str(p.relative_to(run)): p.read_bytes() for p in sorted(run.rglob("*")) if p.name in names}


def journaled(run: Path) -> dict[str, str]:
    """Every recorded call: key -> text. Readable after any kill, torn last lines apart."""
    return {
        str(key): row.reply.text
        for p in run.rglob("attempts.jsonl")
        for key, row in read_journal(p).calls.items()
    }


def kill_now_and_then(
    starter: Starter,
    server: Server,
    run: Path,
    arguments: list[str],
    kills: int,
    pick: random.Random,
    longest: float,
) -> int:
    """Start and kill until the run is done or the kills are used up, then let it finish. Returns the kills."""
    kept: dict[str, str] = {}
    for done in range(kills):
        before = server.calls
        pid = starter.start(arguments)
        # At the start nothing is at stake: most kills come after the first call.
        while pick.random() > 0.01 and server.calls == before and not starter.ended():
            time.sleep(0.003)
        time.sleep(pick.uniform(0, longest))
        if not starter.ended():
            os.kill(pid, signal.SIGKILL)
        if os.waitstatus_to_exitcode(starter.wait()) != -signal.SIGKILL:
            return done
        now = journaled(run)
        assert kept.items() <= now.items(), "a recorded reply was lost or changed"
        kept = now
    finish(starter, arguments)
    return kills


def check(
    folder: Path, sessions: int, kills: int, seed: int, longest: float, more: Sequence[str] = ()
) -> int:
    at_once = SIDE_BY_SIDE * (2 if more else 1)
    with running_server(latency=0.01) as server:
        server.cache.look_up = lambda *_: 0  # type: ignore[method-assign] # cached tokens depend on what was asked before
        env = {**os.environ, "PYTHONPATH": str(ROOT), "DIRECT_BASE_URL": server.url, "DIRECT_API_KEY": "none"}
        starter = Starter(folder, env)
        try:
            finish(starter, command("whole", sessions, seed, more))
            undisturbed, server.calls = server.calls, 0
            cut, arguments = folder / "runs" / "cut", command("cut", sessions, seed, more)
            done = kill_now_and_then(starter, server, cut, arguments, kills, random.Random(seed), longest)
        finally:
            starter.close()
        assert files(cut) == files(folder / "runs" / "whole")
        assert journaled(cut) == journaled(folder / "runs" / "whole")
        assert undisturbed <= server.calls <= undisturbed + at_once * done
    return done


def test_a_run_that_is_killed_a_few_times_ends_with_the_same_files(tmp_path: Path) -> None:
    assert check(tmp_path, sessions=1, kills=4, seed=1, longest=0.2) > 0


@pytest.mark.slow
def test_a_judged_run_with_replies_made_ahead_is_killed_and_ends_with_the_same_files(tmp_path: Path) -> None:
    assert check(tmp_path, sessions=1, kills=4, seed=2, longest=0.3, more=JUDGED) > 0


@pytest.mark.slow
def test_two_hundred_kills_of_twelve_session_runs_lose_and_pay_nothing(tmp_path: Path) -> None:
    done = seed = 0
    while done < 200:
        seed += 1
        (tmp_path / str(seed)).mkdir()
        done += check(tmp_path / str(seed), sessions=12, kills=min(40, 200 - done), seed=seed, longest=0.6)

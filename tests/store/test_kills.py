"""Killed at random moments and started again, a run ends with the files of an undisturbed one, and pays nothing twice."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from simulator.store.content import read_journal
from tests.commands import ROOT
from tests.servers.openai_server import Server, running_server

SIDE_BY_SIDE = 2


def command(run: str, sessions: int, seed: int) -> list[str]:
    roles = [x for role in ("patient", "therapist", "note") for x in (f"--{role}-model", f"direct/{role}")]
    return [
        sys.executable, "-m", "simulator", "--persona", "alicia", "--sessions", str(sessions), "--replicates",
        str(SIDE_BY_SIDE), "--seed", str(seed), "--run", run, "--quiet", *roles,
    ]  # fmt: skip


def start(arguments: list[str], folder: Path, server: Server) -> subprocess.Popen[bytes]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "DIRECT_BASE_URL": server.url, "DIRECT_API_KEY": "none"}
    return subprocess.Popen(arguments, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def finish(arguments: list[str], folder: Path, server: Server) -> None:
    process = start(arguments, folder, server)
    out, _ = process.communicate(timeout=300)
    assert process.returncode in (0, 1), out.decode()


def files(run: Path) -> dict[str, bytes]:
    names = ("transcript.txt", "session.json", "note.md", "ledger.json", "index.json")
    return {str(p.relative_to(run)): p.read_bytes() for p in sorted(run.rglob("*")) if p.name in names}


def journaled(run: Path) -> dict[str, str]:
    """Every recorded call: key -> text. Readable after any kill, torn last lines apart."""
    return {
        str(key): row.reply.text for p in run.rglob("attempts.jsonl") for key, row in read_journal(p).calls.items()
    }


def kill_now_and_then(
    folder: Path, server: Server, run: str, sessions: int, seed: int, kills: int, pick: random.Random, longest: float
) -> int:
    """Start and kill until the run is done or the kills are used up, then let it finish. Returns the kills."""
    arguments, done = command(run, sessions, seed), 0
    kept: dict[str, str] = {}
    while done < kills:
        before = server.calls
        process = start(arguments, folder, server)
        # Starting takes a second or so in which nothing is at stake: most kills come after the first call.
        deadline = time.monotonic() + 60
        while server.calls == before and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.005)
        time.sleep(pick.uniform(0, longest))
        if process.poll() is not None:
            process.communicate()
            return done
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        done += 1
        now = journaled(folder / "runs" / run)
        assert kept.items() <= now.items(), "a recorded reply was lost or changed"
        kept = now
    finish(arguments, folder, server)
    return done


def check(folder: Path, sessions: int, kills: int, seed: int, longest: float) -> int:
    with running_server(latency=0.01) as server:
        server.cache.look_up = lambda *_: 0  # type: ignore[method-assign] # cached tokens depend on what was asked before
        finish(command("whole", sessions, seed), folder, server)
        undisturbed, server.calls = server.calls, 0
        done = kill_now_and_then(folder, server, "cut", sessions, seed, kills, random.Random(seed), longest)
        assert files(folder / "runs" / "cut") == files(folder / "runs" / "whole")
        assert journaled(folder / "runs" / "cut") == journaled(folder / "runs" / "whole")
        assert undisturbed <= server.calls <= undisturbed + SIDE_BY_SIDE * done
    return done


def test_a_run_that_is_killed_a_few_times_ends_with_the_same_files(tmp_path: Path) -> None:
    assert check(tmp_path, sessions=3, kills=3, seed=1, longest=0.5) > 0


@pytest.mark.slow
def test_two_hundred_kills_of_twelve_session_runs_lose_and_pay_nothing(tmp_path: Path) -> None:
    done = seed = 0
    while done < 200:
        seed += 1
        (tmp_path / str(seed)).mkdir()
        done += check(tmp_path / str(seed), sessions=12, kills=min(40, 200 - done), seed=seed, longest=0.6)

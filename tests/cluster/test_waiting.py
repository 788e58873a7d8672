"""Waiting for a scheduler and for its first worker: as long as asked for, not in silence, with an end that says what to do."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Generator
from pathlib import Path
from typing import Any

import pytest

from simulator.cluster import parent
from simulator.config import load_config
from simulator.errors import InputError
from simulator.progress import Progress
from tests.cluster.dask_cluster import cluster
from tests.commands import ROOT, simulate

ADDRESS = "tcp://127.0.0.1:9"


class Noticed(Progress):
    def __init__(self) -> None:
        self.lines: list[str] = []

    def notice(self, text: str) -> None:
        self.lines.append(text)


class Late:
    """Stands for `distributed`: its first clients do not connect, later ones do."""

    def __init__(self, failures: int) -> None:
        self.failures, self.timeouts, self.closed = failures, list[float](), 0

    def Client(self, address: str, *, timeout: float, **_: Any) -> Awaitable[str]:
        self.timeouts.append(timeout)
        return _Connecting(address, self)


class _Connecting:
    def __init__(self, address: str, late: Late) -> None:
        self.address, self.late = address, late

    async def close(self) -> None:
        self.late.closed += 1

    def __await__(self) -> Generator[Any, None, str]:
        yield from asyncio.sleep(0.01).__await__()
        self.late.failures -= 1
        if self.late.failures >= 0:
            raise TimeoutError("refused")
        return self.address


def test_a_scheduler_that_starts_late_is_reached() -> None:
    late = Late(2)
    assert asyncio.run(parent._reached(late, ADDRESS, 60)) == ADDRESS
    assert len(late.timeouts) == 3 and late.closed == 2 and max(late.timeouts) <= parent.CONNECT


def test_one_that_never_answers_is_told_with_address_seconds_and_remedy() -> None:
    with pytest.raises(InputError) as told:
        asyncio.run(parent._reached(Late(1000), ADDRESS, 0.05))
    assert f"no Dask scheduler answered at {ADDRESS} within 0.05 s" in str(told.value)
    assert "dask scheduler" in str(told.value) and "--wait" in str(told.value)


def test_a_scheduler_without_workers_is_told_with_the_command_that_starts_one() -> None:
    class Client:
        async def wait_for_workers(self, _: int, timeout: float) -> None:
            assert timeout == 7
            raise TimeoutError

    config = load_config(flags={"scheduler": ADDRESS, "wait": 7})
    with pytest.raises(InputError) as told:
        asyncio.run(parent._workers(Client(), config, Progress()))
    assert f"no worker joined the Dask scheduler at {ADDRESS} within 7 s" in str(told.value)
    assert f"dask worker {ADDRESS}" in str(told.value) and "--wait" in str(told.value)


def test_what_takes_long_is_said_again_and_again_and_what_is_quick_not_at_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def soon() -> str:
        return "there"

    seen = Noticed()
    assert asyncio.run(parent._patiently(soon(), "a friend", 20, seen)) == "there"
    assert seen.lines == []
    monkeypatch.setattr(parent, "QUIETLY", 0.001)
    monkeypatch.setattr(parent, "TOLD_EVERY", 0.001)

    async def later() -> str:
        while len(seen.lines) < 3:
            await asyncio.sleep(0.001)
        return "there"

    assert asyncio.run(parent._patiently(later(), "a friend", 20, seen)) == "there"
    assert seen.lines[0] == "waiting for a friend: 0 s of 20 s at most (--wait SECONDS); Ctrl-C stops it"


@pytest.mark.parametrize("wrong", ["0", "-5", "soon"])
def test_a_wait_that_is_none_is_refused(tmp_path: Path, wrong: str) -> None:
    done = simulate("--persona", "alicia", "--scheduler", ADDRESS, "--wait", wrong, cwd=tmp_path)
    assert done.returncode == 2 and "wait" in done.stderr and list(tmp_path.iterdir()) == []


def test_a_scheduler_that_never_answers_leaves_no_run_behind(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    done = simulate("--persona", "alicia", "--scheduler", ADDRESS, "--wait", "1", cwd=tmp_path)
    assert done.returncode == 2 and f"no Dask scheduler answered at {ADDRESS} within 1 s" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_scheduler_is_waited_for_a_minute_when_nothing_else_is_said() -> None:
    assert load_config(flags={"scheduler": ADDRESS}).wait == 60


@pytest.mark.slow
def test_ctrl_c_ends_the_wait_and_nothing_was_started(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    waiting = subprocess.Popen(
        [sys.executable, "-m", "simulator", "--persona", "alicia", "--scheduler", ADDRESS],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert waiting.stderr is not None and "Ctrl-C stops it" in waiting.stderr.readline()
    waiting.send_signal(signal.SIGINT)
    _, told = waiting.communicate(timeout=60)
    assert waiting.returncode == 3 and told.strip() == "Stopped. Nothing was started."
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_the_command_waits_as_long_as_it_was_told_and_says_so(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    with cluster(tmp_path, workers=0) as empty:
        done = simulate("--persona", "alicia", "--scheduler", empty.address, "--wait", "3", cwd=tmp_path)
    assert done.returncode == 2
    assert f"waiting for a worker of the Dask scheduler at {empty.address}: 2 s of 3 s" in done.stderr
    assert f"no worker joined the Dask scheduler at {empty.address} within 3 s" in done.stderr
    assert not (tmp_path / "runs").exists()

"""One writer per run, whatever becomes of the writer."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.store.errors import StoreError, Trouble
from simulator.store.lock import LOCK_NAME, RunLock

HOLD = """
import sys, time
from pathlib import Path
from simulator.store.lock import RunLock
try:
    lock = RunLock(Path(sys.argv[1])).acquire()
except Exception as e:
    print("refused", flush=True)
else:
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def end(process: subprocess.Popen[str]) -> None:
    process.communicate("")


def test_a_second_process_is_told_who_holds_the_run(tmp_path: Path) -> None:
    other = holder(tmp_path)
    assert said(other) == "held"
    with pytest.raises(StoreError) as e:
        RunLock(tmp_path).acquire()
    assert e.value.kind is Trouble.LOCKED and f"process {other.pid} on " in str(e.value)
    found = RunLock(tmp_path).holder()
    assert found is not None and found.pid == other.pid
    end(other)
    with RunLock(tmp_path) as lock:
        assert lock.held


def test_a_killed_holder_leaves_the_run_free_and_the_file_in_place(tmp_path: Path) -> None:
    other = holder(tmp_path)
    assert said(other) == "held"
    os.kill(other.pid, signal.SIGKILL)
    other.wait()
    end(other)
    assert RunLock(tmp_path).holder() is None
    RunLock(tmp_path).acquire().release()
    assert (tmp_path / LOCK_NAME).exists()


def test_of_processes_that_race_exactly_one_holds_the_run(tmp_path: Path) -> None:
    racers = [holder(tmp_path) for _ in range(4)]
    answers = [said(r) for r in racers]
    for r in racers:
        end(r)
    assert sorted(answers) == ["held", "refused", "refused", "refused"]


def test_the_same_process_cannot_open_a_run_for_writing_twice(tmp_path: Path) -> None:
    with RunLock(tmp_path), pytest.raises(StoreError):
        RunLock(tmp_path).acquire()


def test_an_unreadable_signature_still_refuses(tmp_path: Path) -> None:
    with RunLock(tmp_path):
        (tmp_path / LOCK_NAME).write_bytes(b"\xff{not json")
        with pytest.raises(StoreError, match="unknown host"):
            RunLock(tmp_path).acquire()


def test_a_missing_folder_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as e:
        RunLock(tmp_path / "nowhere").acquire()
    assert e.value.kind is Trouble.MISSING

"""Full disks, locked runs, unwritable folders, clocks that jump: a clear word, nothing damaged, resumable."""

from __future__ import annotations

import asyncio
import errno
import os
import re
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from simulator.models import CallKey, Request
from simulator.store.errors import StoreError, Trouble
from simulator.store.journaled import JournaledModel
from tests.commands import ROOT, simulate
from tests.store.made import ScriptedModel, made_run, play, play_course

COMMAND = [sys.executable, "-m", "simulator", "--persona", "alicia", "--run", "a", "--quiet"]
ENV = {**os.environ, "PYTHONPATH": str(ROOT)}


def run(
    folder: Path, *more: str, before: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *more], cwd=folder, env=ENV, capture_output=True, text=True, check=False, preexec_fn=before
    )


def texts(folder: Path) -> dict[str, bytes]:
    names = ("transcript.txt", "session.json", "note.md", "ledger.json")
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.name in names}


def test_a_full_disk_stops_a_run_in_words_and_it_goes_on_afterwards(tmp_path: Path) -> None:
    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    (tmp_path / "cut").mkdir()
    stopped = run(tmp_path / "cut", before=small)
    assert stopped.returncode == 3 and "no space left to write it" in stopped.stderr
    assert "Traceback" not in stopped.stderr and "give the same command again" in stopped.stderr
    assert run(tmp_path / "cut").returncode == 0
    (tmp_path / "whole").mkdir()
    assert run(tmp_path / "whole").returncode == 0
    assert texts(tmp_path / "cut") == texts(tmp_path / "whole")


def test_a_second_process_on_the_same_run_is_refused_in_words(tmp_path: Path) -> None:
    with made_run(tmp_path / "runs", "a"):
        second = run(tmp_path)
    assert second.returncode == 2 and f"process {os.getpid()} on " in second.stderr
    assert "Traceback" not in second.stderr


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.EIO])
async def test_a_folder_that_cannot_be_written_any_more_keeps_what_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    with made_run(tmp_path) as run:
        course = run.course("main", "alicia", 1)
        await play_course(course, ScriptedModel(), 1)
        before = texts(run.path)
        real = os.open

        def refusing(path: Any, flags: int, *more: Any, **named: Any) -> int:
            if flags & (os.O_WRONLY | os.O_RDWR):
                raise OSError(number, os.strerror(number), str(path))
            return real(path, flags, *more, **named)

        with monkeypatch.context() as patched:
            patched.setattr(os, "open", refusing)
            with pytest.raises(StoreError) as e:
                await play_course(course, ScriptedModel(), 2)
        assert e.value.kind is (Trouble.IO if number == errno.EIO else Trouble.READ_ONLY)
        assert os.strerror(number) in str(e.value)
        assert texts(run.path) == before
        await play_course(course, ScriptedModel(), 2)
        assert [s.state for s in course.sessions()] == ["complete", "complete"]


async def test_a_clock_that_jumps_changes_no_file_but_the_times_of_calls(tmp_path: Path) -> None:
    jumps = iter([timedelta(days=-9000), timedelta(0), timedelta(days=9000)] * 20)

    def jumping() -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC) + next(jumps)

    with made_run(tmp_path) as run:
        course = run.course("main", "alicia", 1)
        folder = course.session(1)
        journal = folder.journal()
        record = await play(JournaledModel(journal, ScriptedModel(), now=jumping), course, 1)
        await folder.save(record, journal)
        other = run.course("main", "alicia", 2).session(1)
        again = other.journal()
        assert (await play(JournaledModel(again, ScriptedModel()), other.course, 1)).turns == record.turns
        again.close()
        assert folder.load() == record
        rows = list(folder.journal(writable=False).content.calls.values())
        assert rows[0].at.startswith("2001") and rows[2].at.startswith("2050")


async def test_two_tasks_of_one_process_write_different_sessions_at_once(tmp_path: Path) -> None:
    with made_run(tmp_path) as run:
        courses = [run.course("main", "alicia", n) for n in range(1, 9)]
        await asyncio.gather(*(play_course(c, ScriptedModel(), 2) for c in courses))
        assert {s.state for c in courses for s in c.sessions()} == {"complete"}


async def test_a_call_of_another_course_is_never_answered_from_this_journal(tmp_path: Path) -> None:
    with made_run(tmp_path) as run:
        folder = run.course("main", "alicia", 1).session(1)
        model, journal = ScriptedModel(), folder.journal()
        for replicate in (1, 2):
            key = CallKey(f"main/alicia/r{replicate:02d}", 1, 1, "note")
            await JournaledModel(journal, model).generate(Request("m", [], "note", key))
        journal.close()
        assert len(model.asked) == 2


@pytest.mark.slow
def test_a_damaged_journal_is_named_and_its_siblings_go_on(tmp_path: Path) -> None:
    assert run(tmp_path, "--replicates", "2").returncode == 0
    course = tmp_path / "runs" / "a" / "nova" / "alicia"
    for replicate in ("r01", "r02"):
        (course / replicate / "session-01" / "session.json").unlink()
    journal = course / "r01" / "session-01" / "attempts.jsonl"
    journal.write_bytes(journal.read_bytes().replace(b"Alicia", b"Alixia", 1))
    again = run(tmp_path, "--replicates", "2")
    assert again.returncode == 3 and "Traceback" not in again.stderr
    assert "attempts.jsonl:" in again.stdout and "checksum" in again.stdout
    assert (course / "r02" / "session-01" / "session.json").exists()
    assert not (course / "r01" / "session-01" / "session.json").exists()


@pytest.mark.slow
def test_a_damaged_session_is_not_complete_and_resume_mends_it_unpaid(tmp_path: Path) -> None:
    assert run(tmp_path, "--sessions", "3").returncode == 0
    before = texts(tmp_path)
    file = tmp_path / "runs/a/nova/alicia/r01/session-02/session.json"
    file.write_bytes(file.read_bytes().replace(b'"patient"', b'"pat1ent"', 1))
    shown = simulate("show", "a", cwd=tmp_path)
    assert "session  2  damaged" in shown.stdout and "session  3  complete" in shown.stdout
    assert "damaged" in simulate("runs", cwd=tmp_path).stdout
    mended = simulate("resume", "a", cwd=tmp_path)
    assert mended.returncode == 0 and "put aside as session.json.damaged" in mended.stderr
    assert file.with_name("session.json.damaged").is_file()
    assert texts(tmp_path) == before


@pytest.mark.parametrize("text", ["{}", '{"schema_version": 1'])
def test_a_damaged_session_without_its_calls_is_refused_with_a_way_out(tmp_path: Path, text: str) -> None:
    assert run(tmp_path).returncode == 0
    file = next((tmp_path / "runs").rglob("session.json"))
    file.write_text(text)
    file.with_name("attempts.jsonl").write_text("nothing of ours\n")
    stopped = simulate("resume", "a", cwd=tmp_path)
    assert stopped.returncode == 3 and file.is_file()
    assert "attempts.jsonl is damaged too (line 1" in stopped.stdout and "newer version" not in stopped.stdout
    assert "delete its folder" in stopped.stdout and "once that is put right, continue with" in stopped.stdout
    shutil.rmtree(file.parent)
    assert simulate("resume", "a", cwd=tmp_path).returncode == 0


def test_being_told_to_terminate_is_like_ctrl_c(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [*COMMAND, "--sessions", "400"], cwd=tmp_path, env=ENV, stderr=subprocess.PIPE, text=True
    )
    while not list((tmp_path / "runs").rglob("session-01/session.json")) and process.poll() is None:
        time.sleep(0.05)
    process.terminate()
    _, said = process.communicate(timeout=60)
    assert process.returncode == 3 and "continue with: simulate resume a" in said


def test_sessions_that_are_there_are_kept_with_their_turns(tmp_path: Path) -> None:
    for _ in range(2):
        done = simulate("--persona", "alicia", "--run", "a", "--sessions", "2", cwd=tmp_path)
    lines = [line for line in done.stderr.splitlines() if "session" in line]
    assert len(lines) == 2 and all(re.search(r"kept, \d\d turns$", line) for line in lines)

"""One writer per course, and a run that is taken over waits for the workers of the command before."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from simulator.store.claims import CourseClaim, claimed, remove_claims, wait_until_free
from simulator.store.errors import StoreError, Trouble

COURSE = "nova/alicia/r01"


def test_a_course_has_one_writer_and_its_neighbour_another(tmp_path: Path) -> None:
    with CourseClaim(tmp_path, COURSE), CourseClaim(tmp_path, "nova/alicia/r02"):
        with pytest.raises(StoreError) as refused:
            CourseClaim(tmp_path, COURSE).acquire()
        assert refused.value.kind is Trouble.LOCKED
        assert len(list(claimed(tmp_path))) == 2
    assert list(claimed(tmp_path)) == []
    CourseClaim(tmp_path, COURSE).acquire().release()


def test_a_run_is_not_taken_over_while_a_worker_writes(tmp_path: Path) -> None:
    with CourseClaim(tmp_path, COURSE), pytest.raises(StoreError, match="still writing"):
        wait_until_free(tmp_path, 0.3)
    wait_until_free(tmp_path, 0.0)


def test_claims_are_put_away_only_when_nobody_holds_one(tmp_path: Path) -> None:
    with CourseClaim(tmp_path, COURSE) as claim:
        remove_claims(tmp_path)
        assert claim.path.exists()
    remove_claims(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_held_is_free_at_once(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from simulator.store.claims import CourseClaim\n"
        f"CourseClaim(Path({str(tmp_path)!r}), {COURSE!r}).acquire(); print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdout.readline() == "held\n"
        assert [holder.pid for holder in claimed(tmp_path)] == [process.pid]
        process.kill()
        process.wait()
        with CourseClaim(tmp_path, COURSE):
            pass

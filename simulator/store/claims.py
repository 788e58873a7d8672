"""One writer per course, where several processes write into one run.

The command that was given holds the run's lock; each of its workers claims the course that it is at. Both are held by
the operating system, so what a killed process held is free at once. A command that takes over a run waits until the
workers of the one before have let go.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from simulator.store.atomic import make_folder
from simulator.store.errors import StoreError, Trouble
from simulator.store.lock import Holder, RunLock

CLAIMS = ".claims"
PATIENCE = 15.0
"""Seconds in which the workers of a command that is gone notice it and stop."""


class CourseClaim(RunLock):
    """The right to write into one course, from `acquire` (or `with`) to `release`, or to the process's end.

    Args:
        run: the run's folder.
        course: `arm/persona/r01`.
    """

    def __init__(self, run: Path, course: str) -> None:
        super().__init__(run)
        self.path = run / CLAIMS / course

    def acquire(self) -> CourseClaim:
        """Take the claim at once. Raises StoreError (`in use`) when another process has it."""
        make_folder(self.path.parent)
        super().acquire()
        return self

    def _in_use(self) -> StoreError:
        return StoreError(
            Trouble.LOCKED,
            f"another process is writing to this course: {self._signed()}",
            file=self.path,
            remedy="wait for it to end, or stop it",
        )


def claimed(run: Path) -> Iterator[Holder]:
    """Who writes into courses of a run now."""
    for path in (run / CLAIMS).rglob("*"):
        if path.is_file():
            claim = CourseClaim(run, path.relative_to(run / CLAIMS).as_posix())
            if holder := claim.holder():
                yield holder


def wait_until_free(run: Path, patience: float = PATIENCE) -> None:
    """Wait for the workers of a command that is gone.

    Raises:
        StoreError: one of them still writes after so many seconds.
    """
    deadline = time.monotonic() + patience
    while holder := next(claimed(run), None):
        if time.monotonic() >= deadline:
            raise StoreError(
                Trouble.LOCKED,
                f"a worker of an earlier command is still writing to this run: {holder}",
                file=run,
                remedy="stop it, or wait: it stops by itself when it notices that its command is gone",
            )
        time.sleep(0.2)


def remove_claims(run: Path) -> None:
    """Take the files away that claims left behind; whoever calls this holds the run's lock and has no worker left."""
    if next(claimed(run), None) is None:
        shutil.rmtree(run / CLAIMS, ignore_errors=True)

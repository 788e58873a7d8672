"""Whether a long run stays as it began: memory, and CPU per session, tenth by tenth.

`python -m benchmarks.scale` makes 500 courses of 20 sessions offline; `--http` over HTTP, from the local test server
without latency. The run's folder is removed afterwards.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import resource
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.local_server import server
from simulator.config import load_config
from simulator.planning import work_from
from simulator.progress import Progress
from simulator.runner import make_run
from simulator.store.runs import Run
from simulator.transcript import Ending, SessionStatus

PERSONAS = ("alicia", "naomi", "farid", "dorota", "graham")


def cpu() -> float:
    """Seconds of CPU that this process has used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def memory() -> float:
    """Megabytes of memory that this process holds now (Linux), or held at most (elsewhere)."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * resource.getpagesize() / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Tenths(Progress):
    """Prints a row each time a tenth of the sessions is done."""

    def __init__(self, sessions: int) -> None:
        self._each, self._done, self.rows = max(1, sessions // 10), 0, list[tuple[float, float]]()
        self._cpu, self._wall = cpu(), time.perf_counter()

    def session_ended(self, course: str, number: int, status: SessionStatus, ending: Ending) -> None:  # noqa: ARG002
        self._done += 1
        if self._done % self._each:
            return
        now, wall = cpu(), time.perf_counter()
        gc.collect()
        row = ((now - self._cpu) / self._each * 1e3, memory())
        self.rows.append(row)
        first = self.rows[0]
        print(
            f"| {self._done:8} | {row[0]:14.1f} | {row[0] / first[0]:5.2f} | {row[1]:9.1f} | {row[1] - first[1]:+8.1f} "
            f"| {(wall - self._wall) / self._each:14.3f} |",
            flush=True,
        )
        self._cpu, self._wall = cpu(), time.perf_counter()


def main() -> int:
    """Command line. Exit code 1 when the last tenth costs more than 1.1 times the first, or a session is missing."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--courses", type=int, default=500)
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--concurrency", type=int, default=8)
    parser.add_argument("--http", action="store_true", help="over HTTP instead of offline")
    parser.add_argument("--folder", type=Path, help="where the run is written (default: a temporary folder)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder, server(0.0) as url:
        flags: dict[str, object] = {
            "replicates": given.courses // len(PERSONAS), "sessions": given.sessions, "concurrency": given.concurrency,
        }  # fmt: skip
        if given.http:
            for role in ("patient", "therapist", "note"):
                flags |= {f"models.{role}.model": f"direct/{role}", f"models.{role}.base_url": url}
        work = work_from(PERSONAS, {"nova": load_config(None, (), flags)})
        total = given.courses // len(PERSONAS) * len(PERSONAS) * given.sessions
        print(f"\n{total} sessions, {'over HTTP' if given.http else 'offline'}\n")
        print("| sessions | CPU ms/session | ratio | memory MB | since 1st | wall s/session |")
        print("|---------:|---------------:|------:|----------:|----------:|---------------:|", flush=True)
        tenths = Tenths(total)
        with Run.create(Path(folder), "scale", work.plan()) as run:
            made = asyncio.run(make_run(run, work, tenths))
    complete = made.count(SessionStatus.COMPLETE)
    print(f"\n{complete} of {total} sessions complete, {made.count(SessionStatus.BROKEN)} broken")
    for course, error in list(made.errors.items())[:5]:
        print(f"{course}: {error}", file=sys.stderr)
    rows = tenths.rows
    return 0 if not made.errors and len(rows) > 1 and rows[-1][0] <= 1.1 * rows[0][0] else 1


if __name__ == "__main__":
    sys.exit(main())

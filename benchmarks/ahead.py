"""What `guard.judge.ahead` gains: one session whose every turn a judge reads, with and without, against the best possible.

`python -m benchmarks.ahead --latency 0.2 --rounds 3`. At best a session takes as long as the calls that must wait for one another:
without, all of them; with, the first call, the judgements, the calls for attempts that were made again, and the note.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.drivers import ours
from benchmarks.local_server import server
from simulator.course import Course
from simulator.integrity.account import session_account
from simulator.kits import open_kits
from simulator.store.runs import Run


@dataclass(frozen=True)
class Measured:
    """One session."""

    wall: float
    """Seconds."""
    turns: int
    """Made by a model."""
    judged: int
    """Judgements: each goes on beside the next turn's first call, but for the last."""
    calls: int
    used: int
    """Replies made ahead and used."""
    unused: int


async def measure(url: str, ahead: bool, replicates: int) -> list[Measured]:
    """Make sessions one after another, the first of them only to warm up."""
    work = ours.work(
        url,
        **{
            "models.judge.model": "direct/judge",
            "models.judge.base_url": url,
            "guard.judge.when": "always",
            "guard.judge.ahead": ahead,
        },
    )
    found = []
    with tempfile.TemporaryDirectory() as folder, Run.create(Path(folder), "run", work.plan()) as run:
        async with open_kits(work) as kits:
            for replicate in range(1, replicates + 2):
                course = run.course("nova", "alicia", replicate)
                began = time.perf_counter()
                await Course(course, work.personas[0], kits["nova"]).run()
                wall, session = time.perf_counter() - began, course.session(1)
                record, account = session.load(), session_account(session.path / "session.json")
                calls = sum(used.calls for used in record.usage.values())
                turns, judged = len(record.turns) - 1, record.usage["judge"].calls
                found.append(Measured(wall, turns, judged, calls, account.ahead, account.unused))
    return found[1:]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--latency", type=float, default=0.2, help="seconds a call takes")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; "
          f"{given.latency:g} s a call, median of {given.rounds}\n")  # fmt: skip
    print(
        "| `guard.judge.ahead` | turns | calls | ahead, used | thrown away | wall s | at best s | of the best |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    with server(given.latency) as url:
        for ahead in (False, True):
            rows = asyncio.run(measure(url, ahead, given.rounds))
            wall = statistics.median(row.wall for row in rows)
            row = rows[0]
            best = given.latency * (row.calls - (row.judged - 1 if ahead else 0))
            print(
                f"| {'on' if ahead else 'off'} | {row.turns} | {row.calls} | {row.used} | {row.unused} "
                f"| {wall:.2f} | {best:.2f} | {wall / best:.2f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()

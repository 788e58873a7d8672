"""A replay over several processes: courses know nothing of each other."""

from __future__ import annotations

import asyncio
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

from simulator.replay import SessionReplay, replay_run
from simulator.shipped import kept_in
from simulator.store.runs import INPUTS, Run


def replay_with(run: Run, workers: int, *, check_again: bool = False) -> list[SessionReplay]:
    """As `replay.replay_run`, in `workers` processes. Each takes about a second to start.

    Raises:
        InputError, StoreError: as `replay_run` does; the first of them.
    """
    courses = [course.key for course in run.courses()]
    parts = [courses[n::workers] for n in range(min(workers, len(courses)))]
    # Fresh processes: what a forked one inherits of threads and locks is anybody's guess.
    with ProcessPoolExecutor(len(parts) or 1, mp_context=get_context("spawn")) as pool:
        found = [
            each for part in pool.map(_part, repeat(run.path), parts, repeat(check_again)) for each in part
        ]
    place = {course: n for n, course in enumerate(courses)}
    return sorted(found, key=lambda each: (place[each.course], each.number))


def _part(path: Path, courses: list[str], check_again: bool) -> list[SessionReplay]:
    with kept_in(path / INPUTS):
        return asyncio.run(replay_run(Run.open(path), check_again=check_again, courses=frozenset(courses)))

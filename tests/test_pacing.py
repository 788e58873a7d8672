"""Courses begin one shortly after the other."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from pathlib import Path

from simulator.config import load_config
from simulator.course import Course, Kit
from simulator.models.offline import open_offline
from simulator.pacing import Pace
from simulator.planning import work_from
from simulator.store.runs import Run

GAP = 0.02


def begun(pace: Pace, count: int, late: float = 0.0) -> list[float]:
    """When each of some courses began, in seconds of the event loop's clock."""

    async def course() -> float:
        await pace.begin()
        return asyncio.get_running_loop().time()

    async def run() -> list[float]:
        first = await course()
        await asyncio.sleep(late)
        return [first, *await asyncio.gather(*(course() for _ in range(count - 1)))]

    return asyncio.run(run())


def test_courses_begin_in_turn_with_a_gap_between_them() -> None:
    moments = begun(Pace(GAP), 5)
    assert all(later - earlier >= 0.9 * GAP for earlier, later in pairwise(moments))


def test_no_time_is_made_up_for_when_nobody_began_for_a_while() -> None:
    moments = begun(Pace(GAP), 3, late=4 * GAP)
    assert moments[2] - moments[1] >= 0.9 * GAP


def test_without_a_gap_all_begin_at_once() -> None:
    async def run() -> list[bool]:
        pace = Pace(0)
        waiting = [asyncio.ensure_future(pace.begin()) for _ in range(3)]
        await asyncio.sleep(0)
        return [each.done() for each in waiting]

    assert asyncio.run(run()) == [True] * 3


class Counting(Pace):
    def __init__(self) -> None:
        super().__init__(0)
        self.begun = 0

    async def begin(self) -> None:
        self.begun += 1


def test_a_course_begins_once_and_not_at_all_when_nothing_is_missing(tmp_path: Path) -> None:
    pace = Counting()
    work = work_from(["alicia"], {"a": load_config(None, (), {"sessions": 2})})
    arm, model = work.arms[0], open_offline("offline/cbt")
    models = {"patient": model, "therapist": model, "note": model}
    kit = Kit(arm.config, arm.prompts, models, arm.guard, arm.rules, arm.hashes, pace=pace)
    with Run.create(tmp_path, "run", work.plan()) as run:
        folder = run.course("a", "alicia", 1)
        for _ in range(2):
            made = asyncio.run(Course(folder, work.personas[0], kit).run())
            assert (len(made), pace.begun) == (2, 1)

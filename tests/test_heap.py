"""A run takes what was there before out of the garbage collector's sight, and gives it back."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.config import load_config
from simulator.heap import set_apart
from simulator.planning import work_from
from simulator.progress import Progress
from simulator.runner import make_run
from simulator.store.runs import Run
from simulator.transcript import Turn


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    assert gc.get_freeze_count() == 0
    yield
    gc.unfreeze()


@pytest.mark.slow
def test_what_is_there_is_out_of_sight_while_a_run_goes_on_and_not_afterwards(tmp_path: Path) -> None:
    seen: list[int] = []

    class Watching(Progress):
        def turn_accepted(self, course: str, number: int, turn: Turn) -> None:  # noqa: ARG002
            seen.append(gc.get_freeze_count())

    work = work_from(["alicia"], {"nova": load_config(None, (), {})})
    with Run.create(tmp_path, "a", work.plan()) as run:
        asyncio.run(make_run(run, work, Watching()))
    assert seen and min(seen) > 10_000
    assert gc.get_freeze_count() == 0


def test_what_somebody_else_has_frozen_stays_so() -> None:
    gc.freeze()
    before = gc.get_freeze_count()
    with set_apart() as more:
        held = [object() for _ in range(1000)], [[i] for i in range(1000)]
        more()
        assert gc.get_freeze_count() <= before  # less when something of it is no longer needed
    assert before - 500 < gc.get_freeze_count() <= before and held


def test_what_comes_too_late_changes_nothing() -> None:
    with set_apart() as more:
        assert gc.get_freeze_count()
    more()
    assert gc.get_freeze_count() == 0


def test_the_youngest_are_looked_at_more_seldom_and_afterwards_as_before() -> None:
    before = gc.get_threshold()
    with set_apart():
        assert gc.get_threshold()[0] > before[0] and gc.get_threshold()[1:] == before[1:]
    assert gc.get_threshold() == before


def test_who_collects_by_hand_or_more_seldom_still_does() -> None:
    before = gc.get_threshold()
    try:
        for young in (0, 1_000_000):
            gc.set_threshold(young)
            with set_apart():
                assert gc.get_threshold()[0] == young
    finally:
        gc.set_threshold(*before)

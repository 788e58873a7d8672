"""This project: the real course with guard, endings, journal (fsync), views, note and ledger; no display.

`session(number)` makes the only session of replicate number + 1. BENCHMARK_WITHOUT leaves parts out, to see what they
cost: guard, fsync, note. BENCHMARK_MODEL is the route, BENCHMARK_RUNS where the run is written. A harness of another
kind can drive it as well: `setup`, `session` and `close` are all there is, and `names` says what the models are called.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from simulator.config import load_config
from simulator.course import Course
from simulator.kits import open_kits
from simulator.planning import Work, work_from
from simulator.store import atomic, journal
from simulator.store.runs import Run

TURNS = int(os.environ.get("BENCHMARK_TURNS", "20"))
names = {"patient": "patient", "therapist": "therapist", "note": "note"}
_stack = AsyncExitStack()
_open: dict[str, Any] = {}


def work(url: str, turns: int = TURNS, **more: object) -> Work:
    """The workload as this project's own settings."""
    route = os.environ.get("BENCHMARK_MODEL", "direct")
    flags: dict[str, object] = {"replicates": 5_000, "endings.limits.turns": turns + 1, **more}
    for role, name in names.items():
        flags |= {f"models.{role}.model": f"{route}/{name}", f"models.{role}.base_url": url}
    if "guard" in _without():
        from simulator.integrity.registry import all_checks

        flags["guard.checks"] = {check.name: False for check in all_checks()}
    return work_from(["alicia"], {"nova": load_config(None, (), flags)})


async def setup() -> None:
    """Plan a run, make its folder, open the models."""
    if "fsync" in _without():
        atomic.os.fsync = lambda _: None  # type: ignore[attr-defined]
        journal.os.O_DSYNC = 0  # type: ignore[attr-defined]
    folder = Path(tempfile.mkdtemp(prefix="benchmark-", dir=os.environ.get("BENCHMARK_RUNS")))
    _stack.callback(shutil.rmtree, folder)
    _open["work"] = made = work(os.environ["BENCHMARK_URL"])
    _open["run"] = _stack.enter_context(Run.create(folder, "run", made.plan()))
    _open["kits"] = await _stack.enter_async_context(open_kits(made))


async def session(number: int) -> tuple[list[str], str]:
    """One session; the patient's first words are the persona's own and no call, so they are not among the turns."""
    persona, kit = _open["work"].personas[0], _open["kits"]["nova"]
    folder = _open["run"].course("nova", persona.id, number + 2)
    course = Course(folder, persona, kit)
    if "note" in _without():

        async def none(*_: object) -> None: ...

        course._note = none  # type: ignore[method-assign]
    await course.run()
    record = course.carried.parent or folder.session(1).load()
    return [turn.text for turn in record.turns[1:]], record.note_text or (
        "none" if "note" in _without() else ""
    )


async def close() -> None:
    """Close the models and remove the run."""
    await _stack.aclose()


def _without() -> list[str]:
    return os.environ.get("BENCHMARK_WITHOUT", "").split(",")

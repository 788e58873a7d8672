"""Runs at a glance, from small rows: ten thousand sessions in a moment, memory bounded by one course at a time."""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simulator.store.errors import StoreError
from simulator.store.index import IndexRow
from simulator.store.lock import Holder, RunLock
from simulator.store.runfile import RUN_NAME, read_run_head
from simulator.store.runs import courses_in, run_paths
from simulator.store.superseded import superseded_in


@dataclass(slots=True)
class RunSummary:
    """A run at a glance."""

    name: str
    path: Path
    created: str = ""
    planned: int = 0
    imported: bool = False
    states: Counter[str] = field(default_factory=Counter)
    """State -> sessions."""
    stale: int = 0
    turns: int = 0
    calls: int = 0
    cost: float | None = None
    """US dollars of the priced calls, older versions of regenerated sessions included; None when none has a price."""
    unpriced: int = 0
    """Calls without a price, of all versions."""
    size: int = 0
    """Bytes of all files, older versions included."""
    holder: Holder | None = None
    """Who writes into it now."""
    problems: list[str] = field(default_factory=list)

    @property
    def state(self) -> str:
        """In a few words."""
        done = self.states["complete"] + self.states["broken"]
        if self.problems:
            return "damaged"
        if self.holder is not None:
            return "running"
        if done < self.planned:
            return "stopped early"
        return "complete" if not self.states["broken"] else "complete, some broken"

    def as_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "name": self.name,
            "path": str(self.path),
            "state": self.state,
            "created": self.created,
            "planned": self.planned,
            "imported": self.imported,
            "sessions": dict(sorted(self.states.items())),
            "stale": self.stale,
            "turns": self.turns,
            "calls": self.calls,
            "cost": self.cost,
            "unpriced_calls": self.unpriced,
            "bytes": self.size,
            "holder": str(self.holder) if self.holder else None,
            "problems": self.problems,
        }


def list_runs(runs_dir: Path) -> list[RunSummary]:
    """All runs of a folder, by name. A run that cannot be read is listed with what is wrong with it."""
    return [summarise(path) for path in run_paths(runs_dir)]


def summarise(path: Path, read: Iterable[tuple[IndexRow | None, str]] | None = None) -> RunSummary:
    """One run, from its folder.

    Args:
        read: the rows of its sessions where they have been read already, or None and what is wrong with the session.
    """
    found = RunSummary(path.name, path)
    try:
        head = read_run_head(path / RUN_NAME)
        found.created, found.planned, found.imported = head.created, head.planned, head.imported
        for row, problem in _rows(path) if read is None else read:
            if row is not None:
                _add(found, row)
            else:
                found.problems.append(problem)
        for course in courses_in(path):
            for usage in superseded_in(course):
                _pay(found, 1, usage.cost, usage.cost is None)
    except StoreError as e:
        found.problems.append(str(e))
    found.size = _size(path)
    found.holder = RunLock(path).holder()
    return found


def _rows(path: Path) -> Iterator[tuple[IndexRow | None, str]]:
    for course in courses_in(path):
        for folder in course.sessions():
            try:
                row = folder.summary()
            except StoreError as e:
                yield None, str(e)
            else:
                yield row, ""


def _add(found: RunSummary, row: IndexRow) -> None:
    found.states[row.state] += 1
    found.stale += row.stale
    found.turns += row.turns
    _pay(found, row.calls, row.cost, row.unpriced)


def _pay(found: RunSummary, calls: int, cost: float | None, unpriced: int) -> None:
    found.calls += calls
    found.unpriced += unpriced
    if cost is not None:
        found.cost = (found.cost or 0.0) + cost


def _size(folder: Path | str) -> int:
    total = 0
    # A writer may rename files under our hands: the size is as of about now.
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for e in entries:
            inside = e.is_dir(follow_symlinks=False)
            total += _size(e.path) if inside else e.stat(follow_symlinks=False).st_size
    return total

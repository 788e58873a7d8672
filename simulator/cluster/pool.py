"""A run's budget, shared by its workers: a file in the run's folder says how much has been handed out.

A worker takes a small part at a time, so that it asks seldom and little lies idle. What a killed worker had taken and
not spent stays taken until the next command counts again: the run may stop early, never late.
"""

from __future__ import annotations

import fcntl
import json
import os
from pathlib import Path

from simulator.models.budget import BudgetConfig
from simulator.models.spent import Spent
from simulator.store.atomic import write_bytes

POOL_NAME = ".budget.json"
SIZE = 256
"""Bytes of the file."""
PARTS = 50
"""A worker takes a fiftieth of its share of the whole at a time."""


class Pool:
    """The file that says what is taken.

    Args:
        run: the run's folder.
        limits: of the run.
        share: a worker's part, for how much it takes at a time.
    """

    def __init__(self, run: Path, limits: BudgetConfig, share: float) -> None:
        self._path, self._share = run / POOL_NAME, share
        self._limits = {name: getattr(limits, name) for name in ("max_cost", "max_tokens", "max_calls")}

    @property
    def needed(self) -> bool:
        """Whether there is a limit that workers share."""
        return any(limit is not None for limit in self._limits.values())

    def open(self, spent: Spent) -> None:
        """Begin with what the run has spent before. The parent calls it, before there are workers."""
        taken = {"max_cost": spent.cost, "max_tokens": spent.tokens, "max_calls": spent.calls}
        write_bytes(self._path, _encoded(taken))

    def close(self) -> None:
        """Take the file away."""
        self._path.unlink(missing_ok=True)

    def take(self, what: str, wanted: float) -> float:
        """Take at least `wanted` of a limit if that much is left, and a little in advance. Returns what was taken.

        Raises:
            OSError: the file cannot be read or written.
        """
        whole = float(self._limits[what])
        with self._path.open("r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            taken = json.loads(file.read())
            left = whole - taken[what]
            given: float = min(left, max(wanted, whole * self._share / PARTS))
            if what != "max_cost":
                given = min(left, float(int(given) + (given > int(given))))
            if given <= 0:
                return 0.0
            taken[what] += given
            file.seek(0)
            file.write(
                _encoded(taken)
            )  # in one piece and always as long: a worker killed here leaves no half of it
            file.flush()
            os.fsync(file.fileno())
        return given


def _encoded(taken: dict[str, float]) -> bytes:
    return json.dumps(taken).encode().ljust(SIZE)

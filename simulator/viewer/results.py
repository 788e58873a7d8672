"""The result of a study, computed again only when a file of the study has changed: 400 sessions take some seconds."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.store.runs import Run
    from simulator.study.result import StudyResult

_KEPT = 8

Stamp = frozenset[tuple[str, int, int]]
"""Every file of a run with time and size."""


class Results:
    """Results that were asked for lately; safe to ask from several threads."""

    def __init__(self) -> None:
        self._kept: dict[Path, tuple[Stamp, StudyResult]] = {}
        self._lock = threading.Lock()

    def of(self, run: Run) -> StudyResult:
        """The result as the files are now. Raises InputError when packages are missing, StoreError."""
        from simulator.study import require_packages

        require_packages()
        from simulator.study.analyse import analyse

        with self._lock:  # two readers of one page do not compute it twice
            now = stamp(run.path)
            known = self._kept.pop(run.path, None)
            found = known[1] if known and known[0] == now else analyse(run)
            self._kept[run.path] = (now, found)
            if len(self._kept) > _KEPT:
                del self._kept[next(iter(self._kept))]
            return found


def stamp(folder: Path) -> Stamp:
    """What the files of a folder are now; taken before they are read, so that a later change is seen."""
    found = set()
    for where, _, names in os.walk(folder):
        for name in names:
            path = Path(where, name)
            try:
                at = path.lstat()
            except FileNotFoundError:  # a temporary file of a run that is under way
                continue
            found.add((str(path), at.st_mtime_ns, at.st_size))
    return frozenset(found)

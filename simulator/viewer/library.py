"""Finding what an address names. Names from addresses are compared with folders that exist; they never become paths."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from simulator.errors import InputError
from simulator.pages.reading import Reading, read_finished, read_unfinished
from simulator.store.content import read_journal
from simulator.store.errors import StoreError
from simulator.store.folders import CourseFolder, SessionFolder
from simulator.store.index import IndexRow
from simulator.store.journal import JOURNAL_NAME
from simulator.store.listing import RunSummary, summarise
from simulator.store.records import SessionRecord
from simulator.store.runfile import RUN_NAME
from simulator.store.runs import Run, run_paths

_PLACE = re.compile(r"([^/]{1,80})/([^/]{1,80})/([^/]{1,80})/r(\d{2,4})/(\d{1,4})(?:\.v(\d{1,4}))?\Z")


_STUDY = re.compile(rb"^  extra:\n    study:", re.MULTILINE)
_PLAN_LIMIT = 1_000_000


class Missing(Exception):
    """An address names nothing that exists; says what, in words."""


@dataclass(frozen=True, slots=True)
class Row:
    """A session in a list."""

    folder: SessionFolder
    summary: IndexRow | None
    problem: str = ""
    """Why there is no summary."""

    @property
    def state(self) -> str:
        return self.summary.state if self.summary else "damaged"


@dataclass(frozen=True, slots=True)
class Open:
    """A session that was opened for reading."""

    run: Run
    folder: SessionFolder
    record: SessionRecord | None
    """None while it is under way."""
    reading: Reading
    running: bool = False

    @property
    def place(self) -> str:
        """`run/arm/persona/r01/3` or `….v1`: what `Library.place` takes."""
        return f"{self.run.name}/{place_in_run(self.folder)}"


class Library:
    """The runs of one folder.

    Args:
        runs_dir: the folder of all runs; it need not exist yet.
    """

    def __init__(self, runs_dir: Path) -> None:
        self.runs_dir = runs_dir

    def runs(self) -> list[RunSummary]:
        """All runs, the newest first."""
        return sorted((summarise(p) for p in run_paths(self.runs_dir)), key=lambda r: r.created, reverse=True)

    def names(self) -> list[str]:
        """The names of all runs."""
        return [p.name for p in run_paths(self.runs_dir)]

    def run(self, name: str) -> Run:
        """A run by its name. Raises Missing, StoreError."""
        for path in run_paths(self.runs_dir):
            if path.name == name:
                return Run.open(path)
        raise Missing(f"There is no run “{name[:80]}” in this folder.")

    def course(self, run: Run, arm: str, persona: str, replicate: int) -> CourseFolder:
        """A course that has a folder. Raises Missing."""
        for course in run.courses():
            if course.id == (arm, persona, replicate):
                return course
        raise Missing(f"Run {run.name} has no course “{arm[:80]}/{persona[:80]}/r{replicate:02d}”.")

    def session(self, course: CourseFolder, number: int, old: int | None = None) -> SessionFolder:
        """A session that has a folder. Raises Missing."""
        folder = course.session(number)
        if old is not None:
            folder = next((f for f in folder.older() if f.old == old), folder)
        if folder.old != old or folder.state == "absent":
            version = f", version {old}" if old is not None else ""
            raise Missing(f"{course.key} has no session {number}{version}.")
        return folder

    def place(self, place: str) -> Open:
        """Open a session by its place, `run/arm/persona/r01/3` or `….v1`. Raises Missing, StoreError."""
        found = _PLACE.match(place)
        if not found:
            raise Missing(f"“{place[:200]}” is not a session; one looks like run/arm/persona/r01/3.")
        run = self.run(found[1])
        course = self.course(run, found[2], found[3], int(found[4]))
        return self.open(run, self.session(course, int(found[5]), int(found[6]) if found[6] else None))

    def open(self, run: Run, folder: SessionFolder) -> Open:
        """Read a session, finished or under way. Raises StoreError."""
        state = folder.state
        content = read_journal(folder.path / JOURNAL_NAME)
        if state == "partial":
            running = summary_holder(run) is not None
            return Open(run, folder, None, read_unfinished(content), running)
        record = folder.load()
        return Open(run, folder, record, read_finished(record, content))


def is_study(path: Path) -> bool:
    """Whether a run's plan holds a study, without reading the plan: the list asks this of every run."""
    try:
        at = (path / RUN_NAME).stat()
        return _plans_study(path / RUN_NAME, at.st_mtime_ns, at.st_size)
    except OSError:
        return False


@functools.lru_cache(maxsize=10_000)
def _plans_study(path: Path, _changed: int, _size: int) -> bool:
    with path.open("rb") as f:
        return _STUDY.search(f.read(_PLAN_LIMIT)) is not None


def rows(course: CourseFolder) -> list[Row]:
    """The sessions of a course; a damaged one is listed with what is wrong with it."""
    found = []
    for folder in course.sessions():
        try:
            found.append(Row(folder, folder.summary()))
        except StoreError as e:
            found.append(Row(folder, None, str(e)))
    return found


def siblings(run: Run, folder: SessionFolder) -> Iterator[tuple[str, SessionFolder]]:
    """What a session can well be compared with: its other versions, then the same session in other arms and replicates."""
    current = folder.course.session(folder.number)
    versions = [*current.older(), current]
    for other in versions:
        if other.old != folder.old and other.state != "absent":
            yield "version " + (str(other.old) if other.old is not None else "now"), other
    others = [c for c in run.courses() if c.persona == folder.course.persona and c.id != folder.course.id]
    arms = [(f"arm {c.arm}", c) for c in others if c.replicate == folder.course.replicate]
    replicates = [(f"replicate {c.replicate}", c) for c in others if c.arm == folder.course.arm]
    for name, course in (*arms, *replicates):
        other = course.session(folder.number)
        if other.state != "absent":
            yield name, other


def place_in_run(folder: SessionFolder) -> str:
    """`arm/persona/r01/3` or `….v1`."""
    return f"{folder.course.key}/{folder.number}" + ("" if folder.old is None else f".v{folder.old}")


def summary_holder(run: Run) -> object | None:
    """Who writes into a run now, or None."""
    from simulator.store.lock import RunLock

    return RunLock(run.path).holder()


def replicate_of(text: str) -> int:
    """3 of `r03`. Raises Missing."""
    if not re.fullmatch(r"r\d{2,4}", text):
        raise Missing(f"“{text[:40]}” is not a replicate; one looks like r01.")
    return int(text[1:])


__all__ = [
    "InputError",
    "Library",
    "Missing",
    "Open",
    "Row",
    "is_study",
    "place_in_run",
    "replicate_of",
    "rows",
    "siblings",
]

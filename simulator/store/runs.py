"""A run: one folder with its plan (`run.yaml`), its courses, and one writer at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from simulator import __version__
from simulator.errors import InputError, nearest
from simulator.store.atomic import make_folder, write_bytes
from simulator.store.claims import wait_until_free
from simulator.store.errors import from_os_error
from simulator.store.folders import CourseFolder
from simulator.store.intents import finish_intents
from simulator.store.lock import LOCK_NAME, RunLock
from simulator.store.names import RESERVED, check_name, is_name, numbered
from simulator.store.plan import Plan
from simulator.store.runfile import RUN_NAME, Event, RunFile, now, read_run_file, write_run_file

INPUTS = "inputs"


class Run:
    """A run that exists. Make one with `create`, find one with `open`; `with` gives the lock back."""

    def __init__(self, path: Path, file: RunFile, lock: RunLock | None = None) -> None:
        self.path, self.file, self._lock = path, file, lock

    @property
    def name(self) -> str:
        return self.file.name

    @property
    def plan(self) -> Plan:
        return self.file.plan

    @classmethod
    def create(
        cls,
        runs_dir: Path,
        name: str,
        plan: Plan,
        *,
        command: Sequence[str] = (),
        inputs: Mapping[str, bytes] | None = None,
        imported: bool = False,
        planned: int | None = None,
    ) -> Run:
        """Make the folder of a new run and lock it.

        Args:
            imported: the run holds sessions made elsewhere; none is ever added to them.
            planned: sessions in all, when that is not what the plan multiplies to.
            inputs: copies of the files the run is made from, `personas/alicia.yaml` -> bytes; go to `inputs/`.

        Raises:
            InputError: the name is unfit, or there is such a run already. StoreError: disk, lock.
        """
        path = runs_dir / check_name(name, "run")
        for arm in plan.arms:
            check_name(arm.name, "arm")
        for persona in plan.personas:
            check_name(persona, "persona")
        refuse_taken(path, name)
        make_folder(path)
        lock = RunLock(path).acquire()
        try:
            refuse_taken(path, name)  # another process may have made it while we waited for the lock
            for relative, data in (inputs or {}).items():
                target = path / INPUTS / _inside(relative)
                make_folder(target.parent)
                write_bytes(target, data)
            file = RunFile(
                name=name,
                created=now(),
                code_version=__version__,
                planned=plan.planned if planned is None else planned,
                imported=imported,
                command=tuple(command),
                plan=plan,
            )
            write_run_file(path / RUN_NAME, file)
        except BaseException:
            lock.release()
            raise
        return cls(path, file, lock)

    @classmethod
    def open(cls, name: str | Path, runs_dir: Path = Path("runs"), *, write: bool = False) -> Run:
        """Open a run by its name in `runs_dir`, or by the path of its folder.

        Args:
            write: take the lock, and finish a regeneration that a crash interrupted; without it the run can be read
                while another process writes.

        Raises:
            InputError: no such run; names the nearest. StoreError: locked, damaged, unknown version.
        """
        path = find_run(name, runs_dir)
        lock = RunLock(path).acquire() if write else None
        try:
            run = cls(path, read_run_file(path / RUN_NAME), lock)
            if write:
                wait_until_free(path)
                finish_intents(path)
            return run
        except BaseException:
            if lock is not None:
                lock.release()
            raise

    def change_plan(self, plan: Plan, what: Sequence[str]) -> None:
        """Store a new plan and, in words, what was changed. Raises StoreError."""
        history = (*self.file.history, Event(at=now(), what=tuple(what))) if what else self.file.history
        planned = self.file.planned if self.file.imported else plan.planned
        self.file = self.file.model_copy(update={"plan": plan, "planned": planned, "history": history})
        write_run_file(self.path / RUN_NAME, self.file)

    def course(self, arm: str, persona: str, replicate: int) -> CourseFolder:
        """The folder of a course, there or not."""
        return CourseFolder(self.path, arm, persona, replicate, imported=self.file.imported)

    def courses(self) -> Iterator[CourseFolder]:
        """The courses that have a folder, in the plan's order of arms and personas, then by name."""
        return courses_in(self.path, self.plan, imported=self.file.imported)

    def planned_courses(self) -> Iterator[CourseFolder]:
        """The courses that the plan asks for, there or not."""
        for arm in self.plan.arms:
            for persona in self.plan.personas:
                for replicate in range(1, self.plan.replicates + 1):
                    yield self.course(arm.name, persona, replicate)

    def close(self) -> None:
        """Give the lock back. Safe to call twice."""
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Run:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def find_run(name: str | Path, runs_dir: Path) -> Path:
    """The folder of a run, by name or path. Raises InputError naming the nearest."""
    candidates = [Path(name)]
    if isinstance(name, str) and "/" not in name and name not in ("", ".", ".."):
        candidates.insert(0, runs_dir / name)
    for path in candidates:
        if (path / RUN_NAME).is_file():
            return path
    names = [p.name for p in run_paths(runs_dir)]
    raise InputError(
        f"there is no run {str(name)[:200]!r} in {runs_dir}",
        remedy=nearest(str(name), names) or "`simulate runs` lists them; --runs-dir names another folder",
    )


def run_paths(runs_dir: Path) -> list[Path]:
    """The folders of all runs, by name."""
    try:
        return sorted(p for p in runs_dir.iterdir() if (p / RUN_NAME).is_file())
    except FileNotFoundError:
        return []
    except OSError as e:
        raise from_os_error(e, runs_dir, "read") from e


def courses_in(path: Path, plan: Plan | None = None, *, imported: bool = False) -> Iterator[CourseFolder]:
    """The courses under a run's folder. With a plan in its order, else by name."""
    arms = [a.name for a in plan.arms] if plan else []
    personas = list(plan.personas) if plan else []
    for arm in _ordered(_folders(path), arms):
        if arm.lower() in RESERVED or not is_name(arm):
            continue  # a copy that somebody put there, their notes: it is not ours
        for persona in _ordered(_folders(path / arm), personas):
            if not is_name(persona):
                continue
            for name in sorted(_folders(path / arm / persona)):
                if replicate := numbered(name, "r"):
                    yield CourseFolder(path, arm, persona, replicate, imported=imported)


def _ordered(names: list[str], first: list[str]) -> list[str]:
    return sorted(names, key=lambda n: (first.index(n) if n in first else len(first), n))


def _folders(path: Path) -> list[str]:
    try:
        return [p.name for p in path.iterdir() if not p.name.startswith(".") and p.is_dir()]
    except OSError as e:
        raise from_os_error(e, path, "read") from e


def refuse_taken(path: Path, name: str) -> None:
    """Raise InputError when a run, or something else, stands at `path` already."""
    if not path.exists():
        return
    if not path.is_dir() or any(
        p.name not in (LOCK_NAME, INPUTS, f".{RUN_NAME}.tmp") for p in path.iterdir()
    ):
        raise InputError(
            f"a run {name!r} exists already in {path.parent}",
            remedy="continue it with `simulate resume`, or choose another name with --run",
        )


def _inside(relative: str) -> Path:
    parts = relative.split("/")
    for part in parts:
        check_name(part, "input")
    return Path(*parts)

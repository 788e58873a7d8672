"""The simulator from Python, for notebooks and scripts: make, resume, regenerate, replay, list, read and export runs.

    from simulator.api import load_run, simulate

    run = simulate("alicia", sessions=2)
    run.turns()                       # a pandas data frame
    for row in run.turn_rows(): ...   # the same as dicts, one session in memory at a time

All functions are ordinary ones and work inside a running event loop (a notebook's).
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from simulator.errors import InputError, nearest
from simulator.plural import many
from simulator.shipped import kept_in
from simulator.store.exporters.export import export_run
from simulator.store.exporters.material import Choice, Counts
from simulator.store.listing import RunSummary, summarise
from simulator.store.listing import list_runs as _list_runs
from simulator.store.records import SessionRecord
from simulator.store.runfile import RUN_NAME
from simulator.store.runs import INPUTS, Run
from simulator.store.tables import attempt_rows, frame, session_rows, turn_rows

if TYPE_CHECKING:
    import pandas

    from simulator.planning import Work
    from simulator.progress import Progress
    from simulator.replay import SessionReplay
    from simulator.study.result import View

T = TypeVar("T")

__all__ = ["RunView", "list_runs", "load_run", "regenerate", "replay", "resume", "simulate"]


def simulate(
    personas: str | Sequence[str],
    *,
    config: str | None = None,
    run: str | None = None,
    runs_dir: str | Path = "runs",
    accept_changes: bool = False,
    progress: Progress | None = None,
    **settings: Any,
) -> RunView:
    """Make a run, or resume it when it exists, as the command `simulate` does.

    Args:
        personas: one name or several.
        config: name or path of a YAML file of settings.
        run: its name; None: a name derived from the arguments, so that the same call resumes the run.
        accept_changes: continue although the plan has changed.
        progress: who watches.
        settings: `sessions=12, replicates=3, prompt="nova", seed=1, model="openai/gpt-5-mini"`, and any other setting
            with `__` for the dot: `models__patient__temperature=0.9`.

    Returns:
        The run. Each session's status says how it ended; a failed one can be resumed.

    Raises:
        InputError: something given is wrong; nothing was started. StoreError: disk, lock.
    """
    from simulator.config import load_config
    from simulator.planning import work_from
    from simulator.shipped import refuse_other_files

    refuse_other_files([config] if config else [])
    model = settings.pop("model", None)
    flags = {name.replace("__", "."): value for name, value in settings.items()}
    for role in ("patient", "therapist", "note"):
        flags.setdefault(f"models.{role}.model", model)
    resolved = load_config(config, (), flags, origin="the arguments")
    names = [personas] if isinstance(personas, str) else list(personas)
    work = work_from(names, {resolved.prompt: resolved})
    return _made(work, run or work.default_name(), Path(runs_dir), accept_changes, progress)


def resume(
    run: str | Path, runs_dir: str | Path = "runs", *, accept_changes: bool = False, **changes: int
) -> RunView:
    """Make what a run still lacks. `changes`: `sessions=20`, `replicates=10`, `concurrency=4`.

    Raises:
        InputError: no such run, or its files have changed and this was not accepted. StoreError: disk, lock.
    """
    from simulator.continuing import work_today

    found = Run.open(run, Path(runs_dir))
    return _made(work_today(found, dict(changes)), found.name, found.path.parent, accept_changes, None)


def regenerate(
    run: str | Path,
    runs_dir: str | Path = "runs",
    *,
    sessions: int | Iterable[int] = (),
    broken: bool = False,
    from_turn: int | Literal["break"] | None = None,
    downstream: Literal["rerun", "keep"] = "rerun",
    courses: Iterable[str] = (),
    **unknown: object,
) -> RunView:
    """Regenerate chosen or broken sessions; see `simulator.store.regenerate.plan_regeneration`.

    Raises:
        InputError: nothing matches, or an argument of another name. StoreError: disk, lock.
    """
    from simulator.store.regenerate import apply, plan_regeneration

    if unknown:
        name, valid = next(iter(unknown)), ("sessions", "broken", "from_turn", "downstream", "courses")
        raise InputError(f"regenerate has no argument {name!r}", remedy=nearest(name, valid))
    if isinstance(sessions, int):
        sessions = (sessions,)
    with Run.open(run, Path(runs_dir), write=True) as found:
        chosen = plan_regeneration(
            found, sessions=sessions, broken=broken, from_turn=from_turn, downstream=downstream,
            courses=courses,
        )  # fmt: skip
        apply(chosen)
    return resume(found.path)


def replay(
    run: str | Path, runs_dir: str | Path = "runs", *, check_again: bool = False
) -> list[SessionReplay]:
    """What today's code makes of a run's recorded replies; asks nothing, writes nothing.

    Args:
        run: name or path.
        runs_dir: folder of all runs.
        check_again: see `simulator.replay.replay_run`.
    """
    from simulator.replay import replay_run

    found = Run.open(run, Path(runs_dir))

    async def replayed() -> list[SessionReplay]:
        with kept_in(found.path / INPUTS):
            return await replay_run(found, check_again=check_again)

    return waited(replayed)


def _made(work: Work, name: str, runs_dir: Path, accept_changes: bool, progress: Progress | None) -> RunView:
    from simulator.continuing import inputs_of, reconcile
    from simulator.runner import make_run

    if (runs_dir / name / RUN_NAME).is_file():
        found = Run.open(name, runs_dir, write=True)
    else:
        found = Run.create(runs_dir, name, work.plan(), inputs=inputs_of(work))
    with found:
        reconcile(found, work.plan(), accept=accept_changes)
        waited(lambda: make_run(found, work, progress, accept_changes=accept_changes))
    return RunView(found)


def load_run(run: str | Path, runs_dir: str | Path = "runs") -> RunView:
    """A run to read, by name or path. Reads nothing but its plan.

    Raises:
        InputError: no such run; names the nearest. StoreError: damaged, of an unknown version.
    """
    return RunView(Run.open(run, Path(runs_dir)))


def list_runs(runs_dir: str | Path = "runs") -> list[RunSummary]:
    """All runs of a folder at a glance."""
    return _list_runs(Path(runs_dir))


class RunView:
    """A run, read from disk each time it is asked, so that a run under way can be watched."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def __repr__(self) -> str:
        found = self.summary()
        return f"<run {found.name}: {found.state}, {dict(found.states)}, {many(found.turns, 'turn')}>"

    @property
    def name(self) -> str:
        """The run's name."""
        return self.run.name

    @property
    def path(self) -> Path:
        """Its folder."""
        return self.run.path

    @property
    def plan(self) -> dict[str, Any]:
        """The resolved plan, as plain data."""
        return self.run.plan.model_dump(mode="json")

    def summary(self) -> RunSummary:
        """State, counts, size, cost."""
        return summarise(self.run.path)

    def session_rows(self) -> Iterator[dict[str, Any]]:
        """One dict per session. Raises StoreError."""
        return session_rows(self.run)

    def turn_rows(self) -> Iterator[dict[str, Any]]:
        """One dict per turn of the finished sessions. Raises StoreError."""
        return turn_rows(self.run)

    def attempt_rows(self) -> Iterator[dict[str, Any]]:
        """One dict per model call, the discarded and failed ones too. Raises StoreError."""
        return attempt_rows(self.run)

    def outcome_rows(self, view: View = "started") -> Iterator[dict[str, Any]]:
        """One dict per outcome and session, course or persona; see `simulator.study.rows.outcome_rows`."""
        from simulator.study.rows import outcome_rows

        return outcome_rows(self.run, view)

    def outcomes(self, view: View = "started") -> pandas.DataFrame:
        """One row per outcome and session, course or persona. Raises InputError when pandas is not installed."""
        return frame(self.outcome_rows(view))

    def sessions(self) -> pandas.DataFrame:
        """One row per session. Raises InputError when pandas is not installed."""
        return frame(self.session_rows())

    def turns(self) -> pandas.DataFrame:
        """One row per turn. Raises InputError when pandas is not installed."""
        return frame(self.turn_rows())

    def attempts(self) -> pandas.DataFrame:
        """One row per model call. Raises InputError when pandas is not installed."""
        return frame(self.attempt_rows())

    def records(self) -> Iterator[SessionRecord]:
        """The finished sessions in full, one at a time: turns, ending, note, ledger, lineage. Raises StoreError."""
        for course in self.run.courses():
            for folder in course.sessions():
                if folder.state not in ("absent", "partial"):
                    yield folder.load()

    def session(self, number: int, *, arm: str = "", persona: str = "", replicate: int = 1) -> SessionRecord:
        """One session in full. Arm and persona may be left out when the run has only one."""
        arms, personas = [a.name for a in self.run.plan.arms], list(self.run.plan.personas)
        course = self.run.course(_only(arm, arms, "arm"), _only(persona, personas, "persona"), replicate)
        return course.session(number).load()

    def export(
        self,
        form: str,
        out: str | Path,
        *,
        choice: Choice | None = None,
        license_: str = "unknown",
        force: bool = False,
    ) -> tuple[Counts, list[Path]]:
        """Write the run in another tool's format; see `simulator.store.exporters.export.export_run`."""
        return export_run(self.run, form, Path(out), choice=choice, license_=license_, force=force)


def _only(value: str, valid: Sequence[str], what: str) -> str:
    if value:
        return value
    if len(valid) != 1:
        raise InputError(f"the run has {len(valid)} {what}s", remedy=f"say which: {', '.join(valid[:12])}")
    return valid[0]


def waited(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """The result of a coroutine, from ordinary code: in an event loop of its own, in a thread when one is running here."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work())
    found: list[T] = []
    raised: list[BaseException] = []

    def run() -> None:
        try:
            found.append(asyncio.run(work()))
        except BaseException as e:
            raised.append(e)

    thread = threading.Thread(target=run, name="simulate")
    thread.start()
    thread.join()
    if raised:
        raise raised[0]
    return found[0]

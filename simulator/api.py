"""The simulator from Python, for notebooks and scripts. Everything the command line does can be done from here.

    from simulator.api import load_run, simulate

    run = simulate("alicia", sessions=2)
    run.turns()                       # a pandas data frame
    for row in run.turn_rows(): ...   # the same as dicts, one session in memory at a time

All functions are ordinary ones and work inside a running event loop (a notebook's).
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from simulator.errors import InputError
from simulator.store.exporters.export import export_run
from simulator.store.exporters.material import Choice, Counts
from simulator.store.listing import RunSummary, summarise
from simulator.store.listing import list_runs as _list_runs
from simulator.store.records import SessionRecord
from simulator.store.runs import Run
from simulator.store.tables import attempt_rows, session_rows, turn_rows

if TYPE_CHECKING:
    import pandas

T = TypeVar("T")

__all__ = ["RunView", "list_runs", "load_run"]


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
        return f"<run {found.name}: {found.state}, {dict(found.states)}, {found.turns} turns>"

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

    def sessions(self) -> pandas.DataFrame:
        """One row per session. Raises InputError when pandas is not installed."""
        return _frame(self.session_rows())

    def turns(self) -> pandas.DataFrame:
        """One row per turn. Raises InputError when pandas is not installed."""
        return _frame(self.turn_rows())

    def attempts(self) -> pandas.DataFrame:
        """One row per model call. Raises InputError when pandas is not installed."""
        return _frame(self.attempt_rows())

    def records(self) -> Iterator[SessionRecord]:
        """The finished sessions in full, one at a time: turns, ending, note, ledger, lineage. Raises StoreError."""
        for course in self.run.courses():
            for folder in course.sessions():
                if folder.state not in ("absent", "partial"):
                    yield folder.load()

    def session(self, number: int, *, arm: str = "", persona: str = "", replicate: int = 1) -> SessionRecord:
        """One session in full. Arm and persona may be left out when the run has only one."""
        arms, personas = [a.name for a in self.run.plan.arms], list(self.run.plan.personas)
        return (
            self.run.course(_only(arm, arms, "arm"), _only(persona, personas, "persona"), replicate)
            .session(number)
            .load()
        )

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


def _frame(rows: Iterable[Mapping[str, Any]]) -> pandas.DataFrame:
    try:
        import pandas
    except ImportError as e:
        raise InputError(
            "data frames need the package pandas, which is not installed",
            remedy="pip install 'session-simulator[data]', or use session_rows(), turn_rows(), attempt_rows()",
        ) from e
    return pandas.DataFrame(list(rows))


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

"""`recorded:RUN`: a model that answers with the replies of an earlier run, for tests and for runs that cost nothing."""

from __future__ import annotations

from pathlib import Path

from simulator.models import CallKey, FailureKind, Model, ModelFailure, Reply, Request
from simulator.store.content import read_journal
from simulator.store.hashes import messages_hash
from simulator.store.journal import JOURNAL_NAME
from simulator.store.rows import CallRow
from simulator.store.runs import Run


class RecordedModel:
    """Answers a call with the reply that the same call of a run had; any other is refused, never guessed.

    The same call: the same arm, persona, replicate, session, turn, role and attempt, and the same messages. So a
    replicate is never served another one's reply. Journals are read when their session is first asked for.
    """

    def __init__(self, run: Run) -> None:
        self.run = run
        self._rows: dict[tuple[str, int], dict[tuple[object, ...], CallRow]] = {}

    async def generate(self, request: Request) -> Reply:
        """The recorded reply. Raises ModelFailure(EXHAUSTED) when there is none for this request, and StoreError."""
        key = request.key
        row = self._session(key.course, key.session).get(_place(key))
        if row is None:
            raise ModelFailure(FailureKind.EXHAUSTED, f"run {self.run.name} holds no reply for {key}")
        if row.messages != messages_hash(request.messages):
            raise ModelFailure(
                FailureKind.EXHAUSTED,
                f"run {self.run.name} holds a reply for {key}, but it answers another prompt or another conversation",
            )
        return row.reply

    async def close(self) -> None:
        """Nothing to give back."""

    def _session(self, course: str, number: int) -> dict[tuple[object, ...], CallRow]:
        found = self._rows.get((course, number))
        if found is None:
            path = self.run.path / course / f"session-{number:02d}" / JOURNAL_NAME
            # The version is left out: what stands in the current folder is the session as it is now.
            found = {_place(k): row for k, row in read_journal(path).calls.items()}
            self._rows[course, number] = found
        return found


def _place(key: CallKey) -> tuple[object, ...]:
    return key.turn, key.role, key.attempt, key.part


class Silent:
    """A model that has nothing to say: what stands behind a replay, so that nothing can be asked or paid."""

    async def generate(self, request: Request) -> Reply:
        """Raises ModelFailure(EXHAUSTED)."""
        raise ModelFailure(FailureKind.EXHAUSTED, f"the record holds no reply for {request.key}")

    async def close(self) -> None:
        """Nothing to give back."""


def open_recorded(name: str, runs_dir: Path = Path("runs")) -> Model:
    """The model `recorded:NAME`; NAME is a run's name or path. Raises InputError, StoreError."""
    return RecordedModel(Run.open(name, runs_dir))

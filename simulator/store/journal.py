"""The journal of a session: `attempts.jsonl`, one row per model call, durable before the reply is used.

While a session is under way rows are only ever added at the end. When it is finished the verdicts are joined to their
calls and the file is rewritten, one row per call. Both forms are read alike.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from simulator.models import CallKey
from simulator.store.atomic import sync_folder, write_all, write_bytes
from simulator.store.committer import committed
from simulator.store.content import read_journal
from simulator.store.errors import StoreError, Trouble, from_os_error
from simulator.store.plain import open_plain
from simulator.store.rows import (
    AheadRow,
    CallRow,
    FailureRow,
    GivenRow,
    Row,
    StartRow,
    TextRow,
    Verdict,
    VerdictRow,
    encode,
)
from simulator.transcript import Turn

__all__ = ["JOURNAL_NAME", "Difference", "Journal", "read_journal"]

JOURNAL_NAME = "attempts.jsonl"


@dataclass(frozen=True, slots=True)
class Difference:
    """A recorded call whose request would be another one today (law 6)."""

    key: CallKey
    what: tuple[str, ...]
    """In words: which parts differ."""

    def __str__(self) -> str:
        return f"session {self.key.session}, turn {self.key.turn}, {self.key.role}: {'; '.join(self.what)}"


class Journal:
    """The journal of one session, open for writing by one process.

    Args:
        path: the file `attempts.jsonl`; made when missing, together with nothing else.
        course: `arm/persona/r01`, and
        session: its number: a journal of another session is refused.
        start: first row of a new file; only a regenerated session has more to say than the default.
        writable: False reads, and never makes, changes or repairs the file.
    """

    def __init__(
        self, path: Path, *, course: str, session: int, start: StartRow | None = None, writable: bool = True
    ) -> None:
        self.path = path
        self.writable = writable
        self.content = read_journal(path)
        self.notices = self.content.notices
        self.differences: list[Difference] = []
        """Recorded calls that would be asked differently today, and were served all the same."""
        self.judged: dict[CallKey, Verdict] = {}
        """Verdicts of a pass over a read-only journal: a replay."""
        self._guard = threading.Lock()
        self._pending: list[bytes] = []
        self._broken: StoreError | None = None
        self._fd: int | None = None
        self._size = self.content.good
        if self.content.start is None:
            if self.content.calls:
                raise StoreError(Trouble.DAMAGED, "the first row is missing", file=path, line=1)
            self.content.start = start or StartRow(course, session)
            self._pending.append(encode(self.content.start))
        self.start = self.content.start
        if (self.start.course, self.start.session) != (course, session):
            raise StoreError(
                Trouble.DAMAGED,
                f"this is the journal of {self.start.course} session {self.start.session}, not of {course} session {session}",
                file=path,
                remedy="was a folder renamed or copied? put it back",
            )

    @property
    def given(self) -> tuple[Turn, ...]:
        """The turns that a regenerated session of imported text begins with; no model is asked for them."""
        return tuple(self.content.given)

    def version_of(self, turn: int) -> int:
        """The version that calls for this turn belong to (see `StartRow.versions`)."""
        versions = self.start.versions
        if len(versions) == 1:
            return versions[0][1]
        return next(v for first, v in reversed(versions) if turn >= first)

    def get(self, key: CallKey) -> CallRow | None:
        """The recorded call of this key, if there is one."""
        return self.content.calls.get(key)

    async def append(self, row: CallRow) -> None:
        """Write a call. On return it is on disk. Raises StoreError."""
        self.content.calls[row.key] = row
        self._add(row)
        await committed(self._flush)

    async def append_ahead(self, row: AheadRow) -> None:
        """Write a reply made ahead. On return it is on disk. Raises StoreError."""
        self.note_ahead(row)
        await committed(self._flush)

    def note_ahead(self, row: AheadRow) -> None:
        """Keep a call made ahead; goes to disk with the next row."""
        self.content.ahead.append(row)
        self._add(row)

    def add(self, row: CallRow) -> None:
        """Keep a call that goes to disk with the next one, or at the end: an import, where nothing was paid for."""
        self.content.calls[row.key] = row
        self._add(row)

    def note_verdict(self, key: CallKey, verdict: Verdict) -> None:
        """Keep a verdict. It goes to disk with the next call: lost in a crash, it is found again by the same checks.

        In a journal that was opened read-only it goes to `judged`.
        """
        if not self.writable:
            self.judged[key] = verdict
            return
        call = self.content.calls.get(key)
        if call is not None and call.verdict != verdict:
            self.content.calls[key] = replace(call, verdict=verdict)
            self._add(VerdictRow(key, verdict))

    def note_failure(self, row: FailureRow) -> None:
        """Keep a failed call; goes to disk with the next row."""
        self.content.failures.append(row)
        self._add(row)

    def note_text(self, hashed: str, text: str) -> None:
        """Keep a system message, once; goes to disk with the next row."""
        if hashed not in self.content.texts:
            self.content.texts[hashed] = text
            self._add(TextRow(hashed, text))

    def finish(self) -> None:
        """Rewrite the file with one row per call, verdicts joined, and close it. Raises StoreError."""
        self.close()
        write_bytes(self.path, b"".join(encode(r) for r in self._finished()))

    def close(self) -> None:
        """Write what is still waiting and close the file. Safe to call twice. Raises StoreError."""
        try:
            if self._broken is None and self.writable:
                self._flush()
        finally:
            with self._guard:
                if self._fd is not None:
                    os.close(self._fd)
                    self._fd = None

    def _finished(self) -> Iterable[Row]:
        yield self.start
        yield from (GivenRow(turn) for turn in self.content.given)
        for hashed, text in self.content.texts.items():
            yield TextRow(hashed, text)
        yield from self.content.failures
        yield from self.content.unused()
        yield from self.content.calls.values()

    def _add(self, row: Row) -> None:
        self._pending.append(encode(row))

    def _flush(self) -> None:
        """Write all that waits, durably (the file is open with O_DSYNC). The first of several callers does it for all."""
        with self._guard:
            if self._broken is not None:
                raise self._broken
            waiting, self._pending = self._pending, []
            if not waiting:
                return
            data = b"".join(waiting)
            try:
                if self._fd is None:
                    self._fd = self._open()
                write_all(self._fd, data)
            except OSError as e:
                raise self._fails(e) from e
            self._size += len(data)

    def _fails(self, error: OSError) -> StoreError:
        """Remember the failure and take half-written rows back; where that fails too, reading leaves them out."""
        self._broken = from_os_error(error, self.path)
        if self._fd is not None:
            try:
                os.ftruncate(self._fd, self._size)
            except OSError as e:
                self.notices.append(f"{self.path}: the last row is cut off ({e.strerror})")
        return self._broken

    def _open(self) -> int:
        new = not self.path.exists()
        fd = open_plain(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_DSYNC)
        os.ftruncate(fd, self._size)
        if self.content.unended:
            write_all(fd, b"\n")
            self._size += 1
            self.content.unended = False
        if new:
            sync_folder(self.path.parent)
        return fd

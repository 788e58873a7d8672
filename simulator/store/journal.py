"""The journal of a session: `attempts.jsonl`, one row per model call, durable before the reply is used.

While a session is under way rows are only ever added at the end. When it is finished the verdicts are joined to their
calls and the file is rewritten, one row per call. Both forms are read alike.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from simulator.models import CallKey
from simulator.store.atomic import sync_folder, write_all, write_bytes
from simulator.store.committer import committed
from simulator.store.errors import StoreError, Trouble, from_os_error
from simulator.store.rows import (
    BadRow,
    CallRow,
    FailureRow,
    Row,
    StartRow,
    TextRow,
    Verdict,
    VerdictRow,
    decode,
    encode,
)

JOURNAL_NAME = "attempts.jsonl"
SIZE_LIMIT = 256 * 1024 * 1024
"""Bytes; a session's journal is some hundred kilobytes."""


@dataclass(slots=True)
class Content:
    """What a journal holds."""

    start: StartRow | None = None
    calls: dict[CallKey, CallRow] = field(default_factory=dict)
    failures: list[FailureRow] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    """What was repaired, in words."""
    good: int = 0
    """Bytes up to the end of the last whole row."""
    unended: bool = False
    """The last row is whole but for its line end."""


def read_journal(path: Path) -> Content:
    """Read a journal and change nothing. A file that is not there is an empty journal.

    A last line that was being written when the process died is left out, and `notices` says so: its reply was never used.

    Raises:
        StoreError: a row is damaged or of an unknown version; names file and line.
    """
    found = Content()
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise StoreError(
                Trouble.DAMAGED, f"larger than {SIZE_LIMIT // 2**20} MB, this is no journal", file=path
            )
        data = path.read_bytes()
    except FileNotFoundError:
        return found
    except OSError as e:
        raise from_os_error(e, path, "read") from e
    *lines, tail = data.split(b"\n")
    for number, line in enumerate(lines, 1):
        _take(found, _decoded(line, path, number), path, number)
    found.good = len(data) - len(tail)
    if tail:
        _take_tail(found, tail, path, len(lines) + 1)
    return found


def _decoded(line: bytes, path: Path, number: int) -> Row:
    try:
        return decode(line)
    except BadRow as e:
        if e.version:
            raise StoreError(
                Trouble.VERSION,
                str(e),
                file=path,
                line=number,
                remedy="a newer version of the simulator wrote this: use that one",
            ) from e
        raise StoreError(
            Trouble.DAMAGED,
            str(e),
            file=path,
            line=number,
            remedy="put the file back from a copy, or delete this line: its call is then made again",
        ) from e


def _take(found: Content, row: Row, path: Path, number: int) -> None:
    if isinstance(row, CallRow):
        if row.key in found.calls:
            raise StoreError(
                Trouble.DAMAGED,
                f"a second reply for the same call {row.key}",
                file=path,
                line=number,
                remedy="delete one of the two lines",
            )
        found.calls[row.key] = row
    elif isinstance(row, VerdictRow):
        call = found.calls.get(row.key)
        if call is not None:
            found.calls[row.key] = replace(call, verdict=row.verdict)
    elif isinstance(row, FailureRow):
        found.failures.append(row)
    elif isinstance(row, TextRow):
        found.texts[row.hash] = row.text
    elif found.start is not None or number != 1:
        raise StoreError(
            Trouble.DAMAGED, "a session starts in the middle of the file", file=path, line=number
        )
    else:
        found.start = row


def _take_tail(found: Content, tail: bytes, path: Path, number: int) -> None:
    for candidate, extra in ((tail, 0), (tail[:-1], 1)):
        try:
            row = decode(candidate)
        except BadRow as e:
            if e.version:
                raise StoreError(Trouble.VERSION, str(e), file=path, line=number) from e
            continue
        _take(found, row, path, number)
        found.good += len(tail) - extra
        found.unended = True
        found.notices.append(f"{path}:{number}: the last row had lost its line end; it is whole and was kept")
        return
    found.notices.append(
        f"{path}:{number}: the last row was cut off while it was being written ({len(tail)} bytes); it was never used "
        "and is left out, its call is made again"
    )


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

    def version_of(self, turn: int) -> int:
        """The version that calls for this turn belong to (see `StartRow.versions`)."""
        return next(v for first, v in reversed(self.start.versions) if turn >= first)

    def get(self, key: CallKey) -> CallRow | None:
        """The recorded call of this key, if there is one."""
        return self.content.calls.get(key)

    async def append(self, row: CallRow) -> None:
        """Write a call. On return it is on disk. Raises StoreError."""
        self.content.calls[row.key] = row
        self._add(row)
        await committed(self._flush)

    def add(self, row: CallRow) -> None:
        """Keep a call that goes to disk with the next one, or at the end: an import, where nothing was paid for."""
        self.content.calls[row.key] = row
        self._add(row)

    def note_verdict(self, key: CallKey, verdict: Verdict) -> None:
        """Keep a verdict. It goes to disk with the next call: lost in a crash, it is found again by the same checks."""
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
        for hashed, text in self.content.texts.items():
            yield TextRow(hashed, text)
        yield from self.content.failures
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
        fd = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_DSYNC, 0o644)
        os.ftruncate(fd, self._size)
        if self.content.unended:
            write_all(fd, b"\n")
            self._size += 1
            self.content.unended = False
        if new:
            sync_folder(self.path.parent)
        return fd

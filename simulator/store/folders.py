"""The folders of a course and of a session, and what is written into them, in which order."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from simulator.ledger import Ledger
from simulator.store.atomic import make_folder, write_bytes, write_text
from simulator.store.content import read_journal
from simulator.store.errors import StoreError, Trouble, from_os_error
from simulator.store.index import INDEX_NAME, IndexRow, State, read_index, row_of, write_index
from simulator.store.journal import JOURNAL_NAME, Journal
from simulator.store.names import check_name, numbered
from simulator.store.pages import note_page, transcript_page
from simulator.store.plain import open_plain, read_plain
from simulator.store.records import SESSION_LIMIT, SessionRecord, checksum_in, dump_session, parse_session
from simulator.store.rows import StartRow
from simulator.store.stale import mark_stale

SESSION_NAME, TRANSCRIPT_NAME, NOTE_NAME, LEDGER_NAME = (
    "session.json",
    "transcript.txt",
    "note.md",
    "ledger.json",
)
DAMAGED_NAME = "session.json.damaged"


class SessionFolder:
    """One session of a course on disk. Whole when `session.json` exists: it is written last."""

    def __init__(self, course: CourseFolder, number: int, *, old: int | None = None) -> None:
        self.course, self.number, self.old = course, number, old
        tail = "" if old is None else f".v{old}"
        self.path = course.path / f"session-{number:02d}{tail}"

    @property
    def state(self) -> State:
        """`absent`, `partial` (resumable), or the status that the record has."""
        if (self.path / SESSION_NAME).exists():
            return self.summary().state
        return "partial" if (self.path / JOURNAL_NAME).exists() else "absent"

    @property
    def done(self) -> bool:
        """True when nothing is left to make: complete or broken. A failed session (infrastructure) is tried again."""
        return self.state in ("complete", "broken")

    def asked(self) -> bool:
        """Whether a model has been asked anything for it, as far as the journal tells."""
        return bool(read_journal(self.path / JOURNAL_NAME).calls)

    def journal(self, *, writable: bool = True) -> Journal:
        """Open the session's journal; made when missing. Raises StoreError."""
        if writable:
            make_folder(self.path)
        return Journal(
            self.path / JOURNAL_NAME, course=self.course.key, session=self.number, writable=writable
        )

    async def open(self) -> Journal:
        """As `journal`, without holding up the event loop: it waits for the disk."""
        return await asyncio.to_thread(self.journal)

    async def mend(self) -> str:
        """As `set_damaged_aside`, without holding up the event loop."""
        return await asyncio.to_thread(self.set_damaged_aside) if self.path.exists() else ""

    async def save(self, record: SessionRecord, journal: Journal | None = None) -> None:
        """Write a finished session without holding up the event loop. See `save_now`."""
        await asyncio.to_thread(self.save_now, record, journal)

    def save_now(self, record: SessionRecord, journal: Journal | None = None) -> None:
        """Write transcript, note, the finished journal and, last, session.json; then the course's index.

        The journal is closed. Raises StoreError; what was there before is then still whole.
        """
        make_folder(self.path)
        write_text(self.path / TRANSCRIPT_NAME, transcript_page(record))
        write_text(self.path / NOTE_NAME, note_page(record))
        if journal is not None:
            journal.finish()
        data = dump_session(record)
        write_bytes(self.path / SESSION_NAME, data)
        self.course.update_index(row_of(record, data))

    def load(self) -> SessionRecord:
        """Read the record. Raises StoreError: missing, damaged, unknown version, or of another session."""
        path = self.path / SESSION_NAME
        record = parse_session(read_plain(path, SESSION_LIMIT), path)
        if (record.arm, record.persona, record.replicate, record.number) != (*self.course.id, self.number):
            raise StoreError(
                Trouble.DAMAGED,
                f"this is session {record.number} of {record.arm}/{record.persona}/r{record.replicate:02d}, "
                f"not session {self.number} of {self.course.key}",
                file=path,
                remedy="was a folder renamed or copied? put it back",
            )
        return record

    def set_damaged_aside(self) -> str:
        """Put a damaged session.json aside when the journal can bring the session back. The run must be open for writing.

        Returns:
            What was done, in words; empty when the file is whole, or is not there.

        Raises:
            StoreError: it is damaged and cannot be repaired from here, or is of an unknown version.
        """
        path = self.path / SESSION_NAME
        if not path.exists():
            return ""
        try:
            parse_session(read_plain(path, SESSION_LIMIT), path)
        except StoreError as e:
            if e.kind is not Trouble.DAMAGED:
                raise
            self._require_calls(e.problem)
            try:
                path.replace(path.with_name(DAMAGED_NAME))
            except OSError as error:
                raise from_os_error(error, path) from error
            return f"{path}: {e.problem}; put aside as {DAMAGED_NAME}, and made again from {JOURNAL_NAME}, unpaid"
        return ""

    def _require_calls(self, problem: str) -> None:
        """Raise StoreError unless the journal holds what a damaged session.json can be made of again."""
        why = f"{JOURNAL_NAME} holds no calls to make it from"
        try:
            if read_journal(self.path / JOURNAL_NAME).calls:
                return
        except StoreError as e:
            why = f"{JOURNAL_NAME} is damaged too (line {e.line}: {e.problem})"
        again = (
            "import its file into another run"
            if self.course.imported
            else "delete its folder: the session is then made, and paid for, again"
        )
        raise StoreError(
            Trouble.DAMAGED,
            f"{problem}; and {why}",
            file=self.path / SESSION_NAME,
            remedy=f"put both files back from a copy, or {again}",
        )

    def start(self) -> StartRow | None:
        """The first row of the journal, or None."""
        return read_journal(self.path / JOURNAL_NAME).start

    def summary(self) -> IndexRow:
        """The session in one small row: from the index when that still fits the file, else from the file."""
        return self.course.row(self)

    def checksum(self) -> str | None:
        """The checksum at the end of session.json, or None; what the index is checked against."""
        return self.mark()[0]

    def mark(self) -> tuple[str | None, int | None]:
        """The checksum at the end of session.json and when the file was written (ns), both None where it cannot be read.

        One look at the file and no more, for it is taken at each session of a list.
        """
        try:
            file = open_plain(f"{self.path}/{SESSION_NAME}", os.O_RDONLY)
        except (OSError, StoreError):
            return None, None
        try:
            at = os.fstat(file)
            return checksum_in(os.pread(file, 64, max(0, at.st_size - 64))), at.st_mtime_ns
        except OSError:
            return None, None
        finally:
            os.close(file)

    def older(self) -> list[SessionFolder]:
        """The versions before this one, `.v1` first."""
        found = []
        for p in self.course.path.glob(f"session-{self.number:02d}.v*"):
            tail = p.name.rpartition(".v")[2]
            if tail.isascii() and tail.isdecimal() and f"{int(tail)}" == tail:
                found.append(SessionFolder(self.course, self.number, old=int(tail)))
        return sorted(found, key=lambda s: s.old or 0)


class CourseFolder:
    """One course on disk: `run/arm/persona/r01`."""

    def __init__(self, run: Path, arm: str, persona: str, replicate: int, *, imported: bool = False) -> None:
        check_name(arm, "arm")
        check_name(persona, "persona")
        self.arm, self.persona, self.replicate = arm, persona, replicate
        self.path = run / arm / persona / f"r{replicate:02d}"
        self.imported = imported
        """True in a run of imported sessions: only those are ever regenerated, none is added."""
        self._index_file = self.path / INDEX_NAME
        self._index: dict[tuple[int, int | None], IndexRow] | None = None

    @property
    def key(self) -> str:
        """`arm/persona/r01`, the `course` of a CallKey."""
        return f"{self.arm}/{self.persona}/r{self.replicate:02d}"

    @property
    def id(self) -> tuple[str, str, int]:
        return self.arm, self.persona, self.replicate

    def session(self, number: int) -> SessionFolder:
        """The folder of a session, there or not."""
        return SessionFolder(self, number)

    def numbers(self, planned: int) -> Sequence[int]:
        """The sessions that the course is to have when so many are planned."""
        return [s.number for s in self.sessions()] if self.imported else range(1, planned + 1)

    def sessions(self) -> Iterator[SessionFolder]:
        """The current sessions that have a folder, in order."""
        for number in sorted(filter(None, (numbered(name, "session-") for name in self._names()))):
            yield SessionFolder(self, number)

    def regenerated(self) -> Iterator[SessionFolder]:
        """The sessions that have an older version, in order."""
        heads = {name.partition(".v")[0] for name in self._names() if ".v" in name}
        for number in sorted(filter(None, (numbered(head, "session-") for head in heads))):
            yield SessionFolder(self, number)

    def _names(self) -> list[str]:
        try:
            return [e.name for e in os.scandir(self.path)]
        except FileNotFoundError:
            return []
        except OSError as e:
            raise from_os_error(e, self.path, "read") from e

    async def settle(self, ledger: Ledger) -> None:
        """Write down how the course stands now: its ledger, and which of its sessions rest on one that was regenerated."""

        def write() -> None:
            self.save_ledger(ledger)
            mark_stale(self)

        await asyncio.to_thread(write)

    def save_ledger(self, ledger: Ledger) -> None:
        """Write ledger.json. Raises StoreError."""
        make_folder(self.path)
        write_text(self.path / LEDGER_NAME, ledger.model_dump_json(indent=1) + "\n")

    def load_ledger(self) -> Ledger | None:
        """Read ledger.json; None when there is none. Raises StoreError."""
        path = self.path / LEDGER_NAME
        if not path.exists():
            return None
        try:
            return Ledger.model_validate_json(read_plain(path, SESSION_LIMIT))
        except ValidationError as e:
            raise StoreError(
                Trouble.DAMAGED,
                f"this is not a ledger ({e.error_count()} faults)",
                file=path,
                remedy="delete it: it will be written again from the last session",
            ) from e

    def row(self, session: SessionFolder) -> IndexRow:
        """The index row of a session, checked against its file (see `SessionFolder.summary`)."""
        if self._index is None:
            self._index = read_index(self._index_file)
        sum_now, written = session.mark()
        if sum_now is None and not (session.path / SESSION_NAME).exists():
            return IndexRow(number=session.number, state=session.state)
        kept = self._index.get((session.number, session.old))
        if kept is not None and kept.checksum == sum_now and self._untouched(written):
            return kept
        record = session.load()
        row = row_of(record, dump_session(record), old=session.old)
        self._index[session.number, session.old] = row
        return row

    def _untouched(self, written: int | None) -> bool:
        """False when a session's file was written after the index: then it is read, for its checksum may not fit."""
        try:
            return written is not None and written <= self._index_file.stat().st_mtime_ns
        except OSError:
            return False

    def update_index(self, row: IndexRow) -> None:
        """Keep a session's row. The index is a help, never a source: it may be lost, or out of date."""
        if self._index is None:
            self._index = read_index(self._index_file)
        self._index[row.number, row.old] = row
        write_index(self._index_file, self._index.values())

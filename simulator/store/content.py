"""Reading a journal: whole rows are taken, a torn last line is left out with a notice, anything else is refused."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from simulator.models import CallKey, Reply
from simulator.store.errors import StoreError, Trouble
from simulator.store.plain import read_plain
from simulator.store.rows import (
    AheadRow,
    BadRow,
    CallRow,
    FailureRow,
    GivenRow,
    Row,
    StartRow,
    TextRow,
    VerdictRow,
    decode,
)
from simulator.transcript import Turn

SIZE_LIMIT = 256 * 1024 * 1024
"""Bytes; a session's journal is some hundred kilobytes."""


@dataclass(slots=True)
class Content:
    """What a journal holds."""

    start: StartRow | None = None
    calls: dict[CallKey, CallRow] = field(default_factory=dict)
    failures: list[FailureRow] = field(default_factory=list)
    ahead: list[AheadRow] = field(default_factory=list)
    """Calls made ahead; `unused` says which of them nobody needed."""
    texts: dict[str, str] = field(default_factory=dict)
    """System messages by their hash."""
    given: list[Turn] = field(default_factory=list)
    """Turns of an imported session that stand as they are."""
    notices: list[str] = field(default_factory=list)
    """What was repaired, in words."""
    good: int = 0
    """Bytes up to the end of the last whole row."""
    unended: bool = False
    """The last row is whole but for its line end."""

    def made_ahead(self, key: CallKey, request: str) -> Reply | None:
        """The reply that was made ahead to this very request, if there is one."""
        same = (r.reply for r in self.ahead if r.reply and (r.key, r.request) == (key, request))
        return next(same, None)

    def unused(self) -> list[AheadRow]:
        """The calls made ahead whose reply did not become that of a call: thrown away, or cut off."""
        used = {(key, row.request) for key, row in self.calls.items()}
        return [row for row in self.ahead if row.reply is None or (row.key, row.request) not in used]


def read_journal(path: Path) -> Content:
    """Read a journal and change nothing. A file that is not there is an empty journal.

    A last line that was being written when the process died is left out, and `notices` says so: its reply was never used.

    Raises:
        StoreError: a row is damaged or of an unknown version; names file and line.
    """
    found = Content()
    try:
        data = read_plain(path, SIZE_LIMIT)
    except StoreError as e:
        if e.kind is Trouble.MISSING:
            return found
        raise
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
            remedy="put the file back from a copy, or delete this line: its call will then be made again",
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
    elif isinstance(row, AheadRow):
        found.ahead.append(row)
    elif isinstance(row, TextRow):
        found.texts[row.hash] = row.text
    elif isinstance(row, GivenRow):
        if row.turn.number != len(found.given):
            raise StoreError(
                Trouble.DAMAGED, f"turn {row.turn.number} is out of order", file=path, line=number
            )
        found.given.append(row.turn)
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

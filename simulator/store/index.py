"""One small row per session, so that ten thousand sessions are listed in a moment.

`index.json` of a course can be deleted at any time. A row counts only while its checksum is the one at the end of the
session's file; otherwise the file itself is read.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from simulator.store.atomic import write_bytes
from simulator.store.errors import StoreError
from simulator.store.plain import read_plain
from simulator.store.records import SessionRecord, checksum_in
from simulator.transcript import Record, SessionStatus, transcript_words

INDEX_NAME = "index.json"
INDEX_LIMIT = 16 * 1024 * 1024

State = Literal["absent", "partial", "complete", "broken", "failed"]


class IndexRow(Record):
    """A session at a glance."""

    number: int
    old: int | None = None
    """N of `session-03.vN`; None for the current version."""
    state: State
    reason: str = ""
    turns: int = 0
    words: int = 0
    attempts: int = 0
    discarded: int = 0
    soft: int = 0
    calls: int = 0
    cost: float | None = None
    unpriced: int = 0
    input_tokens: int | None = None
    output_tokens: int | None = None
    stale: bool = False
    version: int = 0
    seeds: bool = False
    """True when the next session may rest on this one: it is complete and has a note."""
    seed: str = ""
    """`SessionRecord.seed_hash()`."""
    parent: str | None = None
    checksum: str = ""


_ROWS: TypeAdapter[list[IndexRow]] = TypeAdapter(list[IndexRow])


def row_of(record: SessionRecord, data: bytes, *, old: int | None = None) -> IndexRow:
    """The row of a record whose file holds `data`."""
    usages = list(record.usage.values())
    return IndexRow(
        number=record.number,
        old=old,
        state=record.status.value,
        reason=record.ending.reason.value if record.ending else "",
        turns=len(record.turns),
        words=transcript_words(record.turns),
        attempts=record.integrity.attempts,
        discarded=record.integrity.discarded,
        soft=sum(record.integrity.soft.values()),
        calls=sum(u.calls for u in usages),
        cost=record.cost,
        unpriced=record.unpriced,
        input_tokens=_total(u.usage.input_tokens for u in usages),
        output_tokens=_total(u.usage.output_tokens for u in usages),
        stale=record.stale is not None,
        version=record.version,
        seeds=record.status is SessionStatus.COMPLETE and record.note is not None,
        seed=record.seed_hash(),
        parent=record.lineage.parent,
        checksum=checksum_in(data[-64:]) or "",
    )


def read_index(path: Path) -> dict[tuple[int, int | None], IndexRow]:
    """The rows of an index; none when it is missing or cannot be read, for it can always be made again."""
    try:
        rows = _ROWS.validate_json(read_plain(path, INDEX_LIMIT))
    except (StoreError, ValidationError):
        return {}
    return {(r.number, r.old): r for r in rows}


def write_index(path: Path, rows: Iterable[IndexRow]) -> None:
    """Write the rows, in order of session and version."""
    ordered = sorted(rows, key=lambda r: (r.number, r.old or 0))
    try:
        write_bytes(path, _ROWS.dump_json(ordered, indent=None) + b"\n", durable=False)
    except StoreError:
        # The session itself is on disk; a missing row only makes the next listing slower.
        with contextlib.suppress(OSError):
            path.unlink()


def _total(values: Iterable[int | None]) -> int | None:
    known = [v for v in values if v is not None]
    return sum(known) if known else None

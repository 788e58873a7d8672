"""`session.json`: what a finished session is, in full. No wall-clock time stands in it, so that an interrupted run and an
undisturbed one end with the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError
from pydantic_core import from_json

from simulator.ledger import Ledger, SessionPlan
from simulator.notes import Note
from simulator.store.errors import StoreError, Trouble
from simulator.store.hashes import text_hash
from simulator.transcript import Ending, Record, RiskSeen, SessionStatus, Turn, Usage

SESSION_VERSION: Literal[1] = 1
LABEL: Literal["research simulation, not therapy"] = "research simulation, not therapy"
SESSION_LIMIT = 64 * 1024 * 1024
"""Bytes of a session.json."""


UNUSED = "unused"
"""Stands for a role in a session's usage: replies made ahead that nobody needed."""


class RoleUsage(Record):
    """What the calls of one role took, discarded attempts included."""

    calls: int = 0
    unpriced: int = 0
    """Calls whose price is unknown; their cost is in no sum."""
    ahead: int = 0
    """Calls whose reply was asked for while a judge read the turn before (`guard.judge.ahead`), and used."""
    usage: Usage = Usage()


class Integrity(Record):
    """Counts over all attempts of a session."""

    attempts: int = 0
    discarded: int = 0
    hard: dict[str, int] = Field(default_factory=dict)
    """Code -> how often it made an attempt be discarded."""
    soft: dict[str, int] = Field(default_factory=dict)
    """Code -> how often it was seen in an accepted turn."""


class Lineage(Record):
    """Where a session comes from (law 6)."""

    hashes: dict[str, str] = Field(default_factory=dict)
    """What it was made from: persona, prompts, config; SHA-256."""
    parent_session: int | None = None
    """The session whose note it was given; None for the first of a course."""
    parent: str | None = None
    """`SessionRecord.seed_hash()` of that session as it was then."""
    requested: dict[str, str] = Field(default_factory=dict)
    """Role -> model asked for."""
    reported: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Role -> who the models said they are."""
    parameters: dict[str, dict[str, Any]] = Field(default_factory=dict)
    """Role -> sampling parameters."""
    seed: int | None = None
    code_version: str = ""
    code: str = ""
    """Digest of the code that made the session (`own_code.code_digest`); empty when it could not be computed."""
    imported_from: str | None = None
    """Name and hash of the file an imported session was read from."""
    notices: tuple[str, ...] = ()
    """What the importer had to guess, in words."""
    mixed: tuple[str, ...] = ()
    """Differences to the first settings that were accepted on resume, in words."""


class Stale(Record):
    """The session before was regenerated after this one, which was kept."""

    parent_session: int
    was: str
    now: str


class SessionRecord(Record):
    """One session as it is stored."""

    schema_version: Literal[1] = SESSION_VERSION
    synthetic: Literal[True] = True
    label: Literal["research simulation, not therapy"] = LABEL
    arm: str
    persona: str
    replicate: int
    number: int
    version: int = 0
    """0 for the first; raised each time the session is regenerated."""
    status: SessionStatus
    plan: SessionPlan | None = None
    """None for an imported session."""
    turns: tuple[Turn, ...]
    ending: Ending | None = None
    """None only for an imported session whose end is missing."""
    risk: RiskSeen | None = None
    """None for an imported session, and in records from before it was kept."""
    note: Note | None = None
    note_text: str | None = None
    """The note in Markdown, as note.md has it."""
    ledger: Ledger | None = None
    """The ledger after this session, so that the next can be regenerated without the later ones."""
    integrity: Integrity = Integrity()
    usage: dict[str, RoleUsage] = Field(default_factory=dict)
    """Role -> usage; `unused` are the replies made ahead that were thrown away."""
    scales: dict[str, float] = Field(default_factory=dict)
    lineage: Lineage = Lineage()
    stale: Stale | None = None

    def seed_hash(self) -> str:
        """Hash of what this session hands on to the next: its note and the ledger after it."""
        note = self.note.model_dump_json() if self.note else self.note_text or ""
        ledger = self.ledger.model_dump_json() if self.ledger else ""
        return text_hash(f"{self.number}\n{note}\n{ledger}")

    @property
    def cost(self) -> float | None:
        """US dollars of all priced calls; None when no call has a price."""
        known = [u.usage.cost for u in self.usage.values() if u.usage.cost is not None]
        return sum(known) if known else None

    @property
    def unpriced(self) -> int:
        """Calls whose price is unknown."""
        return sum(u.unpriced for u in self.usage.values())


_MARK = b',\n "checksum": "'
_TAIL = len(_MARK) + 16 + 4


def dump_session(record: SessionRecord) -> bytes:
    """The bytes of session.json; the last member is a checksum of all before it."""
    body = record.model_dump_json(indent=1).encode()[:-2]
    return b'%b%b%b"\n}\n' % (body, _MARK, _checksum(body))


def checksum_in(tail: bytes) -> str | None:
    """The checksum that the last bytes of a session.json claim, or None. It is only a name for the content here."""
    end = tail[-_TAIL:]
    return end[len(_MARK) : -4].decode("ascii", "replace") if end.startswith(_MARK) else None


def parse_session(data: bytes, file: Path) -> SessionRecord:
    """Read session.json. Raises StoreError naming the file when it is damaged, or of an unknown version."""
    body, end = data[:-_TAIL], data[-_TAIL:]
    if not end.startswith(_MARK) or end[-4:] != b'"\n}\n' or _checksum(body) != end[len(_MARK) : -4]:
        # A newer version may end otherwise: say that, rather than "damaged".
        _check_version(_loads(data, file), file)
        raise _damaged(file, "its bytes do not match its checksum: it was changed after it was written")
    found = _loads(body + b"\n}", file)
    return _check_version(found, file)(found, file)


def _loads(data: bytes, file: Path) -> dict[str, Any]:
    try:
        found = from_json(data)
    except ValueError as e:
        raise _damaged(file, f"it is no JSON ({str(e)[:120]})") from e
    if not isinstance(found, dict):
        raise _damaged(file, "it is no JSON object")
    return found


def _check_version(found: dict[str, Any], file: Path) -> Callable[[dict[str, Any], Path], SessionRecord]:
    version = found.get("schema_version")
    if not isinstance(version, int):
        raise _damaged(file, "it does not say which schema_version it is of")
    reader = READERS.get(version)
    if reader is None:
        raise StoreError(
            Trouble.VERSION,
            f"schema_version {version} is not known here, only {sorted(READERS)}",
            file=file,
            remedy="a newer version of the simulator wrote this: use that one",
        )
    return reader


def _read_v1(found: dict[str, Any], file: Path) -> SessionRecord:
    try:
        return SessionRecord.model_validate(found)
    except ValidationError as e:
        first = e.errors(include_url=False, include_input=False)[0]
        raise _damaged(file, f"{'.'.join(str(p) for p in first['loc'])}: {first['msg']}") from e


READERS: dict[int, Callable[[dict[str, Any], Path], SessionRecord]] = {1: _read_v1}
"""One reader per version that was ever written."""


def _damaged(file: Path, problem: str) -> StoreError:
    return StoreError(
        Trouble.DAMAGED,
        problem,
        file=file,
        remedy="`simulate resume` rebuilds it from attempts.jsonl at no cost and keeps this file beside it; "
        "restore an imported session from a copy, or import it again",
    )


def _checksum(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=8).hexdigest().encode()

"""The rows of `attempts.jsonl`: what they hold, how they are written, and how a damaged one is recognised.

A row is one JSON object on one line whose last member, `sum`, is a checksum of all the bytes before it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError, from_json

from simulator.models import CallKey, Reply
from simulator.transcript import Finding, Turn, Usage

ROW_VERSION = 1
RAW_LIMIT = 4_000
"""Bytes of a provider's raw fields that are kept; more than that are dropped, and the row says so."""

_TAIL = 26  # ,"sum":"0123456789abcdef"}


class BadRow(ValueError):
    """A line is not a row of a journal: `problem` says why in words."""

    def __init__(self, problem: str, *, version: bool = False) -> None:
        self.version = version
        super().__init__(problem)


@dataclass(frozen=True, slots=True)
class StartRow:
    """First row of a journal: which session this is, and which version its turns belong to."""

    course: str
    session: int
    versions: tuple[tuple[int, int], ...] = ((0, 0),)
    """(from turn, version), rising: what a regenerated session keeps from the versions before it."""
    v: int = ROW_VERSION
    row: Literal["start"] = "start"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the guard said about an attempt."""

    accepted: bool
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class CallRow:
    """One model call that was answered."""

    key: CallKey
    request: str
    """Hash of model, messages and parameters."""
    messages: str
    """Hash of the messages alone."""
    model: str
    parameters: dict[str, Any]
    reply: Reply
    at: str
    """When the reply arrived, ISO 8601, UTC."""
    system: str = ""
    """Hash of the system message; its text is in a TextRow of the same journal."""
    verdict: Verdict | None = None
    """None until the guard has spoken, and for calls that it does not judge."""
    v: int = ROW_VERSION
    row: Literal["call"] = "call"


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """The verdict on a call row further up; joined to it when the session is finished."""

    key: CallKey
    verdict: Verdict
    v: int = ROW_VERSION
    row: Literal["verdict"] = "verdict"


@dataclass(frozen=True, slots=True)
class FailureRow:
    """A model call that got no reply: infrastructure, never served again, kept for the account."""

    key: CallKey
    kind: str
    message: str
    at: str
    tries: int = 0
    v: int = ROW_VERSION
    row: Literal["failure"] = "failure"


@dataclass(frozen=True, slots=True)
class AheadRow:
    """A call made before it was known whether its reply would be needed, while a judge read the turn before it.

    It answers the equal request and no other, and is itself no call of the session: when the reply is used, a CallRow
    follows. In a finished journal only those are left that were thrown away.
    """

    key: CallKey
    """Of the call that would have come next."""
    request: str
    """Hash of model, messages and parameters."""
    model: str
    at: str
    """When the reply arrived, or the call was cut off."""
    reply: Reply | None = None
    """None when it was cut off under way: what it used is then unknown."""
    v: int = ROW_VERSION
    row: Literal["ahead"] = "ahead"

    @property
    def usage(self) -> Usage:
        """What it used, as far as that is known."""
        return self.reply.usage if self.reply is not None else Usage()


@dataclass(frozen=True, slots=True)
class TextRow:
    """A system message, once per journal."""

    hash: str
    text: str
    v: int = ROW_VERSION
    row: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class GivenRow:
    """A turn that no model was asked for: it came with an imported session, and is kept as it is."""

    turn: Turn
    v: int = ROW_VERSION
    row: Literal["given"] = "given"


Row = StartRow | CallRow | VerdictRow | FailureRow | AheadRow | TextRow | GivenRow

_KINDS: dict[str, TypeAdapter[Any]] = {
    "start": TypeAdapter(StartRow),
    "call": TypeAdapter(CallRow),
    "verdict": TypeAdapter(VerdictRow),
    "failure": TypeAdapter(FailureRow),
    "ahead": TypeAdapter(AheadRow),
    "text": TypeAdapter(TextRow),
    "given": TypeAdapter(GivenRow),
}


def encode(row: Row) -> bytes:
    """The line of a row, line end included."""
    adapter = _KINDS[row.row]
    try:
        body = adapter.dump_json(row, exclude_defaults=False, fallback=str)
    except PydanticSerializationError:
        body = adapter.dump_json(row, exclude_defaults=False, fallback=_safe)
    return b'%b,"sum":"%b"}\n' % (body[:-1], _checksum(body[:-1]))


def decode(line: bytes) -> Row:
    """The row of a line without its line end. Raises BadRow."""
    if len(line) < _TAIL or line[-_TAIL : -_TAIL + 8] != b',"sum":"' or line[-2:] != b'"}':
        raise BadRow("the row is cut off, or is not a row of a journal")
    body = line[:-_TAIL]
    if _checksum(body) != line[-18:-2]:
        raise BadRow("the row does not match its checksum: its bytes were changed after it was written")
    found = from_json(body + b"}")
    version = found.get("v")
    reader = READERS.get(version) if isinstance(version, int) else None
    if reader is None:
        raise BadRow(
            f"rows of version {version!r:.20} are unknown here, only {sorted(READERS)}", version=True
        )
    return reader(found)


def _read_v1(found: dict[str, Any]) -> Row:
    adapter = _KINDS.get(str(found.get("row")))
    if adapter is None:
        raise BadRow(f"unknown kind of row {found.get('row')!r:.40}")
    try:
        row: Row = adapter.validate_python(found)
    except ValidationError as e:
        first = e.errors(include_url=False, include_input=False)[0]
        raise BadRow(f"{'.'.join(str(p) for p in first['loc'])}: {first['msg']}") from e
    return row


READERS: dict[int, Callable[[dict[str, Any]], Row]] = {1: _read_v1}
"""One reader per version that was ever written."""


def _checksum(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=8).hexdigest().encode()


def _safe(value: object) -> str:
    return str(value).encode("utf-8", "replace").decode()

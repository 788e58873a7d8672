"""What every importer makes of a file, and how a file is read in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from simulator.errors import InputError
from simulator.store.errors import from_os_error
from simulator.transcript import Speaker

FILE_LIMIT = 64 * 1024 * 1024
"""Bytes of one file."""
TURN_LIMIT = 1_000_000
"""Characters of one turn."""
TURNS_LIMIT = 50_000
"""Turns of one session."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")


@dataclass(slots=True)
class Imported:
    """One session that was read from a file."""

    file: Path
    turns: list[tuple[Speaker, str]]
    number: int | None = None
    persona: str | None = None
    """The patient's name, as far as the file tells."""
    conversation: str | None = None
    """The file's own name for it, when it holds several."""
    system: str | None = None
    """A system prompt that stood before the talk."""
    reason: str | None = None
    details: str = ""
    note: str | None = None
    origin: tuple[str, str, int] | None = None
    """Arm, persona and replicate of a transcript of our own."""
    models: dict[str, str] = field(default_factory=dict)
    """Role -> model, of a transcript of our own."""
    notices: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Options:
    """What a person says about the files, where they do not say it themselves."""

    patient: Sequence[str] = ()
    """Labels that mean the patient, in addition to the usual ones: names, for instance."""
    therapist: Sequence[str] = ("Nova",)
    known: Sequence[str] = ()
    """First names of personas that may be meant when a file does not introduce its patient."""
    assistant: Speaker = "therapist"
    """Who `assistant` is in lists of chat messages."""


def read_text(path: Path) -> tuple[str, list[str]]:
    """The text of a file, with LF line ends and without control characters, and what had to be done for it.

    Raises:
        InputError: too large, or no text. StoreError: cannot be read.
    """
    try:
        with path.open("rb") as file:  # may be a pipe: `simulate check <(…)`
            data = file.read(FILE_LIMIT + 1)
    except OSError as e:
        raise from_os_error(e, path, "read") from e
    if len(data) > FILE_LIMIT:
        raise InputError(
            f"has more than the {FILE_LIMIT // 2**20} MB that one file may have",
            file=path,
            remedy="split it",
        )
    text, notices = _decoded(data, path)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    clean = _CONTROL.sub(" ", text)
    if clean != text:
        notices.append(f"{path.name}: control characters were replaced by spaces")
    if not clean.strip():
        raise InputError("holds no text", file=path)
    return clean, notices


def _decoded(data: bytes, path: Path) -> tuple[str, list[str]]:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace"), [f"{path.name}: read as UTF-16"]
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        if data.count(0) > len(data) // 100:
            raise InputError("is not a text file", file=path) from None
        return data.decode("cp1252", "replace"), [f"{path.name}: not UTF-8; read as Windows-1252"]


def checked(session: Imported) -> Imported:
    """The session itself when its size is sane. Raises InputError."""
    if not session.turns:
        raise InputError(
            "no turns were found",
            file=session.file,
            remedy="turns begin with `Patient:` or `Therapist:`; other labels can be named with --patient and --therapist",
        )
    if len(session.turns) > TURNS_LIMIT:
        raise InputError(f"a session of more than {TURNS_LIMIT} turns", file=session.file, remedy="split it")
    for n, (_, text) in enumerate(session.turns):
        if len(text) > TURN_LIMIT:
            raise InputError(
                f"turn {n} has {len(text)} characters, more than {TURN_LIMIT}",
                file=session.file,
                remedy="split it",
            )
    return session

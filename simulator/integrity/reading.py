"""Conversations to be checked: JSONL of turns, sessions and runs, and whatever `simulate import` reads."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.errors import InputError, nearest
from simulator.integrity.inspect import Spoken
from simulator.store.importers.model import Imported, Options
from simulator.store.importers.run import read_any
from simulator.store.journal import JOURNAL_NAME
from simulator.transcript import Speaker

MAX_BYTES = 512 * 1024 * 1024
_NEEDED = ("conversation", "turn", "speaker", "text")
_KNOWN = {*_NEEDED, "persona", "therapist", "session"}
_FORM = f"each line is an object with {', '.join(_NEEDED)}"
_SUFFIXES = (".txt", ".json", ".jsonl", ".ndjson")
_ELSEWHERE = frozenset({"messages", "conversations", "turns", "dialog", "dialogue", "speaker"})
"""Keys by which the importers know a conversation."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation and what is known of it."""

    id: str
    """As the file names it; for a text file its name."""
    turns: tuple[Spoken, ...]
    persona: str = ""
    therapist: str = ""
    session: int | None = None
    notes: tuple[str, ...] = ()
    """The notes that the session was given, so that a pasted one is seen."""
    folder: Path | None = None
    """The session's folder, when it is one of a run."""


def read(path: Path, options: Options | None = None) -> Iterator[Conversation]:
    """Reads whatever a path holds.

    Args:
        path: a transcript as text or data in any format that `simulate import` reads, a session's file, or a folder in
            which such files, sessions or runs are looked for.
        options: odd labels, and who `assistant` is.

    Raises:
        InputError: there is nothing there to check, or a file is not what it should be.
    """
    for file in sources(path):
        yield from _read_file(file, options or Options())


def read_each(
    paths: Sequence[Path], options: Options | None = None
) -> tuple[list[Conversation], list[InputError]]:
    """Reads what can be read of several paths.

    Returns:
        The conversations, and what is wrong with each file that could not be read: one damaged session hides no other.
    """
    found: list[Conversation] = []
    faults: list[InputError] = []
    for path in paths:
        try:
            files = sources(path)
        except InputError as error:
            faults.append(error)
            continue
        for file in files:
            try:
                found += _read_file(file, options or Options())
            except InputError as error:
                faults.append(error)
    return found, faults


def sources(path: Path) -> list[Path]:
    """The files that a path stands for: itself, or those of a folder. Raises InputError: none."""
    if not path.is_dir():
        if not path.is_file():
            raise InputError("there is no such file or folder", file=path)
        return [path]
    sessions = sorted(p for p in path.rglob("session.json") if not re.search(r"\.v\d+$", p.parent.name))
    if sessions:
        return sessions
    files = sorted(p for p in path.rglob("*") if p.suffix.lower() in _SUFFIXES and p.is_file())
    if any(file.name == JOURNAL_NAME for file in files):
        raise InputError(
            "no session here is finished yet",
            file=path,
            remedy="check again when one is; `simulate runs` shows how far the run is",
        )
    if not files:
        raise InputError(
            "this folder holds no session and no .txt, .json or .jsonl file",
            file=path,
            remedy="give a run, a session folder, transcripts or a JSONL file",
        )
    return files


def _read_file(path: Path, options: Options) -> Iterator[Conversation]:
    if path.name == "session.json":
        yield _session(path)
    elif path.suffix.lower() == ".jsonl" and _by_turn(path):
        yield from read_jsonl(path)
    else:
        for found in read_any(path, options):
            yield _conversation(found)


def _by_turn(path: Path) -> bool:
    """Whether a JSONL file is meant to be one of turns: only then are its rows held to that form."""
    with path.open("rb") as lines:
        first = next((line for line in lines if line.strip()), b"")
    try:
        row = json.loads(first[:MAX_BYTES].decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return first[:2] not in (b"\xff\xfe", b"\xfe\xff")
    if not isinstance(row, dict):
        return False
    return "conversation" in row or not _ELSEWHERE & set(row)


def _conversation(found: Imported) -> Conversation:
    """A conversation as the importer of its format read it."""
    turns = tuple(Spoken(i, speaker, text) for i, (speaker, text) in enumerate(found.turns))
    persona, therapist = guess_names(turns)
    name = found.file.name + (f" ({found.conversation})" if found.conversation else "")
    return Conversation(name, turns, persona or found.persona or "", therapist, found.number)


def _session(path: Path) -> Conversation:
    from simulator.store.records import parse_session

    record = parse_session(path.read_bytes(), path)
    turns = tuple(Spoken(t.number, t.speaker, t.text) for t in record.turns)
    persona, therapist = guess_names(turns)
    return Conversation(
        str(path.parent),
        turns,
        persona or record.persona,
        therapist,
        record.number,
        _carried(path, record.number),
        path.parent,
    )


def _carried(path: Path, number: int) -> tuple[str, ...]:
    """The note of the session before, when its folder stands beside this one."""
    note = path.parent.parent / f"session-{number - 1:02d}" / "note.md"
    if not note.is_file() or note.stat().st_size > 1_000_000:
        return ()
    return (note.read_bytes().decode("utf-8", errors="replace"),)


def _decode(path: Path) -> str:
    if path.stat().st_size > MAX_BYTES:
        raise InputError(f"the file is larger than {MAX_BYTES // 2**20} MB", file=path)
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise InputError("the file is not UTF-8", file=path, line=line, remedy="save it as UTF-8") from None


def read_jsonl(path: Path) -> Iterator[Conversation]:
    """Reads turns, one JSON object a line; a conversation's turns may stand anywhere in the file, in order.

    Raises:
        InputError: a line is not such an object; the error names it.
    """
    found: dict[str, list[Spoken]] = {}
    about: dict[str, dict[str, Any]] = {}
    for line, text in enumerate(_decode(path).split("\n"), 1):
        if not text.strip():
            continue
        row = _row(text, path, line)
        key = str(row["conversation"])
        found.setdefault(key, []).append(Spoken(row["turn"], row["speaker"], row["text"]))
        mine = about.setdefault(key, {})
        for name in ("persona", "therapist", "session"):
            if row.get(name) not in (None, ""):
                mine.setdefault(name, row[name])
    if not found:
        raise InputError("there is no turn in it", file=path)
    for key, turns in found.items():
        mine = about[key]
        yield Conversation(
            key,
            tuple(turns),
            str(mine.get("persona", "")),
            str(mine.get("therapist", "")),
            mine.get("session"),
        )


def _row(text: str, path: Path, line: int) -> dict[str, Any]:
    try:
        row = json.loads(text)
    except (ValueError, RecursionError):
        raise InputError("not JSON", file=path, line=line, remedy="one JSON object a line") from None
    if not isinstance(row, dict):
        raise InputError("not a JSON object", file=path, line=line, remedy=_FORM)
    for name in _NEEDED:
        if name not in row:
            near = nearest(name, [str(k) for k in row if k not in _KNOWN])
            raise InputError(
                f"the key {name!r} is missing",
                file=path,
                line=line,
                remedy=near if "?" in near else _FORM,
            )
    if row["speaker"] not in ("patient", "therapist"):
        shown = repr(row["speaker"])[:60]
        raise InputError(f"speaker is {shown}", file=path, line=line, remedy="valid: patient, therapist")
    if not isinstance(row["text"], str) and row["text"] is not None:
        raise InputError(
            f"text is {repr(row['text'])[:60]}",
            file=path,
            line=line,
            remedy="a string, or null for an empty turn",
        )
    if isinstance(row["turn"], bool) or not isinstance(row["turn"], int):
        raise InputError(f"turn is {repr(row['turn'])[:60]}", file=path, line=line, remedy="a whole number")
    session = row.get("session")
    if session is not None and (isinstance(session, bool) or not isinstance(session, int)):
        raise InputError(
            f"session is {repr(session)[:60]}", file=path, line=line, remedy="a whole number or null"
        )
    row["text"] = row["text"] or ""
    return row


_INTRODUCED = re.compile(r"\b(?:I'm|I am|my name is|My name is|this is) ([A-Z][a-z]+(?: [A-Z][a-z]+)?)")
_THANKED = re.compile(
    r"\b(?:[Tt]hank you|[Tt]hanks|[Hh]i|[Hh]ello|concern|support|you)[^.!?\n]{0,40}, ([A-Z][a-z]{2,})\b[.,!]"
)


def guess_names(turns: Sequence[Spoken]) -> tuple[str, str]:
    """The patient's and the therapist's name as the talk itself tells them; empty where it does not."""
    persona = ""
    first = next((t for t in turns if t.speaker == "patient"), None)
    if first and (match := _INTRODUCED.search(first.text[:400].replace("’", "'"))):
        persona = match.group(1)
    called: dict[Speaker, Counter[str]] = {"patient": Counter(), "therapist": Counter()}
    for turn in turns:
        called[turn.speaker].update(set(_THANKED.findall(turn.text[:400].replace("’", "'"))))
    theirs = persona.partition(" ")[0]
    therapist = next((n for n, c in called["patient"].most_common() if n != theirs and c >= 2), "")
    if not persona:
        persona = next((n for n, c in called["therapist"].most_common() if n != therapist and c >= 2), "")
    return persona, therapist

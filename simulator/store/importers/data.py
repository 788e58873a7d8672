"""Transcripts as data: JSONL with one turn or one conversation per line, chat messages, ShareGPT, lists of either; CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic_core import from_json

from simulator.errors import InputError
from simulator.store.importers.labels import WORDS, named_by
from simulator.store.importers.model import Imported, Options, checked, read_text
from simulator.transcript import Speaker

_SYSTEM = {"system", "developer"}
_SPEAKER = ("role", "from", "speaker", "interlocutor")
_TEXT = ("content", "value", "text", "utterance", "utterance_text", "message")
"""What people call a turn's speaker and its words."""
_CELL = re.compile(r"'(?=[=+\-@\t])")
"""What our own tables put before a cell that a spreadsheet would run."""


def read_data(path: Path, options: Options) -> list[Imported]:
    """The sessions of a JSON or JSONL file. Raises InputError naming file, line, value and what is valid."""
    text, notices = read_text(path)
    rows = list(_objects(text, path))
    if not rows:
        raise InputError("holds no JSON object", file=path)
    if all(isinstance(row, Mapping) and "text" in row and "speaker" in row for _, row in rows):
        found = _from_turns(rows, path, named_by(options))
    else:
        found = [_conversation(row, path, line, options) for line, row in rows]
        for n, session in enumerate(found, 1):
            session.conversation = session.conversation or (f"{path.stem}-{n}" if len(found) > 1 else None)
    for session in found:
        session.notices[:0] = notices
    return [checked(session) for session in found]


def read_table(path: Path, options: Options) -> list[Imported]:
    """The sessions of a CSV file with a turn a row. Raises InputError naming the file, and the columns that are needed."""
    text, notices = read_text(path)
    head = text.lstrip().split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text.lstrip()), delimiter=max(",;\t", key=head.count))
    try:
        rows = list(_table_rows(reader, path))
    except csv.Error as error:
        raise InputError(f"is not a table: {error}", file=path, line=reader.line_num) from None
    found = _from_turns(rows, path, named_by(options))
    for session in found:
        session.notices[:0] = notices
    return [checked(session) for session in found] or [checked(Imported(path, []))]


def _table_rows(reader: csv.DictReader[str], path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or ()]
    who, said = (next((k for k in names if k in reader.fieldnames), None) for names in (_SPEAKER, _TEXT))
    if who is None or said is None:
        raise InputError(
            f"its columns are {', '.join(reader.fieldnames)[:120]}", file=path, line=1,
            remedy=f"it needs one of {', '.join(_SPEAKER)} and one of {', '.join(_TEXT)}",
        )  # fmt: skip
    for row in reader:
        number = row.get("session") or ""
        place = {name: row.get(name) or "" for name in ("arm", "persona", "replicate")}
        yield (
            reader.line_num,
            {
                **place,
                "conversation": row.get("conversation") or row.get("transcript_id") or "",
                "session": int(number) if re.fullmatch(r"[0-9]{1,4}", number) else number,
                "speaker": row[who],
                "text": _CELL.sub("", row[said] or ""),
            },
        )


def _objects(text: str, path: Path) -> Iterator[tuple[int, Any]]:
    """(line, value) of one JSON document, of the items of its list, or of each line."""
    try:
        whole = from_json(text)
    except ValueError:
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                yield number, _parsed(line, path, number)
        return
    if isinstance(whole, list) and whole and not _is_message(whole[0]):
        yield from ((1, item) for item in whole)
    else:
        yield 1, whole


def _parsed(line: str, path: Path, number: int) -> Any:
    try:
        return from_json(line)
    except ValueError as e:
        raise InputError(f"this line is not JSON ({str(e)[:100]})", file=path, line=number) from e


def _is_message(item: Any) -> bool:
    return isinstance(item, Mapping) and ("role" in item or "from" in item or "speaker" in item)


def _from_turns(rows: list[tuple[int, Any]], path: Path, named: Mapping[str, str]) -> list[Imported]:
    sessions: dict[tuple[str, ...], Imported] = {}
    for line, row in rows:
        place = tuple(
            str(row.get(k, ""))[:200] for k in ("arm", "persona", "replicate", "conversation", "session")
        )
        session = sessions.get(place)
        if session is None:
            number = row.get("session")
            session = sessions[place] = Imported(
                path,
                [],
                number if isinstance(number, int) and not isinstance(number, bool) else None,
                persona=_text_or_none(row.get("persona")),
                conversation=_text_or_none(row.get("conversation")),
            )
        expected = row.get("turn")
        if isinstance(expected, int) and expected != len(session.turns):
            raise InputError(
                f"turn {expected} of this conversation is where turn {len(session.turns)} should",
                file=path,
                line=line,
                remedy="put the turns in order, counted from 0",
            )
        session.turns.append((_speaker(row["speaker"], path, line, named), _content(row["text"], path, line)))
    return list(sessions.values())


def _conversation(row: Any, path: Path, line: int, options: Options) -> Imported:
    if isinstance(row, list):
        row = {"messages": row}
    if not isinstance(row, Mapping):
        raise InputError(
            f"a conversation is an object or a list, not {str(row)[:40]!r}", file=path, line=line
        )
    items = next(
        (row[k] for k in ("messages", "conversations", "turns", "dialog", "dialogue") if k in row), None
    )
    if not isinstance(items, list):
        raise InputError(
            f"an object with the keys {', '.join(sorted(map(str, row))[:8])} is not a conversation",
            file=path,
            line=line,
            remedy="it needs `messages`, `conversations` or `turns`, a list; or `speaker` and `text`",
        )
    number = row.get("session") or row.get("number")
    session = Imported(
        path,
        [],
        number if isinstance(number, int) and not isinstance(number, bool) else None,
        persona=_text_or_none(row.get("persona")),
        conversation=_text_or_none(row.get("id") or row.get("conversation")),
    )
    for item in items:
        _add(session, item, line, options)
    return session


def _add(session: Imported, item: Any, line: int, options: Options) -> None:
    if not isinstance(item, Mapping):
        raise InputError(f"a message is an object, not {str(item)[:40]!r}", file=session.file, line=line)
    role = next((item[k] for k in _SPEAKER if k in item), None)
    if not any(k in item for k in _TEXT):
        raise InputError(
            f"a turn with the keys {', '.join(map(str, item))[:80]} has no words", file=session.file, line=line,
            remedy=f"they belong under one of {', '.join(_TEXT)}",
        )  # fmt: skip
    content = next(item[k] for k in _TEXT if k in item)
    text = _content(content, session.file, line)
    if isinstance(role, str) and role.lower() in _SYSTEM:
        session.system = text if session.system is None else f"{session.system}\n\n{text}"
        return
    speaker = _speaker(role, session.file, line, named_by(options))
    if isinstance(role, str) and role.lower() in ("assistant", "gpt", "user", "human", "model", "ai", "bot"):
        own = speaker == "therapist"
        speaker = (
            options.assistant if own else ("patient" if options.assistant == "therapist" else "therapist")
        )
    session.turns.append((speaker, text))


def _speaker(value: Any, path: Path, line: int, named: Mapping[str, str]) -> Speaker:
    word = value.strip().lower() if isinstance(value, str) else ""
    found = named.get(word) or WORDS.get(word)
    if found is not None:
        return "patient" if found == "patient" else "therapist"
    raise InputError(
        f"unknown speaker {str(value)[:60]!r}",
        file=path,
        line=line,
        remedy="valid: patient, therapist, user, assistant; or say who it is with --patient NAME or --therapist NAME",
    )


def _content(value: Any, path: Path, line: int) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(
        isinstance(p, Mapping) and isinstance(p.get("text"), str) for p in value
    ):
        return "\n\n".join(p["text"] for p in value)
    raise InputError(f"the text of a turn is {str(value)[:40]!r}, not text", file=path, line=line)


def _text_or_none(value: Any) -> str | None:
    return value[:200] if isinstance(value, str) and value.strip() else None

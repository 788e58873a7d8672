"""Search over all turns: all words must occur in the same turn, "words in quotes" next to each other. Case is ignored."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from simulator.pages.reading import read_unfinished
from simulator.pages.text import Piece, highlighted
from simulator.store.content import read_journal
from simulator.store.errors import StoreError
from simulator.store.folders import SESSION_NAME, SessionFolder
from simulator.store.journal import JOURNAL_NAME
from simulator.store.runs import courses_in, run_paths
from simulator.viewer.library import place_in_run

LIMIT = 200
"""Turns in one answer."""
QUERY_LIMIT = 200
"""Characters of a question."""
AROUND = 160
"""Characters shown on either side of the first word that was found."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A turn that was found."""

    run: str
    place: str
    """Of the session in its run."""
    number: int
    """Of the session."""
    course: str
    turn: int
    speaker: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a question."""

    hits: tuple[Hit, ...]
    more: bool = False
    """There are further turns than `LIMIT`."""
    problems: tuple[str, ...] = ()
    """Sessions that could not be read."""


def wanted(query: str) -> list[str]:
    """The words and quoted phrases of a question, in lower case."""
    found = [a or b for a, b in re.findall(r'"([^"]+)"|(\S+)', query[:QUERY_LIMIT])]
    return list(dict.fromkeys(w.strip('"').casefold() for w in found if w.strip('"').strip()))


def search(runs_dir: Path, query: str, *, run: str = "", speaker: str = "") -> Found:
    """Turns that hold what is asked for, in order of run, course, session and turn.

    Args:
        run: only in this run; all when empty.
        speaker: only `patient` or `therapist`; both when empty.
    """
    words = wanted(query)
    if not words:
        return Found(())
    hits, problems = list[Hit](), list[str]()
    for path in run_paths(runs_dir):
        if run and path.name != run:
            continue
        try:
            folders = [f for c in courses_in(path) for f in c.sessions()]
        except StoreError as e:
            problems.append(str(e))
            continue
        for folder in folders:
            try:
                for turn, who, text in _turns(folder, words):
                    if speaker in ("", who) and _matches(text, words):
                        if len(hits) == LIMIT:
                            return Found(tuple(hits), True, tuple(problems))
                        hits.append(_hit(path.name, folder, turn, who, text, words))
            except StoreError as e:
                problems.append(str(e))
    return Found(tuple(hits), False, tuple(problems))


def _matches(text: str, words: list[str]) -> bool:
    low = text.casefold()
    return all(w in low for w in words)


def _turns(folder: SessionFolder, words: list[str]) -> Iterator[tuple[int, str, str]]:
    path = folder.path / SESSION_NAME
    if not path.exists():
        for read in read_unfinished(read_journal(folder.path / JOURNAL_NAME)).turns:
            yield read.number, read.speaker, "".join(p.text for p in read.pieces)
        return
    # The file is looked through before it is read as a record: most sessions hold no hit, and this is ten times faster.
    try:
        raw = path.read_bytes().decode("utf-8", "replace").casefold()
    except OSError:
        raw = None
    plain = [w for w in words if not re.search(r'["\\\x00-\x1f]', w)]
    if raw is not None and not all(w in raw for w in plain):
        return
    for turn in folder.load().turns:
        yield turn.number, turn.speaker, turn.text


def _hit(run: str, folder: SessionFolder, turn: int, speaker: str, text: str, words: list[str]) -> Hit:
    low = text.lower()
    at = min((i for w in words if (i := low.find(w)) >= 0), default=0)
    start, end = max(0, at - AROUND), min(len(text), at + 2 * AROUND)
    if start:
        start = text.find(" ", start, at) + 1 or start
    shown = ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")
    return Hit(
        run, place_in_run(folder), folder.number, folder.course.key, turn, speaker, highlighted(shown, words)
    )

"""Moves old versions aside and begins new ones, under an intent on disk, so that a crash in between loses nothing."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from simulator.store.atomic import make_folder, sync_folder, write_bytes
from simulator.store.content import read_journal
from simulator.store.errors import StoreError, Trouble, from_os_error
from simulator.store.folders import CourseFolder, SessionFolder
from simulator.store.journal import JOURNAL_NAME
from simulator.store.names import is_name, numbered
from simulator.store.plain import read_plain
from simulator.store.rows import GivenRow, Row, StartRow, TextRow, encode
from simulator.transcript import Record

INTENT_NAME = "regenerate.json"
_LIMIT = 1024 * 1024


class Target(Record):
    """One session to be regenerated."""

    session: int
    from_turn: int = 0
    """The first turn to be regenerated; those before stand."""
    old: int
    """The version it has now becomes `session-07.v<old>`."""


_INTENT: TypeAdapter[list[Target]] = TypeAdapter(list[Target])


def begin_anew(course: CourseFolder, targets: list[Target]) -> None:
    """Move the sessions' old versions aside and begin new ones, in a way that a crash cannot leave half done.

    Raises StoreError; what was not done then is done by the next who opens the run for writing.
    """
    write_bytes(course.path / INTENT_NAME, _INTENT.dump_json(targets) + b"\n")
    finish_intent(course)


def finish_intent(course: CourseFolder) -> None:
    """Do what an intent says, from wherever a crash left it. Without an intent nothing happens. Raises StoreError."""
    path = course.path / INTENT_NAME
    if not path.exists():
        return
    try:
        targets = _INTENT.validate_json(read_plain(path, _LIMIT))
    except ValidationError as e:
        raise StoreError(
            Trouble.DAMAGED,
            "this is not a list of sessions",
            file=path,
            remedy="delete it and regenerate again",
        ) from e
    try:
        for target in targets:
            _begin_anew(course, target)
        path.unlink()
        sync_folder(course.path)
    except OSError as e:
        raise from_os_error(e, path) from e


def _begin_anew(course: CourseFolder, target: Target) -> None:
    now = course.session(target.session).path
    kept = SessionFolder(course, target.session, old=target.old).path
    new = now.with_name(now.name + ".new")
    if not kept.exists():
        shutil.rmtree(new, ignore_errors=True)
        make_folder(new)
        write_bytes(new / JOURNAL_NAME, b"".join(encode(r) for r in _first_rows(course, target)))
        now.rename(kept)
    if not now.exists():
        new.rename(now)
    sync_folder(course.path)


def _first_rows(course: CourseFolder, target: Target) -> list[Row]:
    """The new version's journal: what stands of the old one."""
    folder = course.session(target.session)
    content = read_journal(folder.path / JOURNAL_NAME)
    versions = content.start.versions if content.start else ((0, 0),)
    kept = [v for v in versions if v[0] < target.from_turn] if target.from_turn else []
    start = StartRow(course.key, target.session, (*kept, (target.from_turn, versions[-1][1] + 1)))
    if start.versions[0][0] != 0:
        start = replace(start, versions=((0, 0), *start.versions))
    given = [t for t in folder.load().turns if t.source == "import" and t.number < target.from_turn]
    calls = [c for c in content.calls.values() if c.key.turn < target.from_turn]
    used = {c.system for c in calls}
    return [
        start,
        *(GivenRow(turn) for turn in given),
        *(TextRow(h, t) for h, t in content.texts.items() if h in used),
        *calls,
    ]


def finish_intents(run: Path) -> None:
    """Finish what a crash left under a run's folder. Raises StoreError."""
    for path in sorted(run.glob(f"*/*/r*/{INTENT_NAME}")):
        arm, persona, course = path.parts[-4:-1]
        replicate = numbered(course, "r")
        if replicate and is_name(arm) and is_name(persona):
            finish_intent(CourseFolder(run, arm, persona, replicate))

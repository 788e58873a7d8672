"""Stale sessions: those that rest on a session that was regenerated after they were made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.store.records import Stale

if TYPE_CHECKING:
    from simulator.store.folders import CourseFolder


def stale_marks(course: CourseFolder) -> dict[int, Stale | None]:
    """For each finished session: what changed after it was made that it rests on, or None when nothing did.

    That is its parent, or what the parent itself rests on: a session is given the notes of all before it.
    """
    found: dict[int, Stale | None] = {}
    parent: tuple[int, str] | None = None
    for folder in course.sessions():
        row = folder.summary()
        if row.state not in ("complete", "broken"):
            continue
        was, now = row.parent or "", parent[1] if parent else ""
        found[row.number] = None
        if was != now:
            found[row.number] = Stale(parent_session=parent[0] if parent else 0, was=was, now=now)
        elif parent is not None:
            found[row.number] = found[parent[0]]
        if row.state == "complete" and row.seeds:
            parent = row.number, row.seed
    return found


def mark_stale(course: CourseFolder) -> list[int]:
    """Write into each finished session whether its parent changed after it was made. Returns those that are stale.

    The run must be open for writing. Files that say the right thing already are not touched. Raises StoreError.
    """
    marks = stale_marks(course)
    for number, mark in marks.items():
        folder = course.session(number)
        if mark is None and not folder.summary().stale:
            continue
        record = folder.load()
        if record.stale != mark:
            folder.save_now(record.model_copy(update={"stale": mark}))
    return [n for n, mark in marks.items() if mark is not None]

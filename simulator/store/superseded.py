"""What older versions of regenerated sessions took: it was paid for, and belongs to every sum of a run."""

from __future__ import annotations

from simulator.store.content import read_journal
from simulator.store.folders import CourseFolder, SessionFolder
from simulator.store.journal import JOURNAL_NAME
from simulator.transcript import Usage


def superseded_usage(session: SessionFolder) -> list[Usage]:
    """The calls of a session's older versions that its present version did not keep, each once.

    A session that was regenerated from a turn on keeps the calls before it, and has them in its own journal.

    Raises:
        StoreError: a journal is damaged.
    """
    older = session.older()
    if not older:
        return []
    kept = read_journal(session.path / JOURNAL_NAME).calls
    found: dict[object, Usage] = {}
    for folder in older:
        content = read_journal(folder.path / JOURNAL_NAME)
        found |= {key: row.reply.usage for key, row in content.calls.items() if key not in kept}
        found |= {(folder.old, n): row.usage for n, row in enumerate(content.unused())}
    return list(found.values())


def superseded_in(course: CourseFolder) -> list[Usage]:
    """The same for all sessions of a course. Raises StoreError."""
    return [usage for session in course.regenerated() for usage in superseded_usage(session)]

"""Reading a run for a report: every session once, its numbers and its page; nothing of it is kept in memory but these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from markupsafe import Markup

from simulator.ledger import Ledger
from simulator.pages.reading import Reading, counts, read_finished, read_unfinished
from simulator.report.figures import Figures
from simulator.store.content import read_journal
from simulator.store.errors import StoreError
from simulator.store.folders import CourseFolder, SessionFolder
from simulator.store.journal import JOURNAL_NAME
from simulator.store.records import SessionRecord
from simulator.store.runs import Run
from simulator.store.superseded import superseded_usage

Render = Callable[[str, SessionRecord | None, Reading], Markup]
"""Makes a session's page from its anchor, its record (None while it is unfinished) and its reading."""


@dataclass(slots=True)
class Entry:
    """A session in the report."""

    anchor: str
    number: int
    state: str
    reason: str = ""
    turns: int = 0
    words: int = 0
    discarded: int = 0
    cost: float | None = None
    unpriced: int = 0
    version: int = 0
    stale: bool = False
    checksum: str = ""
    problem: str = ""
    page: Markup | None = None
    """None when its transcript is left out."""


@dataclass(slots=True)
class CourseEntry:
    """A course in the report."""

    key: str
    arm: str
    persona: str
    replicate: int
    sessions: list[Entry] = field(default_factory=list)


@dataclass(slots=True)
class Gathered:
    """A run, read."""

    arms: dict[str, Figures]
    total: Figures
    courses: list[CourseEntry] = field(default_factory=list)
    ledgers: list[tuple[CourseFolder, Ledger]] = field(default_factory=list)
    requested: dict[str, dict[str, None]] = field(default_factory=dict)
    """Role -> models asked for, in order."""
    reported: dict[str, dict[str, None]] = field(default_factory=dict)
    """Role -> who the models said they are."""
    hashes: dict[str, dict[str, None]] = field(default_factory=dict)
    """What sessions were made from -> SHA-256; several when it was changed on the way."""
    code_versions: dict[str, None] = field(default_factory=dict)
    mixed: dict[str, None] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def gather(run: Run, render: Render, wants: Callable[[SessionRecord], bool]) -> Gathered:
    """Read a run.

    Args:
        render: makes a session's page.
        wants: whether a finished session's transcript is to be in the report.
    """
    plan = run.plan
    each = len(plan.personas) * plan.replicates * plan.sessions
    found = Gathered(
        {a.name: Figures(a.name, planned=each) for a in plan.arms}, Figures("all", planned=run.file.planned)
    )
    for course in run.courses():
        entry = CourseEntry(course.key, course.arm, course.persona, course.replicate)
        found.courses.append(entry)
        figures = (found.total, found.arms.setdefault(course.arm, Figures(course.arm)))
        for folder in course.sessions():
            anchor = f"s{sum(len(c.sessions) for c in found.courses) + 1}"
            try:
                entry.sessions.append(_session(found, figures, folder, anchor, render, wants))
            except StoreError as e:
                found.problems.append(str(e))
                entry.sessions.append(Entry(anchor, folder.number, "damaged", problem=str(e)))
                for each_figures in figures:
                    each_figures.states["damaged"] += 1
        _ledger(found, figures, course)
    return found


def _session(
    found: Gathered,
    figures: tuple[Figures, ...],
    folder: SessionFolder,
    anchor: str,
    render: Render,
    wants: Callable[[SessionRecord], bool],
) -> Entry:
    content = read_journal(folder.path / JOURNAL_NAME)
    superseded = superseded_usage(folder)
    for f in figures:
        f.add_superseded(superseded)
    if folder.state == "partial":
        for f in figures:
            f.states["unfinished"] += 1
        reading = read_unfinished(content)
        return Entry(
            anchor, folder.number, "unfinished", turns=len(reading.turns), discarded=len(reading.discarded),
            page=render(anchor, None, reading),
        )  # fmt: skip
    record = folder.load()
    reading = read_finished(record, content)
    roles = counts(record, reading)
    older = [f.load() for f in folder.older()]
    first = older[0] if older else record
    for f in figures:
        f.states[record.status.value] += 1
        f.first_made[first.status.value] += 1
        f.remade += bool(older)
        if record.status.value != "failed":
            f.add_session(record, roles)
        else:
            f.add_usage(record)
    _provenance(found, record)
    return Entry(
        anchor, record.number, record.status.value, record.ending.reason.value if record.ending else "",
        len(record.turns), sum(len(t.text.split()) for t in record.turns), record.integrity.discarded, record.cost,
        record.unpriced, record.version, record.stale is not None, folder.checksum() or "",
        page=render(anchor, record, reading) if wants(record) else None,
    )  # fmt: skip


def _provenance(found: Gathered, record: SessionRecord) -> None:
    lineage = record.lineage
    for role, model in lineage.requested.items():
        found.requested.setdefault(role, {})[model] = None
    for role, names in lineage.reported.items():
        found.reported.setdefault(role, {}).update(dict.fromkeys(names))
    for name, value in lineage.hashes.items():
        label = {"persona": f"persona {record.persona}", "config": f"config of arm {record.arm}"}.get(
            name, name
        )
        if name == "therapist prompt":
            label = f"therapist prompt of arm {record.arm}"
        found.hashes.setdefault(label, {})[value] = None
    if lineage.code_version:
        found.code_versions[lineage.code_version] = None
    found.mixed.update(dict.fromkeys(lineage.mixed))


def _ledger(found: Gathered, figures: tuple[Figures, ...], course: CourseFolder) -> None:
    try:
        ledger = course.load_ledger()
    except StoreError as e:
        found.problems.append(str(e))
        return
    if ledger is not None:
        found.ledgers.append((course, ledger))
        for f in figures:
            f.add_ledger(ledger)

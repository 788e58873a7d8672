"""What a study has made so far: sessions as first made and as they are now, course by course."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from simulator.errors import InputError
from simulator.personas import Persona, load_persona
from simulator.store.content import read_journal
from simulator.store.folders import SessionFolder
from simulator.store.journal import JOURNAL_NAME
from simulator.store.records import SessionRecord
from simulator.store.runs import INPUTS, Run
from simulator.study.result import View
from simulator.transcript import SessionStatus

FINISHED = (SessionStatus.COMPLETE, SessionStatus.BROKEN)


@dataclass
class CourseData:
    """The scored sessions of one course."""

    arm: str
    persona: str
    replicate: int
    first: list[SessionRecord] = field(default_factory=list)
    """As first made, finished ones."""
    current: list[SessionRecord] = field(default_factory=list)
    """As they are now, finished ones."""
    failed: int = 0
    missing: int = 0
    regenerated: int = 0
    failures: int = 0
    """Calls without a reply."""
    stale: int = 0

    @property
    def whole(self) -> bool:
        """Whether every session is finished, complete or broken."""
        return not self.failed and not self.missing

    def sessions(self, view: View) -> list[SessionRecord]:
        """The sessions that a view scores."""
        if view == "started":
            return self.first
        return [s for s in self.current if s.status is SessionStatus.COMPLETE]


@dataclass
class StudyData:
    """All courses of a study."""

    arms: tuple[str, ...]
    personas: tuple[str, ...]
    replicates: int
    first_scored: int
    sessions: int
    courses: dict[tuple[str, str, int], CourseData]
    people: dict[str, Persona | None]

    def of(self, arm: str) -> Iterator[CourseData]:
        """An arm's courses."""
        return (c for (name, _, _), c in self.courses.items() if name == arm)

    def pairs(self) -> Iterator[tuple[str, int]]:
        """Persona and replicate of every pair that the plan asks for."""
        for persona in self.personas:
            for replicate in range(1, self.replicates + 1):
                yield persona, replicate


def collect(run: Run, first_scored: int = 1) -> StudyData:
    """Read a run's sessions from disk. Raises StoreError when a record is damaged."""
    plan = run.plan
    courses = {}
    for folder in run.planned_courses():
        found = CourseData(folder.arm, folder.persona, folder.replicate)
        for number in range(first_scored, plan.sessions + 1):
            _add(found, folder.session(number))
        courses[folder.id] = found
    arms = tuple(a.name for a in plan.arms)
    return StudyData(
        arms, plan.personas, plan.replicates, first_scored, plan.sessions, courses, _people(run)
    )  # fmt: skip


def _add(found: CourseData, session: SessionFolder) -> None:
    older = session.older()
    record = None if session.state in ("absent", "partial") else session.load()
    original = older[0].load() if older else record
    if record is None:
        found.missing += 1
    elif record.status in FINISHED:
        found.current.append(record)
        found.stale += record.stale is not None
    else:
        found.failed += 1
    if original is not None and original.status in FINISHED:
        found.first.append(original)
    found.regenerated += bool(older)
    found.failures += len(read_journal(session.path / JOURNAL_NAME).failures)


def _people(run: Run) -> dict[str, Persona | None]:
    """The personas as the run had them; today's file where the run kept no copy."""
    found: dict[str, Persona | None] = {}
    for name in run.plan.personas:
        copy = run.path / INPUTS / "personas" / f"{name}.yaml"
        try:
            found[name] = load_persona(str(copy) if copy.is_file() else name)
        except InputError:
            found[name] = None
    return found

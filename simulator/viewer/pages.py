"""The pages, one function each: what was asked for goes in, HTML comes out. Blocking; the server calls them in threads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from simulator import __version__
from simulator.pages import environment
from simulator.pages.reading import Reading
from simulator.store.errors import StoreError
from simulator.store.folders import CourseFolder
from simulator.store.listing import summarise
from simulator.store.runs import Run
from simulator.store.versions import differences
from simulator.viewer.library import (
    Library,
    Missing,
    Open,
    Row,
    is_study,
    place_in_run,
    replicate_of,
    rows,
    siblings,
    summary_holder,
)
from simulator.viewer.results import Results
from simulator.viewer.search import LIMIT, QUERY_LIMIT, search, wanted

RUNNING_EVERY = 2
"""Seconds between two looks at a page of something under way."""
RESTING_EVERY = 15
SHOWN_COURSES = 4
"""A run with no more courses than these shows their tables on its own page."""


class Pages:
    """All pages of a runs folder."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._results = Results()
        self._env = environment("simulator.viewer")
        self._env.globals.update(version=__version__, place=place_in_run)
        self._env.filters["tone"] = tone
        self._env.filters["by_number"] = lambda found: {row.folder.number: row for row in found}

    def runs(self, query: Mapping[str, str]) -> str:  # noqa: ARG002
        """The list of runs."""
        found = self.library.runs()
        running = any(r.holder for r in found)
        studies = {r.name for r in found if is_study(r.path)}
        return self._page(
            "runs.html", every=_every(running), runs=found, studies=studies, folder=str(self.library.runs_dir)
        )

    def run(self, query: Mapping[str, str], *, run: str) -> str:  # noqa: ARG002
        """A run: its plan, its courses, their sessions."""
        opened = self.library.run(run)
        courses = [(course, rows(course)) for course in opened.courses()]
        summary = summarise(
            opened.path, ((row.summary, row.problem) for _, found in courses for row in found)
        )
        begun = {course.id for course, _ in courses}
        if not opened.file.imported:
            courses += [(course, []) for course in opened.planned_courses() if course.id not in begun]
        inline = len(courses) <= SHOWN_COURSES
        return self._page(
            "run.html", every=_every(summary.holder is not None), run=opened, summary=summary, courses=courses,
            numbers=_numbers(opened, courses), inline=inline, running=summary.holder is not None,
            study=is_study(opened.path),
        )  # fmt: skip

    def verdicts(self, query: Mapping[str, str], *, run: str) -> str:  # noqa: ARG002
        """What a study shows so far, in the report's own words."""
        opened = self.library.run(run)
        if not is_study(opened.path):
            raise Missing(f"“{opened.name}” is a run, not a study: `simulate ab` makes studies.")
        # This page does not refresh itself: nobody should watch a p value while a study is running.
        return self._page("study.html", every=0, run=opened, result=self._results.of(opened))

    def course(self, query: Mapping[str, str], *, run: str, arm: str, persona: str, replicate: str) -> str:  # noqa: ARG002
        """A course: its sessions, and what its ledger says."""
        opened = self.library.run(run)
        course = self.library.course(opened, arm, persona, replicate_of(replicate))
        running = summary_holder(opened) is not None
        return self._page(
            "course.html", every=_every(running), run=opened, course=course, rows=rows(course),
            ledger=course.load_ledger(), running=running,
        )  # fmt: skip

    def session(
        self, query: Mapping[str, str], *, run: str, arm: str, persona: str, replicate: str, number: str
    ) -> str:
        """A session as a conversation."""
        opened = self.library.run(run)
        course = self.library.course(opened, arm, persona, replicate_of(replicate))
        old = _number(query["version"], "version") if query.get("version") else None
        folder = self.library.session(course, _number(number, "session"), old)
        found = self.library.open(opened, folder)
        there = [f.number for f in course.sessions()]
        return self._page(
            "session.html", every=RUNNING_EVERY if found.record is None else 0, found=found, run=opened,
            course=course, folder=folder, record=found.record, reading=found.reading,
            before=max((n for n in there if n < folder.number), default=None),
            after=min((n for n in there if n > folder.number), default=None),
            siblings=list(siblings(opened, folder)), codes=_codes(found.reading),
        )  # fmt: skip

    def compare(self, query: Mapping[str, str]) -> str:
        """Two sessions side by side."""
        places = [query.get("a", ""), query.get("b", "")]
        if not places[0]:
            raise Missing("Say which sessions: /compare?a=run/arm/persona/r01/3&b=run/arm/persona/r01/4")
        left = self.library.place(places[0])
        right = self.library.place(places[1]) if places[1] else _partner(left)
        return self._page(
            "compare.html", every=0, sides=[_Side("a", left), _Side("b", right)], choices=_choices(left.run, right.run),
            same=_same(left.reading, right.reading),
            differences=differences(left.record, right.record) if left.record and right.record else [],
        )  # fmt: skip

    def search(self, query: Mapping[str, str]) -> str:
        """Search over all turns."""
        asked = query.get("q", "")[:QUERY_LIMIT]
        speaker = query.get("speaker", "") if query.get("speaker") in ("patient", "therapist") else ""
        names = self.library.names()
        run = query.get("run", "") if query.get("run") in names else ""
        found = search(self.library.runs_dir, asked, run=run, speaker=speaker)
        return self._page(
            "search.html", every=0, q=asked, run_name=run, speaker=speaker, names=names, found=found, limit=LIMIT,
            asked=bool(wanted(asked)),
        )  # fmt: skip

    def problem(self, status: int, text: str) -> str:
        """A page that says what is wrong."""
        title = "Not found" if status == 404 else "This cannot be read"
        return self._page("problem.html", every=0, title=title, text=text)

    def _page(self, template: str, *, every: int, **values: Any) -> str:
        return self._env.get_template(template).render(every=every, q=values.pop("q", ""), **values)


class _Side:
    """One half of a comparison."""

    def __init__(self, name: str, found: Open) -> None:
        self.name, self.found = name, found
        self.course: CourseFolder = found.folder.course


def tone(state: str) -> str:
    """The class of a state's mark."""
    known = {"complete, some broken": "broken", "stopped early": "failed"}
    return known.get(state, state)


def _every(running: bool) -> int:
    return RUNNING_EVERY if running else RESTING_EVERY


def _number(text: str, what: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 4):
        raise Missing(f"“{text[:40]}” is not the number of a {what}.")
    return int(text)


def _numbers(run: Run, courses: list[tuple[CourseFolder, list[Row]]]) -> list[int]:
    there = {r.folder.number for _, found in courses for r in found}
    planned = range(1, run.plan.sessions + 1) if not run.file.imported else ()
    return sorted(there.union(planned))


def _codes(reading: Reading) -> list[tuple[str, int]]:
    return Counter(code for a in reading.discarded for code in a.codes or ["taken back"]).most_common()


def _partner(left: Open) -> Open:
    """The session that is most like the left one, else the left one itself."""
    for _, folder in siblings(left.run, left.folder):
        try:
            return Library(left.run.path.parent).open(left.run, folder)
        except StoreError:
            continue
    return left


def _choices(*runs: Run) -> list[tuple[str, list[tuple[str, str]]]]:
    found = []
    for run in {r.name: r for r in runs}.values():
        for course in run.courses():
            places = []
            for folder in course.sessions():
                for f in (folder, *folder.older()):
                    name = f"session {f.number}" + (f", version {f.old}" if f.old is not None else "")
                    places.append((f"{run.name}/{place_in_run(f)}", name))
            found.append((f"{run.name} · {course.key}", places))
    return found


def _same(a: Reading, b: Reading) -> int:
    """How many turns from the first on are the same on both sides."""
    same = 0
    for x, y in zip(a.turns, b.turns, strict=False):
        if (x.speaker, [p.text for p in x.pieces]) != (y.speaker, [p.text for p in y.pieces]):
            break
        same += 1
    return same

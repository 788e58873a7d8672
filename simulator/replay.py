"""Replay: today's code on the replies recorded. Nothing is asked, nothing is written, no connection is opened."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any

from simulator.course import Course, Kit
from simulator.endings.recall import RecalledEndings
from simulator.heap import set_apart
from simulator.integrity.recall import Accepted, RecallingGuard, is_as_shipped
from simulator.ledger import Ledger
from simulator.models import CallKey
from simulator.own_code import code_digest
from simulator.personas import Persona
from simulator.planning import work_of
from simulator.plural import many
from simulator.store.content import Content
from simulator.store.folders import TRANSCRIPT_NAME, CourseFolder, SessionFolder
from simulator.store.journal import Difference, Journal
from simulator.store.pages import transcript_page
from simulator.store.recorded import Silent
from simulator.store.records import SessionRecord
from simulator.store.rows import Verdict
from simulator.store.runs import Run
from simulator.structured import spoken
from simulator.transcript import Finding, SessionStatus


@dataclass
class SessionReplay:
    """What today's code makes of one recorded session."""

    course: str
    number: int
    same: bool
    """The transcript is the same, byte for byte."""
    same_talk: bool
    """Turns, ending and note are the same; the hashes of what they were made from may differ."""
    changes: list[str] = field(default_factory=list)
    """In words, in the order of turns: what would be judged, asked or ended otherwise."""
    recalled: bool = False
    """Guard and ending rules were taken at their recorded word, which could be no other one."""

    def as_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "course": self.course,
            "session": self.number,
            "same": self.same,
            "same_talk": self.same_talk,
            "changes": self.changes,
            "recalled": self.recalled,
        }


class _Pass(SessionFolder):
    """A session's folder for one replay: its journal is read-only, and what would be saved is only kept."""

    made: SessionRecord | None = None

    @property
    def done(self) -> bool:
        return False

    @cached_property
    def recorded(self) -> Journal:
        """Read once, and never written."""
        return self.journal(writable=False)

    async def mend(self) -> str:
        return ""

    async def open(self) -> Journal:
        return self.recorded

    async def save(self, record: SessionRecord, journal: Journal | None = None) -> None:  # noqa: ARG002
        self.made = record


class _Course(CourseFolder):
    """A course's folder of which one session is replayed, and the others are as recorded."""

    def __init__(self, course: CourseFolder, records: dict[int, SessionRecord], target: int) -> None:
        super().__init__(course.path.parents[2], *course.id, imported=course.imported)
        self.records, self.target = records, target
        self.replayed = _Pass(self, target)

    def session(self, number: int) -> SessionFolder:
        return self.replayed if number == self.target else _Recorded(self, number)

    def numbers(self, planned: int) -> Sequence[int]:  # noqa: ARG002 - the record says how many there are
        return [n for n in sorted(self.records) if n <= self.target]

    async def settle(self, ledger: Ledger) -> None:
        """A replay leaves no file."""


class _Recorded(SessionFolder):
    """A session as it was recorded."""

    course: _Course

    @property
    def done(self) -> bool:
        return True

    def load(self) -> SessionRecord:
        return self.course.records[self.number]

    async def mend(self) -> str:
        return ""  # it has been read


async def replay_run(
    run: Run, *, check_again: bool = False, courses: Collection[str] | None = None
) -> list[SessionReplay]:
    """Run today's code over every finished session of a run, each in the context that was recorded.

    Args:
        run: what is replayed.
        check_again: ask the guard about every attempt and the ending rules about every turn, also where their word
            cannot be another than the recorded one: same code, settings, prompts and persona, and the attempt was accepted.
        courses: `arm/persona/r01` of those to replay; None for all.

    Raises:
        InputError: a persona or prompt that the run names is not there today. StoreError: damaged files.
    """
    work = work_of(run.plan, check_models=False)
    personas = {p.id: p for p in work.personas}
    kits = {
        arm.name: Kit(
            arm.config,
            arm.prompts,
            {role: Silent() for role in arm.role_models()},
            arm.guard,
            arm.rules,
            arm.hashes,
            accept_changes=True,
        )
        for arm in work.arms
    }
    found: list[SessionReplay] = []
    with set_apart():
        for course in run.courses():
            if courses is not None and course.key not in courses:
                continue
            records = {s.number: s.load() for s in course.sessions() if s.state in ("complete", "broken")}
            for number in records:
                kit, persona = kits[course.arm], personas[course.persona]
                found.append(await _replay(course, records, number, persona, kit, check_again))
    return found


async def _replay(
    course: CourseFolder,
    records: dict[int, SessionRecord],
    number: int,
    persona: Persona,
    kit: Kit,
    check_again: bool,
) -> SessionReplay:
    shadow, old = _Course(course, records, number), records[number]
    journal = shadow.replayed.recorded
    if old.lineage.imported_from and not journal.content.calls:
        return SessionReplay(
            course.key, number, True, True, ["imported: no model call is recorded, nothing to replay"]
        )
    if old.plan is not None:
        # A run that was extended afterwards is still what it was when this session was made.
        kit = replace(kit, config=kit.config.model_copy(update={"sessions": old.plan.sessions}))
    if recalled := not check_again and _same_judgement(old, persona, kit):
        kit = replace(kit, guard=RecallingGuard(kit.guard, _accepted(journal.content)))
        if old.status is SessionStatus.COMPLETE and old.ending is not None and old.risk is not None:
            kit = replace(kit, tracker=partial(RecalledEndings, old.turns, old.ending, old.risk))
    await Course(shadow, persona, kit).run(number)
    new = shadow.replayed.made
    if new is None:
        raise RuntimeError("a replayed session was not made")
    page = (course.session(number).path / TRANSCRIPT_NAME).read_bytes()
    today = new.model_copy(update={"stale": old.stale})
    # What was accepted as mixed at the time, or differs now, is told in words below; it must not hide that the talk is the same.
    today = today.model_copy(
        update={"lineage": today.lineage.model_copy(update={"mixed": old.lineage.mixed})}
    )
    same = transcript_page(today).encode() == page
    told = (new.turns, new.ending, new.note_text) == (old.turns, old.ending, old.note_text)
    return SessionReplay(course.key, number, same, same or told, list(_account(old, new, journal)), recalled)


def _same_judgement(old: SessionRecord, persona: Persona, kit: Kit) -> bool:
    """Whether guard and ending rules of today are those of the record and would be shown the same."""
    hashes = {**kit.hashes, "persona": persona.persona_sha256}
    same = old.lineage.code == code_digest() != "" and old.lineage.hashes == hashes
    return same and "judge" not in kit.models and is_as_shipped()


def _accepted(content: Content) -> dict[Accepted, tuple[Finding, ...]]:
    """The attempts that the guard accepted, with what it found in them; none whose words it once discarded at the same turn,
    when another turn stood before it."""
    found: dict[Accepted, tuple[Finding, ...]] = {}
    discarded: set[Accepted] = set()
    for key, row in content.calls.items():
        if row.verdict and (key.role == "patient" or key.role == "therapist"):
            text, _ = spoken(row.reply, structured="reply_schema" in row.parameters)
            attempt: Accepted = (key.turn, key.role, text, row.reply.finish)
            if row.verdict.accepted:
                found[attempt] = row.verdict.findings
            else:
                discarded.add(attempt)
    return {attempt: findings for attempt, findings in found.items() if attempt not in discarded}


def _account(old: SessionRecord, new: SessionRecord, journal: Journal) -> Iterator[str]:
    recorded = {k: row.verdict for k, row in journal.content.calls.items() if row.verdict is not None}
    for key, now in sorted(journal.judged.items(), key=lambda kv: (kv[0].turn, kv[0].attempt)):
        was = recorded.get(key)
        if was is not None and (was.accepted != now.accepted or _codes(was) != _codes(now)):
            yield _judged(key, was, now)
    if old.stale and journal.differences:
        yield "it is stale: a session that it rests on was regenerated, so it was asked with another memory than it would be today"
    yield from _asked(journal.differences)
    first = next(
        (n for n, (a, b) in enumerate(zip(old.turns, new.turns, strict=False)) if a.text != b.text), None
    )
    if first is not None:
        yield f"turn {first}: the talk is another from here on; what follows was said to another history"
    ended, ends = (
        f"{r.ending.reason.value} at turn {r.ending.turn}" if r.ending else "no ending" for r in (old, new)
    )
    if new.ending is not None and new.ending.rule == "record_exhausted":
        yield f"turn {len(new.turns)}: here the record runs out (recorded: {ended}, {many(len(old.turns), 'turn')})"
    elif ended != ends:
        yield f"ended by {ended}, now {ends}"
    for name in sorted({*old.lineage.hashes, *new.lineage.hashes}):
        if old.lineage.hashes.get(name) != new.lineage.hashes.get(name):
            yield f"{name} is another today"


def _judged(key: CallKey, was: Verdict, now: Verdict) -> str:
    return f"turn {key.turn}, {key.role}, attempt {key.attempt}: {_words(was)}, now {_words(now)}"


def _words(verdict: Verdict) -> str:
    codes = _codes(verdict)
    return ("accepted" if verdict.accepted else "discarded") + (f" ({', '.join(codes)})" if codes else "")


def _codes(verdict: Verdict) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f.code for f in verdict.findings if f.severity != "note"))


def _asked(differences: Sequence[Difference]) -> Iterator[str]:
    """The same difference at turn after turn is told once, with the number of calls."""
    groups: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for d in differences:
        groups.setdefault((d.key.role, d.what), []).append(d.key.turn)
    for (role, what), turns in groups.items():
        more = f" and {many(len(turns) - 1, 'more call')}" if len(turns) > 1 else ""
        yield f"turn {turns[0]}, {role}{more}: {'; '.join(what)}"

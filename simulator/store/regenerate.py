"""Regenerating sessions: what will be made, kept and paid is said first; the old versions stay beside the new ones.

After that the run is one that stopped early, and resuming it makes what is missing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from simulator.command_line import command_line
from simulator.errors import InputError
from simulator.money import dollars
from simulator.plural import many
from simulator.store.content import read_journal
from simulator.store.folders import CourseFolder, SessionFolder
from simulator.store.intents import Target, begin_anew
from simulator.store.journal import JOURNAL_NAME
from simulator.store.runs import Run

Downstream = Literal["rerun", "keep"]


@dataclass(frozen=True)
class Piece:
    """What becomes of one session."""

    course: CourseFolder
    number: int
    action: Literal["make", "rerun", "keep"]
    from_turn: int = 0
    turns: int = 0
    """Turns it has now."""
    calls: int = 0
    """Calls that its making took last time, from `from_turn` on."""
    cost: float | None = None
    """US dollars of those, None when unpriced."""

    def __str__(self) -> str:
        name = f"{self.course.key} session {self.number}"
        if self.action == "keep":
            return f"{name}: kept and marked stale, because a session that it rests on changes"
        start = (
            f"turns 0-{self.from_turn - 1} kept, regenerated from turn {self.from_turn}"
            if self.from_turn
            else "regenerated"
        )
        why = "" if self.action == "make" else " (it rests on a session before it)"
        price = dollars(self.cost)
        took = (
            f"last time that took {many(self.calls, 'call')}, {price}"
            if self.calls
            else "what that takes is not known"
        )
        return f"{name}: {start}{why}; {took}"


@dataclass(frozen=True)
class Regeneration:
    """A plan to regenerate sessions; nothing is touched before `apply`."""

    pieces: tuple[Piece, ...]

    @property
    def made(self) -> list[Piece]:
        return [p for p in self.pieces if p.action != "keep"]

    def words(self) -> str:
        """The plan for people, one line per session and a sum."""
        calls, costs = sum(p.calls for p in self.made), [p.cost for p in self.made]
        known = [c for c in costs if c is not None]
        price = dollars(sum(known)) if known else ""
        unpriced = f"{many(len(costs) - len(known), 'session')} unpriced" if len(known) < len(costs) else ""
        money = " + ".join(filter(None, [price, unpriced]))
        kept = len(self.pieces) - len(self.made)
        last = f"; last time these took {many(calls, 'call')}, {money}" if calls else ""
        return "\n".join(
            [
                *map(str, self.pieces),
                f"{many(len(self.made), 'session')} to make, {many(kept, 'later one')} kept{last}. "
                "The old versions are kept.",
            ]
        )


def plan_regeneration(
    run: Run,
    *,
    sessions: Iterable[int] = (),
    broken: bool = False,
    from_turn: int | Literal["break"] | None = None,
    downstream: Downstream | None = None,
    courses: Iterable[str] = (),
) -> Regeneration:
    """What regenerating sessions would do.

    Args:
        sessions: numbers, in all courses (or those named); or
        broken: all broken sessions.
        from_turn: keep the turns before this one; "break": from the turn before the one that broke.
        downstream: what becomes of later complete sessions of the course, which rest on the note: regenerate them
            too, or keep and mark them. None means "rerun".
        courses: `arm/persona/r01`; empty for all.

    Raises:
        InputError: nothing matches, or the turn is not one of the session's.
    """
    numbers, wanted = set(sessions), set(courses)
    if bool(numbers) == broken:
        raise InputError("give either sessions or broken ones", remedy="--session N, or --broken")
    pieces: list[Piece] = []
    for course in run.courses():
        if not wanted or course.key in wanted:
            pieces += _of_course(course, numbers, from_turn, downstream or "rerun")
    if not pieces:
        what = "broken session" if broken else f"session {', '.join(map(str, sorted(numbers)))}"
        raise InputError(
            f"run {run.name!r} has no {what} to regenerate",
            remedy=f"`{command_line(run.path, 'show')}` lists them",
        )
    return Regeneration(tuple(pieces))


def _of_course(
    course: CourseFolder, numbers: set[int], from_turn: int | Literal["break"] | None, downstream: Downstream
) -> list[Piece]:
    pieces: list[Piece] = []
    for folder in course.sessions():
        row = folder.summary()
        chosen = folder.number in numbers if numbers else row.state == "broken"
        if row.state in ("absent", "partial", "failed"):
            if chosen and numbers:
                raise InputError(
                    f"{course.key} session {folder.number} is not finished",
                    remedy="`simulate resume` continues it",
                )
            if row.state != "absent" and pieces and pieces[-1].action != "keep":
                raise InputError(
                    f"{course.key} session {folder.number} is not finished, and began with the note of a session that "
                    "is to be regenerated",
                    remedy="`simulate resume` continues it, and an interrupted regeneration too; or delete its folder "
                    f"{folder.path}, and it is made again",
                )
        elif chosen:
            pieces.append(_make(folder, from_turn))
        elif pieces and downstream == "rerun":
            pieces.append(replace(_make(folder, None), action="rerun"))
        elif pieces:
            pieces.append(Piece(course, folder.number, "keep"))
    return pieces


def _make(folder: SessionFolder, from_turn: int | Literal["break"] | None) -> Piece:
    record = folder.load()
    turns, ended = len(record.turns), record.ending.turn if record.ending else None
    if from_turn == "break":
        broke = next((t.number for t in record.turns if any(f.severity == "hard" for f in t.findings)), ended)
        if record.status == "complete" and broke in (ended, None):
            raise InputError(
                f"{folder.course.key} session {folder.number} is complete: it has no break to continue from",
                remedy="give the number of a turn with --from-turn, or leave it out to regenerate the session from its start",
            )
        first = max(0, (broke if broke is not None else turns) - 1)
    else:
        first = from_turn or 0
    last = turns if record.status == "broken" or record.lineage.imported_from else turns - 1
    if not 0 <= first <= last:
        raise InputError(
            f"{folder.course.key} session {folder.number} has no turn {first} to continue from",
            remedy=f"its turns are 0-{turns - 1}",
        )
    calls = [c for c in read_journal(folder.path / JOURNAL_NAME).calls.values() if c.key.turn >= first]
    costs = [c.reply.usage.cost for c in calls]
    known = [c for c in costs if c is not None]
    return Piece(
        folder.course,
        folder.number,
        "make",
        first,
        turns,
        len(calls),
        sum(known) if len(known) == len(costs) else None,
    )


def apply(regeneration: Regeneration) -> None:
    """Move the old versions aside and begin the new ones. The run must be open for writing. Raises StoreError.

    Afterwards the run is one that stopped early: resuming it makes what is missing.
    """
    by_course: dict[str, tuple[CourseFolder, list[Target]]] = {}
    for piece in regeneration.made:
        folder = piece.course.session(piece.number)
        old = max((v.old or 0 for v in folder.older()), default=0) + 1
        _, targets = by_course.setdefault(piece.course.key, (piece.course, []))
        targets.append(Target(session=piece.number, from_turn=piece.from_turn, old=old))
    for course, targets in by_course.values():
        begin_anew(course, targets)

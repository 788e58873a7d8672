"""A session as people read it: turns in order, each with the attempts that were discarded before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from simulator.pages.text import Piece, pieces
from simulator.store.content import Content
from simulator.store.records import SessionRecord
from simulator.store.rows import CallRow
from simulator.structured import spoken
from simulator.transcript import Finding, Speaker, words

SPEAKERS: tuple[Speaker, ...] = ("patient", "therapist")


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt that did not enter the record."""

    turn: int
    number: int
    speaker: str
    pieces: tuple[Piece, ...]
    findings: tuple[Finding, ...]
    model: str
    """Who the model said it is."""
    taken_back: bool = False
    """It was accepted first, and made again when the partner could not answer it."""

    @property
    def codes(self) -> list[str]:
        """Why it was discarded, each code once."""
        return list(dict.fromkeys(f.code for f in self.findings if f.severity == "hard"))


@dataclass(frozen=True, slots=True)
class Spoken:
    """A turn and what was discarded before it."""

    number: int
    speaker: str
    pieces: tuple[Piece, ...]
    attempts: int
    findings: tuple[Finding, ...] = ()
    asides: tuple[str, ...] = ()
    source: str = "model"
    discarded: tuple[Attempt, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What of a session was spoken, and what was thrown away."""

    turns: tuple[Spoken, ...]
    trailing: tuple[Attempt, ...] = ()
    """Attempts for a turn that never came about."""
    failures: tuple[str, ...] = ()
    """Calls that got no reply, in words."""
    pending: Attempt | None = None
    """The last reply of a session under way, when the guard's word on it is not on disk yet."""

    @property
    def discarded(self) -> list[Attempt]:
        """All discarded attempts, in order."""
        return [a for t in self.turns for a in t.discarded] + list(self.trailing)


def read_finished(record: SessionRecord, content: Content | None = None) -> Reading:
    """The reading of a finished session.

    Args:
        content: its journal; without one no discarded attempts are shown.
    """
    calls = _by_turn(content)
    turns = []
    for turn in record.turns:
        thrown = [c for c in calls.pop(turn.number, []) if c.key.attempt != turn.attempts]
        turns.append(
            Spoken(
                turn.number, turn.speaker, pieces(turn.text, turn.findings), turn.attempts, turn.findings,
                turn.asides, turn.source, tuple(_attempt(c) for c in thrown),
            )
        )  # fmt: skip
    rest = tuple(_attempt(c) for number in sorted(calls) for c in calls[number])
    return Reading(tuple(turns), rest, _failures(content))


def read_unfinished(content: Content) -> Reading:
    """The reading of a session under way, from its journal alone."""
    given = [Spoken(t.number, t.speaker, pieces(t.text, t.findings), 1, t.findings) for t in content.given]
    turns, pending = given, None
    calls = _by_turn(content)
    for number in sorted(calls):
        made = calls[number]
        last = made[-1]
        if last.verdict is None:
            pending = _attempt(last)
        kept = last if last.verdict is not None and last.verdict.accepted else None
        thrown = tuple(_attempt(c) for c in made if c is not kept and c.verdict is not None)
        if kept is None and not thrown:
            continue
        if kept is None:
            return Reading(tuple(turns), thrown, _failures(content), pending)
        findings = kept.verdict.findings if kept.verdict else ()
        text = _text(kept)
        turns.append(
            Spoken(
                number, kept.key.role, pieces(text, findings), kept.key.attempt, findings, discarded=thrown
            )
        )
    return Reading(tuple(turns), (), _failures(content), pending)


@dataclass(slots=True)
class RoleCounts:
    """What the calls for one speaker's turns came to."""

    turns: int = 0
    """Turns that a model was asked for, the ones that never came about included."""
    attempts: int = 0
    discarded: int = 0
    first_broken: int = 0
    """Turns whose first attempt was discarded."""
    repaired: int = 0
    """Of these, the turns that a later attempt filled."""
    codes: Counter[str] = field(default_factory=Counter)
    """Code -> attempts that were discarded for it."""
    words: list[int] = field(default_factory=list)
    """Words of each accepted turn of a model."""
    questions: int = 0
    """Accepted turns of a model that hold a question mark."""

    def add(self, other: RoleCounts) -> None:
        """Count another's in."""
        self.turns += other.turns
        self.attempts += other.attempts
        self.discarded += other.discarded
        self.first_broken += other.first_broken
        self.repaired += other.repaired
        self.codes.update(other.codes)
        self.words += other.words
        self.questions += other.questions


def counts(record: SessionRecord, reading: Reading) -> dict[str, RoleCounts]:
    """Per speaker, from a reading that was made with the journal."""
    found: dict[str, RoleCounts] = {s: RoleCounts() for s in SPEAKERS}
    for turn, read in zip(record.turns, reading.turns, strict=True):
        if turn.source != "model":
            continue
        mine = found[turn.speaker]
        mine.turns += 1
        mine.attempts += turn.attempts
        mine.discarded += turn.attempts - 1
        mine.first_broken += turn.attempts > 1
        mine.repaired += turn.attempts > 1
        mine.words.append(words(turn.text))
        mine.questions += "?" in turn.text
        _add_codes(mine, read.discarded)
    for number in dict.fromkeys(a.turn for a in reading.trailing):
        made = [a for a in reading.trailing if a.turn == number]
        mine = found[made[0].speaker]
        mine.turns += 1
        mine.attempts += len(made)
        mine.discarded += len(made)
        mine.first_broken += 1
        _add_codes(mine, made)
    return found


def _add_codes(counted: RoleCounts, thrown: Iterable[Attempt]) -> None:
    for attempt in thrown:
        counted.codes.update(attempt.codes or ["taken back"])


def _by_turn(content: Content | None) -> dict[int, list[CallRow]]:
    found: dict[int, list[CallRow]] = {}
    for call in content.calls.values() if content else ():
        if call.key.role in SPEAKERS:
            found.setdefault(call.key.turn, []).append(call)
    for calls in found.values():
        calls.sort(key=lambda c: c.key.attempt)
    return found


def _attempt(call: CallRow) -> Attempt:
    findings = call.verdict.findings if call.verdict else ()
    return Attempt(
        call.key.turn, call.key.attempt, call.key.role, pieces(_text(call), findings), findings,
        call.reply.model, taken_back=call.verdict is not None and call.verdict.accepted,
    )  # fmt: skip


def _text(call: CallRow) -> str:
    return spoken(call.reply, structured="reply_schema" in call.parameters)[0]


def _failures(content: Content | None) -> tuple[str, ...]:
    return tuple(
        f"{f.at}: {f.key.role}, turn {f.key.turn}: {f.kind}, after {f.tries} tries: {f.message}"
        for f in (content.failures if content else ())
    )

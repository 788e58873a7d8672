"""A session as people read it: turns in order, each with the attempts that were discarded before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from simulator.pages.text import Piece, pieces
from simulator.plural import many
from simulator.store.content import Content
from simulator.store.records import SessionRecord
from simulator.store.rows import AheadRow, CallRow
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
class Ahead:
    """A reply that was made ahead, while a judge read the turn before, and thrown away."""

    turn: int
    speaker: str
    pieces: tuple[Piece, ...]
    """Empty when it was cut off under way."""
    model: str
    cost: float | None
    """US dollars; None when it is not known, as of one that was cut off."""


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
    ahead: tuple[Ahead, ...] = ()
    """What was made ahead for this turn and thrown away."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What of a session was spoken, and what was thrown away."""

    turns: tuple[Spoken, ...]
    trailing: tuple[Attempt, ...] = ()
    """Attempts for a turn that never came about."""
    trailing_ahead: tuple[Ahead, ...] = ()
    """What was made ahead for a turn that never came about."""
    failures: tuple[str, ...] = ()
    """Calls that got no reply, in words."""
    pending: Attempt | None = None
    """The last reply of a session under way, when the guard's word on it is not on disk yet."""

    @property
    def discarded(self) -> list[Attempt]:
        """All discarded attempts, in order."""
        return [a for t in self.turns for a in t.discarded] + list(self.trailing)

    @property
    def ahead(self) -> list[Ahead]:
        """All that was made ahead and thrown away, in order."""
        return [a for t in self.turns for a in t.ahead] + list(self.trailing_ahead)


def read_finished(record: SessionRecord, content: Content | None = None) -> Reading:
    """The reading of a finished session.

    Args:
        content: its journal; without one no discarded attempts are shown.
    """
    calls, ahead = _by_turn(content), _ahead(content)
    turns = []
    for turn in record.turns:
        thrown = [c for c in calls.pop(turn.number, []) if c.key.attempt != turn.attempts]
        turns.append(
            Spoken(
                turn.number, turn.speaker, pieces(turn.text, turn.findings), turn.attempts, turn.findings,
                turn.asides, turn.source, tuple(_attempt(c) for c in thrown), tuple(ahead.pop(turn.number, ())),
            )
        )  # fmt: skip
    rest = tuple(_attempt(c) for number in sorted(calls) for c in calls[number])
    never = tuple(a for number in sorted(ahead) for a in ahead[number])
    return Reading(tuple(turns), rest, never, _failures(content))


def read_unfinished(content: Content) -> Reading:
    """The reading of a session under way, from its journal alone. What was made ahead is shown once its turn has come."""
    given = [Spoken(t.number, t.speaker, pieces(t.text, t.findings), 1, t.findings) for t in content.given]
    turns, pending = given, None
    calls, ahead = _by_turn(content), _ahead(content)
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
            return Reading(tuple(turns), thrown, failures=_failures(content), pending=pending)
        findings = kept.verdict.findings if kept.verdict else ()
        text = _text(kept)
        turns.append(
            Spoken(
                number,
                kept.key.role,
                pieces(text, findings),
                kept.key.attempt,
                findings,
                discarded=thrown,
                ahead=tuple(ahead.get(number, ())),
            )
        )
    return Reading(tuple(turns), failures=_failures(content), pending=pending)


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


def _ahead(content: Content | None) -> dict[int, list[Ahead]]:
    found: dict[int, list[Ahead]] = {}
    for row in content.unused() if content else ():
        found.setdefault(row.key.turn, []).append(
            Ahead(
                row.key.turn, row.key.role, pieces(_said_ahead(row, content), ()) if content and row.reply else (),
                row.reply.model if row.reply else row.model, row.usage.cost,
            )
        )  # fmt: skip
    return found


def _said_ahead(row: AheadRow, content: Content) -> str:
    """The words of a reply made ahead; empty when it was cut off. It was asked for as all others of its speaker."""
    like = any(c.key.role == row.key.role and "reply_schema" in c.parameters for c in content.calls.values())
    return spoken(row.reply, structured=like)[0] if row.reply else ""


def _failures(content: Content | None) -> tuple[str, ...]:
    return tuple(
        f"{f.at}: {f.key.role}, turn {f.key.turn}: {f.kind}, after {many(f.tries, 'try')}: {f.message}"
        for f in (content.failures if content else ())
    )

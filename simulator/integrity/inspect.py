"""Whole conversations that are a record already: what is broken in them, where it began, and what to make again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from simulator.integrity.guard import Guard
from simulator.integrity.verdict import Verdict
from simulator.transcript import Discarded, Speaker, Turn


@dataclass(frozen=True, slots=True)
class Spoken:
    """One turn of a conversation that is inspected."""

    number: int
    speaker: Speaker
    text: str


@dataclass(frozen=True, slots=True)
class Inspection:
    """The verdicts of one conversation, in order."""

    turns: tuple[Spoken, ...]
    verdicts: tuple[Verdict, ...]

    @property
    def broken(self) -> bool:
        return self.first_break is not None

    @property
    def first_break(self) -> int | None:
        """Position of the first broken turn; None when there is none."""
        return next((i for i, v in enumerate(self.verdicts) if not v.accepted), None)

    @property
    def regenerate_from(self) -> int | None:
        """Position of the turn to make again: the first broken one, or the partner's before it when that one is to blame."""
        at = self.first_break
        if at is None:
            return None
        verdict = self.verdicts[at]
        return at - 1 if at and verdict.culprit not in (None, verdict.speaker) else at


def inspect(
    turns: Sequence[Spoken],
    guard: Guard,
    *,
    persona: str = "",
    therapist: str = "",
    session: int | None = None,
    notes: Iterable[str] = (),
) -> Inspection:
    """Checks a conversation turn by turn. Broken turns stay in the context, as they stay in the record.

    Args:
        turns: in order.
        guard: the checks to use.
        persona: the patient's name, or empty.
        therapist: the therapist's name, or empty.
        session: the session's number, if known.
        notes: the carried notes, if known.
    """
    first = turns[0].number if turns else 0
    watch = guard.session(persona, therapist, session, notes=notes, first_turn=first, record=True)
    verdicts = []
    for turn in turns:
        verdict = watch.check(turn.text, turn.speaker)
        verdicts.append(verdict)
        watch.remember(
            turn.speaker, turn.text, (f.code for f in verdict.findings), suspect=not verdict.accepted
        )
    return Inspection(tuple(turns), tuple(verdicts))


def add_cost(left: float | None, right: float | None) -> float | None:
    """The sum; None when a part of it is not known."""
    return None if left is None or right is None else left + right


@dataclass(frozen=True, slots=True)
class IntegritySummary:
    """How the guard fared in a session, a course or a run. Sums of sessions are made with `+`."""

    turns: int = 0
    """Turns made by a model and accepted."""
    attempts: int = 0
    """Model calls for turns, accepted and discarded."""
    first_broken: int = 0
    """Turns whose first attempt was discarded."""
    repaired: int = 0
    """Those of them that a further attempt mended."""
    discarded: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Discarded attempts by (speaker, first hard code)."""
    soft: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Soft findings in accepted turns by (speaker, code)."""
    cost: float | None = 0.0
    """US dollars of the discarded attempts; None as soon as one of them is unpriced."""
    ahead: int = 0
    """Replies made ahead, while a judge read the turn before, and used."""
    unused: int = 0
    """Replies made ahead and thrown away."""
    cost_unused: float | None = 0.0
    """US dollars of those thrown away; None as soon as one of them is unpriced."""

    def __add__(self, other: IntegritySummary) -> IntegritySummary:
        cost = add_cost(self.cost, other.cost)
        return IntegritySummary(
            self.turns + other.turns,
            self.attempts + other.attempts,
            self.first_broken + other.first_broken,
            self.repaired + other.repaired,
            self.discarded + other.discarded,
            self.soft + other.soft,
            cost,
            self.ahead + other.ahead,
            self.unused + other.unused,
            add_cost(self.cost_unused, other.cost_unused),
        )

    @property
    def first_broken_rate(self) -> float | None:
        """Share of the turns that a model had to make whose first attempt was discarded; None without turns."""
        tried = self.turns + self.first_broken - self.repaired
        return self.first_broken / tried if tried else None

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return {
            "turns": self.turns,
            "attempts": self.attempts,
            "first_attempt_broken": self.first_broken,
            "first_attempt_broken_rate": self.first_broken_rate,
            "repaired": self.repaired,
            "discarded": [
                {"speaker": s, "code": c, "count": n} for (s, c), n in sorted(self.discarded.items())
            ],
            "soft": [{"speaker": s, "code": c, "count": n} for (s, c), n in sorted(self.soft.items())],
            "cost_of_discarded": self.cost,
            "made_ahead": self.ahead + self.unused,
            "made_ahead_used": self.ahead,
            "made_ahead_unused": self.unused,
            "cost_of_unused": self.cost_unused,
        }


def summarise(
    turns: Iterable[Turn], discarded: Iterable[Discarded], cost: float | None = None
) -> IntegritySummary:
    """Sums up one session.

    Args:
        turns: the accepted turns.
        discarded: the attempts that did not enter the record.
        cost: US dollars of the discarded attempts, None when unpriced.
    """
    made = [t for t in turns if t.source == "model"]
    gone = list(discarded)
    accepted = {t.number for t in made}
    broken = {d.number for d in gone}
    by_code: Counter[tuple[str, str]] = Counter()
    for attempt in gone:
        hard = next((f.code for f in attempt.findings if f.severity == "hard"), "unknown")
        by_code[(attempt.speaker, hard)] += 1
    soft = Counter((t.speaker, f.code) for t in made for f in t.findings if f.severity == "soft")
    return IntegritySummary(
        turns=len(made),
        attempts=len(made) + len(gone),
        first_broken=len(broken),
        repaired=len(broken & accepted),
        discarded=by_code,
        soft=Counter({(str(s), c): n for (s, c), n in soft.items()}),
        cost=cost if gone else 0.0,
    )

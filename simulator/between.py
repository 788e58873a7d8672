"""Between two sessions: days pass, something may happen, homework gets done or not.

Everything is drawn from (seed, persona, replicate, session) alone, so that the arms of a study share it.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from simulator.ledger import HomeworkEntry, HomeworkOutcome, Ledger, SessionPlan, Stage

if TYPE_CHECKING:
    from simulator.personas import Persona


class BetweenConfig(BaseModel):
    """What may happen between two sessions."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    start_date: date = date(2026, 1, 5)
    """Day of the first session."""
    gap_days: int = Field(default=7, ge=1, le=90)
    """Days from one session to the next."""
    gap_variation: int = Field(default=2, ge=0, le=30)
    """A session may be up to this many days later than its regular date; the regular dates do not shift."""
    late_likelihood: float = Field(default=0.3, ge=0, le=1)
    """How likely it is that a session is late."""
    event_likelihood: float = Field(default=0.7, ge=0, le=1)
    """How likely it is that something happened since the last session; never the same event twice in a course."""
    partly_share: float = Field(default=0.5, ge=0, le=1)
    """Share of the tasks not fully done that were done in part."""

    @model_validator(mode="after")
    def _sessions_keep_their_order(self) -> Self:
        if self.gap_variation >= self.gap_days:
            raise ValueError(
                f"gap_variation ({self.gap_variation}) must be below gap_days ({self.gap_days}), "
                "or a session could fall before the one that precedes it"
            )
        return self


def plan_session(
    persona: Persona,
    ledger: Ledger,
    number: int,
    sessions: int,
    seed: int,
    config: BetweenConfig | None = None,
    *,
    replicate: int = 1,
) -> SessionPlan:
    """Fix what a session starts with, before it starts.

    Args:
        persona: whose events, likelihood of homework and hindrances are drawn from.
        ledger: the course so far; its open homework gets its outcome here.
        number: the session, counted from 1.
        sessions: planned length of the course.
        seed: of the run.
        config: what may happen; the defaults when left out.
        replicate: of the course, counted from 1.

    Returns:
        Date, gap, stage, event and homework outcomes. Dates and events do not depend on the ledger; a task's outcome
        depends on its place among the tasks of its session, not on its wording, so that arms share it.

    Raises:
        ValueError: `number` is not between 1 and `sessions`.
    """
    if not 1 <= number <= sessions:
        raise ValueError(f"session {number} of a course of {sessions}")
    config = config or BetweenConfig()
    draw = Draws(seed, persona.id, replicate)
    day = _day(draw, number, config)
    gap = (day - _day(draw, number - 1, config)).days if number > 1 else None
    pool = tuple(event.text for event in persona.life)
    return SessionPlan(
        number=number,
        sessions=sessions,
        date=day,
        gap_days=gap,
        stage=stage_of(number, sessions),
        event=_event(draw, number, pool, config.event_likelihood),
        homework=tuple(_outcome(draw, persona, entry, number, config) for entry in open_homework(ledger)),
    )


class Draws:
    """Random numbers that depend on what they are for, not on the order they are drawn in."""

    def __init__(self, seed: int, persona: str, replicate: int) -> None:
        self._base = f"{seed}|{persona}|{replicate}"

    def rng(self, *what: object) -> random.Random:
        """A fresh generator for one purpose."""
        return random.Random("|".join([self._base, *map(str, what)]))


def stage_of(number: int, sessions: int) -> Stage:
    """The part of the course a session belongs to. A course of one session is an intake."""
    if number == 1:
        return "intake"
    if number == sessions:
        return "last"
    before_last = 2 if sessions >= 8 else 1 if sessions >= 5 else 0
    return "relapse_prevention" if number >= sessions - before_last else "middle"


def open_homework(ledger: Ledger) -> tuple[HomeworkEntry, ...]:
    """Tasks the therapist may still ask about: assigned, or carried out but never asked about."""
    return tuple(
        e
        for e in ledger.homework
        if e.status == "assigned" or (e.status != "dropped" and e.reviewed_session is None)
    )


def _day(draw: Draws, number: int, config: BetweenConfig) -> date:
    slot = config.start_date + timedelta(days=config.gap_days * (number - 1))
    rng = draw.rng("date", number)
    late = number > 1 and config.gap_variation > 0 and rng.random() < config.late_likelihood
    return slot + timedelta(days=rng.randint(1, config.gap_variation) if late else 0)


def _event(draw: Draws, number: int, pool: tuple[str, ...], likelihood: float) -> str:
    """The event before a session: the next of a shuffled pool, or none when nothing happened or the pool is used up."""
    happened = [n for n in range(2, number + 1) if draw.rng("event", n).random() < likelihood]
    if number not in happened or len(happened) > len(pool):
        return ""
    order = list(pool)
    draw.rng("events").shuffle(order)
    return order[len(happened) - 1]


def _outcome(
    draw: Draws, persona: Persona, entry: HomeworkEntry, number: int, config: BetweenConfig
) -> HomeworkOutcome:
    if entry.status != "assigned":
        return HomeworkOutcome(id=entry.id, task=entry.task, status=entry.status, hindrance=entry.hindrance)
    place = entry.id.rsplit("-", 1)[-1]
    rng = draw.rng("homework", number, entry.assigned_session, place)
    if rng.random() < persona.stance.homework_likelihood:
        return HomeworkOutcome(id=entry.id, task=entry.task, status="done")
    partly = rng.random() < config.partly_share
    reasons = list(persona.stance.hindrances)
    draw.rng("hindrances").shuffle(reasons)
    turn = number * 3 + (int(place) if place.isdigit() else 0)
    return HomeworkOutcome(
        id=entry.id,
        task=entry.task,
        status="partly" if partly else "not_done",
        hindrance=reasons[turn % len(reasons)] if reasons else "",
    )

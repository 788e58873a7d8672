"""What a session is made of: who speaks, what is fixed before it starts, what results from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from simulator.config import RoleModel
from simulator.endings import EndingTracker
from simulator.integrity.guard import SessionGuard
from simulator.integrity.policy import Policy
from simulator.ledger import Ledger, SessionPlan
from simulator.notes import Note
from simulator.personas import Persona
from simulator.prompts import Prompt
from simulator.store.journaled import JournaledModel
from simulator.transcript import Discarded, Ending, EndingReason, RiskSeen, SessionStatus, Speaker, Turn

BROKEN_REASONS = frozenset({EndingReason.LOOP, EndingReason.REFUSAL, EndingReason.ROLE_BREAK})
"""A session that ends so was not kept in role; it never seeds another."""


@dataclass(frozen=True)
class Actor:
    """One side of the talk: a model, how it is sampled, and what it has been told."""

    name: str
    model: JournaledModel
    settings: RoleModel
    system: str
    """The rendered prompt."""
    scene: str
    """The user message that comes first when this speaker opens the session."""


@dataclass(frozen=True)
class Setup:
    """What is fixed before a session starts."""

    course: str
    """`arm/persona/r01`"""
    replicate: int
    persona: Persona
    plan: SessionPlan
    ledger: Ledger
    notes: Sequence[Note]
    actors: Mapping[Speaker, Actor]
    fallback: Actor | None
    """Speaks (with the turn's own prompt) when a turn's own model could not be kept in its part."""
    judge: Actor | None
    """Asked by the guard where it is unsure."""
    prompt: Prompt
    """The therapist's, for the scene."""
    opening: str | None
    """The patient's first words; None when the model finds them."""
    open_facts: tuple[str, ...]
    """Facts that are open before the first turn; they are in the patient's prompt."""
    new_guard: Callable[[], SessionGuard]
    new_tracker: Callable[[], EndingTracker]
    policy: Policy
    seed: int
    crisis: str
    """The crisis resource of the locale, in one sentence."""
    given: Sequence[Turn] = ()
    """Turns that the session begins with as they stand: the good start of an imported session."""


@dataclass
class Talk:
    """What a session has come to: turns, discarded attempts, ending."""

    turns: list[Turn] = field(default_factory=list)
    discarded: list[Discarded] = field(default_factory=list)
    ending: Ending | None = None
    status: SessionStatus = SessionStatus.COMPLETE
    risk: RiskSeen = field(default_factory=RiskSeen)
    """Known when the talk is over."""

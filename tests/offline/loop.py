"""A small course with the offline model, for its own tests: plan, turns, note, ledger, without guard, store or rules."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from simulator.disclosure import newly_open
from simulator.ledger import (
    FactEntry,
    HomeworkOutcome,
    HomeworkStatus,
    Ledger,
    RiskEntry,
    ScaleValue,
    SessionPlan,
    Stage,
)
from simulator.models import CallKey, Model, Request, Role
from simulator.models.offline import OfflineModel
from simulator.models.offline.therapist import is_farewell
from simulator.models.scene import Scene
from simulator.notes import Note
from simulator.personas import Persona
from simulator.transcript import Speaker, Turn

NOVA: dict[str, Any] = {
    "turn_words": 35,
    "questions": "one",
    "reflections": "high",
    "praise": "low",
    "lectures": False,
    "advice": False,
}
BRIEF = NOVA | {"turn_words": 18, "reflections": "always"}
LECTURE = NOVA | {
    "turn_words": 110,
    "questions": "few",
    "reflections": "low",
    "praise": "high",
    "lectures": True,
    "advice": True,
}


@dataclass
class Played:
    """A session as it was played."""

    plan: SessionPlan
    turns: list[Turn]
    note: Note
    open_facts: list[str]
    tasks: list[str] = field(default_factory=list)

    def of(self, speaker: Speaker) -> list[str]:
        return [t.text for t in self.turns if t.speaker == speaker]

    @property
    def text(self) -> str:
        return "\n\n".join(f"{t.speaker.capitalize()}: {t.text}" for t in self.turns)


def stage_of(number: int, sessions: int) -> Stage:
    if number == sessions:
        return "last"
    if number == 1:
        return "intake"
    return "relapse_prevention" if number > sessions - 3 else "middle"


def make_plan(persona: Persona, number: int, sessions: int, tasks: list[str], seed: int) -> SessionPlan:
    rng = random.Random(f"{seed}{persona.id}{number}")
    outcomes = []
    for i, task in enumerate(tasks):
        done = rng.random() < persona.stance.homework_likelihood
        status: HomeworkStatus = "done" if done else rng.choice(("partly", "not_done"))
        hindrance = "" if done else rng.choice(persona.stance.hindrances)
        outcomes.append(HomeworkOutcome(id=f"s{number}h{i}", task=task, status=status, hindrance=hindrance))
    event = ""
    if number > 1 and rng.random() < 0.7:
        order = list(persona.life)
        random.Random(f"{seed}{persona.id}").shuffle(order)
        event = order[number % len(order)].text
    return SessionPlan(
        number=number,
        sessions=sessions,
        date=date(2026, 1, 5) + timedelta(days=7 * (number - 1)),
        gap_days=None if number == 1 else 7,
        stage=stage_of(number, sessions),
        event=event,
        homework=tuple(outcomes),
    )


def request_of(
    scene: Scene, number: int, turn: int, role: Role, attempt: int = 1, arm: str = "nova"
) -> Request:
    return Request(
        model="offline/cbt",
        messages=[{"role": "user", "content": "Go on."}],
        role=role,
        key=CallKey(
            course=f"{arm}/{scene.persona.id}/r01", session=number, turn=turn, role=role, attempt=attempt
        ),
        seed=7,
        scene=scene,
    )


async def play_session(
    model: Model,
    persona: Persona,
    plan: SessionPlan,
    ledger: Ledger,
    notes: list[Note],
    traits: dict[str, Any],
) -> Played:
    opened = [f.id for f in newly_open(persona, plan.number, ledger.trust, "", [])]
    opened += [f.id for f in newly_open(persona, plan.number, ledger.trust, "", opened)]
    scene = Scene(
        persona=persona,
        therapist="Nova",
        speaker="patient",
        plan=plan,
        turns=(),
        notes=notes,
        ledger=ledger,
        prompt="nova",
        prompt_traits=traits,
        open_facts=tuple(opened),
        seed=7,
    )
    turns: list[Turn] = []
    farewell = False
    while len(turns) < 60:
        speaker: Speaker = "therapist" if len(turns) % 2 else "patient"
        scene = dataclasses.replace(scene, speaker=speaker, turns=tuple(turns), open_facts=tuple(opened))
        reply = await model.generate(request_of(scene, plan.number, len(turns), speaker))
        turns.append(Turn(number=len(turns), speaker=speaker, text=reply.text))
        if farewell:
            break
        if speaker == "therapist":
            farewell = is_farewell(reply.text)
            opened += [f.id for f in newly_open(persona, plan.number, ledger.trust, reply.text, opened)]
    scene = dataclasses.replace(scene, speaker=None, turns=tuple(turns))
    raw = (await model.generate(request_of(scene, plan.number, len(turns) - 1, "note"))).text
    note = Note.model_validate({**json.loads(raw), "session": plan.number})
    return Played(plan, turns, note, opened, [h.text for h in note.homework])


def play_course(
    persona: Persona,
    sessions: int = 12,
    traits: dict[str, Any] | None = None,
    model: Model | None = None,
    seed: int = 7,
) -> list[Played]:
    """All sessions of a course."""
    model = model or OfflineModel()
    ledger = Ledger(persona=persona.id, trust=persona.scales.trust)
    notes: list[Note] = []
    tasks: list[str] = []
    played: list[Played] = []
    for number in range(1, sessions + 1):
        plan = make_plan(persona, number, sessions, tasks, seed)
        session = asyncio.run(play_session(model, persona, plan, ledger, notes, traits or NOVA))
        played.append(session)
        tasks = session.tasks
        notes = [*notes, session.note]
        ledger = next_ledger(ledger, persona, session)
    return played


def next_ledger(ledger: Ledger, persona: Persona, session: Played) -> Ledger:
    number = session.plan.number
    patient = [t for t in session.turns if t.speaker == "patient"]
    told = [(f, t) for f in persona.disclosure.facts for t in patient if f.text in t.text]
    facts = tuple(FactEntry(id=f.id, text=f.text, session=number, turn=t.number) for f, t in told)
    risk = tuple(
        RiskEntry(session=number, disclosed=True, asked=True, next_step=True) for f, _ in told if f.risk
    )
    distress = persona.scales.distress * (1 - 0.5 * number / session.plan.sessions)
    scales = {"distress": (ScaleValue(session=number, value=round(distress, 1)),)}
    return ledger.model_copy(
        update={
            "facts": ledger.facts + facts,
            "risk": ledger.risk + risk,
            "scales": scales,
            "trust": min(10.0, ledger.trust + 0.6),
        }
    )

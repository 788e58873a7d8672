"""A small course with the offline model, for its own tests: plan, turns, endings, note, ledger; no guard and no store."""

from __future__ import annotations

import asyncio
import dataclasses
from dataclasses import dataclass
from functools import cache
from typing import Any

from simulator.between import plan_session
from simulator.disclosure import newly_open
from simulator.endings.load import load_rules
from simulator.endings.tracker import EndingTracker
from simulator.ledger import Ledger, SessionPlan
from simulator.ledger_rules import start_ledger, tells_risk, update_ledger
from simulator.models import CallKey, Model, Request, Role
from simulator.models.offline import OfflineModel
from simulator.models.scene import Scene
from simulator.notes import Note, note_schema, write_note
from simulator.personas import Persona, load_persona
from simulator.transcript import Ending, SessionStatus, Speaker, Turn

RULES = load_rules()
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
    ending: Ending
    open_facts: list[str]
    ledger: Ledger | None = None
    """After the session."""

    @property
    def tasks(self) -> list[str]:
        return [h.text for h in self.note.homework]

    def of(self, speaker: Speaker) -> list[str]:
        return [t.text for t in self.turns if t.speaker == speaker]

    @property
    def text(self) -> str:
        return "\n\n".join(f"{t.speaker.capitalize()}: {t.text}" for t in self.turns)


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
    told = [f.id for f in persona.disclosure.facts if f.id in {x.id for x in ledger.facts}]
    opened = told + [f.id for f in newly_open(persona, plan.number, ledger.trust, "", told)]
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
    tells = tells_risk(persona)
    tracker = EndingTracker(RULES, patient=persona.name, therapist="Nova", tells_risk=tells)
    while tracker.ending is None:
        speaker: Speaker = "therapist" if len(turns) % 2 else "patient"
        now = dataclasses.replace(scene, speaker=speaker, turns=tuple(turns), open_facts=tuple(opened))
        reply = await model.generate(request_of(now, plan.number, len(turns), speaker))
        turns.append(Turn(number=len(turns), speaker=speaker, text=reply.text))
        tracker.observe(turns[-1])
        if speaker == "therapist":
            opened += [f.id for f in newly_open(persona, plan.number, ledger.trust, reply.text, opened)]
    now = dataclasses.replace(scene, speaker=None, turns=tuple(turns))

    def note_request(attempt: int, _repair: str) -> Request:
        asked = request_of(now, plan.number, len(turns) - 1, "note", attempt)
        return dataclasses.replace(asked, reply_schema=note_schema())

    result = await write_note(
        model, note_request, turns, plan.number, names=(persona.name, "Nova"), risk=tracker.risk
    )
    assert result.note is not None, result.failure
    return Played(plan, turns, result.note, tracker.ending, opened)


def play_course(
    persona: Persona,
    sessions: int = 12,
    traits: dict[str, Any] | None = None,
    model: Model | None = None,
    seed: int = 7,
) -> list[Played]:
    """All sessions of a course."""
    model = model or OfflineModel()
    ledger = start_ledger(persona)
    played: list[Played] = []
    for number in range(1, sessions + 1):
        plan = plan_session(persona, ledger, number, sessions, seed)
        notes = [p.note for p in played]
        session = asyncio.run(play_session(model, persona, plan, ledger, notes, traits or NOVA))
        played.append(session)
        ledger = update_ledger(
            ledger,
            plan,
            session.note,
            session.turns,
            SessionStatus.COMPLETE,
            persona,
            open_facts=session.open_facts,
        )
        session.ledger = ledger
    return played


@cache
def course_of(name: str, manner: str = "nova", sessions: int = 12) -> list[Played]:
    """A course of a shipped persona, played once for all tests of a process; to be looked at and not changed."""
    return play_course(
        load_persona(name), sessions, {"nova": NOVA, "brief": BRIEF, "lecture": LECTURE}[manner]
    )

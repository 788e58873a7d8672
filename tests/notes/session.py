"""A session, a note that is true of it, and a model that answers with notes."""

from __future__ import annotations

import asyncio
from typing import Any

from simulator.models import CallKey, ModelFailure, Outcome, Reply, Request
from simulator.notes import (
    Note,
    note_schema,
)
from simulator.notes.draft import Draft
from simulator.notes.ground import ground
from simulator.transcript import Turn

SESSION = (
    ("patient", "I missed the bus to my sister's wedding rehearsal, and I sat on the kerb and shook."),
    ("therapist", "You missed the bus, and then you shook. What went through your mind on the kerb?"),
    ("patient", "That they would all talk about me. That I ruin every family thing."),
    ("therapist", "What speaks for that thought, and what speaks against it?"),
    ("patient", "For it, the rehearsal. Against it, my sister laughed and sent a taxi."),
    ("therapist", "So one of them laughed. How strongly do you believe it now?"),
    (
        "patient",
        "Less. I see that I decide what they think before they do. That helps, writing both sides down.",
    ),
    ("therapist", "Would you write both sides down three times this week, when the thought comes up?"),
    ("patient", "Yes, I'll do that. I haven't told anyone, but I lost my job in June."),
    ("therapist", "Thank you for telling me. We come back to the job next time. Take care."),
)
TURNS = [
    Turn(number=i, speaker="patient" if s == "patient" else "therapist", text=t)
    for i, (s, t) in enumerate(SESSION)
]


def item(text: str, *turns: int, **more: Any) -> dict[str, Any]:
    return {"text": text, "turns": list(turns), **more}


def answer(**sections: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {name: [] for name in note_schema()["properties"] if name != "risk"}
    risk = {"assessed": False, "disclosed": False, "level": "not assessed", "basis": "", "turns": []}
    return {**empty, "risk": risk, **sections}


TRUE = answer(
    main_topics=[item("Missed the bus to her sister's wedding rehearsal", 0)],
    techniques=[item("Weighing evidence for and against the thought", 3, 4, practised=True)],
    helpful=[item("Writing both sides down", 6)],
    homework=[item("Write both sides down three times when the thought comes up", 7, 8)],
    insights=[item("Decides what others think before they do", 6, owner="patient")],
    open_threads=[item("The lost job", 8, 9)],
    new_facts=[item("Lost her job in June", 8)],
)


def grounded(data: dict[str, Any], turns: list[Turn] | None = None) -> Note:
    draft = Draft.model_validate(data)
    return asyncio.run(ground(draft, turns or TURNS, 3, names=("Ada Berg", "Nova")))


class Scripted:
    """Answers with the given texts in turn; keeps the requests."""

    def __init__(self, *answers: str | Outcome | ModelFailure) -> None:
        self.answers, self.requests = list(answers), list[Request]()

    async def generate(self, request: Request) -> Reply:
        self.requests.append(request)
        said = self.answers.pop(0)
        if isinstance(said, ModelFailure):
            raise said
        return Reply(said, "") if isinstance(said, Outcome) else Reply(Outcome.OK, said)

    async def close(self) -> None:
        return None


def request(attempt: int, repair: str) -> Request:
    key = CallKey("base/ada/r01", 3, 9, "note", attempt)
    return Request("scripted", [{"role": "user", "content": repair or "Write the note."}], "note", key)

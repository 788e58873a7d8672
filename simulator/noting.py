"""Asking for a session's note: the request, as a continuation of the therapist's view or on its own."""

from __future__ import annotations

import json
from collections.abc import Sequence

from simulator.agents import view
from simulator.config import Config
from simulator.models import CallKey, Message, Reply, Request
from simulator.models.scene import Scene
from simulator.notes import note_schema, numbered_transcript
from simulator.progress import Progress
from simulator.prompts import Prompt
from simulator.rendering import note_variables
from simulator.seeds import derive
from simulator.setup import Setup
from simulator.store.journaled import JournaledModel
from simulator.transcript import Turn
from simulator.usages import Usages

ANCHOR_WORDS = 7
"""First words that identify a turn where the request already holds the transcript."""


class CountedModel:
    """A journaled model whose replies are counted for the note."""

    def __init__(self, model: JournaledModel, usages: Usages, progress: Progress, course: str) -> None:
        self._model, self._usages, self._progress, self._course = model, usages, progress, course

    async def generate(self, request: Request) -> Reply:
        """Ask, and count the answer. Raises as the model does."""
        made = self._model.made
        reply = await self._model.generate(request)
        self._usages.count("note", reply)
        self._progress.call_made(self._course, reply.usage, from_record=self._model.made == made)
        return reply

    async def close(self) -> None:
        """Does nothing: the model is shared."""


def note_request(
    setup: Setup, config: Config, prompt: Prompt, turns: Sequence[Turn], attempt: int, fault: str
) -> Request:
    """The request for a note.

    Args:
        setup: of the session.
        config: of the arm.
        prompt: the note's.
        turns: all accepted turns.
        attempt: counted from 1.
        fault: what was wrong with the attempt before; empty the first time.
    """
    named, number = config.models.note, setup.plan.number
    return Request(
        model=named.model,
        messages=_messages(setup, config, prompt, turns, fault),
        role="note",
        key=CallKey(setup.course, number, turns[-1].number, "note", attempt),
        temperature=named.temperature,
        top_p=named.top_p,
        max_tokens=max(named.max_tokens or 0, 2000) if named.max_tokens else None,
        seed=derive(setup.seed, setup.persona.id, setup.replicate, number, "note", attempt),
        reply_schema=note_schema(),
        extra=named.extra,
        scene=Scene(
            persona=setup.persona, therapist=setup.actors["therapist"].name, speaker=None, plan=setup.plan, turns=turns,
            notes=setup.notes, ledger=setup.ledger, prompt=setup.prompt.name, prompt_traits=setup.prompt.head.traits,
            seed=setup.seed,
        ),
    )  # fmt: skip


def _messages(
    setup: Setup, config: Config, prompt: Prompt, turns: Sequence[Turn], fault: str
) -> list[Message]:
    continued = continues(config)
    told = turn_index(turns) if continued else numbered_transcript(turns)
    tasks = "\n".join(f"- {entry.task} ({entry.status})" for entry in setup.ledger.homework) or "none"
    schema = json.dumps(note_schema(), separators=(",", ":"))
    asked = prompt.render(**note_variables(config, setup.persona, setup.plan, told, tasks, schema))
    if fault:
        asked += f"\n\n{fault}"
    if not continued:
        return [{"role": "user", "content": asked}]
    therapist = setup.actors["therapist"]
    before = view("therapist", therapist.system, therapist.scene, turns)
    if before[-1]["role"] == "user":
        # The patient had the last word: the request for the note is added to that message, as roles must alternate.
        return [*before[:-1], {"role": "user", "content": f"{before[-1]['content']}\n\n{asked}"}]
    return [*before, {"role": "user", "content": asked}]


def continues(config: Config) -> bool:
    """Whether the note continues the therapist's view."""
    if config.session.note_view != "auto":
        return config.session.note_view == "continue"
    note, therapist = config.models.note, config.models.therapist
    return (note.model, note.base_url) == (therapist.model, therapist.base_url)


def turn_index(turns: Sequence[Turn]) -> str:
    """Numbers and first words of turns, for a request that already holds the session itself."""
    lines = (
        f"[{t.number}] {t.speaker.capitalize()}: {' '.join(t.text.split()[:ANCHOR_WORDS])} …" for t in turns
    )
    return "The session is the talk above. Its turns, by number and first words:\n" + "\n".join(lines)

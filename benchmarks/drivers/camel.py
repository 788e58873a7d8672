"""camel-ai: RolePlaying between two chat agents, and a third that writes the note."""

from __future__ import annotations

import os
from typing import Any

from camel.agents import ChatAgent
from camel.models import ModelFactory
from camel.societies import RolePlaying
from camel.types import ModelPlatformType

from benchmarks import workload as w

_models: dict[str, Any] = {}


def setup() -> None:
    """One client for each model."""
    for model in (w.PATIENT_MODEL, w.THERAPIST_MODEL, w.NOTE_MODEL):
        _models[model] = ModelFactory.create(
            model_platform=ModelPlatformType.OPENAI_COMPATIBLE_MODEL, model_type=model,
            url=os.environ["BENCHMARK_URL"], api_key=w.KEY,
        )  # fmt: skip


async def session(_: int) -> tuple[list[str], str]:
    """One session: the therapist is camel's user, who speaks first."""
    play = RolePlaying(
        assistant_role_name="patient", user_role_name="therapist", task_prompt="A session of therapy.",
        with_task_specify=False, model=_models[w.PATIENT_MODEL],
        assistant_agent=ChatAgent(w.PATIENT, model=_models[w.PATIENT_MODEL]),
        user_agent=ChatAgent(w.THERAPIST, model=_models[w.THERAPIST_MODEL]),
    )  # fmt: skip
    said, turns = await play.ainit_chat(w.OPENING), list[str]()
    while len(turns) < w.TURNS:
        patient, therapist = await play.astep(said)
        turns += [therapist.msg.content, patient.msg.content]
        said = patient.msg
    note = await ChatAgent(w.ASK, model=_models[w.NOTE_MODEL]).astep(w.numbered(turns))
    return turns, str(note.msg.content)

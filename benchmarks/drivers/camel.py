"""camel-ai: RolePlaying between two chat agents, and a third that writes the note."""

from __future__ import annotations

import os
from typing import Any

from camel.agents import ChatAgent
from camel.models import ModelFactory
from camel.societies import RolePlaying
from camel.types import ModelPlatformType
from camel.utils import BaseTokenCounter

from benchmarks import workload as w

_models: dict[str, Any] = {}


class _Counter(BaseTokenCounter):
    """By length: camel's own would download a vocabulary."""

    def count_tokens_from_messages(self, messages: list[Any]) -> int:
        return sum(len(str(message)) for message in messages) // 4

    def encode(self, text: str) -> list[int]:
        return list(text.encode()[::4])

    def decode(self, token_ids: list[int]) -> str:
        return bytes(token_ids).decode("utf-8", "replace")


def setup() -> None:
    """One client for each model."""
    for model in (w.PATIENT_MODEL, w.THERAPIST_MODEL, w.NOTE_MODEL):
        _models[model] = ModelFactory.create(
            model_platform=ModelPlatformType.OPENAI_COMPATIBLE_MODEL, model_type=model,
            url=os.environ["BENCHMARK_URL"], api_key=w.KEY, token_counter=_Counter(),
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

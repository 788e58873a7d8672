"""autogen-agentchat: a round-robin team of two assistants, and a third that writes the note."""

from __future__ import annotations

import os
from typing import Any

from autogen_agentchat.agents import AssistantAgent
from autogen_agentchat.conditions import MaxMessageTermination
from autogen_agentchat.teams import RoundRobinGroupChat
from autogen_core.models import ModelFamily
from autogen_ext.models.openai import OpenAIChatCompletionClient

from benchmarks import workload as w

_clients: dict[str, Any] = {}


async def setup() -> None:
    """One client for each model."""
    info = {
        "family": ModelFamily.UNKNOWN, "vision": False, "function_calling": False, "json_output": False,
        "structured_output": False,
    }  # fmt: skip
    for model in (w.PATIENT_MODEL, w.THERAPIST_MODEL, w.NOTE_MODEL):
        _clients[model] = OpenAIChatCompletionClient(
            model=model, base_url=os.environ["BENCHMARK_URL"], api_key=w.KEY, model_info=info
        )


async def session(_: int) -> tuple[list[str], str]:
    """One session."""
    therapist = AssistantAgent("Nova", _clients[w.THERAPIST_MODEL], system_message=w.THERAPIST)
    patient = AssistantAgent("Mara", _clients[w.PATIENT_MODEL], system_message=w.PATIENT)
    team = RoundRobinGroupChat([therapist, patient], termination_condition=MaxMessageTermination(1 + w.TURNS))
    told = await team.run(task=w.OPENING)
    turns = [str(message.content) for message in told.messages[1:]]
    note = await AssistantAgent("Note", _clients[w.NOTE_MODEL], system_message=w.ASK).run(
        task=w.numbered(turns)
    )
    return turns, str(note.messages[-1].content)


async def close() -> None:
    """Close the clients."""
    for client in _clients.values():
        await client.close()

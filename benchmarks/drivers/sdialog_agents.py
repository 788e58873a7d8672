"""sdialog: two agents in dialogue, and a third that writes the note. The library blocks, so sessions run in threads."""

from __future__ import annotations

import os
from typing import Any

from sdialog.agents import Agent

from benchmarks import workload as w


def _agent(name: str, prompt: str, model: str) -> Any:
    url = os.environ["BENCHMARK_URL"]
    return Agent(name=name, system_prompt=prompt, model=f"openai:{model}", base_url=url, api_key=w.KEY)


def session(_: int) -> tuple[list[str], str]:
    """One session."""
    patient = _agent("Mara", w.PATIENT, w.PATIENT_MODEL)
    talk = _agent("Nova", w.THERAPIST, w.THERAPIST_MODEL).dialog_with(
        patient, max_turns=w.TURNS, keep_bar=False
    )
    turns = [turn.text for turn in talk.turns]
    return turns, str(_agent("Note", w.ASK, w.NOTE_MODEL)(w.numbered(turns)))

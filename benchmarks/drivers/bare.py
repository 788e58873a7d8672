"""The floor: the loop of a session with nothing around it, over any way to make a call."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from benchmarks import workload as w

Messages = list[dict[str, Any]]


async def talk(call: Callable[[str, Messages], Awaitable[str]]) -> tuple[list[str], str]:
    """One session."""
    views: dict[str, Messages] = {
        w.THERAPIST_MODEL: [
            {"role": "system", "content": w.THERAPIST},
            {"role": "user", "content": w.OPENING},
        ],
        w.PATIENT_MODEL: [{"role": "system", "content": w.PATIENT}],
    }
    order, turns = [w.THERAPIST_MODEL, w.PATIENT_MODEL], list[str]()
    for number in range(w.TURNS):
        speaker, partner = order[number % 2], order[1 - number % 2]
        turns.append(await call(speaker, views[speaker]))
        views[speaker].append({"role": "assistant", "content": turns[-1]})
        views[partner].append({"role": "user", "content": turns[-1]})
    asked = [{"role": "system", "content": w.ASK}, {"role": "user", "content": w.numbered(turns)}]
    return turns, await call(w.NOTE_MODEL, asked)

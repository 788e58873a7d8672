"""One conversation per line, as chat messages: OpenAI's format and ShareGPT's."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from simulator.store.atomic import writing
from simulator.store.exporters.material import Choice, Material

BEGIN = "(The session begins.)"
"""Stands first when the assistant speaks first: trainers want a user message there."""


def messages(session: Material, choice: Choice) -> list[dict[str, Any]]:
    """The session as its assistant saw it: roles alternate, a user message first, an assistant's last.

    Two turns of one speaker in a row (only in imported text) are joined; what the user says after the assistant's last
    turn is left out, because nothing answers it. Soft findings give a message the weight 0.
    """
    found: list[dict[str, Any]] = []
    for turn in session.record.turns:
        role = "assistant" if turn.speaker == choice.assistant else "user"
        weak = any(f.severity in ("soft", "hard") for f in turn.findings)
        if found and found[-1]["role"] == role:
            found[-1]["content"] += f"\n\n{turn.text}"
            weak = weak or found[-1].get("weight") == 0
        else:
            if not found and role == "assistant":
                found.append({"role": "user", "content": BEGIN})
            found.append({"role": role, "content": turn.text})
        if weak and role == "assistant":
            found[-1]["weight"] = 0
    while found and found[-1]["role"] != "assistant":
        found.pop()
    system = session.systems.get(choice.assistant)
    if choice.system and system and found:
        found.insert(0, {"role": "system", "content": system})
    return found


def write_openai(sessions: Iterable[Material], path: Path, choice: Choice) -> None:
    """`{"messages": […], "metadata": {…}}` per line."""
    with writing(path) as f:
        for session in sessions:
            found = messages(session, choice)
            if found:
                about = {k: v if isinstance(v, str) else json.dumps(v) for k, v in session.label().items()}
                f.write(_line({"messages": found, "metadata": about}))


_SHAREGPT = {"system": "system", "user": "human", "assistant": "gpt"}


def write_sharegpt(sessions: Iterable[Material], path: Path, choice: Choice) -> None:
    """`{"id", "conversations": [{"from", "value"}], "metadata"}` per line."""
    with writing(path) as f:
        for session in sessions:
            found = [{"from": _SHAREGPT[m["role"]], "value": m["content"]} for m in messages(session, choice)]
            if found:
                about = {k: v if isinstance(v, str) else json.dumps(v) for k, v in session.label().items()}
                f.write(_line({"id": session.name, "conversations": found, "metadata": about}))


def _line(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode() + b"\n"

"""Requests and small helpers for the tests of models."""

from __future__ import annotations

import os
from pathlib import Path

from simulator.models import CallKey, Message, Request, Role


def request(
    text: str = "Hello",
    *,
    role: Role = "therapist",
    session: int = 1,
    turn: int = 1,
    attempt: int = 1,
    **more: object,
) -> Request:
    """A request as the session loop makes them."""
    messages: list[Message] = [
        {"role": "system", "content": "You are Nova, a therapist."},
        {"role": "user", "content": text},
    ]
    key = CallKey(str(more.pop("course", "main/alicia/r01")), session, turn, role, attempt)
    return Request("any", messages, role, key, **more)  # type: ignore[arg-type]


def with_path() -> dict[str, str]:
    """The environment for a Python process of its own that imports the project and its tests."""
    root = str(Path(__file__).parents[2])
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))}

"""The openai SDK with its own defaults."""

from __future__ import annotations

import os
from typing import Any

import openai

from benchmarks import workload as w
from benchmarks.drivers.bare import Messages, talk

_open: list[Any] = []


async def setup() -> None:
    """Make the client."""
    _open.append(openai.AsyncOpenAI(base_url=os.environ["BENCHMARK_URL"], api_key=w.KEY))


async def _call(model: str, messages: Messages) -> str:
    answer = await _open[0].chat.completions.create(model=model, messages=messages)
    return str(answer.choices[0].message.content)


async def session(_: int) -> tuple[list[str], str]:
    """One session."""
    return await talk(_call)


async def close() -> None:
    """Close the client."""
    await _open.pop().close()

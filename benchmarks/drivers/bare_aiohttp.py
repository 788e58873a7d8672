"""Bare aiohttp: the least that a client in Python can cost."""

from __future__ import annotations

import json

import aiohttp

from benchmarks.drivers.bare import Messages, talk

_open: list[aiohttp.ClientSession] = []


async def setup() -> None:
    """Open the connections."""
    _open.append(aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)))


async def _call(model: str, messages: Messages) -> str:
    body = json.dumps({"model": model, "messages": messages}).encode()
    async with _open[0].post(
        f"{_url()}/chat/completions", data=body, headers={"Content-Type": "application/json"}
    ) as answer:
        return str(json.loads(await answer.read())["choices"][0]["message"]["content"])


def _url() -> str:
    import os

    return os.environ["BENCHMARK_URL"]


async def session(_: int) -> tuple[list[str], str]:
    """One session."""
    return await talk(_call)


async def close() -> None:
    """Close the connections."""
    await _open.pop().close()

"""Asking the viewer's application, without a browser."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aiohttp.test_utils import TestClient, TestServer

from simulator.viewer.app import make_app


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    text: str
    headers: Mapping[str, str]


def ask(
    runs: Path, *paths: str, method: str = "GET", headers: Mapping[str, str] | None = None
) -> list[Answer]:
    """The answers to requests, one after the other, redirects not followed."""

    async def asked() -> list[Answer]:
        found = []
        async with TestClient(TestServer(make_app(runs))) as client:
            for path in paths:
                async with client.request(method, path, headers=headers, allow_redirects=False) as answer:
                    found.append(Answer(answer.status, await answer.text(), answer.headers.copy()))
        return found

    return asyncio.run(asked())


def page(runs: Path, path: str) -> str:
    """A page that must be there."""
    (answer,) = ask(runs, path)
    assert answer.status == 200, answer.text
    return answer.text

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from tests.servers.openai_server import Server, running_server


@pytest.fixture(scope="session")
def runner() -> Iterator[asyncio.Runner]:
    """One event loop for all: litellm's background worker belongs to the first it sees."""
    with asyncio.Runner() as found:
        yield found


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A plain local server."""
    with running_server() as found:
        yield found

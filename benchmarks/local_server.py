"""The local test server as a process of its own, for benchmarks."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def server(latency: float) -> Iterator[str]:
    """A server with a latency in seconds; gives its base URL."""
    command = [sys.executable, "-m", "tests.servers.openai_server", "--port", "0", "--latency", str(latency)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().split()[-1]
        finally:
            process.terminate()

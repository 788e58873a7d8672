"""A Dask cluster of separate processes, as `dask scheduler` and `dask worker` start it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.commands import ROOT


@dataclass
class Cluster:
    """Processes that can be killed one by one."""

    address: str
    scheduler: subprocess.Popen[bytes]
    folder: Path
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def add_worker(self, threads: int = 8) -> None:
        """One worker process without a nanny, so that nobody starts it again."""
        self.workers.append(
            _start(
                self.folder, "worker", self.address, "--no-nanny", "--nthreads", str(threads), "--memory-limit", "0",
                "--no-dashboard", "--death-timeout", "10", "--local-directory", str(self.folder / "dask"),
            )
        )  # fmt: skip


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[Cluster]:
    """A scheduler and so many workers, in `folder`."""
    address_file = folder / "scheduler.json"
    scheduler = _start(
        folder,
        "scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--no-dashboard",
        "--scheduler-file",
        str(address_file),
    )
    made = Cluster("", scheduler, folder)
    try:
        made.address = _address(address_file)
        for _ in range(workers):
            made.add_worker()
        yield made
    finally:
        for process in (*made.workers, scheduler):
            process.kill()
            process.wait()


def _start(folder: Path, what: str, *arguments: str) -> subprocess.Popen[bytes]:
    clean = {k: v for k, v in os.environ.items() if not k.endswith(("_API_KEY", "_TOKEN"))}
    return subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.dask_{what}", *arguments],
        cwd=folder, env={**clean, "PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _address(file: Path) -> str:
    import json

    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if file.is_file() and (text := file.read_text()).strip().endswith("}"):
            return str(json.loads(text)["address"])
        time.sleep(0.1)
    raise RuntimeError("the scheduler did not start")

"""Starts `simulate …` as processes without importing everything anew each time: a process that forks itself on demand.

Reads one JSON list of arguments per line, answers with the child's pid, and later with the status it ended with.
"""

from __future__ import annotations

import importlib
import json
import os
import select
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

READY = (
    "simulator.cli.run",
    "simulator.runner",
    "simulator.models.direct",
    "simulator.store.runs",
    "simulator.cli.result",
)


class Starter:
    """The forking process, seen from a test."""

    def __init__(self, folder: Path, env: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.store.starter", str(folder)],
            env=dict(env), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def start(self, arguments: list[str]) -> int:
        """Start the command; its pid."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(arguments).encode() + b"\n")
        self._process.stdin.flush()
        return int(self._line())

    def ended(self) -> bool:
        """Whether the command that was started last has ended."""
        assert self._process.stdout is not None
        return bool(select.select([self._process.stdout], [], [], 0)[0])

    def wait(self) -> int:
        """The status with which it ended, as waitpid gives it."""
        return int(self._line())

    def close(self) -> None:
        self._process.communicate()

    def _line(self) -> bytes:
        assert self._process.stdout is not None
        return self._process.stdout.readline()


def main() -> None:
    """Serve until standard input ends. Single-threaded, so that a fork is a whole process."""
    answers = os.dup(1)
    os.dup2(2, 1)
    os.chdir(sys.argv[1])
    for name in READY:
        importlib.import_module(name)
    # Not through a buffer: a child must not inherit half-read lines.
    while line := _read_line():
        pid = os.fork()
        if pid == 0:
            os.close(answers)
            os._exit(_run(json.loads(line)))
        os.write(answers, b"%d\n" % pid)
        _, status = os.waitpid(pid, 0)
        os.write(answers, b"%d\n" % status)


def _run(arguments: list[str]) -> int:
    from simulator.cli import main as command

    sys.argv = ["simulate", *arguments]
    try:
        command()
    except SystemExit as e:
        return e.code if isinstance(e.code, int) else 1
    return 0


def _read_line() -> bytes:
    found = bytearray()
    while (one := os.read(0, 1)) and one != b"\n":
        found += one
    return bytes(found)


if __name__ == "__main__":
    main()

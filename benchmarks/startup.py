"""How long it takes until a command is at work."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_FIRST_SESSION = """
import sys, time
from simulator.progress import Progress
import simulator.cli.display as display

class First(display.Counting):
    def session_started(self, course, number):
        print(time.time()); sys.stdout.flush(); import os; os._exit(0)

display.display = lambda quiet: First()
from simulator.cli import main
sys.argv = ["simulate", "--persona", "alicia"]
main()
"""


def startup_table(rounds: int) -> None:
    """Print seconds from the start of the process."""
    print(f"\nStart, median of {max(3, rounds)}\n\n| what | wall s |\n|---|---:|")
    for what, command in (
        ("`simulate --help`", ["-m", "simulator", "--help"]),
        ("a run, to its first session", ["-c", _FIRST_SESSION]),
    ):
        print(
            f"| {what} | {statistics.median(_seconds(command) for _ in range(max(3, rounds))):.2f} |",
            flush=True,
        )


def _seconds(command: list[str]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        began = time.time()
        done = subprocess.run(
            [sys.executable, *command],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        ended = time.time()
    return (float(done.stdout) if command[0] == "-c" else ended) - began

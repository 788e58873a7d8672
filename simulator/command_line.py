"""What a message tells a person to type next."""

from __future__ import annotations

import shlex
from pathlib import Path


def command_line(run: Path, command: str, *more: str) -> str:
    """A command about a run, to be typed as it stands: with --runs-dir where the folder of the runs is not `runs`.

    Example:
        >>> command_line(Path("runs/mine"), "show", "--session", "1")
        'simulate show mine --session 1'
    """
    place = [] if run.parent == Path("runs") else ["--runs-dir", str(run.parent)]
    return shlex.join(["simulate", command, run.name, *place, *more])

"""`simulate --persona alicia --sessions 12`: plan a run, say what it will cost, run it, show it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., Any])

RUN_OPTIONS: tuple[tuple[tuple[str, ...], dict[str, Any]], ...] = (
    (("--persona", "-p"), {"multiple": True, "metavar": "NAME", "help": "Simulated patient; repeat or separate by commas."}),
    (("--sessions", "-n"), {"type": int, "metavar": "N", "help": "Sessions of each course."}),
    (("--prompt",), {"metavar": "NAME", "help": "The therapist's prompt (default nova)."}),
    (("--config",), {"metavar": "NAME|FILE", "help": "A YAML file of settings on top of the shipped defaults."}),
    (("-c", "settings"), {"multiple": True, "metavar": "KEY=VALUE", "help": "One setting, e.g. -c models.patient.temperature=0.9; repeatable."}),
    (("--model",), {"metavar": "MODEL", "help": "Model of patient, therapist and note, e.g. openai/gpt-5-mini; default offline/cbt."}),
    (("--patient-model",), {"metavar": "MODEL", "help": "Model of the patient alone."}),
    (("--therapist-model",), {"metavar": "MODEL", "help": "Model of the therapist alone."}),
    (("--note-model",), {"metavar": "MODEL", "help": "Model of the notes alone."}),
    (("--replicates",), {"type": int, "metavar": "N", "help": "Courses of each persona (default 1)."}),
    (("--seed",), {"type": int, "metavar": "N", "help": "Seed of the run (default 0)."}),
    (("--run",), {"metavar": "NAME", "help": "Name of the run; the same name and command again goes on with it."}),
    (("--runs-dir",), {"metavar": "DIR", "help": "Folder of all runs (default runs)."}),
    (("--concurrency",), {"type": int, "metavar": "N", "help": "Courses that run side by side."}),
    (("--max-cost",), {"type": float, "metavar": "USD", "help": "Stop, resumably, before more than this is spent."}),
    (("--accept-changes",), {"is_flag": True, "help": "Go on with a run although its plan has changed."}),
    (("--dry-run",), {"is_flag": True, "help": "Print the plan, the calls, tokens and money to expect; start nothing."}),
    (("--quiet", "-q"), {"is_flag": True, "help": "No progress, only the result."}),
    (("--json", "as_json"), {"is_flag": True, "help": "The result as JSON on standard output."}),
)  # fmt: skip


def run_options(function: Function) -> Function:
    """Add the options of a run to a command."""
    for names, settings in reversed(RUN_OPTIONS):
        function = click.option(*names, **settings)(function)
    return function

"""`simulate --persona alicia --sessions 12`: plan a run, say what it will cost, run it, show it."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Coroutine, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from simulator.config import Config
    from simulator.made import Made
    from simulator.personas import Persona
    from simulator.planning import Work
    from simulator.store.runs import Run

Function = TypeVar("Function", bound=Callable[..., Any])

RUN_OPTIONS: tuple[tuple[tuple[str, ...], dict[str, Any]], ...] = (
    (("--persona", "-p"), {"multiple": True, "metavar": "NAME", "help": "A simulated patient; repeatable, or several separated by commas."}),
    (("--sessions", "-n"), {"type": int, "metavar": "N", "help": "Sessions per course."}),
    (("--prompt",), {"metavar": "NAME", "help": "The therapist's prompt (default nova)."}),
    (("--config",), {"multiple": True, "metavar": "NAME|FILE", "help": "A YAML file of settings on top of the shipped defaults; repeatable."}),
    (("-c", "settings"), {"multiple": True, "metavar": "KEY=VALUE", "help": "One setting, e.g. -c models.patient.temperature=0.9; repeatable."}),
    (("--model",), {"metavar": "MODEL", "help": "Model for patient, therapist and notes, e.g. openai/gpt-5-mini; default offline/cbt."}),
    (("--patient-model",), {"metavar": "MODEL", "help": "Model for the patient only."}),
    (("--therapist-model",), {"metavar": "MODEL", "help": "Model for the therapist only."}),
    (("--note-model",), {"metavar": "MODEL", "help": "Model for the notes only."}),
    (("--replicates",), {"type": int, "metavar": "N", "help": "Courses per persona (default 1)."}),
    (("--seed",), {"type": int, "metavar": "N", "help": "Seed of the run (default 0)."}),
    (("--run",), {"metavar": "NAME", "help": "Name of the run. The same command with the same name resumes it."}),
    (("--runs-dir",), {"metavar": "DIR", "help": "Folder of all runs (default runs)."}),
    (("--concurrency",), {"type": int, "metavar": "N", "help": "Courses that run side by side."}),
    (("--workers",), {"type": int, "metavar": "N", "help": "Processes on this machine that share the work (default 1)."}),
    (("--scheduler",), {"metavar": "ADDRESS", "help": "A Dask scheduler whose workers do the work, e.g. tcp://10.0.0.5:8786."}),
    (("--wait",), {"type": float, "metavar": "SECONDS", "help": "How long to wait for that scheduler, and as long again for its first worker (default 60)."}),
    (("--max-cost",), {"type": float, "metavar": "USD", "help": "Stop before more than this is spent; the run can be resumed."}),
    (("--accept-changes",), {"is_flag": True, "help": "Continue a run although its plan has changed."}),
    (("--dry-run",), {"is_flag": True, "help": "Print the plan and the expected calls, tokens and cost; start nothing."}),
    (("--quiet", "-q"), {"is_flag": True, "help": "Print only the result, no progress."}),
    (("--json", "as_json"), {"is_flag": True, "help": "Print the result as JSON."}),
)  # fmt: skip


def run_options(function: Function) -> Function:
    """Add the options of a run to a command."""
    for names, settings in reversed(RUN_OPTIONS):
        function = click.option(*names, **settings)(function)
    return function


def run_command(options: dict[str, Any]) -> int:
    """Plan, run, show. Returns the exit code."""
    from simulator.planning import work_from

    config = config_of(options)
    personas = listed(options["persona"])
    if options["dry_run"]:
        return dry_run(
            work_from(personas, {config.prompt: config}, check_models=False),
            options["run"],
            as_json=options["as_json"],
        )
    work = work_from(personas, {config.prompt: config})
    return start(work, options)


def listed(given: Iterable[str]) -> list[str]:
    """The names of a flag that may be repeated, each time with one or several separated by commas."""
    return [name for text in given for part in text.split(",") if (name := part.strip())]


def config_of(options: Mapping[str, Any]) -> Config:
    """The resolved settings of a command's options."""
    from simulator.config import load_config
    from simulator.shipped import refuse_other_files

    refuse_other_files(options["config"])
    flags: dict[str, Any] = {
        name: options[name]
        for name in (
            "sessions",
            "prompt",
            "replicates",
            "seed",
            "concurrency",
            "workers",
            "scheduler",
            "wait",
        )
    }
    for role in ("patient", "therapist", "note"):
        flags[f"models.{role}.model"] = options[f"{role}_model"] or options["model"]
    flags["budget.max_cost"] = options["max_cost"]
    return load_config(options["config"], options["settings"], flags)


def start(work: Work, options: Mapping[str, Any]) -> int:
    """Make the run, or resume it when it exists. Returns the exit code."""
    from simulator.continuing import inputs_of, reconcile
    from simulator.store.runs import Run

    if not (options["quiet"] or options["as_json"]):
        warn_of_faults(work.personas)
        say_what_speaks_english(work)
    runs_dir = Path(options["runs_dir"] or "runs")
    name = options["run"] or work.default_name()
    plan = work.plan()
    if (runs_dir / name / "run.yaml").is_file():
        run = Run.open(name, runs_dir, write=True)
        with run:
            changes = reconcile(run, plan, accept=options["accept_changes"])
            say_changes(run, changes, quiet=options["quiet"] or options["as_json"])
            return carry_out(run, work, options)
    if work.config.scheduler and not cluster_is_there(work, options):
        return 3
    with Run.create(runs_dir, name, plan, command=tuple(sys.argv[1:]), inputs=inputs_of(work)) as run:
        return carry_out(run, work, options)


def cluster_is_there(work: Work, options: Mapping[str, Any]) -> bool:
    """Whether the scheduler and a worker answered; False when the user stopped the wait. No folder has been made yet.

    Raises:
        InputError: they did not answer in time.
    """
    from simulator.cli.display import display
    from simulator.cluster import find_cluster

    try:
        asyncio.run(find_cluster(work.config, display(options["quiet"] or options["as_json"])))
    except KeyboardInterrupt:
        click.echo("\nStopped. Nothing was started.", err=True)
        return False
    return True


def warn_of_faults(personas: Iterable[Persona]) -> None:
    """One line on standard error for each persona that can run although `simulate personas check` finds fault with it."""
    from simulator.persona_lint import lint

    for persona in personas:
        if faults := lint(persona):
            more = f", and {len(faults) - 1} more" if len(faults) > 1 else ""
            click.echo(
                f"persona {persona.id}: {faults[0]}{more}; see: simulate personas check {persona.id}",
                err=True,
            )


def say_what_speaks_english(work: Work) -> None:
    """One line on standard error when the offline model plays personas of another language, which it does not know."""
    models = [named.model for arm in work.arms for named in arm.role_models().values()]
    others = {p.id: p.language for p in work.personas if not p.language.startswith("en")}
    if others and any(model.startswith("offline") for model in models):
        names = ", ".join(f"{name} ({language})" for name, language in others.items())
        click.echo(
            f"the offline model knows English alone: {names} will speak their own lines as written, and English in between",
            err=True,
        )


def say_changes(run: Run, changes: list[str], *, quiet: bool) -> None:
    """One line on standard error about what has changed since a run was started."""
    if changes and not quiet:
        click.echo(f"{run.name} exists and is continued: {'; '.join(changes)}", err=True)


def carry_out(run: Run, work: Work, options: Mapping[str, Any]) -> int:
    """Run the courses under a display and print the result."""
    from simulator.cli.display import display
    from simulator.command_line import command_line

    watch = display(options["quiet"] or options["as_json"])
    try:
        with watch:
            made = asyncio.run(_make(run, work)(run, work, watch, accept_changes=options["accept_changes"]))
    except KeyboardInterrupt:
        click.echo(f"\nStopped. Nothing is lost; continue with: {command_line(run.path, 'resume')}", err=True)
        return 3
    show_result(run, made, as_json=options["as_json"])
    return made.exit_code


def _make(run: Run, work: Work) -> Callable[..., Coroutine[Any, Any, Made]]:
    """How this run is made: a study has more to it."""
    from simulator.runner import make_run

    if "study" not in {**run.plan.extra, **work.extra}:
        return make_run
    from simulator.study.make import make_study

    return make_study


def show_result(run: Run, made: Made, *, as_json: bool) -> None:
    """The closing table: each course, what broke, where the files are. A study: its verdicts."""
    if "study" in run.plan.extra:
        from simulator.cli.study_result import show_study

        show_study(run, made, as_json=as_json)
        return
    from simulator.cli.result import result_data, result_table

    if as_json:
        click.echo(json.dumps(result_data(run, made), indent=2))
    else:
        result_table(run, made)


def dry_run(work: Work, name: str | None, *, as_json: bool, problems: list[str] | None = None) -> int:
    """Print the plan, and what it will take; start nothing. A model that cannot be used yet is reported, not refused.

    Args:
        work: the checked plan.
        name: of the run; None: made from the work.
        as_json: one JSON object instead of text.
        problems: what must be fixed before this can run; None: look at the models of the roles.
    """
    from simulator.estimate import estimate, estimate_text
    from simulator.planning import model_problems
    from simulator.store.names import check_name

    name = check_name(name, "run") if name else work.default_name()
    plan, found = work.plan(), estimate(work)
    problems = model_problems(work) if problems is None else problems
    if as_json:
        data = {
            "run": name,
            "estimate": found,
            "problems": problems,
            "plan": plan.model_dump(mode="json"),
        }
        click.echo(json.dumps(data, indent=2))
        return 0
    import yaml

    data = {"run": name, **plan.model_dump(mode="json")}
    click.echo(yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=110))
    # Last, where a terminal still shows it after a long plan; as comments, so that all of it can be read as YAML.
    click.echo("\n".join(f"# {line}" for line in estimate_text(found).splitlines()))
    for problem in problems:
        click.echo(f"\nbefore this can run: {problem}", err=True)
    return 0

"""`simulate import`: transcripts made elsewhere become a run."""

from __future__ import annotations

import contextlib
import json
import sys
from dataclasses import asdict
from difflib import get_close_matches
from pathlib import Path

import click

from simulator.cli import shared
from simulator.cli.terminal import printable
from simulator.command_line import command_line
from simulator.errors import InputError
from simulator.plural import many
from simulator.store.importers.model import Options
from simulator.store.importers.run import Report, import_files
from simulator.transcript import Speaker


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--run", "name", required=True, metavar="NAME", help="Name of the new run.")
@click.option("--persona", metavar="NAME", help="The persona in all files; without it, as each file says.")
@click.option("--prompt", metavar="NAME", help="The therapist's prompt, for regenerating turns later.")
@click.option("--config", metavar="NAME|FILE", help="Settings for regenerating turns later.")
@click.option(
    "--model", metavar="MODEL", help="Model for patient, therapist and notes, for regenerating turns later."
)
@shared.patient_labels
@shared.therapist_labels
@shared.assistant
@click.option(
    "--check/--no-check",
    default=True,
    help="Check for role breaks (default); a session with one counts as broken.",
)
@shared.runs_dir
@shared.print_json
def command(
    files: tuple[Path, ...],
    name: str,
    persona: str | None,
    prompt: str | None,
    config: str | None,
    model: str | None,
    patients: tuple[str, ...],
    therapists: tuple[str, ...],
    assistant: Speaker,
    check: bool,
    runs_dir: Path,
    as_json: bool,
) -> None:
    """Turn text, JSONL, CSV, chat-message or ShareGPT files (or folders of them) into a run."""
    from simulator.config import load_config
    from simulator.import_judge import guard_judge
    from simulator.planning import OF_THE_RUN
    from simulator.shipped import refuse_other_files

    refuse_other_files([config] if config else [])
    flags = {"prompt": prompt, **{f"models.{role}.model": model for role in ("patient", "therapist", "note")}}
    resolved = load_config(config, (), flags)
    options = Options(patients, therapists or (resolved.therapist_name,), _known_names(), assistant)
    report = import_files(
        files,
        runs_dir,
        name,
        persona=persona,
        settings={k: v for k, v in resolved.model_dump(mode="json").items() if k not in OF_THE_RUN},
        options=options,
        judge=guard_judge(resolved.guard, resolved.therapist_name) if check else None,
        command=sys.argv[1:],
    )
    if as_json:
        click.echo(json.dumps(asdict(report), indent=1, ensure_ascii=False))
    else:
        _tell(report, runs_dir)


def _known_names() -> list[str]:
    """What the personas are called that can be read."""
    from simulator.personas import list_personas, load_persona

    found = []
    for each in list_personas():
        # An unfinished persona of the user's own must not keep transcripts from being read.
        with contextlib.suppress(InputError):
            found.append(load_persona(each).name)
    return found


def _tell(report: Report, runs_dir: Path) -> None:
    """What was imported, what had to be guessed, and what can be done with it."""
    from simulator.personas import list_personas

    for notice in report.notices:
        click.echo(printable(notice), err=True)
    click.echo(
        f"{many(report.sessions, 'session')}, {many(report.turns, 'turn')}, {report.broken} broken: {runs_dir / report.run}"
    )
    strangers = [who for who in report.personas if who not in list_personas()]
    if strangers:
        near = [near for who in strangers for near in get_close_matches(who, list_personas(), n=1)]
        click.echo(
            f"No persona here is called {', '.join(map(repr, strangers))}"
            f"{f' (did you mean {near[0]}?)' if near else ''}: to regenerate sessions, import again with --persona "
            "and one of `simulate personas list`, or write one with `simulate personas new`."
        )
    elif report.broken:
        again = command_line(runs_dir / report.run, "regenerate", "--broken", "--from-turn", "break")
        click.echo(f"Regenerate them from the turn before the break: {again}")

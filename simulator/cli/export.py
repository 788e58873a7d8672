"""`simulate export`: a run's data for other tools."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.cli import shared
from simulator.plural import many
from simulator.store.exporters.export import FORMATS, export_run
from simulator.store.exporters.material import Choice
from simulator.store.runs import Run
from simulator.transcript import Speaker


@click.command()
@click.argument("run")
@click.option("--format", "form", type=click.Choice(FORMATS), required=True, help="Format of the data.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="A file, or a folder for data and card.",
)
@click.option(
    "--all", "all_", is_flag=True, help="Include broken, failed and stale sessions, not only clean ones."
)
@click.option("--roles/--no-roles", default=True, help="Whether to name the speakers (default: yes).")
@click.option(
    "--system/--no-system",
    default=False,
    help="Whether to include the system prompts, which contain the persona (default: no).",
)
@shared.assistant
@click.option(
    "--license",
    "license_",
    default="unknown",
    metavar="NAME",
    help="Licence named in the dataset card, e.g. cc-by-4.0.",
)
@click.option("--force", is_flag=True, help="Replace existing files.")
@shared.runs_dir
def command(
    run: str,
    form: str,
    output: Path,
    all_: bool,
    roles: bool,
    system: bool,
    assistant: Speaker,
    license_: str,
    force: bool,
    runs_dir: Path,
) -> None:
    """Write a run as txt, jsonl, openai, sharegpt, csv, parquet, sdialog or inspect, with a dataset card."""
    choice = Choice(clean=not all_, roles=roles, system=system, assistant=assistant)
    counts, paths = export_run(
        Run.open(run, runs_dir), form, output, choice=choice, license_=license_, force=force
    )
    left_out = ", ".join(f"{n} {why}" for why, n in sorted(counts.left_out.items()))
    click.echo(
        f"{many(counts.sessions, 'session')}, {many(counts.turns, 'turn')}"
        + (f"; left out: {left_out}" if left_out else ""),
        err=True,
    )
    for path in paths:
        click.echo(str(path))

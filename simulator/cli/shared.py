"""Options that several commands share, each declared once."""

from __future__ import annotations

from pathlib import Path

import click

runs_dir = click.option(
    "--runs-dir",
    type=click.Path(path_type=Path),
    default=Path("runs"),
    metavar="DIR",
    help="Folder of all runs (default runs).",
)
print_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
concurrency = click.option("--concurrency", type=int, metavar="N", help="Courses that run side by side.")
max_cost = click.option(
    "--max-cost",
    type=float,
    metavar="USD",
    help="Stop before more than this is spent; the run can be resumed.",
)
accept_changes = click.option(
    "--accept-changes", is_flag=True, help="Continue although files or settings have changed since."
)
quiet = click.option("--quiet", "-q", is_flag=True, help="Print only the result, no progress.")
patient_labels = click.option(
    "--patient",
    "patients",
    multiple=True,
    metavar="LABEL",
    help="A label that means the patient; repeatable.",
)
therapist_labels = click.option(
    "--therapist",
    "therapists",
    multiple=True,
    metavar="LABEL",
    help="A label that means the therapist; repeatable.",
)
assistant = click.option(
    "--assistant",
    type=click.Choice(["therapist", "patient"]),
    default="therapist",
    help="Who is `assistant` in chat messages (default therapist).",
)

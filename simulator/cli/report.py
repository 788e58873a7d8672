"""`simulate report`: one HTML file about a run or a study."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.cli import shared

LARGE = 10_000_000
"""Bytes from which a report says how it could be smaller."""


@click.command()
@click.argument("run")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE.html",
    help="Default: report.html in the run's folder.",
)
@click.option(
    "--transcripts", type=click.Choice(["all", "broken", "none"]), default="all",
    help="Which sessions it includes in full (default all).",
)  # fmt: skip
@shared.runs_dir
def command(run: str, output: Path | None, transcripts: str, runs_dir: Path) -> None:
    """Write one HTML file about a run or a study: figures, methods, transcripts, hashes.

    The file needs no network and contains no script; it can be mailed, printed and archived as it is.
    """
    from typing import cast

    from simulator.money import size
    from simulator.report import TranscriptChoice, write_report
    from simulator.report.charts import available
    from simulator.store.runs import Run

    opened = Run.open(run, runs_dir)
    path = output or opened.path / "report.html"
    written = write_report(opened, path, transcripts=cast(TranscriptChoice, transcripts))
    click.echo(str(path))
    if not available():
        click.echo("without charts: they need matplotlib (pip install 'session-simulator[report]')", err=True)
    if written > LARGE and transcripts == "all":
        click.echo(f"{size(written)}; --transcripts broken or none makes it smaller", err=True)

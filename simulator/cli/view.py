"""`simulate view`: the runs folder as local web pages."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from simulator.cli import shared


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8765,
    help="Port on this machine (default 8765); 0 picks a free one.",
)
@shared.runs_dir
def command(port: int, runs_dir: Path) -> None:
    """Show the runs in a browser: read-only, on this machine only. Ctrl-C ends it."""
    from simulator.errors import InputError
    from simulator.viewer.app import serve

    if not runs_dir.is_dir():
        raise InputError(f"there is no folder {runs_dir}", remedy="--runs-dir names the folder of all runs")
    try:
        asyncio.run(serve(runs_dir, port, _announce))
    except KeyboardInterrupt:
        click.echo("closed", err=True)


def _announce(address: str) -> None:
    click.echo(address)
    click.echo("Open this address in a browser on this machine. Ctrl-C ends it.", err=True)

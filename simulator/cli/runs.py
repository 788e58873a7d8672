"""`simulate runs`: the runs of a folder, with state, size and cost."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from simulator.cli import shared
from simulator.cli.terminal import plain, printable
from simulator.money import money, size
from simulator.store.listing import RunSummary, list_runs

COLUMNS = ("run", "state", "sessions", "turns", "size", "cost", "begun")
SPARED = ("begun", "size", "turns", "cost")
"""Left out on a narrow terminal, the first of them first."""


@click.command()
@shared.runs_dir
@shared.print_json
def command(runs_dir: Path, as_json: bool) -> None:
    """List the runs: state, sessions, turns, size, cost."""
    found = list_runs(runs_dir)
    if as_json:
        click.echo(json.dumps([r.as_dict() for r in found], indent=1, ensure_ascii=False))
        return
    if not found:
        click.echo(f"no runs in {runs_dir}; make one with: simulate --persona alicia --sessions 2", err=True)
        return
    for line in _lines([COLUMNS, *map(_row, found)], room=_room()):
        click.echo(line)
    for run in found:
        for problem in run.problems[:3]:
            click.echo(printable(f"{run.name}: {problem}"), err=True)
        if run.holder:
            click.echo(printable(f"{run.name}: {run.holder} is writing to it"), err=True)


def _room() -> int | None:
    """Columns of the terminal; None where the list goes to a file or another program, which gets all of it."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _lines(rows: list[tuple[str, ...]], room: int | None) -> Iterator[str]:
    """The table; on a narrow terminal without the columns that can best be spared."""
    widths = {name: max(len(row[n]) for row in rows) for n, name in enumerate(COLUMNS)}
    for name in SPARED:
        if room is not None and sum(widths.values()) + 2 * (len(widths) - 1) > room:
            del widths[name]
    for row in rows:
        cells = dict(zip(COLUMNS, row, strict=True))
        yield "  ".join(cells[name].ljust(width) for name, width in widths.items()).rstrip()


def _row(run: RunSummary) -> tuple[str, ...]:
    done = run.states["complete"] + run.states["broken"]
    extras = [
        f"{n} {state}" for state, n in sorted(run.states.items()) if state not in ("complete", "partial")
    ]
    if run.stale:
        extras.append(f"{run.stale} stale")
    sessions = f"{done} of {run.planned}" if not run.imported else f"{done} imported"
    return (
        plain(run.name),
        run.state,
        sessions + (f" ({', '.join(extras)})" if extras else ""),
        str(run.turns),
        size(run.size),
        money(run.cost, run.unpriced),
        plain(run.created),
    )

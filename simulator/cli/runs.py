"""`simulate runs`: the runs of a folder, with state, size and cost."""

from __future__ import annotations

import json
from pathlib import Path

import click

from simulator.cli import shared
from simulator.cli.terminal import plain, printable
from simulator.plural import many
from simulator.store.listing import RunSummary, list_runs


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
    rows = [("run", "state", "sessions", "turns", "size", "cost", "begun"), *map(_row, found)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    for run in found:
        for problem in run.problems[:3]:
            click.echo(printable(f"{run.name}: {problem}"), err=True)
        if run.holder:
            click.echo(printable(f"{run.name}: {run.holder} is writing to it"), err=True)


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
        _bytes(run.size),
        money(run.cost, run.unpriced),
        plain(run.created),
    )


def money(cost: float | None, unpriced: int) -> str:
    """US dollars for people; unpriced calls are shown as such, never counted as $0."""
    known = f"${cost:.4f}" if cost is not None else ""
    missing = f"{many(unpriced, 'call')} unpriced" if unpriced else ""
    return " + ".join(filter(None, [known, missing])) or "$0"


def _bytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1e5 else f"{size / 1e3:.1f} kB"

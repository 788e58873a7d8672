"""The result of a study on the terminal: its verdicts, the means of its outcomes, what a reader must know."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from simulator.cli.display import wrapped
from simulator.cli.result import next_step, result_data, say_trouble
from simulator.cli.terminal import printable
from simulator.command_line import command_line

if TYPE_CHECKING:
    from simulator.made import Made
    from simulator.store.runs import Run


def show_study(run: Run, made: Made, *, as_json: bool) -> None:
    """Print the result of a study: verdicts, the primaries' numbers, what a reader must know."""
    from simulator.study.analyse import analyse

    result = analyse(run)
    if as_json:
        data = result.model_dump(mode="json")
        click.echo(
            json.dumps({**data, "exit_code": made.exit_code, "made": result_data(run, made)}, indent=1)
        )
        return
    for verdict in result.verdicts:
        click.echo(wrapped(printable(verdict.text)))
        click.echo()
    for warning in result.warnings:
        click.echo(wrapped(printable(f"Note: {warning}")))
    rows = [["", *(a.name for a in result.arms)]]
    rows.append(["sessions finished", *(str(a.complete + a.broken) for a in result.integrity)])
    rows.append(["broken as first made", *(str(a.broken_first) for a in result.integrity)])
    for outcome in result.outcomes:
        if outcome.valid and outcome.level != "pair":
            means = [outcome.arms["started"][a.name].mean for a in result.arms]
            label = f"{outcome.label}{' *' if outcome.primary else ''}"
            rows.append([label, *("–" if m is None else f"{m:.3g}" for m in means)])
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        click.echo(
            "  ".join(
                [row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))]
            )
        )
    undefined = "; –: not defined for these sessions" if any("–" in row[1:] for row in rows) else ""
    click.echo(f"* primary outcome; all others are exploratory{undefined}")
    if made.exit_code == 3:
        click.echo()
        say_trouble(made)
        click.echo(f"\n{run.path}\n{next_step(run, made)}")
        return
    click.echo(f"\n{run.path}\n{command_line(run.path, 'report')}   {command_line(run.path, 'rate')}")

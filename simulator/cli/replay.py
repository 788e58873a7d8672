"""`simulate replay`: today's code on the replies recorded."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import click

from simulator.cli import shared
from simulator.cli.terminal import printable
from simulator.plural import many
from simulator.store.runs import Run


@click.command()
@click.argument("run")
@shared.runs_dir
@shared.print_json
@click.option(
    "--check-again",
    is_flag=True,
    help="Run the guard and the ending rules on every turn, even where code, settings and persona have not changed since the run.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    help="Processes that share the courses.",
)
@click.pass_context
def command(
    ctx: click.Context, run: str, runs_dir: Path, as_json: bool, check_again: bool, workers: int
) -> None:
    """Run today's code on a run's recorded replies: no network, nothing written. Exit code 1 when a session differs."""
    from simulator.replay import replay_run
    from simulator.replay_workers import replay_with
    from simulator.shipped import kept_in
    from simulator.store.runs import INPUTS

    opened = Run.open(run, runs_dir)
    with kept_in(opened.path / INPUTS):
        if workers > 1:
            found = replay_with(opened, workers, check_again=check_again)
        else:
            found = asyncio.run(replay_run(opened, check_again=check_again))
    differ = sum(not s.same_talk for s in found)
    other = sum(s.same_talk and not s.same for s in found)
    if as_json:
        click.echo(json.dumps([s.as_dict() for s in found], indent=1, ensure_ascii=False))
    else:
        for session in found:
            if session.changes or not session.same:
                words = (
                    "the same" if session.same else "the same talk" if session.same_talk else "another talk"
                )
                click.echo(f"{session.course} session {session.number}: {words}")
                for change in session.changes:
                    click.echo(f"    {printable(change)}")
        more = (
            f"; {other} {'is' if other == 1 else 'are'} the same talk, made from other settings"
            if other
            else ""
        )
        if any(s.recalled for s in found):
            click.echo(
                "Same code and settings: what guard and ending rules said was taken from the record; --check-again asks them."
            )
        click.echo(
            f"{len(found) - differ - other} of {many(len(found), 'session')} {'is' if len(found) == 1 else 'are'} the same, byte for byte{more}"
        )
    ctx.exit(1 if differ else 0)

"""`simulate regenerate`: make chosen or broken sessions anew."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Literal

import click

from simulator.errors import InputError
from simulator.store.regenerate import Downstream, apply, plan_regeneration
from simulator.store.runs import Run


@click.command()
@click.argument("run")
@click.option("--session", "sessions", type=int, multiple=True, metavar="N", help="This session; repeatable.")
@click.option("--broken", is_flag=True, help="All broken sessions.")
@click.option(
    "--course", "courses", multiple=True, metavar="ARM/PERSONA/rNN", help="Only of this course; repeatable."
)
@click.option(
    "--from-turn",
    metavar="K|break",
    help="Keep the turns before turn K; `break`: from the turn before the break.",
)
@click.option(
    "--downstream",
    type=click.Choice(["rerun", "keep"]),
    default="rerun",
    help="Later sessions rest on the note: make them anew too (default), or keep and mark them.",
)
@click.option("--yes", "-y", is_flag=True, help="Do not ask; needed in scripts, where there is no terminal.")
@click.option("--dry-run", is_flag=True, help="Say what would be made, kept and paid; start nothing.")
@click.option("--concurrency", type=int, metavar="N", help="Courses that run side by side.")
@click.option(
    "--max-cost", type=float, metavar="USD", help="Stop, resumably, before more than this is spent."
)
@click.option("--accept-changes", is_flag=True, help="Go on although files or settings have changed since.")
@click.option("--runs-dir", type=click.Path(path_type=Path), default=Path("runs"), help="Folder of all runs.")
@click.option("--quiet", "-q", is_flag=True, help="No progress, only the result.")
@click.option("--json", "as_json", is_flag=True, help="The result as JSON on standard output.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    run: str,
    sessions: tuple[int, ...],
    broken: bool,
    courses: tuple[str, ...],
    from_turn: str | None,
    downstream: Downstream,
    yes: bool,
    dry_run: bool,
    runs_dir: Path,
    **options: Any,
) -> None:
    """Make sessions anew. The old versions stay beside them; `simulate show RUN --session N --versions` tells them apart."""
    from simulator.cli.resume import go_on, work_today
    from simulator.cli.run import reconcile

    with Run.open(run, runs_dir, write=not dry_run) as opened:
        plan = plan_regeneration(
            opened,
            sessions=sessions,
            broken=broken,
            from_turn=_turn(from_turn),
            downstream=downstream,
            courses=courses,
        )
        click.echo(plan.words(), err=True)
        if dry_run:
            return
        # What could stop the run is looked at before a folder is moved.
        reconcile(opened, work_today(opened, options).plan(), accept=options["accept_changes"])
        if not yes:
            _ask()
        apply(plan)
        ctx.exit(go_on(opened, options))


def _ask() -> None:
    if not sys.stdin.isatty():
        raise InputError(
            "without a terminal nobody can be asked, so --yes is needed",
            remedy="give --yes to go on, or --dry-run to only see the plan",
        )
    click.confirm("Go on?", abort=True, err=True)


def _turn(text: str | None) -> int | Literal["break"] | None:
    if text is None or text == "break":
        return "break" if text else None
    if not text.isdecimal() or len(text) > 6:
        raise InputError(
            f"--from-turn {text[:40]!r} is no turn", remedy="a number, counted from 0, or `break`"
        )
    return int(text)

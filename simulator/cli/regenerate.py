"""`simulate regenerate`: regenerate chosen or broken sessions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Literal

import click

from simulator.cli import shared
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
    help="Later sessions, which rest on the note: regenerate them too (rerun, the default), or keep them and mark them stale.",
)
@click.option("--yes", "-y", is_flag=True, help="Do not ask for confirmation; needed in scripts.")
@click.option("--dry-run", is_flag=True, help="Say what would be made, kept and paid; start nothing.")
@shared.concurrency
@shared.max_cost
@shared.accept_changes
@shared.runs_dir
@shared.quiet
@shared.print_json
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
    """Regenerate sessions. The old versions are kept; `simulate show RUN --session N --versions` shows how they differ."""
    from simulator.cli.resume import go_on
    from simulator.continuing import reconcile, work_today

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
        # Whatever could stop the run is checked before a folder is moved.
        reconcile(opened, work_today(opened, options).plan(), accept=options["accept_changes"])
        if not yes:
            _ask()
        apply(plan)
        ctx.exit(go_on(opened, options))


def _ask() -> None:
    if not sys.stdin.isatty():
        raise InputError(
            "there is no terminal to ask on, so --yes is needed",
            remedy="give --yes to start, or --dry-run to only see the plan",
        )
    click.confirm("Start?", abort=True, err=True)


def _turn(text: str | None) -> int | Literal["break"] | None:
    if text is None or text == "break":
        return "break" if text else None
    if not text.isdecimal() or len(text) > 6:
        raise InputError(
            f"--from-turn {text[:40]!r} is not a turn", remedy="give a number, counted from 0, or `break`"
        )
    return int(text)

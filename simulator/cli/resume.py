"""`simulate resume`: continue a run that stopped, or extend a finished one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from simulator.cli import shared
from simulator.store.runs import Run


@click.command()
@click.argument("run")
@click.option("--sessions", "-n", type=int, metavar="N", help="Sessions per course, to extend the run.")
@click.option("--replicates", type=int, metavar="N", help="Courses per persona, to extend the run.")
@shared.concurrency
@click.option("--workers", type=int, metavar="N", help="Processes on this machine that share the work.")
@click.option("--scheduler", metavar="ADDRESS", help="A Dask scheduler whose workers do the work.")
@click.option(
    "--wait",
    type=float,
    metavar="SECONDS",
    help="How long to wait for that scheduler, and as long again for its first worker (default 60).",
)
@shared.max_cost
@click.option(
    "-c",
    "settings",
    multiple=True,
    metavar="KEY=VALUE",
    help="Another budget or other network settings, e.g. -c budget.max_calls=500; repeatable.",
)
@shared.accept_changes
@shared.runs_dir
@shared.quiet
@shared.print_json
@click.pass_context
def command(ctx: click.Context, /, run: str, runs_dir: Path, **options: Any) -> None:
    """Continue a run: make what is missing or failed. Nothing is paid for twice.

    Broken sessions stay as they are; `simulate regenerate` regenerates them.
    """
    with Run.open(run, runs_dir, write=True) as opened:
        ctx.exit(go_on(opened, options))


def go_on(run: Run, options: dict[str, Any]) -> int:
    """Make what a run still lacks, and print the result. Returns the exit code.

    Args:
        run: open for writing.
        options: `sessions replicates concurrency workers scheduler wait max_cost settings accept_changes quiet as_json`, as the command takes them.
    """
    from simulator.cli.run import carry_out, say_changes
    from simulator.continuing import reconcile, work_today

    work = work_today(run, options)
    changes = reconcile(run, work.plan(), accept=options["accept_changes"])
    say_changes(run, changes, quiet=options["quiet"] or options["as_json"])
    return carry_out(run, work, options)

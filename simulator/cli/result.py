"""The result of a run: a closing table for people, the same as data for scripts."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

import click

from simulator.cli.display import wrapped
from simulator.cli.terminal import printable
from simulator.command_line import command_line
from simulator.models import TRANSIENT, FailureKind
from simulator.money import money
from simulator.transcript import EndingReason, SessionStatus

if TYPE_CHECKING:
    from simulator.made import Made, SessionMade
    from simulator.store.runs import Run

_BUDGET = re.compile(r"budget (\w+) of ")
"""How a spent budget is told (`models.budget.BudgetExceeded`)."""
_LASTING = frozenset(kind.value for kind in FailureKind if kind not in TRANSIENT) | {
    FailureKind.CONNECTION.value
}
"""Failures that somebody has to do something about: a key, a name, an address, a server that is not running."""
SHOWN = 30
"""Courses in the table; of the others those with trouble are named below it."""


def result_data(run: Run, made: Made) -> dict[str, Any]:
    """The result as plain data."""
    return {
        "run": run.name,
        "path": str(run.path),
        "complete": made.count(SessionStatus.COMPLETE),
        "broken": made.count(SessionStatus.BROKEN),
        "failed": made.count(SessionStatus.FAILED),
        "exit_code": made.exit_code,
        "errors": made.errors,
        "courses": {
            key: [
                {
                    "session": r.number, "status": r.status.value, "turns": r.turns, "reason": r.reason,
                    "details": r.details, "flags": list(r.flags), "discarded": r.discarded, "cost": r.cost,
                    "unpriced_calls": r.unpriced,
                }
                for r in records
            ]
            for key, records in sorted(made.sessions.items())
        },
    }  # fmt: skip


def result_table(run: Run, made: Made) -> None:
    """Print the closing table to standard output."""
    courses = sorted(made.sessions.items())
    width = max([len(key) for key, _ in courses] + [6])
    click.echo(f"{'course':<{width}}  sessions  turns  discarded  cost")
    for key, records in courses[:SHOWN]:
        click.echo(
            f"{key:<{width}}  {len(records):>8}  {sum(r.turns for r in records):>5}  "
            f"{sum(r.discarded for r in records):>9}  {cost_text(records)}"
        )
    if len(courses) > SHOWN:
        click.echo(f"… and {len(courses) - SHOWN} more")
    say_trouble(made)
    click.echo(f"\nTranscripts: {run.path}/")
    click.echo(next_step(run, made))


def say_trouble(made: Made) -> None:
    """A line for each session that is broken or failed, and for each course that stopped, with the reason."""
    for key, records in sorted(made.sessions.items()):
        for record in records:
            if record.status is not SessionStatus.COMPLETE and record.reason:
                text = printable(f"{key} session {record.number} {record.status.value}: {record.details}")
                click.echo(click.style(wrapped(text, 2), fg="red") if sys.stdout.isatty() else text)
    for key, error in made.errors.items():
        click.echo(printable(f"{key}: {error}"))


def next_step(run: Run, made: Made) -> str:
    """What to type next."""
    if made.exit_code == 3:
        if spent := _spent_budget(made):
            larger = ("--max-cost", "USD") if spent == "max_cost" else ("-c", f"budget.{spent}=N")
            return (
                f"Stopped early; continue with a larger budget: {command_line(run.path, 'resume', *larger)}"
            )
        if (failed := _failed(made)) and not made.errors and all(map(_out_of_record, failed)):
            return (
                "Stopped early, and would stop there again: a record answers only the requests that it was made for.\n"
                "Give the settings of the recorded run, or another --model, and a new --run."
            )
        first = "once that is put right, " if made.errors or _needs_a_hand(made) else ""
        return f"Stopped early; {first}continue with: {command_line(run.path, 'resume')}"
    if broken := made.count(SessionStatus.BROKEN):
        return f"{broken} broken; regenerate with: {command_line(run.path, 'regenerate', '--broken')}"
    course = ("--course", min(made.sessions)) if len(made.sessions) > 1 else ()
    return f"Read one with: {command_line(run.path, 'show', *course, '--session', '1')}"


def _failed(made: Made) -> list[SessionMade]:
    return [r for records in made.sessions.values() for r in records if r.status is SessionStatus.FAILED]


def _spent_budget(made: Made) -> str:
    """The budget that stopped the run, as its setting is called; empty when something else did, too."""
    named = {
        _BUDGET.match(r.details or "") if r.reason == EndingReason.BUDGET.value else None
        for r in _failed(made)
    }
    found = {match[1] if match else "" for match in named}
    return found.pop() if len(found) == 1 and not made.errors else ""


def _needs_a_hand(made: Made) -> bool:
    """Whether a session failed in a way that the same call would fail in again."""
    return any((r.details or "").partition(":")[0] in _LASTING for r in _failed(made))


def _out_of_record(session: SessionMade) -> bool:
    return (session.details or "").startswith(f"{FailureKind.EXHAUSTED.value}:")


def cost_text(records: list[SessionMade]) -> str:
    """Money of some sessions; unpriced calls are shown as such, never counted as $0."""
    priced = [r.cost for r in records if r.cost is not None]
    return money(sum(priced) if priced else None, sum(r.unpriced for r in records))

"""A run that exists and is extended: what stands in the way, and what to know about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from simulator.cli.result import command_line
from simulator.errors import InputError

if TYPE_CHECKING:
    from simulator.store.runs import Run


def say_changes(run: Run, changes: list[str], *, quiet: bool) -> None:
    """One line on standard error about what has changed since a run was started."""
    if changes and not quiet:
        click.echo(f"{run.name} exists and is continued: {'; '.join(changes)}", err=True)


def refuse_half_made(run: Run) -> None:
    """Refuse to extend a course while one of its sessions is half made: the prompts of that session name the number of sessions.

    Raises:
        InputError: names the session, and what to do first.
    """
    for course in run.courses():
        for session in course.sessions():
            if not session.done and session.asked():
                raise InputError(
                    f"{course.key} session {session.number} is half made, and its models were told that the course has {run.plan.sessions} sessions",
                    remedy=f"first finish it with: {command_line(run, 'resume')}; then give this command again",
                )


def said_goodbye(run: Run, last: int) -> list[str]:
    """What to know about a course that is extended after its last session; nothing when that session was not made."""
    if not any(course.session(last).done for course in run.courses()):
        return []
    again = command_line(run, "regenerate", "--session", str(last))
    return [
        f"session {last} was made as the last one and says goodbye for good; to regenerate it and what follows: {again}"
    ]

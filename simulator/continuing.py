"""A run that exists: the work it asks for with today's files, what has changed since, and what stands in the way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.command_line import command_line
from simulator.config import laid_on
from simulator.crisis import own_crisis_file
from simulator.errors import InputError
from simulator.models.redact import redact
from simulator.planning import HOW_NOT_WHAT, RULES, Work, work_of
from simulator.shipped import NOT_SETTINGS, find, kept_in
from simulator.store.plan import Plan, compare, merged
from simulator.store.runs import INPUTS, Run

FREE = ("budget", "network")
"""The settings that a run may differ in when it is continued."""


def work_today(run: Run, options: Mapping[str, Any]) -> Work:
    """The work of a run's plan with today's files; what cannot be found any more is taken from the run's copies.

    Args:
        run: the run to continue.
        options: what is to differ, where given: `sessions replicates concurrency workers scheduler wait max_cost`, and
            `settings`: `-c` strings of `budget` and `network`, which change how much is made and how, not what.

    Raises:
        InputError: a setting that would make something else of the run, or a faulty one.
    """
    names = ("sessions", "replicates", "concurrency", "workers", "scheduler", "wait")
    changes = {name: options.get(name) for name in names}
    plan = run.plan
    if given := _transport(options):
        arms = [
            arm.model_copy(update={"settings": laid_on(arm.settings, given).model_dump(mode="json")})
            for arm in plan.arms
        ]
        plan = plan.model_copy(update={"arms": tuple(arms)})
    with kept_in(run.path / INPUTS):
        return work_of(plan, changes)


def _transport(options: Mapping[str, Any]) -> list[str]:
    """The settings of a command that continues a run."""
    given = list(options.get("settings") or ())
    for text in given:
        if text.partition(".")[0].partition("=")[0] not in FREE:
            raise InputError(
                f"-c {redact(text, limit=120)}: a run that is continued may differ in budget and network only",
                remedy="e.g. -c budget.max_calls=500; for other settings give the first command again, with --accept-changes",
            )
    if options.get("max_cost") is not None:
        given.append(f"budget.max_cost={options['max_cost']}")
    return given


def inputs_of(work: Work) -> dict[str, bytes]:
    """Copies of the files that the run is made from."""
    files = {f"personas/{p.id}.yaml": p.file.read_bytes() for p in work.personas if p.file}
    for arm in work.arms:
        files |= {f"prompts/{prompt.name}.md": prompt.path.read_bytes() for prompt in arm.prompts.values()}
        if RULES in arm.hashes:
            rules = find("configs", arm.config.endings.rules, holds=NOT_SETTINGS["endings"])
            files[f"endings/{rules.name}"] = rules.read_bytes()
    if own := own_crisis_file():
        files["configs/crisis.yaml"] = own.read_bytes()
    return files


def reconcile(run: Run, plan: Plan, *, accept: bool) -> list[str]:
    """Compare today's plan with the stored one; store it when it only adds, or when the differences are accepted.

    Returns:
        What is different, in words.

    Raises:
        InputError: names what differs.
    """
    changes = compare(run.plan, plan, transport=HOW_NOT_WHAT)
    mixing = [change for change in changes if change.mixes]
    if mixing and not accept:
        raise InputError(
            f"the run {run.name!r} exists with another plan:\n"
            + "\n".join(f"    {change}" for change in mixing),
            file=run.path,
            remedy="choose another name with --run, or mix both on purpose with --accept-changes",
        )
    told = [str(change) for change in changes]
    if plan.sessions > run.plan.sessions:
        if not accept:
            _refuse_half_made(run)
        told += _said_goodbye(run, run.plan.sessions)
    if changes or merged(run.plan, plan) != run.plan:
        run.change_plan(merged(run.plan, plan), [str(change) for change in changes])
    return told


def _refuse_half_made(run: Run) -> None:
    """Refuse to extend a course while one of its sessions is half made: the prompts of that session name the number of sessions.

    Raises:
        InputError: names the session, and what to do first.
    """
    for course in run.courses():
        for session in course.sessions():
            if not session.done and session.asked():
                raise InputError(
                    f"{course.key} session {session.number} is half made, and its models were told that the course has {run.plan.sessions} sessions",
                    remedy=f"first finish it with: {command_line(run.path, 'resume')}; then give this command again",
                )


def _said_goodbye(run: Run, last: int) -> list[str]:
    """What to know about a course that is extended after its last session; nothing when that session was not made."""
    if not any(course.session(last).done for course in run.courses()):
        return []
    again = command_line(run.path, "regenerate", "--session", str(last))
    return [
        f"session {last} was made as the last one and says goodbye for good; to regenerate it and what follows: {again}"
    ]

"""Making a study: a run of several arms, with what a fork shares made first and the judge's work done last."""

from __future__ import annotations

from dataclasses import replace

from simulator.errors import InputError
from simulator.made import Made
from simulator.models import ModelFailure
from simulator.models.budget import BudgetExceeded
from simulator.planning import Work
from simulator.progress import Progress
from simulator.runner import make_run
from simulator.store.folders import CourseFolder, SessionFolder
from simulator.store.journal import JOURNAL_NAME, Journal
from simulator.store.runs import Run
from simulator.study.design import design_of
from simulator.study.judge.judging import judge_study


async def make_study(
    run: Run, work: Work, progress: Progress | None = None, *, accept_changes: bool = False
) -> Made:
    """Make all that is missing of a study: shared sessions, arms, controls, judgements.

    Args and errors as `simulator.runner.make_run`; InputError when shared sessions of a fork no longer agree.
    """
    design = design_of(work.plan())
    if design is None:
        raise InputError("the plan holds no study")
    if design.fork_at is not None:
        base = design.base or work.arms[0].name
        shared = replace(work, arms=tuple(arm for arm in work.arms if arm.name == base))
        made = await make_run(run, shared, progress, accept_changes=accept_changes, until=design.fork_at - 1)
        if made.exit_code == 3:
            return made
        share_sessions(run, work, base, design.fork_at)
    made = await make_run(run, work, progress, accept_changes=accept_changes)
    if design.judge is not None and made.exit_code != 3:
        try:
            await judge_study(run, work, design, progress or Progress())
        except (ModelFailure, BudgetExceeded) as stopped:
            made.errors["judge"] = str(stopped)
    return made


def share_sessions(run: Run, work: Work, base: str, fork_at: int) -> None:
    """Copy the sessions before the fork from the base arm to the others.

    A copy says where it comes from and has no usage of its own: it was paid once.

    Raises:
        InputError: a session of the base was regenerated and its copies were not.
    """
    for persona in work.personas:
        for replicate in range(1, work.config.replicates + 1):
            source = run.course(base, persona.id, replicate)
            for arm in work.arms:
                if arm.name != base:
                    target = run.course(arm.name, persona.id, replicate)
                    for number in range(1, fork_at):
                        _share(source.session(number), target)


def _share(source: SessionFolder, target: CourseFolder) -> None:
    folder = target.session(source.number)
    mark = f"{source.course.key}, session {source.number}, checksum {source.checksum()}"
    if folder.done:
        if folder.load().lineage.imported_from != mark:
            raise InputError(
                f"{target.key} session {source.number} is not a copy of what {source.course.key} holds now",
                remedy=f"regenerate the copy as well: simulate regenerate RUN --session {source.number} "
                f"--course {target.key}",
            )
        return
    record = source.load()
    lineage = record.lineage.model_copy(
        update={"imported_from": mark, "notices": ("shared before the fork",)}
    )
    copy = record.model_copy(update={"arm": target.arm, "usage": {}, "lineage": lineage})
    folder.path.mkdir(parents=True, exist_ok=True)
    journal = Journal(folder.path / JOURNAL_NAME, course=target.key, session=source.number)
    folder.save_now(copy, journal)

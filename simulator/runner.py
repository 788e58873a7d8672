"""A run: its courses side by side, each with its own sessions in order. One failing course never sinks its siblings."""

from __future__ import annotations

import asyncio

from simulator.course import Course
from simulator.kits import make_course, open_kits, spent_before
from simulator.made import Made
from simulator.planning import Work, courses
from simulator.progress import Progress
from simulator.store.runs import Run


async def make_run(
    run: Run,
    work: Work,
    progress: Progress | None = None,
    *,
    accept_changes: bool = False,
    until: int | None = None,
) -> Made:
    """Make all that is missing of a run.

    Args:
        run: open for writing.
        work: what is to be there.
        progress: who watches.
        accept_changes: serve recorded replies although today's requests differ.
        until: the last session to make; None for all that are planned.

    Raises:
        StoreError: the disk does not take what is written; what was saved is whole.
    """
    progress = progress or Progress()
    config = work.config
    total = len(work.arms) * len(work.personas) * config.replicates
    sessions = config.sessions if until is None else until
    wanted = [run.course(arm.name, who.id, n).numbers(sessions) for arm, who, n in courses(work)]
    progress.run_started(total, sum(map(len, wanted)))
    if config.workers > 1 or config.scheduler:
        from simulator.cluster import make_with_workers

        return await make_with_workers(run, work, progress, accept_changes=accept_changes, until=until)
    made, todo = Made(), iter(courses(work))
    async with open_kits(work, spent_before(run, work), accept_changes=accept_changes) as kits:

        async def worker() -> None:
            for arm, persona, replicate in todo:
                folder = run.course(arm.name, persona.id, replicate)
                await make_course(Course(folder, persona, kits[arm.name], progress), made, until)

        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(min(config.concurrency, total)):
                    group.create_task(worker())
        except ExceptionGroup as stopped:
            # A worker raises nothing but StoreError, and the first one is enough.
            raise stopped.exceptions[0] from None
    return made

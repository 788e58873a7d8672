"""What a run in one process and a worker of a cluster share: models opened for the courses of each arm (kits), what was spent
before, and one course made with its errors kept.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from simulator.config import RoleModel
from simulator.course import Course, Kit
from simulator.errors import InputError
from simulator.heap import set_apart
from simulator.made import Made
from simulator.models import Model
from simulator.models.budget import Budget, Budgeted
from simulator.models.factory import open_model
from simulator.models.limiter import Limiters
from simulator.models.prices import price_of
from simulator.models.spent import Spent
from simulator.own_code import code_digest
from simulator.pacing import Pace
from simulator.planning import Arm, Work
from simulator.store.content import read_journal
from simulator.store.errors import StoreError
from simulator.store.folders import CourseFolder
from simulator.store.journal import JOURNAL_NAME
from simulator.store.runs import Run


async def make_course(course: Course, made: Made, until: int | None = None) -> None:
    """Make one course and keep its result, an error included: the other courses continue (law 8).

    Raises:
        StoreError: the disk takes nothing any more.
    """
    key = course.folder.key
    try:
        made.sessions[key] = await course.run(until)
    except Exception as error:
        if isinstance(error, StoreError) and error.stops_run:
            raise
        made.errors[key] = str(error) if isinstance(error, InputError) else f"{type(error).__name__}: {error}"
        course.progress.notice(f"{key}: {made.errors[key]}")


def spent_before(run: Run, work: Work) -> dict[str, Spent]:
    """What earlier processes spent on the courses of a run, when it has a budget to keep: course -> money, tokens, calls."""
    limits = work.config.budget
    if all(getattr(limits, name) is None for name in type(limits).model_fields):
        return {}
    return {folder.key: spent_on(folder) for folder in run.courses()}


def spent_on(course: CourseFolder) -> Spent:
    """What the calls for a course's sessions, as they are now, have used.

    Older versions are left out: whoever asks for a session again asks to pay for it again, and a budget that the first
    version filled would forbid that. The sums that people are shown count them (`store.superseded`).
    """
    spent = Spent()
    for session in course.sessions():
        content = read_journal(session.path / JOURNAL_NAME)
        paid = [row.reply.usage for row in content.calls.values()]
        for usage in (*paid, *(row.usage for row in content.unused())):
            spent.calls += 1
            spent.tokens += (usage.input_tokens or 0) + (usage.output_tokens or 0)
            spent.cost += usage.cost or 0.0
            spent.unpriced += usage.cost is None
    return spent


def _warm(work: Work) -> None:
    code_digest()
    for arm in work.arms:
        arm.guard.warm()


@asynccontextmanager
async def open_kits(
    work: Work,
    spent: Mapping[str, Spent] | None = None,
    *,
    accept_changes: bool = False,
    budget: Budget | None = None,
    share: float = 1.0,
) -> AsyncIterator[dict[str, Kit]]:
    """Arm -> kit, with open models, which are closed afterwards. Roles and arms that name the same model share one, and
    with it its limit and its connections.

    Args:
        work: what is to be made.
        spent: what courses have used before, of a run with a budget.
        accept_changes: serve recorded replies although today's requests differ.
        budget: a worker's own part of the run's budget; None for the whole of it.
        share: a worker's part of the providers' limits.
    """
    limiters = Limiters(work.config.network, share=share)
    budget = budget or Budget(work.config.budget)
    for course, used in (spent or {}).items():
        budget.restore(course, used)
    opened: dict[tuple[str, str | None, str | None], Model] = {}
    pace = Pace()

    def model(named: RoleModel, arm: Arm) -> Model:
        key = (named.model, named.base_url, named.api_key_env)
        if key not in opened:
            inner = open_model(
                named.model, arm.config.network, base_url=named.base_url, api_key_env=named.api_key_env,
                prices=arm.config.prices, limiters=limiters,
            )  # fmt: skip
            opened[key] = Budgeted(inner, budget, price_of(named.model, arm.config.prices))
        return opened[key]

    # In a thread, while the first calls are waited for; should it fail, the first check says why.
    loading = asyncio.get_running_loop().run_in_executor(None, _warm, work)
    loading.add_done_callback(lambda done: done.exception())
    with set_apart() as more_was_loaded:
        loading.add_done_callback(lambda _: more_was_loaded())
        try:
            yield {
                arm.name: Kit(
                    arm.config, arm.prompts, {role: model(named, arm) for role, named in arm.role_models().items()},
                    arm.guard, arm.rules, arm.hashes, accept_changes, pace=pace,
                )
                for arm in work.arms
            }  # fmt: skip
        finally:
            for each in opened.values():
                await each.close()

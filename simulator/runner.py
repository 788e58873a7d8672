"""A run: its courses side by side, each with its own sessions in order. One failing course never sinks its siblings."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from simulator.config import RoleModel
from simulator.course import Course, Kit
from simulator.errors import InputError
from simulator.models import Model
from simulator.models.budget import Budget, Budgeted, Spent
from simulator.models.factory import open_model
from simulator.models.limiter import Limiters
from simulator.models.prices import price_of
from simulator.planning import Arm, Work, courses
from simulator.progress import Progress
from simulator.store.content import read_journal
from simulator.store.errors import StoreError
from simulator.store.journal import JOURNAL_NAME
from simulator.store.records import SessionRecord
from simulator.store.runs import Run
from simulator.transcript import SessionStatus


@dataclass
class Made:
    """What came of a run."""

    sessions: dict[str, list[SessionRecord]] = field(default_factory=dict)
    """Course -> its sessions, in order, as far as it came."""
    errors: dict[str, str] = field(default_factory=dict)
    """Course -> what stopped it that was neither the model's nor the budget's doing."""

    def count(self, status: SessionStatus) -> int:
        """Sessions of one status."""
        return sum(record.status is status for records in self.sessions.values() for record in records)

    @property
    def exit_code(self) -> int:
        """0 all well; 1 finished, but a session is broken; 3 stopped early and resumable."""
        if self.errors or self.count(SessionStatus.FAILED):
            return 3
        return 1 if self.count(SessionStatus.BROKEN) else 0


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
    made, todo = Made(), iter(courses(work))
    config = work.config
    total = len(work.arms) * len(work.personas) * config.replicates
    progress.run_started(total, total * (config.sessions if until is None else until))
    async with open_kits(work, spent_before(run, work), accept_changes=accept_changes) as kits:

        async def worker() -> None:
            for arm, persona, replicate in todo:
                folder = run.course(arm.name, persona.id, replicate)
                try:
                    course = Course(folder, persona, kits[arm.name], progress)
                    made.sessions[folder.key] = await course.run(until)
                except Exception as error:  # law 8: whatever it is, the siblings go on
                    if isinstance(error, StoreError) and error.stops_run:
                        raise
                    made.errors[folder.key] = (
                        str(error) if isinstance(error, InputError) else f"{type(error).__name__}: {error}"
                    )
                    progress.notice(f"{folder.key}: {made.errors[folder.key]}")

        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(min(config.concurrency, total)):
                    group.create_task(worker())
        except ExceptionGroup as stopped:
            # Only what the disk says leaves a worker, and the first of it says all.
            raise stopped.exceptions[0] from None
    return made


def spent_before(run: Run, work: Work) -> dict[str, Spent]:
    """What earlier processes spent on the courses of a run, when it has a budget to keep: course -> money, tokens, calls."""
    limits = work.config.budget
    if all(getattr(limits, name) is None for name in type(limits).model_fields):
        return {}
    found: dict[str, Spent] = {}
    for folder in run.courses():
        spent = found.setdefault(folder.key, Spent())
        for session in folder.sessions():
            for row in read_journal(session.path / JOURNAL_NAME).calls.values():
                usage = row.reply.usage
                spent.calls += 1
                spent.tokens += (usage.input_tokens or 0) + (usage.output_tokens or 0)
                spent.cost += usage.cost or 0.0
                spent.unpriced += usage.cost is None
    return found


@asynccontextmanager
async def open_kits(
    work: Work, spent: Mapping[str, Spent] | None = None, *, accept_changes: bool = False
) -> AsyncIterator[dict[str, Kit]]:
    """Arm -> kit, with open models, which are closed afterwards. Roles and arms that name the same model share one, and
    with it its limit and its connections."""
    limiters = Limiters(work.config.network)
    budget = Budget(work.config.budget)
    for course, used in (spent or {}).items():
        budget.restore(course, used)
    opened: dict[tuple[str, str | None, str | None], Model] = {}

    def model(named: RoleModel, arm: Arm) -> Model:
        key = (named.model, named.base_url, named.api_key_env)
        if key not in opened:
            inner = open_model(
                named.model, arm.config.network, base_url=named.base_url, api_key_env=named.api_key_env,
                prices=arm.config.prices, limiters=limiters,
            )  # fmt: skip
            opened[key] = Budgeted(inner, budget, price_of(named.model, arm.config.prices))
        return opened[key]

    try:
        yield {
            arm.name: Kit(
                arm.config, arm.prompts, {role: model(named, arm) for role, named in arm.role_models().items()},
                arm.guard, arm.rules, arm.hashes, accept_changes,
            )
            for arm in work.arms
        }  # fmt: skip
    finally:
        for each in opened.values():
            await each.close()

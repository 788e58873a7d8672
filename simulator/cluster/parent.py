"""The command's side of a run with workers: hands courses out, a few at a time, and gathers what comes back."""

from __future__ import annotations

import asyncio
import importlib
import itertools
import logging
import math
import time
import uuid
from collections import Counter
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import CancelledError
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from simulator.cluster.job import Brought, Errand, Job
from simulator.cluster.pool import Pool
from simulator.cluster.relay import replay_events
from simulator.cluster.worker import close_engine, make_errand
from simulator.config import Config
from simulator.errors import InputError
from simulator.kits import spent_before, spent_on
from simulator.made import Made
from simulator.models.spent import Spent
from simulator.planning import Work, courses
from simulator.progress import Progress
from simulator.store.claims import remove_claims
from simulator.store.errors import StoreError, Trouble
from simulator.store.folders import CourseFolder
from simulator.store.lock import RunLock
from simulator.store.runs import Run

T = TypeVar("T")

CONNECT = 30.0
"""Seconds of one attempt to reach a scheduler, and to reach it again when the connection breaks."""
QUIETLY = 2.0
"""Seconds of waiting of which nothing is said."""
TOLD_EVERY = 15.0
"""Seconds between two lines that say what is waited for."""


async def make_with_workers(
    run: Run, work: Work, progress: Progress, *, accept_changes: bool = False, until: int | None = None
) -> Made:
    """As `simulator.runner.make_run`, by the workers that the settings name.

    Raises:
        InputError: the scheduler cannot be reached, or no worker comes.
        StoreError: the disk takes nothing any more.
    """
    config = work.config
    async with _client(config, progress) as client:
        workers = await _workers(client, config, progress)
        job = _job(run, work, 1.0 / workers, accept_changes=accept_changes, until=until)
        pool = Pool(run.path, config.budget, job.share)
        if pool.needed:
            pool.open(_sum(spent_before(run, work).values()))
        try:
            return await _Parent(client, job, progress).make()
        finally:
            await _put_away(client, job)
            pool.close()
            remove_claims(run.path)


async def find_cluster(config: Config, progress: Progress) -> None:
    """Wait until the scheduler that the settings name answers and has a worker. For use before anything is written.

    Raises:
        InputError: the scheduler cannot be reached, or no worker comes.
    """
    async with _client(config, progress) as client:
        await _workers(client, config, progress)


class _Parent:
    """Keeps as many courses with the workers as are to run side by side."""

    def __init__(self, client: Any, job: Job, progress: Progress) -> None:
        self._client, self._job, self._progress = client, job, progress
        self._out: Counter[str] = Counter()
        self._todo: Iterator[Errand] = (
            Errand(arm.name, persona.id, replicate) for arm, persona, replicate in courses(job.work)
        )
        self._made = Made()

    async def make(self) -> Made:
        """Make all courses."""
        client, job = self._client, self._job
        client.subscribe_topic(job.topic, lambda event: replay_events(event[1], self._progress))
        # Sent once and kept by the scheduler, which can have it made again when a worker is lost.
        sent = client.submit(_same, job, key=f"job-{job.id}", pure=False)
        pending: set[asyncio.Task[Brought]] = set()
        for errand in self._todo:
            pending.add(asyncio.create_task(self._course(sent, errand)))
            if len(pending) >= job.work.config.concurrency:
                pending = await self._gather(pending)
        while pending:
            pending = await self._gather(pending)
        return self._made

    async def _gather(self, pending: set[asyncio.Task[Brought]]) -> set[asyncio.Task[Brought]]:
        done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
        for brought in (task.result() for task in done):
            if brought.stop:
                raise StoreError(
                    Trouble.IO, brought.error or "", remedy="look at the disk of the workers' machines"
                )
            if brought.sessions:
                self._made.sessions[brought.course] = brought.sessions
            if brought.error:
                self._made.errors[brought.course] = brought.error
        return pending

    async def _course(self, sent: Any, errand: Errand) -> Brought:
        """One course; whatever goes wrong with it is its own error.

        Dask gives a course up when worker after worker has died with it. That is what a batch system does to jobs, so
        it is given out again as long as they have got further with it.
        """
        folder = CourseFolder(Path(self._job.run), errand.arm, errand.persona, errand.replicate)
        recorded, times = -1, itertools.count(1)
        while True:
            brought = await self._given_out(sent, errand, folder.key, next(times))
            if brought is not None:
                return brought
            before = recorded
            try:
                recorded = (await asyncio.to_thread(spent_on, folder)).calls
            except StoreError as error:
                return Brought(folder.key, error=str(error))
            if recorded == before:
                return Brought(
                    folder.key, error="worker after worker died with it and got no further; see their logs"
                )

    async def _given_out(self, sent: Any, errand: Errand, course: str, time_given: int) -> Brought | None:
        """What the worker that has the fewest brings back; None when Dask has given the course up."""
        gone = Brought(course, error="the scheduler is gone; what was made is kept")
        if self._client.status != "running":
            return gone
        worker = await self._least_busy()
        self._out[worker] += 1
        try:
            future = self._client.submit(
                make_errand, sent, errand, key=f"course-{self._job.id}-{course}-{time_given}", pure=False,
                workers=[worker] if worker else None, allow_other_workers=bool(worker),
            )  # fmt: skip
            brought: Brought = await future.result()
            return brought
        except asyncio.CancelledError:
            if self._client.status == "running":
                raise  # it is this command that is being stopped
            return gone
        except Exception as error:
            if self._client.status != "running" or isinstance(error, CancelledError):
                return gone
            if type(error).__name__ == "KilledWorker":  # of distributed, which is loaded late
                return None
            return Brought(course, error=f"{type(error).__name__}: {error}"[:500])
        finally:
            self._out[worker] -= 1

    async def _least_busy(self) -> str:
        there = list((await self._client.scheduler.identity(n_workers=-1))["workers"])
        return min(there, key=lambda address: self._out[address], default="")


def _same(job: Job) -> Job:
    return job


def _job(run: Run, work: Work, share: float, *, accept_changes: bool, until: int | None) -> Job:
    holder = RunLock(run.path).holder()
    if holder is None:
        raise StoreError(Trouble.LOCKED, "the run is not open for writing", file=run.path)
    return Job(
        id=uuid.uuid4().hex[:12], run=str(run.path.resolve()), work=work, holder=holder, share=share,
        started=time.time(), imported=run.file.imported, accept_changes=accept_changes, until=until,
    )  # fmt: skip


@asynccontextmanager
async def _client(config: Config, progress: Progress) -> AsyncIterator[Any]:
    """A client of the scheduler that was named, or of one of our own with its workers."""
    dask: Any = importlib.import_module("dask")
    distributed: Any = importlib.import_module("distributed")

    # What goes wrong is told in our own words.
    for name in [*logging.root.manager.loggerDict]:
        if name.partition(".")[0] in ("asyncio", "distributed", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
    own = {
        "distributed.worker.daemon": True,
        "distributed.admin.low-level-log-length": 100,
        "distributed.logging.distributed": "error",
        "distributed.admin.tick.limit": "60s",
    }
    if config.scheduler:
        reached = _reached(distributed, config.scheduler, config.wait)
        client = await _patiently(reached, f"the Dask scheduler at {config.scheduler}", config.wait, progress)
        async with client:
            yield client
        return
    with dask.config.set(own):
        async with (
            distributed.LocalCluster(
                n_workers=config.workers, threads_per_worker=math.ceil(config.concurrency / config.workers),
                processes=True, asynchronous=True, host="127.0.0.1", memory_limit=0, silence_logs=50, dashboard_address=None,
                # without an address it takes port 8787, and warns where another cluster has it
                scheduler_kwargs={"dashboard": False, "dashboard_address": "127.0.0.1:0"},
            ) as cluster,
            distributed.Client(cluster, asynchronous=True, set_as_default=False) as client,
        ):  # fmt: skip
            yield client


async def _reached(distributed: Any, address: str, wait: float) -> Any:
    """A client of a scheduler, which may still be starting.

    Raises:
        InputError: it is no address, or nothing answers there in time.
    """
    deadline = time.monotonic() + wait
    while True:
        left = max(0.1, min(CONNECT, deadline - time.monotonic()))
        client = distributed.Client(address, asynchronous=True, timeout=left, set_as_default=False)
        try:
            return await client
        except asyncio.CancelledError:
            await client.close()
            raise
        except (OSError, ValueError) as error:
            await client.close()
            if isinstance(error, ValueError):
                raise InputError(
                    f"{address!r} is not the address of a Dask scheduler: {error}",
                    remedy="one looks like tcp://10.0.0.5:8786; see docs/cluster.md",
                ) from error
            if time.monotonic() >= deadline:
                raise InputError(
                    f"no Dask scheduler answered at {address} within {wait:g} s",
                    remedy="start it with `dask scheduler`, check address, port and firewall, or wait longer with --wait "
                    "SECONDS; see docs/cluster.md",
                ) from error


async def _patiently(waiting: Coroutine[Any, Any, T], what: str, wait: float, progress: Progress) -> T:
    """The result of what is awaited; every now and then a line says what the command is waiting for."""
    task, begun = asyncio.create_task(waiting), time.monotonic()
    try:
        for pause in itertools.chain((QUIETLY,), itertools.repeat(TOLD_EVERY)):
            done, _ = await asyncio.wait({task}, timeout=pause)
            if done:
                break
            gone = time.monotonic() - begun
            progress.notice(
                f"waiting for {what}: {gone:.0f} s of {wait:g} s at most (--wait SECONDS); Ctrl-C stops it"
            )
        return task.result()
    finally:
        task.cancel()


async def _workers(client: Any, config: Config, progress: Progress) -> int:
    """How many workers share the limits: as many as were asked for, or those that are there."""
    where = f"the Dask scheduler at {config.scheduler}" if config.scheduler else "this machine"
    try:
        come = client.wait_for_workers(1, timeout=config.wait)
        await _patiently(come, f"a worker of {where}", config.wait, progress)
    except TimeoutError as error:
        raise InputError(
            f"no worker joined {where} within {config.wait:g} s",
            remedy=f"start some with `dask worker {config.scheduler or 'ADDRESS'}`, or wait longer with --wait SECONDS; see docs/cluster.md",
        ) from error
    there = len((await client.scheduler.identity(n_workers=-1))["workers"])
    return max(config.workers, there) if config.scheduler else config.workers


async def _put_away(client: Any, job: Job) -> None:
    if client.status == "running":
        client.unsubscribe_topic(job.topic)
        await client.run(close_engine, job.id, on_error="ignore")


def _sum(spent: Any) -> Spent:
    total = Spent()
    for each in spent:
        total.cost, total.tokens, total.calls = (
            total.cost + each.cost, total.tokens + each.tokens, total.calls + each.calls
        )  # fmt: skip
    return total

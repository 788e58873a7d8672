"""What runs in a worker process: an engine of its own, with open models and an event loop, that makes the courses
which the scheduler hands to this process. It lives as long as its command does."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from simulator.cluster.job import Brought, Errand, Event, Job
from simulator.cluster.pool import Pool
from simulator.cluster.relay import Relay
from simulator.course import Course, Kit
from simulator.errors import InputError
from simulator.kits import make_course, open_kits, spent_on
from simulator.made import Made
from simulator.models.budget import Budget
from simulator.store.claims import CourseClaim
from simulator.store.errors import StoreError, Trouble
from simulator.store.folders import CourseFolder
from simulator.store.lock import RunLock

WATCH = 1.0
"""Seconds between two looks at whether the command is still there."""
CLAIM_PATIENCE = 60.0
"""Seconds to wait for a course that another worker still holds: one that the scheduler took for lost."""


class Engine:
    """Makes courses of one job in this process.

    Args:
        job: the run.
        send: given batches of events; called from the engine's thread.
    """

    def __init__(self, job: Job, send: Callable[[list[Event]], None]) -> None:
        self.job, self.run = job, Path(job.run)
        self._relay = Relay(send)
        self._loop = asyncio.new_event_loop()
        self._kits: dict[str, Kit] = {}
        self._stack = contextlib.AsyncExitStack()
        self._opening: asyncio.Task[None] | None = None
        self._budget = self._own_budget()
        self._errands: set[asyncio.Task[Brought]] = set()
        self._gone = False
        self._thread = threading.Thread(target=self._loop.run_forever, name=f"courses-{job.id}", daemon=True)
        self._thread.start()

    async def make(self, errand: Errand) -> Brought:
        """Make one course; awaited from any event loop."""
        made = asyncio.run_coroutine_threadsafe(self._make(errand), self._loop)
        return await asyncio.wrap_future(made)

    def close(self) -> None:
        """Stop what is under way and give back connections. From any thread but the engine's own."""
        with contextlib.suppress(TimeoutError):
            asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    async def _make(self, errand: Errand) -> Brought:
        job, made = self.job, Made()
        folder = CourseFolder(self.run, errand.arm, errand.persona, errand.replicate, imported=job.imported)
        persona = next(p for p in job.work.personas if p.id == errand.persona)
        task = asyncio.current_task()
        assert task is not None
        self._errands.add(task)
        try:
            await self._open()
            with await self._claimed(folder.key):
                if self._budget.by_course:
                    self._budget.restore_course(folder.key, await asyncio.to_thread(spent_on, folder))
                await make_course(
                    Course(folder, persona, self._kits[errand.arm], self._relay), made, job.until
                )
        except InputError as error:
            stop = isinstance(error, StoreError) and error.stops_run
            return Brought(folder.key, error=str(error), stop=stop)
        except asyncio.CancelledError:
            if not self._gone:
                raise
            return Brought(folder.key, error="the command that gave this course out is gone")
        finally:
            self._errands.discard(task)
            self._relay.flush()
        return Brought(folder.key, made.sessions.get(folder.key, []), made.errors.get(folder.key))

    async def _claimed(self, course: str) -> CourseClaim:
        deadline = time.monotonic() + CLAIM_PATIENCE
        while True:
            try:
                return await asyncio.to_thread(CourseClaim(self.run, course).acquire)
            except StoreError as error:
                if error.kind is not Trouble.LOCKED or time.monotonic() > deadline:
                    raise
            await asyncio.sleep(0.5)

    async def _open(self) -> None:
        """Open the models for the first course that needs them, and watch the command from then on."""
        if self._opening is None:
            self._opening = asyncio.create_task(self._open_once())
        await asyncio.shield(self._opening)

    async def _open_once(self) -> None:
        job = self.job
        self._kits = await self._stack.enter_async_context(
            open_kits(job.work, accept_changes=job.accept_changes, budget=self._budget, share=job.share)
        )
        for forever in (self._relay.keep_flushing(), self._watch()):
            task = asyncio.create_task(forever)
            self._stack.callback(task.cancel)

    async def _watch(self) -> None:
        """Stop when the command that holds the run is gone: nobody waits, and another may want to take over."""
        lock = RunLock(self.run)
        while await asyncio.to_thread(lock.holder) == self.job.holder:
            await asyncio.sleep(WATCH)
        self._gone = True
        for task in self._errands:
            task.cancel()

    async def _close(self) -> None:
        for task in list(self._errands):
            task.cancel()
        await asyncio.gather(*self._errands, return_exceptions=True)
        await self._stack.aclose()
        self._relay.flush()

    def _own_budget(self) -> Budget:
        job, limits = self.job, self.job.work.config.budget
        pool = Pool(self.run, limits, job.share)
        return Budget(limits, clock=time.time, started=job.started, lender=pool.take if pool.needed else None)


_engines: dict[str, Engine] = {}
_guard = threading.Lock()


async def make_errand(job: Job, errand: Errand) -> Brought:
    """The task that Dask runs, on the worker's event loop."""
    worker: Any = importlib.import_module("distributed").get_worker()
    engine = _engine(job, partial(worker.log_event, job.topic))
    return await engine.make(errand)


def close_engine(job: str) -> None:
    """Close an engine when its command is done with this worker."""
    with _guard:
        engine = _engines.pop(job, None)
    if engine is not None:
        engine.close()


def _engine(job: Job, send: Callable[[list[Event]], Any]) -> Engine:
    with _guard:
        if job.id not in _engines:
            for old in [e for e in _engines.values() if e.job.run == job.run]:
                _engines.pop(old.job.id)
                threading.Thread(target=old.close, daemon=True).start()
            _engines[job.id] = Engine(job, send)
        return _engines[job.id]

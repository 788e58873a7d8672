"""Durable writes without holding up the event loop: a few threads wait for the disk, for many files at a time."""

from __future__ import annotations

import asyncio
import os
import threading
from collections import defaultdict
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import NamedTuple

THREADS = 2
"""fsync waits for the disk, not for the processor."""
BATCH = 64
"""Files synced between two wake-ups of the event loop."""


class _Job(NamedTuple):
    work: Callable[[], None]
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[None]


_jobs: SimpleQueue[_Job] = SimpleQueue()
_pid = 0
_guard = threading.Lock()


async def committed(work: Callable[[], None]) -> None:
    """Run `work` (an fsync) in a thread and wait for it. What it raises is raised here."""
    global _jobs, _pid
    if _pid != os.getpid():
        with _guard:
            if _pid != os.getpid():  # threads do not survive a fork
                _jobs, _pid = SimpleQueue(), os.getpid()
                for n in range(THREADS):
                    threading.Thread(target=_serve, args=(_jobs,), name=f"store-{n}", daemon=True).start()
    loop = asyncio.get_running_loop()
    future: asyncio.Future[None] = loop.create_future()
    _jobs.put(_Job(work, loop, future))
    await future


def _serve(jobs: SimpleQueue[_Job]) -> None:
    while True:
        batch = [jobs.get()]
        try:
            while len(batch) < BATCH:
                batch.append(jobs.get_nowait())
        except Empty:
            pass
        done: defaultdict[asyncio.AbstractEventLoop, list[tuple[_Job, BaseException | None]]] = defaultdict(
            list
        )
        for job in batch:
            done[job.loop].append((job, _outcome(job.work)))
        for loop, answers in done.items():
            try:
                loop.call_soon_threadsafe(_tell, answers)
            except RuntimeError:
                continue  # that loop was closed: nobody waits any more


def _outcome(work: Callable[[], None]) -> BaseException | None:
    try:
        work()
    except BaseException as e:
        return e
    return None


def _tell(answers: list[tuple[_Job, BaseException | None]]) -> None:
    for job, error in answers:
        if job.future.done():
            continue
        if error is None:
            job.future.set_result(None)
        else:
            job.future.set_exception(error)

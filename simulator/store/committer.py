"""Durable writes without holding up the event loop: a few threads wait for the disk, for many files at a time."""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading
import time
from collections.abc import Callable
from queue import SimpleQueue
from typing import NamedTuple
from weakref import WeakKeyDictionary

THREADS = 8
"""At most; fsync waits for the disk, not for the processor."""
PATIENCE = 0.005
"""Seconds that what waits should take at most. One thread is enough for a quick disk, and each more costs the processor."""


class _Job(NamedTuple):
    work: Callable[[], None]
    future: asyncio.Future[None]


class _Batch(NamedTuple):
    """What was asked for while the last one was written: to wake a thread costs more than to write a row."""

    loop: asyncio.AbstractEventLoop
    jobs: list[_Job]


_batches: SimpleQueue[_Batch] = SimpleQueue()
_waiting: dict[asyncio.AbstractEventLoop, list[_Job]] = {}
_under_way: WeakKeyDictionary[asyncio.AbstractEventLoop, int] = WeakKeyDictionary()
"""Batches that threads have been given. What is asked for meanwhile waits, and is then one batch: the busier, the larger."""
_each = 0.0
"""Seconds that one job took of late."""
_pid = 0
_guard = threading.Lock()


async def committed(work: Callable[[], None]) -> None:
    """Run `work` (an fsync) in a thread and wait for it. What it raises is raised here."""
    loop = asyncio.get_running_loop()
    job = _Job(work, loop.create_future())
    if loop in _waiting:
        _waiting[loop].append(job)
    else:
        _waiting[loop] = [job]
        if not _under_way.get(loop):
            loop.call_soon(_hand_over, loop)
    await job.future


def _hand_over(loop: asyncio.AbstractEventLoop) -> None:
    global _batches, _pid
    if _pid != os.getpid():
        with _guard:
            if _pid != os.getpid():  # threads do not survive a fork
                _batches, _pid = SimpleQueue(), os.getpid()
                for n in range(THREADS):
                    threading.Thread(target=_serve, args=(_batches,), name=f"store-{n}", daemon=True).start()
    jobs = _waiting.pop(loop)
    parts = _under_way[loop] = min(THREADS, len(jobs), 1 + int(len(jobs) * _each / PATIENCE))
    for n in range(parts):
        _batches.put(_Batch(loop, jobs[n::parts]))


def _serve(batches: SimpleQueue[_Batch]) -> None:
    while True:
        loop, jobs = batches.get()
        began = time.perf_counter()
        answers = [(job.future, _outcome(job.work)) for job in jobs]
        each = (time.perf_counter() - began) / len(jobs)
        with contextlib.suppress(RuntimeError):  # the loop was closed: nobody waits any more
            loop.call_soon_threadsafe(_tell, loop, answers, each)


def _outcome(work: Callable[[], None]) -> BaseException | None:
    try:
        work()
    except BaseException as e:
        return e
    return None


def _tell(
    loop: asyncio.AbstractEventLoop,
    answers: list[tuple[asyncio.Future[None], BaseException | None]],
    each: float,
) -> None:
    global _each
    _each = 0.9 * _each + 0.1 * each
    _under_way[loop] -= 1
    if not _under_way[loop] and loop in _waiting:
        _hand_over(loop)
    for future, error in answers:
        if future.done():
            continue
        if error is None:
            future.set_result(None)
        else:
            future.set_exception(error)

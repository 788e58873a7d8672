"""Durable writes of many files at once: what is asked for while others are written is written together."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest

from simulator.store import committer
from simulator.store.committer import committed


def test_all_that_is_asked_for_at_once_is_written_by_the_threads_of_the_store() -> None:
    threads = list[str]()

    async def ask() -> None:
        await asyncio.gather(
            *(committed(lambda: threads.append(threading.current_thread().name)) for _ in range(200))
        )

    asyncio.run(ask())
    assert len(threads) == 200 and all(name.startswith("store-") for name in threads)


def test_a_slow_disk_is_given_more_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(committer, "_each", 0.0)
    at_once, most = [0], [0]

    def slow() -> None:
        at_once[0] += 1
        most[0] = max(most[0], at_once[0])
        time.sleep(0.02)
        at_once[0] -= 1

    async def ask() -> None:
        for _ in range(3):
            await asyncio.gather(*(committed(slow) for _ in range(12)))

    asyncio.run(ask())
    assert 2 <= most[0] <= committer.THREADS


def test_an_error_reaches_who_asked_and_the_next_are_written() -> None:
    def fails() -> None:
        raise OSError("no space left")

    async def ask() -> tuple[object, object]:
        return await asyncio.gather(committed(fails), committed(lambda: None), return_exceptions=True)

    for _ in range(2):  # another loop, the same threads
        first, second = asyncio.run(ask())
        assert isinstance(first, OSError) and second is None


def test_who_is_cancelled_does_not_hold_up_the_others() -> None:
    written = list[int]()

    async def ask() -> None:
        tasks = [asyncio.create_task(committed(lambda n=n: written.append(n))) for n in range(5)]  # type: ignore[misc]
        await asyncio.sleep(0)
        tasks[0].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await committed(lambda: written.append(9))

    asyncio.run(ask())
    assert written[-1] == 9

"""An event loop whose clock jumps: what waits a minute is done at once, in the order of a real clock."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class _NoWaiting(selectors.DefaultSelector):
    loop: VirtualLoop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready and timeout:
            self.loop.now += timeout
        if not ready and timeout is None:
            raise RuntimeError("everything waits for something that never comes")
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """For code without I/O: a wait only moves `time()`."""

    def __init__(self) -> None:
        self.now = 0.0
        selector = _NoWaiting()
        selector.loop = self
        super().__init__(selector)

    def time(self) -> float:
        return self.now


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end in virtual time."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(work)


def now() -> float:
    """Virtual seconds since the start."""
    return asyncio.get_running_loop().time()

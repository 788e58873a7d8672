"""Calls that wait to be tried again, for whoever watches a run: without it a rate limit looks like a standstill."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from simulator.plural import many

LONG = 5.0
"""Seconds from which on a wait is worth a line in a log."""
EVERY = 30.0
"""Seconds between two such lines."""


class Waits:
    """What is waited for in this process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._waiting: dict[object, tuple[str, float]] = {}
        self._told = float("-inf")
        self.tell: Callable[[str], None] | None = None
        """Takes a line when a long wait begins, and not more often than every 30 s."""

    @contextmanager
    def noted(self, kind: str, seconds: float) -> Iterator[None]:
        """Within it a call waits.

        Args:
            kind: why the try before failed, as in `FailureKind`.
            seconds: how long.
        """
        key, now = object(), self._clock()
        self._waiting[key] = (kind, now + seconds)
        try:
            if self.tell and seconds >= LONG and now - self._told >= EVERY:
                self._told = now
                self.tell(self.text())
            yield
        finally:
            del self._waiting[key]

    def text(self) -> str:
        """`2 calls wait after rate_limit; next try in 12 s`; empty when none waits."""
        waiting = list(self._waiting.values())
        if not waiting:
            return ""
        kinds = ", ".join(kind for kind, _ in Counter(kind for kind, _ in waiting).most_common())
        left = max(0.0, min(until for _, until in waiting) - self._clock())
        verb = "waits" if len(waiting) == 1 else "wait"
        return f"{many(len(waiting), 'call')} {verb} after {kinds}; next try in {left:.0f} s"


WAITS = Waits()
"""Of this process: a run has one, and `--workers` have theirs, which are not shown."""

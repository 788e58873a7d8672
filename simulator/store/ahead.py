"""One call whose reply may not be needed: started early, then taken by an equal request, or dropped."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from simulator.models import CallKey, ModelFailure, Reply
from simulator.models.budget import BudgetExceeded

Place = tuple[CallKey, str]
"""Which request: the call's key, and the hash of model, messages and parameters."""


class Ahead:
    """Holds one call at most. It runs while its owner does something else, and never outlives `take` or `drop`."""

    def __init__(self) -> None:
        self._place: Place | None = None
        self._task: asyncio.Task[Reply] | None = None

    async def begin(self, place: Place, call: Coroutine[Any, Any, Reply]) -> None:
        """Start a call; what was held before is dropped.

        The call starts when its owner first waits for something: whatever the owner sends before that goes first.
        """
        await self.drop()
        self._place, self._task = place, asyncio.create_task(call)
        self._task.add_done_callback(_look_at)

    async def take(self, place: Place) -> Reply | None:
        """The reply to this very request; None when this is not the request that was sent, or its call failed.

        Raises StoreError when the reply could not be written down.
        """
        task = self._task
        if task is None or self._place != place:
            await self.drop()
            return None
        try:
            return await task  # cancelled with its owner
        except (ModelFailure, BudgetExceeded):
            return None
        finally:
            self._place = self._task = None

    async def drop(self) -> None:
        """Cut off what is held, and wait until it has ended."""
        task, self._place, self._task = self._task, None, None
        if task is not None:
            task.cancel()
            await asyncio.wait([task])


def _look_at(task: asyncio.Task[Reply]) -> None:
    """So that nobody is warned of a failure that concerns nobody."""
    if not task.cancelled():
        task.exception()

"""Courses begin one shortly after the other, not all in the same instant.

What begins together stays together: with models of like speed all replies come back in one wave, each course waits for the
others to be dealt with, at every turn, and a server of one's own gets all its prompts at once and then none.
"""

from __future__ import annotations

import asyncio

GAP = 0.004
"""Seconds between two beginnings, twice what a call costs the processor: 512 courses with calls of five seconds come to 97 % of
the ideal calls a second instead of 92, and wait a tenth of the time for one another."""


class Pace:
    """Who begins when.

    Args:
        gap: seconds between two beginnings; 0 for none.
    """

    def __init__(self, gap: float = GAP) -> None:
        self._gap, self._next = gap, 0.0

    async def begin(self) -> None:
        """Wait for one's turn to begin."""
        now = asyncio.get_running_loop().time()
        turn = max(now, self._next)
        self._next = turn + self._gap
        if turn > now:
            await asyncio.sleep(turn - now)

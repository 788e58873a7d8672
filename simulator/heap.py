"""What the garbage collector need not look at while a run goes on, and how often it looks at the rest."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_YOUNG = 50_000
"""New objects after which the youngest are looked at. Python's own 700 come together every tenth call, and nearly all of them
are still in use. At 5,000 a call costs five hundredths more than at 50,000, and further courses take as much memory."""


@contextmanager
def set_apart() -> Iterator[Callable[[], None]]:
    """Keep what is there already (modules, patterns, the classifier) out of the collector's full passes, of which a long run
    has many; they are 3 to 6 hundredths of what a call costs. Afterwards everything is looked at again.

    Yields:
        To be called when more that stays has been loaded.
    """
    if gc.get_freeze_count():  # somebody else does so, and knows why
        yield lambda: None
        return
    going_on = True

    def more() -> None:
        if going_on:
            gc.freeze()

    more()
    before = gc.get_threshold()
    if before[0]:  # 0: somebody has switched it off
        gc.set_threshold(max(before[0], _YOUNG), *before[1:])
    try:
        yield more
    finally:
        going_on = False
        gc.set_threshold(*before)
        gc.unfreeze()

"""What the garbage collector need not look at while a run goes on."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager


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
    try:
        yield more
    finally:
        going_on = False
        gc.unfreeze()

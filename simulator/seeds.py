"""Seeds: every draw of a run follows from the run's seed and from what it is drawn for, never from the order of events.

The arm is not part of it, so that the arms of a study share their draws where they do not differ.
"""

from __future__ import annotations

import hashlib


def derive(seed: int, *parts: str | int) -> int:
    """A seed of 31 bits (providers take signed 32-bit numbers) for one purpose.

    >>> derive(0, "alicia", 1, "session", 3) == derive(0, "alicia", 1, "session", 3)
    True
    """
    text = "/".join([str(seed), *map(str, parts)])
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") & 0x7FFFFFFF

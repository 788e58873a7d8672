"""What a provider's automatic prefix cache would have served: leading blocks of a prompt that were seen before."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

BLOCK = 512


@dataclass
class Totals:
    """Characters over all requests."""

    prompt_chars: int = 0
    cached_chars: int = 0


class PrefixCache:
    """Blocks of 512 bytes, chained by hash, per model, never expiring."""

    def __init__(self) -> None:
        self.totals = Totals()
        self._known: set[bytes] = set()

    def look_up(self, model: str, prompt: str) -> int:
        """How many leading bytes were known; afterwards all are."""
        data = prompt.encode("utf-8", "replace")
        chain = hashlib.blake2b(model.encode(), digest_size=12)
        hits, unbroken = 0, True
        for start in range(0, len(data) - BLOCK + 1, BLOCK):
            chain.update(data[start : start + BLOCK])
            digest = chain.copy().digest()
            unbroken = unbroken and digest in self._known
            hits += unbroken
            self._known.add(digest)
        self.totals.prompt_chars += len(data)
        self.totals.cached_chars += hits * BLOCK
        return hits * BLOCK

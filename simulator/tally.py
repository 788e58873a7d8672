"""Adding up usage. Unknown stays unknown: a sum says how many of its calls had no price (law 10)."""

from __future__ import annotations

from simulator.transcript import Usage

_FIELDS = ("input_tokens", "output_tokens", "cached_tokens", "cache_write_tokens", "reasoning_tokens", "cost")


def add(left: Usage, right: Usage) -> Usage:
    """The sum; a figure that neither side reports stays None."""

    def both(name: str) -> float | None:
        a, b = getattr(left, name), getattr(right, name)
        return b if a is None else a if b is None else a + b

    return Usage.model_construct(**{name: both(name) for name in _FIELDS})

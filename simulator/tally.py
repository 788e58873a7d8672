"""Adding up usage. Unknown stays unknown: a sum says how many of its calls had no price (law 10)."""

from __future__ import annotations

from simulator.transcript import Usage


def add(left: Usage, right: Usage) -> Usage:
    """The sum of two usages; a figure that neither reports stays None."""
    return Usage(
        input_tokens=_sum(left.input_tokens, right.input_tokens),
        output_tokens=_sum(left.output_tokens, right.output_tokens),
        cached_tokens=_sum(left.cached_tokens, right.cached_tokens),
        cache_write_tokens=_sum(left.cache_write_tokens, right.cache_write_tokens),
        reasoning_tokens=_sum(left.reasoning_tokens, right.reasoning_tokens),
        cost=_money(left.cost, right.cost),
    )


def _sum(left: int | None, right: int | None) -> int | None:
    return right if left is None else left if right is None else left + right


def _money(left: float | None, right: float | None) -> float | None:
    # Rounded to a billionth of a dollar, so that the order of adding does not show in the files.
    return right if left is None else left if right is None else round(left + right, 9)

"""Takes a pattern apart into patterns of which each can be ruled out by rarer words."""

from __future__ import annotations

from simulator.integrity.brackets import bars, groups
from simulator.integrity.derive import needs_of
from simulator.integrity.frequency import share_of

Slices = tuple[tuple[int, int], ...]
"""Pieces of a pattern that together are one of its alternatives."""
_SELDOM = 0.0005
_TRIAL = 40
"""What trying any pattern costs, in characters of pattern."""
_WORTH = 0.5
"""A group is parted when that makes the pattern so much cheaper."""


def alternatives(pattern: str) -> list[Slices]:
    """The pattern cut into patterns of which one matches wherever it does.

    It is cut at the bars that stand outside all brackets, and at those of a group where trying only the alternatives
    whose words a text holds costs less than trying all of them.

    Example:
        >>> r = r"a|b(?:c|d)"
        >>> [cut(r, a) for a in alternatives(r)]
        ['a', 'b(?:c|d)']
    """
    found: list[Slices] = []
    for start, end in bars(pattern, 0, len(pattern)):
        whole: Slices = ((start, end),)
        best, cost = [whole], _WORTH * _cost(pattern, whole)
        for begin, stop in groups(pattern, start, end):
            apart: list[Slices] = [
                ((start, begin), inner, (stop, end)) for inner in bars(pattern, begin + 3, stop - 1)
            ]
            costs = sum(_cost(pattern, slices) for slices in apart)
            if len(apart) > 1 and costs < cost:
                best, cost = apart, costs
        found += best
    return found


def cut(pattern: str, slices: Slices) -> str:
    """The pattern that the slices make."""
    return "".join(pattern[start:end] for start, end in slices)


def _cost(pattern: str, slices: Slices) -> float:
    """What a pattern costs in a turn, about: how often it is tried, and how long it is."""
    part = cut(pattern, slices)
    tried = min((share_of(n) for n in needs_of(part)), default=1.0)
    return max(tried, _SELDOM) * (len(part) + _TRIAL)

"""Takes a pattern apart into patterns of which each can be ruled out by rarer words."""

from __future__ import annotations

from collections.abc import Iterator

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
    for start, end in _bars(pattern, 0, len(pattern)):
        whole: Slices = ((start, end),)
        best, cost = [whole], _WORTH * _cost(pattern, whole)
        for begin, stop in _groups(pattern, start, end):
            apart: list[Slices] = [
                ((start, begin), inner, (stop, end)) for inner in _bars(pattern, begin + 3, stop - 1)
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


def _bars(pattern: str, start: int, end: int) -> list[tuple[int, int]]:
    """The pieces between bars that stand outside all brackets."""
    bars = [at for at, char, depth in _outline(pattern, start, end) if char == "|" and depth == 0]
    return list(zip([start, *(b + 1 for b in bars)], [*bars, end], strict=True))


def _groups(pattern: str, start: int, end: int) -> list[tuple[int, int]]:
    """Groups that are in no other group, catch nothing and stand exactly once: from their bracket to behind it."""
    found, opened = [], start
    for at, char, depth in _outline(pattern, start, end):
        if char == "(" and depth == 0:
            opened = at
        elif (
            char == ")"
            and depth == 0
            and pattern.startswith("(?:", opened)
            and pattern[at + 1 : at + 2] not in ("?", "*", "+", "{")
        ):
            found.append((opened, at + 1))
    return found


def _outline(pattern: str, start: int, end: int) -> Iterator[tuple[int, str, int]]:
    """Bars and brackets that are not escaped and in no class, and how deep they stand."""
    depth, at, in_class = 0, start, False
    while at < end:
        char = pattern[at]
        if char == "\\":
            at += 1
        elif in_class:
            in_class = char != "]" or pattern[at - 1] == "["
        elif char == "[":
            in_class = True
        elif char in "(|)":
            depth -= char == ")"
            yield at, char, depth
            depth += char == "("
        at += 1

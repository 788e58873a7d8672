"""Where the brackets and bars of a pattern stand."""

from __future__ import annotations

from collections.abc import Iterator


def bars(pattern: str, start: int, end: int) -> list[tuple[int, int]]:
    """The pieces between bars that stand outside all brackets."""
    bars = [at for at, char, depth in _outline(pattern, start, end) if char == "|" and depth == 0]
    return list(zip([start, *(b + 1 for b in bars)], [*bars, end], strict=True))


def groups(pattern: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Groups that are in no other group, catch nothing and stand exactly once: from their bracket to behind it."""
    opened = start
    for at, char, depth in _outline(pattern, start, end):
        if char == "(" and depth == 0:
            opened = at
        elif (
            char == ")"
            and depth == 0
            and pattern.startswith("(?:", opened)
            and pattern[at + 1 : at + 2] not in ("?", "*", "+", "{")
        ):
            yield opened, at + 1


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

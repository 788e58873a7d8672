"""Runs of letters without which an expression cannot match, so that most expressions cost nothing on most turns."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from simulator.endings.checked import known_literals
from simulator.endings.regex import parse
from simulator.integrity.frequency import share_of_run

SHORT, LONG = 3, 5
"""Characters of a run. Short ones are for words like "bye"; long ones tell more."""

Grams = frozenset[str]
"""Runs of letters in lower case."""

_FOLDED = str.maketrans({"ı": "i", "ſ": "s", "\u0307": None})
"""What a comparison that ignores case takes for an ASCII letter and `lower` does not."""


def held(text: str, wanted: Grams) -> Grams:
    """Which of some runs of letters a text holds, whatever its case."""
    low = text.lower() if text.isascii() else text.lower().translate(_FOLDED)
    return frozenset([run for run in wanted if run in low])


@lru_cache(maxsize=2048)
def needed_grams(pattern: str) -> Grams | None:
    """Runs of which a text must hold at least one for the expression to match; None when nothing can be said."""
    known = known_literals(pattern)
    return read_off(pattern) if known is None else frozenset(known) or None


def read_off(pattern: str) -> Grams | None:
    """As `needed_grams`, from the expression itself."""
    best = _needed(parse(pattern))
    return None if best is None else frozenset(_telling(literal) for literal in best)


def _needed(tree: Any) -> frozenset[str] | None:
    """Literals, each long enough, of which every match holds at least one."""
    found: list[frozenset[str]] = []
    run = ""
    for op, value in [*tree, (None, None)]:
        name = str(op)
        if name == "LITERAL" and value < 128:
            run += chr(value).lower()
            continue
        if len(run) >= SHORT:
            found.append(frozenset({run}))
        run = ""
        inner = _inner(name, value)
        if inner is not None:
            found.append(inner)
    return min(found, key=_cost, default=None)


def _inner(name: str, value: Any) -> frozenset[str] | None:
    if name == "SUBPATTERN":
        return _needed(value[-1])
    if name == "ATOMIC_GROUP":
        return _needed(value)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[0] >= 1:
        return _needed(value[2])
    if name == "BRANCH":
        branches = [_needed(branch) for branch in value[1]]
        known = [b for b in branches if b is not None]
        return frozenset().union(*known) if len(known) == len(branches) else None
    return None


def _cost(literals: frozenset[str]) -> tuple[float, float]:
    """How often a text holds one of them, roughly."""
    share = sum(share_of_run(_telling(literal)) for literal in literals)
    return (share, sum(1.0 / len(literal) ** 2 for literal in literals))


def _telling(literal: str) -> str:
    """The run of a literal that ordinary talk holds least: in no common word, then of rare letters, no blanks."""
    length = min(LONG, len(literal))
    runs: Iterable[str] = (literal[i : i + length] for i in range(len(literal) - length + 1))
    return min(
        runs, key=lambda run: (share_of_run(run), sum("qzjxkvbpgwyfmucldrhsnioate ".find(c) for c in run))
    )

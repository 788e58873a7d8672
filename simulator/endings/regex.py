"""What a regular expression could cost at worst, and texts that it matches. Both read off its parse tree."""

from __future__ import annotations

import importlib
import random
import re
import warnings
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

MAX_SENTENCE = 400
"""Characters of a sentence that expressions are tried on."""
WIDE = 10
"""A repeat that may run this often or more must repeat single characters only."""
WORST = 20_000_000
"""Ways to try an expression on one sentence, above which it is refused."""

_parser: Any = importlib.import_module("re._parser")
_SINGLE = {"LITERAL", "NOT_LITERAL", "IN", "ANY", "CATEGORY", "RANGE"}
_REPEATS = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}
_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789 "


def trouble(pattern: str, *, searched: bool) -> str:
    """Why an expression must not be used; empty when it may.

    Args:
        pattern: the expression.
        searched: it is looked for anywhere in a sentence, not matched with the whole.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(pattern, re.IGNORECASE)
            tree = parse(pattern)
    except (re.error, Warning, OverflowError, RecursionError) as error:
        return f"is not a regular expression: {error}"
    try:
        cost = _cost(tree) * (MAX_SENTENCE if searched else 1)
    except _Unsafe as unsafe:
        return str(unsafe)
    if cost > WORST:
        return "could run for ages: it has too many open repeats, and a text can be made that tries them all"
    return ""


@lru_cache(maxsize=512)
def parse(pattern: str) -> Any:
    return _parser.parse(pattern, re.IGNORECASE)


class _Unsafe(Exception):
    pass


def _cost(tree: Any) -> int:
    """An upper estimate of the ways to match a sequence, one character at most being tried at a time."""
    total, optional = 1, 0
    for op, value in tree:
        name = str(op)
        once = name in _REPEATS and value[1] == 1 and len(value[2]) == 1 and str(value[2][0][0]) in _SINGLE
        optional = optional + 1 if once and value[0] == 0 else 0
        if optional > 8:
            raise _Unsafe("could run for ages: it has a long row of optional characters")
        total = min(total * _cost_of(name, value), WORST * 1000)
    return total


def _cost_of(name: str, value: Any) -> int:
    if name in _REPEATS:
        low, high, body = value
        if high >= WIDE:
            if len(body) != 1 or str(body[0][0]) not in _SINGLE:
                raise _Unsafe(
                    "could run for ages: a repeat without a small bound holds more than a single character"
                )
            return int(min(high, MAX_SENTENCE) - min(low, MAX_SENTENCE) + 1)
        inner = _cost(body)
        return int(inner**high) if high > 1 else inner
    if name == "SUBPATTERN":
        return _cost(value[-1])
    if name == "ATOMIC_GROUP":
        return _cost(value)
    if name == "BRANCH":
        return max(_cost(branch) for branch in value[1])
    if name in ("ASSERT", "ASSERT_NOT"):
        return _cost(value[1])
    if name in ("GROUPREF", "GROUPREF_EXISTS"):
        raise _Unsafe("refers back to a group, which cannot be bounded")
    return 1


def samples(pattern: str, count: int) -> Iterator[str]:
    """Texts that an expression matches, or nearly so where it looks around; the same ones each time."""
    tree, rng = parse(pattern), random.Random(pattern)
    for _ in range(count):
        yield " ".join("".join(_made(tree, rng)).split())


def _made(tree: Any, rng: random.Random) -> Iterator[str]:
    for op, value in tree:
        name = str(op)
        if name == "LITERAL":
            yield chr(value)
        elif name == "NOT_LITERAL":
            yield "a" if value != ord("a") else "b"
        elif name == "ANY":
            yield rng.choice(" a")
        elif name == "IN":
            yield _one_of(value, rng)
        elif name == "BRANCH":
            yield from _made(rng.choice(value[1]), rng)
        elif name == "SUBPATTERN":
            yield from _made(value[-1], rng)
        elif name == "ATOMIC_GROUP":
            yield from _made(value, rng)
        elif name in _REPEATS:
            low, high, body = value
            for _ in range(rng.randint(low, min(high, low + 2))):
                yield from _made(body, rng)


def _one_of(choices: Any, rng: random.Random) -> str:
    """A character of a class, found by trying, as a class may be negated or hold classes."""
    pattern = re.compile(_class(choices), re.IGNORECASE)
    if str(choices[0][0]) == "NEGATE" and pattern.fullmatch(" "):
        return " "
    fitting = [c for c in _ALPHABET if pattern.fullmatch(c)]
    if fitting:
        return rng.choice(fitting)
    single = [chr(v) for op, v in choices if str(op) == "LITERAL"] + [
        chr(v[0]) for op, v in choices if str(op) == "RANGE"
    ]
    return rng.choice(single) if single else "a"


_CATEGORIES = {
    "CATEGORY_DIGIT": r"\d",
    "CATEGORY_NOT_DIGIT": r"\D",
    "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w",
    "CATEGORY_NOT_WORD": r"\W",
}


def _class(choices: Any) -> str:
    parts = []
    for op, value in choices:
        name = str(op)
        if name == "NEGATE":
            parts.append("^")
        elif name == "LITERAL":
            parts.append(re.escape(chr(value)))
        elif name == "RANGE":
            parts.append(f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}")
        elif name == "CATEGORY":
            parts.append(_CATEGORIES[str(value)])
    return "[" + "".join(parts) + "]"

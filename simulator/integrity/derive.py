"""Reads off a pattern which words a text must hold for it to match, so that most patterns are never tried.

    python -m simulator.integrity.derive > simulator/integrity/needs.json

`needs.json` holds what this module found for every shipped rule; a test keeps it current. A pattern that is not in it (a
user's own check) is read when it is registered. The reading is safe: a text without the words cannot match.
"""

from __future__ import annotations

import json
import re
import re._constants as sre  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
import sys
from collections.abc import Iterable, Sequence, Set
from typing import Any

from simulator.integrity.frequency import share_of
from simulator.integrity.gates import SOURCES, entry_of, key_of
from simulator.integrity.index import MARKS
from simulator.integrity.words import WORD

Strings = frozenset[str]
"""All strings that a part of a pattern can match, with EDGE where a word ends or begins, and OPEN for anything at all."""

EDGE, OPEN, GAP = "\x00", "\x01", " "
_OUTSIDE = (EDGE, GAP)
_MOST = 400
"""Strings of one part; beyond that it is cut in two."""
_PREFIX = 3
"""Letters that a beginning of a word must have to be worth looking for."""
_ENDERS = ".!?\n"
Needs = tuple[frozenset[str], ...]
"""For each set the text must hold one of its words; an entry with `*` behind it is the beginning of a word."""


def needs_of(pattern: str) -> Needs:
    """What a text in lower case must hold, words and marks, the rarest first. Empty when nothing can be said.

    Args:
        pattern: a regular expression for text in lower case, or one that ignores case.

    Example:
        >>> [sorted(s) for s in needs_of(r"\\b(?:hello|good day),? nova\\b")]
        [['nova'], ['day', 'hello']]
    """
    items = list(parser.parse(pattern))
    return tuple(sorted({*_of_sequence(items, left=False, right=False), *_marks(items)}, key=_rarity))


def crosses(pattern: str) -> bool:
    """True when a match may run over the end of a sentence. Marks before its first word or after its last do not count."""
    shape = _shape(list(parser.parse(pattern)))
    return bool(re.search("W[^W]*E[^W]*W|X", shape))


def _shape(items: Sequence[Any]) -> str:
    """What the items may take, in order: W a character of a word, E the end of a sentence, X either or unknown.

    Branches are told as if one stood behind the other, marks first: a pattern may be held to cross that does not, never
    the other way round.
    """
    shape = ""
    for op, value in items:
        if op is sre.SUBPATTERN:
            shape += _shape(value[3])
        elif op is sre.BRANCH:
            parts = [_shape(b) for b in value[1]]
            unsafe = any(re.search("W.*E|X", part) for part in parts)
            shape += "X" if unsafe else "".join(sorted({c for part in parts for c in part}))
        elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            part = _shape(value[2])
            shape += "X" if value[1] != 1 and {"W", "E"} <= set(part) else part
        elif op is sre.ASSERT:
            shape += _shape(value[1]) if value[0] > 0 else ""
        elif op is sre.ASSERT_NOT:
            part = _shape(value[1]) if value[0] > 0 else ""
            shape += "X" if "E" in part or "X" in part else ""
        elif op in (sre.GROUPREF, sre.GROUPREF_EXISTS, sre.ATOMIC_GROUP):
            shape += "X"
        elif op is not sre.AT:
            enders = any(_takes(op, value, ord(c)) for c in _ENDERS)
            words = any(_takes(op, value, ord(c)) for c in "abcdefghijklmnopqrstuvwxyz0123456789'")
            shape += "X" if enders and words else "E" if enders else "W" if words else ""
    return shape


def _takes(op: Any, value: Any, code: int) -> bool:
    """Whether a single-character item matches a character."""
    if op is sre.LITERAL:
        return bool(value == code)
    if op is sre.NOT_LITERAL:
        return bool(value != code)
    if op is sre.ANY:
        return code != 10
    if op is sre.RANGE:
        return bool(value[0] <= code <= value[1])
    if op is sre.CATEGORY:
        char = chr(code)
        kinds = {
            sre.CATEGORY_SPACE: char.isspace(),
            sre.CATEGORY_NOT_SPACE: not char.isspace(),
            sre.CATEGORY_WORD: char.isalnum() or char == "_",
            sre.CATEGORY_NOT_WORD: not (char.isalnum() or char == "_"),
            sre.CATEGORY_DIGIT: char.isdigit(),
            sre.CATEGORY_NOT_DIGIT: not char.isdigit(),
        }
        return bool(kinds.get(value, True))
    if op is sre.IN:
        negated = value[0][0] is sre.NEGATE
        return negated != any(_takes(o, v, code) for o, v in value[negated:])
    return op is not sre.AT


def _of_sequence(items: Sequence[Any], *, left: bool, right: bool) -> Needs:
    """What a sequence needs; `left` and `right` say whether a word surely ends before and after it."""
    parts = [_strings(*item) for item in items]
    found: list[frozenset[str]] = []
    current: Strings = frozenset({""})
    before = left
    for i, (item, part) in enumerate(zip(items, parts, strict=True)):
        after = _begins(parts[i + 1]) if i + 1 < len(parts) else right
        if part is None:
            found += _of_strings(current, before, False)
            found += _of_large(*item, left=_ends(current, before), right=after)
            current, before = frozenset({""}), False
        elif len(part) * len(current) > _MOST or all(s.endswith(_OUTSIDE) for s in current):
            found += _of_strings(current, before, _begins(part))
            before = _ends(current, before)
            current = part
        else:
            current = frozenset(a + b for a in current for b in part)
    found += _of_strings(current, before, right)
    return tuple(sorted(dict.fromkeys(found), key=_rarity))


def _marks(items: Sequence[Any]) -> list[frozenset[str]]:
    """Of which marks the text must hold one: those that never end a sentence, so that they are in the one that matches."""
    found = []
    for op, value in items:
        if op is sre.LITERAL:
            found.append(frozenset({chr(value)}))
        elif op is sre.IN and all(o is sre.LITERAL for o, _ in value):
            found.append(frozenset(chr(v) for _, v in value))
        elif op is sre.SUBPATTERN:
            found += _marks(value[3])
        elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT) and value[0] > 0:
            found += _marks(value[2])
        elif op is sre.BRANCH:
            each = [_marks(branch) for branch in value[1]]
            if all(each):
                found.append(frozenset().union(*(min(sets, key=_rarity) for sets in each)))
    return [marks for marks in found if marks <= MARKS]


def _rarity(words: Set[str]) -> tuple[float, str]:
    return share_of(words), min(words)


def _of_large(op: Any, value: Any, *, left: bool, right: bool) -> Needs:
    """What an item needs whose strings are too many to name."""
    if op is sre.SUBPATTERN:
        return _of_sequence(value[3], left=left, right=right)
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        return _of_sequence(value[2], left=left, right=right) if value[:2] == (1, 1) else ()
    if op is not sre.BRANCH:
        return ()
    either: set[str] = set()
    for branch in value[1]:
        sets = _of_sequence(branch, left=left, right=right)
        if not sets:
            return ()
        either |= min(sets, key=_rarity)
    return (frozenset(either),)


def _strings(op: Any, value: Any) -> Strings | None:
    """All strings of one item; None when they are too many to name."""
    if op is sre.LITERAL:
        return frozenset({_shown(chr(value))})
    if op is sre.IN:
        return _of_class(value)
    if op is sre.AT:
        return frozenset({"" if value is sre.AT_NON_BOUNDARY else EDGE})
    if op in (sre.ASSERT, sre.ASSERT_NOT):
        return frozenset({""})
    if op is sre.CATEGORY:
        outside = value in (sre.CATEGORY_SPACE, sre.CATEGORY_NOT_WORD)
        return frozenset({GAP if outside else OPEN})
    if op is sre.SUBPATTERN:
        return _together(value[3])
    if op is sre.BRANCH:
        branches = [_together(b) for b in value[1]]
        named = frozenset().union(*(b for b in branches if b is not None))
        return None if None in branches or len(named) > _MOST else named
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        return _of_repeat(*value)
    return frozenset({OPEN})


def _together(items: Iterable[Any]) -> Strings | None:
    current: Strings = frozenset({""})
    for item in items:
        part = _strings(*item)
        if part is None or len(part) * len(current) > _MOST:
            return None
        current = frozenset(a + b for a in current for b in part)
    return current


def _of_repeat(least: int, most: Any, items: Any) -> Strings | None:
    part = _together(items)
    if part is None:
        return None if least == most == 1 else frozenset({OPEN})
    if most == 1:
        return part | {""} if least == 0 else part
    if all(set(s) <= {GAP} for s in part):
        return frozenset({GAP} if least else {"", GAP})
    if most == 2 and len(part) <= 12:
        twice = frozenset(a + b for a in part for b in part)
        return {0: twice | part | {""}, 1: twice | part}.get(least, twice)
    none = {""} if least == 0 else set()
    if all(s.endswith(_OUTSIDE) for s in part):
        return frozenset({OPEN + GAP} | none)
    if all(s.startswith(_OUTSIDE) for s in part):
        return frozenset({GAP + OPEN} | none)
    return frozenset({OPEN})


def _of_class(members: Sequence[Any]) -> Strings:
    if members[0][0] is sre.NEGATE:
        return frozenset({OPEN})
    chars: set[str] = set()
    for op, value in members:
        if op is sre.LITERAL:
            chars.add(_shown(chr(value)))
        elif op is sre.CATEGORY and value in (sre.CATEGORY_SPACE, sre.CATEGORY_NOT_WORD):
            chars.add(GAP)
        elif op is sre.RANGE and value[1] - value[0] < 8:
            chars |= {_shown(chr(c)) for c in range(value[0], value[1] + 1)}
        else:
            return frozenset({OPEN})
    return frozenset(chars)


def _shown(char: str) -> str:
    low = char.lower()
    return low if (char.isalnum() or char == "'") and len(low) == 1 else GAP


def _ends(strings: Strings, before: bool) -> bool:
    return all(s.endswith(_OUTSIDE) or (before and not s) for s in strings)


def _begins(strings: Strings | None) -> bool:
    return strings is not None and all(s.startswith(_OUTSIDE) for s in strings)


def _of_strings(strings: Strings, left: bool, right: bool) -> Needs:
    """One word of each string."""
    words = set()
    for string in strings:
        found = _words((EDGE if left else OPEN) + string + (EDGE if right else OPEN))
        if not found:
            return ()
        words.add(min(found, key=lambda w: (share_of([w]), w.endswith("*"), -len(w), w)))
    return (frozenset(words),)


def _words(string: str) -> list[str]:
    """The words that surely stand in a string, and, with `*`, the beginnings of words."""
    found = []
    for match in re.finditer(r"[^\W_]+(?:'[^\W_]+)*", string):
        before, after = string[match.start() - 1], string[match.end()]
        if before in (OPEN, "'"):
            continue
        word = match.group()
        if after in (OPEN, "'"):
            if len(word) >= _PREFIX:
                found.append(word + "*")
        elif WORD.fullmatch(word):
            found.append(word)
    return found


def table() -> str:
    """The needs of all shipped patterns, one a line."""
    import simulator.integrity.risk  # noqa: F401
    from simulator.integrity.registry import all_checks

    all_checks()
    made = {key_of(pattern): entry_of(pattern) for pattern in SOURCES}
    lines = [f"{json.dumps(key)}: {json.dumps(made[key], ensure_ascii=False)}" for key in sorted(made)]
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    sys.stdout.write(table())

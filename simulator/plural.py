"""Numbers with their noun, as people write them."""

from __future__ import annotations


def plural(number: int, word: str) -> str:
    """The noun for so many: `session` for one, else `sessions`; `try` becomes `tries`, `switch` `switches`.

    Example:
        >>> plural(2, "reply")
        'replies'
    """
    if number == 1:
        return word
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def many(number: int, word: str) -> str:
    """`1 session`, `12,345 sessions`.

    Example:
        >>> many(1, "session")
        '1 session'
    """
    return f"{number:,} {plural(number, word)}"

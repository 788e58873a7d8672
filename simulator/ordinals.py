"""Ordinal numbers in words, so that nobody has to say "my 11 session"."""

from __future__ import annotations

_ONES = str.split(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = str.split("zero ten twenty thirty forty fifty sixty seventy eighty ninety")
_IRREGULAR = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip


def ordinal_words(number: int) -> str:
    """A number as an ordinal.

    >>> ordinal_words(11), ordinal_words(21), ordinal_words(112)
    ('eleventh', 'twenty-first', 'one hundred and twelfth')

    Args:
        number: from 1 on; above 999 digits are used (`1000th`).

    Raises:
        ValueError: below 1.
    """
    if number < 1:
        raise ValueError(f"{number} has no ordinal")
    if number > 999:
        tail = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{tail}"
    *head, last = _cardinal(number)
    ending = _IRREGULAR.get(last, last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return "".join([*head, ending])


def cardinal_words(number: int) -> str:
    """A number from 0 to 999 in words.

    >>> cardinal_words(7), cardinal_words(21), cardinal_words(112)
    ('seven', 'twenty-one', 'one hundred and twelve')
    """
    return "".join(_cardinal(number))


def _cardinal(number: int) -> list[str]:
    """The parts of a number in words, with what stands between them."""
    if number < 20:
        return [_ONES[number]]
    if number < 100:
        tens, ones = divmod(number, 10)
        return [_TENS[tens], "-", _ONES[ones]] if ones else [_TENS[tens]]
    hundreds, rest = divmod(number, 100)
    return [f"{_ONES[hundreds]} ", *(["hundred and ", *_cardinal(rest)] if rest else ["hundred"])]

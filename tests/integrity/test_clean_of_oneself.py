"""Therapists who say a word of themselves and come back to the other, patients who tell what was said, letters that are worded
together: none of it may be discarded.
"""

from __future__ import annotations

from tests.integrity.clean_rows import discarded, read_rows

ROWS = read_rows("clean_of_oneself.jsonl")


def test_a_word_of_oneself_is_not_discarded() -> None:
    wrong = discarded(ROWS)
    assert not wrong, wrong


def test_the_rows_are_many_and_none_is_there_twice() -> None:
    assert len(ROWS) >= 250
    assert len({row["text"] for row in ROWS}) == len(ROWS)

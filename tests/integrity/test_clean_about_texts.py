"""Ordinary turns of people who speak of scripts, scenes, forms, notes and silences: none of them is discarded.

Each was written to look like a failure; when they were written more than half of them were discarded.
"""

from __future__ import annotations

from tests.integrity.clean_rows import discarded, read_rows

ROWS = read_rows("clean_about_texts.jsonl")


def test_none_of_them_is_discarded() -> None:
    wrong = discarded(ROWS)
    assert not wrong, wrong


def test_the_rows_are_many_and_none_is_there_twice() -> None:
    assert len({row["text"] for row in ROWS}) == len(ROWS) >= 250

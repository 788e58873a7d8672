"""Parts that are laid down politely, texts that are handed over with courtesy, therapists who tell a trouble of their own, both
voices and prose, each in plain words of its own; and ordinary turns that look like them.
"""

from __future__ import annotations

from collections import Counter

from tests.integrity.clean_rows import discarded, read_rows

BROKEN = read_rows("broken_plain_words.jsonl")
CLEAN = read_rows("clean_plain_words.jsonl")
KINDS = {"refusal", "meta", "inversion", "both_voices", "narration"}


def test_each_failure_is_found() -> None:
    found = {text for text, _ in discarded(BROKEN)}
    assert not [row["text"] for row in BROKEN if row["text"] not in found]


def test_none_of_the_ordinary_turns_is_discarded() -> None:
    wrong = discarded(CLEAN)
    assert not wrong, wrong


def test_the_rows_are_many_and_none_is_there_twice() -> None:
    kinds = Counter(row["kind"] for row in BROKEN)
    assert set(kinds) == KINDS and min(kinds.values()) >= 15
    assert len({row["text"] for row in BROKEN + CLEAN}) == len(BROKEN) + len(CLEAN) >= 300

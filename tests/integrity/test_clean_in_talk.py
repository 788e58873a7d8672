"""Ordinary talk that looks like a failure to a wide wording: rows written to trip the checks, none of which may be discarded.

Each row stands in its talk: `before` is what was said until then, `session` the number where it matters.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.integrity.clean_rows import GUARD, discarded, read_rows

ROWS = read_rows("clean_in_talk.jsonl")
SESSIONS = read_rows("clean_sessions.jsonl")


def test_ordinary_talk_is_not_discarded() -> None:
    wrong = discarded(ROWS)
    assert not wrong, wrong


def test_the_rows_of_ordinary_talk_are_many_and_none_is_there_twice() -> None:
    assert len(ROWS) >= 200
    assert len({(row["text"], json.dumps(row["before"])) for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("told", SESSIONS, ids=lambda told: told["persona"].split()[0])
@pytest.mark.parametrize("known", [True, False], ids=["numbered", "unnumbered"])
def test_a_whole_session_of_ordinary_talk_passes(told: dict[str, Any], known: bool) -> None:
    session = GUARD.session(told["persona"], told["therapist"], told["session"] if known else None)
    flagged = []
    for turn in told["turns"]:
        verdict = session.check(turn["text"], turn["speaker"])
        flagged += [(turn["text"], f.check, f.detail) for f in verdict.hard]
        session.remember(turn["speaker"], turn["text"], [f.code for f in verdict.findings])
    assert len(told["turns"]) >= 24 and not flagged, flagged

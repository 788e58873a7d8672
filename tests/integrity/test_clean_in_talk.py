"""Ordinary talk that looks like a failure to a wide wording: rows written to trip the checks, none of which may be discarded.

Each row stands in its talk: `before` is what was said until then, `session` the number where it matters.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from simulator.integrity.guard import Guard
from simulator.transcript import Speaker

GUARD = Guard()
_FILE = Path(__file__).parent / "rows" / "clean_in_talk.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in _FILE.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("speaker", ["patient", "therapist"])
def test_ordinary_talk_is_not_discarded(speaker: Speaker) -> None:
    flagged = []
    for row in ROWS:
        if row["speaker"] != speaker:
            continue
        session = GUARD.session(row.get("persona", ""), row.get("therapist", ""), row.get("session"))
        for turn in row["before"]:
            session.remember(turn["speaker"], turn["text"])
        if hard := session.check(row["text"], speaker).hard:
            flagged.append((row["text"], [(f.check, f.detail, f.evidence) for f in hard]))
    assert not flagged, flagged


def test_the_rows_of_ordinary_talk_are_many_and_none_is_there_twice() -> None:
    assert len(ROWS) >= 200
    assert len({(row["text"], json.dumps(row["before"])) for row in ROWS}) == len(ROWS)

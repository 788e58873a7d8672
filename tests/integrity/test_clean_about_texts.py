"""Ordinary turns of people who speak of scripts, scenes, forms, notes and silences: none of them is discarded.

Each was written to look like a failure; when they were written more than half of them were discarded.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from simulator.integrity.guard import Guard

_FILE = Path(__file__).parent / "rows" / "clean_about_texts.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in _FILE.read_text(encoding="utf-8").splitlines()]


def test_none_of_them_is_discarded() -> None:
    guard = Guard()
    wrong = []
    for row in ROWS:
        session = guard.session()
        for turn in row.get("before", []):
            session.remember(turn["speaker"], turn["text"])
        hard = [f for f in session.check(row["text"], row["speaker"]).findings if f.severity == "hard"]
        wrong += [(row["text"], f"{f.check}: {f.detail} [{f.evidence}]") for f in hard]
    assert not wrong, wrong


def test_the_rows_are_many_and_none_is_there_twice() -> None:
    assert len({row["text"] for row in ROWS}) == len(ROWS) >= 250

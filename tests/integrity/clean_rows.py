"""Rows of ordinary talk that no check may discard: one JSON object a line with `speaker`, `text` and what was said `before`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from simulator.integrity.guard import Guard

Row = dict[str, Any]
GUARD = Guard()


def read_rows(name: str) -> list[Row]:
    """The rows of a file in `rows/`."""
    path = Path(__file__).parent / "rows" / name
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def discarded(rows: list[Row]) -> list[tuple[str, str]]:
    """Which of them are discarded, and what for."""
    found = []
    for row in rows:
        session = GUARD.session(row.get("persona", ""), row.get("therapist", ""), row.get("session"))
        for turn in row.get("before", []):
            session.remember(turn["speaker"], turn["text"])
        for f in session.check(row["text"], row["speaker"]).hard:
            found.append((row["text"], f"{f.check}: {f.detail} [{f.evidence}]"))
    return found

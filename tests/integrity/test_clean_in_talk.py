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
_ROWS = Path(__file__).parent / "rows"


def _read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (_ROWS / name).read_text(encoding="utf-8").splitlines()]


ROWS = _read("clean_in_talk.jsonl")
SESSIONS = _read("clean_sessions.jsonl")


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

"""Rows written by hand for the reading of risk.

`held` rows were not looked at while it was first tuned, `blind` and `fresh` rows were written afterwards; each was measured
before it was learnt from, and those first figures are in docs/risk.md. Today all of them keep what has been reached.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.integrity.risk import asks_about_risk, discloses_risk, offers_next_step

Row = dict[str, str | bool]
_FILE = Path(__file__).parent / "rows" / "risk.jsonl"
ROWS: list[Row] = [json.loads(line) for line in _FILE.read_text(encoding="utf-8").splitlines()]


def read(row: Row) -> bool:
    text = str(row["text"])
    if row["what"] == "asks":
        return asks_about_risk(text)
    if row["what"] == "offers":
        return offers_next_step(text)
    return discloses_risk(text, str(row["previous"]) if "previous" in row else None)


def wrong(what: str, want: bool, half: str) -> tuple[list[str], int]:
    rows = [r for r in ROWS if (r["what"], r["want"], r["half"]) == (what, want, half)]
    return [str(r["text"]) for r in rows if read(r) is not want], len(rows)


@pytest.mark.parametrize(
    ("what", "half", "recall", "false"),
    [
        ("discloses", "tuned", 0.97, 0.02),
        ("discloses", "held", 0.95, 0.02),
        ("discloses", "blind", 0.85, 0.04),
        ("discloses", "fresh", 0.9, 0.0),
        ("asks", "tuned", 0.95, 0.0),
        ("asks", "held", 0.95, 0.06),
        ("offers", "tuned", 0.95, 0.0),
        ("offers", "held", 0.95, 0.08),
    ],
)
def test_risk_is_read_as_people_say_it(what: str, half: str, recall: float, false: float) -> None:
    missed, all_true = wrong(what, True, half)
    flagged, all_false = wrong(what, False, half)
    assert len(missed) <= (1 - recall) * all_true, missed
    assert len(flagged) <= false * all_false, flagged


def test_the_rows_are_many_and_none_is_there_twice() -> None:
    disclosures = [r for r in ROWS if r["what"] == "discloses"]
    assert sum(r["want"] is True for r in disclosures) >= 300
    assert sum(r["want"] is False for r in disclosures) >= 300
    assert len({(r["what"], r["text"], r.get("previous")) for r in ROWS}) == len(ROWS)

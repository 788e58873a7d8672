"""Rows of risk said round about, with their look-alikes, by one author (`rows/risk_oblique.jsonl`).

The wordings of `oblique` were learnt from all themes but `fresh`, whose rows were written afterwards and are not learnt
from: what is found of them is what to expect of new words, and stands in docs/risk.md.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from simulator.integrity.risk import read_risk
from simulator.integrity.risk.oblique import OBLIQUE

ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "rows" / "risk_oblique.jsonl").read_text("utf-8").splitlines()
]


def share_found(rows: list[dict[str, Any]]) -> float:
    return sum(read_risk(r["text"], r["previous"] or None).disclosed for r in rows) / len(rows)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I've been going round people, getting my goodbyes in.", "suicide"),
        ("I won't be a problem for anybody much longer.", "suicide"),
        ("If somebody offered me a sleep that doesn't end, I'd sign.", "suicide"),
        ("I do it where the swimming costume covers.", "self_harm"),
        ("It's my own company I'm frightened of.", "unsafe"),
        ("I stood over the cot with the cushion, and then I put it back.", "others"),
        ("They won't be laughing when I come back.", "others"),
    ],
)
def test_what_is_said_round_about_is_veiled(text: str, kind: str) -> None:
    reading = read_risk(text)
    assert reading.level == "veiled"
    assert [e.kind for e in reading.evidence] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "My nan got all her goodbyes in, she was ninety.",
        "I don't need much where I'm going, it's a hostel with one shower.",
        "I asked my wife to take the knives, they're too blunt even for butter.",
        "She's scared of me driving.",
        "He shut them in the shed, my father did, not me.",
        "In the film she writes a goodbye letter and walks out.",
        "I wrote a goodbye email to the team at work.",
    ],
)
def test_its_look_alikes_are_left_alone(text: str) -> None:
    assert not read_risk(text).disclosed


def test_what_has_been_learnt_is_kept_and_look_alikes_are_rarely_flagged() -> None:
    learnt = [r for r in ROWS if r["risk"] and r["group"] != "fresh"]
    assert share_found([r for r in learnt if r["oblique"]]) >= 0.38
    assert share_found([r for r in learnt if not r["oblique"]]) >= 0.75
    assert share_found([r for r in ROWS if not r["risk"]]) <= 0.05


def _matches(text: str) -> bool:
    return any(w.pattern.search(text) for w in OBLIQUE)


def test_no_wording_said_round_about_flags_a_look_alike() -> None:
    known = {w.expression for w in OBLIQUE}
    flagged = [
        e.text
        for r in ROWS
        if not r["risk"]
        for e in read_risk(r["text"]).evidence
        if e.level in ("explicit", "veiled") and _matches(e.text.lower())
    ]
    assert len(known) == len(OBLIQUE)
    assert flagged == []


def test_every_wording_said_round_about_finds_a_row_that_it_was_learnt_from() -> None:
    found = {e.text.lower() for r in ROWS if r["risk"] for e in read_risk(r["text"]).evidence}
    idle = [w.expression[:60] for w in OBLIQUE if not any(w.pattern.search(text) for text in found)]
    assert idle == []

"""What a session shows about risk is recorded once, by turn, and note, ledger, outcomes and tables all go by it."""

from __future__ import annotations

import asyncio

import pytest

from simulator.api import RunView
from simulator.config import load_config
from simulator.endings import risk_seen
from simulator.ledger_rules import tells_risk
from simulator.personas import load_persona
from simulator.planning import work_from
from simulator.runner import make_run
from simulator.store.records import SessionRecord
from simulator.store.runs import Run
from simulator.study.metrics.registry import Context
from simulator.study.metrics.risk_handled import risk_handled


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> RunView:
    work = work_from(["graham"], {"nova": load_config(None, (), {"sessions": 3})})
    with Run.create(tmp_path_factory.mktemp("runs"), "a", work.plan()) as run:
        asyncio.run(make_run(run, work))
        return RunView(run)


@pytest.fixture(scope="module")
def disclosing(view: RunView) -> SessionRecord:
    return next(r for r in view.records() if r.risk is not None and r.risk.disclosed)


def test_the_record_says_what_the_turns_show(view: RunView, disclosing: SessionRecord) -> None:
    tells = tells_risk(load_persona("graham"))
    assert [r.risk for r in view.records()] == [risk_seen(r.turns, tells) for r in view.records()]
    assert disclosing.risk is not None and disclosing.risk.asked and not disclosing.risk.open
    assert {disclosing.turns[n].speaker for n in disclosing.risk.disclosed} == {"patient"}


def test_note_ledger_and_outcome_agree_with_it(disclosing: SessionRecord) -> None:
    seen = disclosing.risk
    assert seen is not None and disclosing.note is not None and disclosing.ledger is not None
    assert {*seen.disclosed, *seen.asked} <= {*disclosing.note.risk.turns}
    entry = next(e for e in disclosing.ledger.risk if e.session == disclosing.number)
    assert (entry.disclosed, entry.asked, entry.next_step) == (True, True, bool(seen.next_steps))
    assert risk_handled(disclosing, Context()) == 1.0


def test_each_turn_of_a_table_says_what_it_does_about_risk(view: RunView, disclosing: SessionRecord) -> None:
    rows = [r for r in view.turn_rows() if r["session"] == disclosing.number]
    seen = disclosing.risk
    assert seen is not None
    assert tuple(r["turn"] for r in rows if r["risk"] == "disclosed") == seen.disclosed
    assert tuple(r["turn"] for r in rows if "asked" in r["risk"]) == seen.asked
    assert any(r["risk"] == "" for r in rows)


def test_a_record_without_it_is_read_by_its_words(disclosing: SessionRecord) -> None:
    before = disclosing.model_copy(update={"risk": None})
    assert risk_handled(before, Context()) == risk_handled(disclosing, Context())

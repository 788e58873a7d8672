"""What was made ahead and thrown away is shown, with what it cost, wherever a session's discarded attempts are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.pages.reading import read_finished, read_unfinished
from simulator.store.content import read_journal
from simulator.store.rows import AheadRow, encode
from tests.commands import simulate
from tests.judged import Played, falls, journal, play, record, session
from tests.pages.served import page

PLACE = "/run/run/a/alicia/r01/1"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A session whose turn 4 fell once, so that the reply for turn 5 was made in vain."""
    found = tmp_path_factory.mktemp("ahead")
    play(found, Played(down=falls((4, 1))))
    return found


def test_a_reading_has_the_reply_with_the_turn_it_was_made_for(folder: Path) -> None:
    reading = read_finished(record(folder), journal(folder))
    (thrown,) = reading.ahead
    assert thrown in reading.turns[5].ahead and thrown.turn == 5 and thrown.speaker == "therapist"
    assert "".join(p.text for p in thrown.pieces) and thrown.cost == pytest.approx(0.001)
    assert [a.turn for a in reading.discarded] == [4], "it is no attempt, and is not counted as one"


def test_the_viewer_shows_it_with_its_cost(folder: Path) -> None:
    html = page(folder, PLACE)
    assert "1 reply made ahead and thrown away" in html
    assert "Made ahead and thrown away: therapist, for turn 5" in html and "$0.0010" in html
    assert html.index("Made ahead") < html.index('id="t5"')


def test_show_with_attempts_prints_it_struck_through_and_without_does_not(folder: Path) -> None:
    options = ("show", "run", "--session", "1", "--runs-dir", str(folder))
    shown = simulate(*options, "--attempts", cwd=folder).stdout
    (line,) = [x for x in shown.splitlines() if "made ahead" in x and "thrown away:" in x]
    assert line.split()[:2] == ["5", "Therapist,"] and line.endswith("$0.0010")
    assert "made ahead and thrown away:" not in simulate(*options, cwd=folder).stdout
    data = json.loads(simulate(*options, "--attempts", "--json", cwd=folder).stdout)
    (thrown,) = data["thrown_ahead"]
    assert (thrown["turn"], thrown["role"], thrown["cut_off"], thrown["cost"]) == (
        5,
        "therapist",
        False,
        0.001,
    )
    assert thrown["text"] and len(data["attempts"]) > 5


def test_one_that_was_cut_off_has_no_words_and_its_cost_is_said_to_be_unknown(tmp_path: Path) -> None:
    play(tmp_path, Played())
    path = session(tmp_path) / "attempts.jsonl"
    made = journal(tmp_path)
    key = next(k for k in made.calls if k.turn == 3 and k.role == "therapist")
    path.write_bytes(
        path.read_bytes() + encode(AheadRow(key, "of another request", "played", "2026-01-05T10:00:00Z"))
    )
    (thrown,) = read_finished(record(tmp_path), read_journal(path)).ahead
    assert thrown.pieces == () and thrown.cost is None
    html = page(tmp_path, PLACE)
    assert "cut off under way" in html and "cost unknown" in html
    shown = simulate(
        "show", "run", "--session", "1", "--attempts", "--runs-dir", str(tmp_path), cwd=tmp_path
    ).stdout
    assert "made ahead and thrown away: cut off, cost unknown" in shown


def test_what_may_still_be_used_is_not_called_thrown_away(folder: Path) -> None:
    made = journal(folder)
    (row,) = made.unused()
    made.calls = {
        k: c for k, c in made.calls.items() if k.turn < 5 and not (k.turn == 4 and k.role == "judge")
    }
    assert read_unfinished(made).ahead == [] and made.unused() == [row]
    assert [a.turn for a in read_unfinished(journal(folder)).ahead] == [5]

"""The report: its numbers, its file, what it holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simulator.errors import InputError
from simulator.report import build_report, charts, write_report
from simulator.report.figures import middle, ninth
from simulator.store.runs import Run
from tests.commands import simulate
from tests.pages.attacks import ATTACKS
from tests.pages.made import TALK, make_run, make_session
from tests.pages.markup import Page


@pytest.fixture
def html(plain: Path) -> str:
    return build_report(Run.open("plain", plain))


def cells(html: str, label: str) -> list[str]:
    """The cells of the table row that begins with a label, without markup."""
    found = re.search(rf'<tr[^>]*><th scope="row">{re.escape(label)}</th>(.*?)</tr>', html, re.S)
    assert found, label
    return [
        " ".join(re.sub(r"<[^>]+>", " ", c).split())
        for c in re.findall(r"<td[^>]*>(.*?)</td>", found[1], re.S)
    ]


def test_attempts_and_repairs_are_counted_by_speaker(html: str) -> None:
    # First sessions: a patient's turn made three times, a therapist's made twice; the broken one has a turn that never
    # came about; an unfinished session is not counted.
    assert cells(html, "Patient") == ["13", "18", "6", "3", "23.1 %", "66.7 %"]
    assert cells(html, "Therapist") == ["10", "12", "2", "2", "20.0 %", "100.0 %"]


def test_sessions_are_counted_by_arm(html: str) -> None:
    assert cells(html, "Planned") == ["4", "4"]
    assert cells(html, "Complete") == ["2", "2"]
    assert cells(html, "Broken") == ["0", "1"] or cells(html, "Broken") == ["1", "0"]
    assert sorted(cells(html, "Unfinished")) == ["0", "1"]


def test_discards_are_told_by_code_and_speaker(html: str) -> None:
    assert cells(html, "<code>refusal</code>")[:2] == ["0", "2"]
    assert cells(html, "<code>meta</code>")[:2] == ["2", "0"]


def test_cost_counts_discarded_attempts(html: str) -> None:
    assert (
        "$0.0180" in html
    )  # four turns and three discarded attempts, five turns, four turns and two discarded


def test_every_transcript_is_there_with_what_was_discarded(html: str) -> None:
    found = Page(html)
    assert sum(a.get("class") == "transcript" for _, a in found.elements) == 6
    assert html.count("<del>") == 8
    assert html.count("Only in nova.") == 1
    ids = [a["id"] for _, a in found.elements if a.get("id")]
    assert len(ids) == len(set(ids))
    targets = {
        a["href"][1:]
        for t, a in found.elements
        if t == "a" and (a.get("href") or "").startswith("#") and a["href"]
    }
    assert targets <= set(ids)


def test_a_report_is_synthetic_and_says_what_it_was_made_from(html: str) -> None:
    text = " ".join(Page(html).text.split())
    assert "Synthetic. Research simulation, not therapy." in text
    assert "a" * 64 in text
    assert "offline/cbt" in text
    assert len(re.findall(r"<code>[0-9a-f]{16}</code>", html)) == 5


def test_the_methods_paragraph_holds_the_numbers(html: str) -> None:
    text = " ".join(Page(html).text.split())
    assert (
        "2 arms, 1 persona (alicia), 2 courses of each in every arm, 2 sessions per course, 8 sessions planned"
        in text
    )
    assert (
        "Of 23 turns that a model was asked for, 5 (21.7 %) failed at the first attempt; 4 of these were filled"
        in text
    )
    assert "8 of 30 attempts were discarded" in text


def test_the_same_run_gives_the_same_bytes(plain: Path) -> None:
    assert build_report(Run.open("plain", plain)) == build_report(Run.open("plain", plain))


def test_transcripts_can_be_left_out(plain: Path) -> None:
    run = Run.open("plain", plain)
    broken, none = build_report(run, transcripts="broken"), build_report(run, transcripts="none")
    assert TALK[0] in broken
    assert "Only in nova." not in broken
    assert TALK[0] not in none
    assert cells(none, "Patient") == cells(broken, "Patient")


def test_attacks_stay_text_and_nothing_is_loaded(hostile: Path) -> None:
    html = build_report(Run.open("h", hostile))
    found = Page(html)
    assert found.strange == []
    assert not [t for t, _ in found.elements if t in ("script", "img", "iframe", "link", "form")]
    assert "default-src 'none'" in html
    assert all(attack in found.text for attack in ATTACKS[:3])
    assert "url(" not in html.split("</style>")[0]


def test_without_matplotlib_the_tables_stand_alone(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_charts = build_report(Run.open("plain", plain))
    monkeypatch.setattr(charts, "available", lambda: False)
    html = build_report(Run.open("plain", plain))
    assert "<svg" not in html
    assert "matplotlib is not installed" in html
    assert cells(html, "Patient") == cells(with_charts, "Patient")


@pytest.mark.skipif(not charts.available(), reason="matplotlib is not installed")
def test_every_chart_has_a_text_for_those_who_do_not_see_it(html: str) -> None:
    found = Page(html)
    drawn = [a for t, a in found.elements if a.get("class") == "chart"]
    assert len(drawn) == sum(t == "svg" for t, _ in found.elements) > 2
    assert all(a["role"] == "img" and a["aria-label"] for a in drawn)
    assert "#0505" not in html  # every colour is one of the page's own, so that it follows light and dark


@pytest.mark.skipif(not charts.available(), reason="matplotlib is not installed")
def test_names_in_charts_are_text() -> None:
    svg = str(charts.bars([(attack, [1.0, 2.0]) for attack in ATTACKS], [ATTACKS[0], "b"]))
    svg += str(charts.lines([(attack, [(1, 2, None, None)]) for attack in ATTACKS], xlabel=ATTACKS[0]))
    assert Page(svg).strange == []
    assert svg.count("<svg") == 2


def test_a_file_that_is_no_report_is_not_written_over(plain: Path, tmp_path: Path) -> None:
    run = Run.open("plain", plain)
    path = tmp_path / "thesis.html"
    path.write_text("my thesis")
    with pytest.raises(InputError, match="is not a report"):
        write_report(run, path)
    assert path.read_text() == "my thesis"
    with pytest.raises(InputError, match="no folder"):
        write_report(run, tmp_path / "none" / "r.html")
    new = tmp_path / "r.html"
    assert write_report(run, new, transcripts="none") == new.stat().st_size
    assert write_report(run, new) == new.stat().st_size


def test_a_damaged_session_is_named_and_sinks_no_other(plain: Path) -> None:
    path = plain / "plain/nova/alicia/r01/session-01/attempts.jsonl"
    path.write_bytes(path.read_bytes().replace(b"sleep", b"sheep", 1))
    html = build_report(Run.open("plain", plain))
    assert "attempts.jsonl" in html
    assert cells(html, "Complete") in (["1", "2"], ["2", "1"])


def test_an_empty_run_has_a_report(tmp_path: Path) -> None:
    with make_run(tmp_path) as run:
        assert "0 of 2 sessions" in build_report(run)
        make_session(run.course("nova", "alicia", 1), 1, finish=False, talk=())
        assert "unfinished" in build_report(run)


def test_the_command_writes_into_the_runs_folder(plain: Path) -> None:
    done = simulate("report", "plain", "--runs-dir", plain, cwd=plain)
    assert done.returncode == 0, done.stderr
    path = plain / "plain" / "report.html"
    assert done.stdout.strip() == str(path)
    assert path.read_text("utf-8").startswith("<!doctype html>")
    done = simulate("report", "plan", "--runs-dir", plain, cwd=plain)
    assert done.returncode == 2
    assert "plain" in done.stderr


def test_middle_and_ninth() -> None:
    assert (middle([]), middle([3, 1, 2])) == (None, 2)
    assert (ninth([1]), ninth(range(11))) == (None, 9)

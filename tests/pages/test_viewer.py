"""The pages of `simulate view`: what stands on them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.store.folders import SessionFolder
from simulator.store.listing import summarise
from simulator.store.runs import Run
from simulator.viewer.library import Library
from simulator.viewer.library import rows as library_rows
from simulator.viewer.pages import Pages
from tests.commands import ROOT
from tests.pages.made import TALK, make_run, make_session
from tests.pages.markup import Page
from tests.pages.served import ask, page

SESSION = "/run/plain/nova/alicia/r01/1"


def test_runs_are_listed_with_their_state(plain: Path) -> None:
    html = page(plain, "/")
    assert 'href="/run/plain"' in html
    assert "stopped early" in html
    assert "5 of 8" in html
    assert "1 broken" in html


def test_an_empty_folder_says_how_to_start(tmp_path: Path) -> None:
    assert "simulate --persona alicia" in page(tmp_path, "/")


def test_a_run_that_is_being_written_is_shown_as_running_and_looked_at_often(tmp_path: Path) -> None:
    with make_run(tmp_path, "live") as run:
        make_session(run.course("nova", "alicia", 1), 1, finish=False)
        html = page(tmp_path, "/run/live")
        assert "state running" in html
        assert 'data-every="2"' in html
        assert "under way" in page(tmp_path, "/run/live/nova/alicia/r01")
    html = page(tmp_path, "/run/live")
    assert "stopped early" in html
    assert 'data-every="15"' in html


def test_courses_that_have_not_begun_are_shown_without_a_link(tmp_path: Path) -> None:
    with make_run(tmp_path, replicates=3) as run:
        assert "No session has begun yet." in page(tmp_path, "/run/r")
        make_session(run.course("nova", "alicia", 1), 1)
        html = page(tmp_path, "/run/r")
    assert 'href="/run/r/nova/alicia/r01"' in html
    assert "nova/alicia/r03" in html
    assert 'href="/run/r/nova/alicia/r03"' not in html


def test_a_session_under_way_shows_its_turns_as_they_come(tmp_path: Path) -> None:
    with make_run(tmp_path, "live") as run:
        course = run.course("nova", "alicia", 1)
        make_session(course, 1, talk=TALK[:2], finish=False)
        first = page(tmp_path, "/run/live/nova/alicia/r01/1")
        assert TALK[1] in first
        assert TALK[2] not in first
        assert 'role="log"' in first
        journal = course.session(1).path / "attempts.jsonl"
        journal.unlink()
        make_session(course, 1, talk=TALK, finish=False)
        assert TALK[3] in Page(page(tmp_path, "/run/live/nova/alicia/r01/1")).text


def test_a_session_reads_as_a_conversation_with_what_was_discarded(plain: Path) -> None:
    html = page(plain, SESSION)
    turns = re.findall(r'<article class="turn (\w+)" id="t(\d+)"', html)
    assert turns == [("patient", "0"), ("therapist", "1"), ("patient", "2"), ("therapist", "3")]
    assert "<del><mark>As an AI I cannot.</mark></del>" in html
    assert "nothing was said" in html
    assert "Natural Session End" in html
    assert html.index("As an AI I cannot.") < html.index('id="t1"')


def test_a_note_links_each_item_to_the_turns_it_rests_on(plain: Path) -> None:
    html = page(plain, SESSION)
    assert re.search(r'Sleep</bdi>\s*<span class="sources"><a href="#t0"[^>]*>0</a><a href="#t2"', html)
    assert 'href="#t99"' not in html  # no such turn


def test_every_turn_can_be_linked_to(plain: Path) -> None:
    found = Page(page(plain, SESSION))
    ids = [a["id"] for _, a in found.elements if a.get("id")]
    assert len(ids) == len(set(ids))
    links = {a["href"] for t, a in found.elements if t == "a" and (a.get("href") or "").startswith("#t")}
    assert {"#t0", "#t1", "#t2", "#t3"} <= links


def test_neighbours_are_linked(plain: Path) -> None:
    assert 'href="/run/plain/nova/alicia/r01/2" rel="next"' in page(plain, SESSION)
    assert 'href="/run/plain/nova/alicia/r01/1" rel="prev"' in page(plain, "/run/plain/nova/alicia/r01/2")


def test_two_sessions_stand_side_by_side_with_where_they_part(plain: Path) -> None:
    html = page(plain, "/compare?a=plain/nova/alicia/r01/2&b=plain/brief/alicia/r01/2")
    assert "Only in nova." in html
    assert "Only in brief." in html
    assert html.count("From here on they differ") == 2
    ids = [a["id"] for _, a in Page(html).elements if a.get("id")]
    assert len(ids) == len(set(ids))


def test_without_a_second_session_the_other_arm_is_taken(plain: Path) -> None:
    assert "Right: plain/brief/alicia/r01/1" in page(plain, "/compare?a=plain/nova/alicia/r01/1")


def test_an_older_version_is_shown_and_compared(plain: Path) -> None:
    course = Run.open("plain", plain).course("nova", "alicia", 1)
    new = course.session(1).path
    new.rename(new.with_name("session-01.v0"))
    make_session(course, 1, talk=("Another talk.", "Yes?"))
    assert "an older version (0)" in page(plain, SESSION + "?version=0")
    html = page(plain, SESSION)
    assert "Another talk." in html
    assert "with version 0" in html
    assert "I did not sleep." in page(
        plain, "/compare?a=plain/nova/alicia/r01/1&b=plain/nova/alicia/r01/1.v0"
    )


def test_search_finds_turns_in_finished_and_unfinished_sessions(plain: Path) -> None:
    html = page(plain, "/search?q=MONDAY+meeting")
    assert html.count('class="hit patient"') == 6
    assert "<mark>Monday</mark>" in html
    assert 'href="/run/plain/brief/alicia/r02/1#t2"' in html


def test_search_keeps_to_what_is_asked(plain: Path) -> None:
    assert "0 turns." in page(plain, "/search?q=%22Monday+meeting%22")  # a phrase, not these words anywhere
    assert "0 turns." in page(plain, "/search?q=Monday&speaker=therapist")
    assert "0 turns." in page(plain, "/search?q=refusal")  # a code in the file, no word of a turn
    assert page(plain, "/search?q=only&run=plain").count('class="hit') == 2
    assert "All words must occur in the same turn" in page(plain, "/search?q=+%22%22+")


def test_search_finds_what_the_file_holds_escaped(tmp_path: Path) -> None:
    with make_run(tmp_path) as run:
        make_session(
            run.course("nova", "alicia", 1), 1, talk=('He said "so\\what"\nand left ümläut STRASSE',)
        )
    for query in ('so\\what"', "left", "Ümläut", "straße"):
        (answer,) = ask(tmp_path, "/search?q=" + query.replace('"', "%22").replace("\\", "%5C"))
        assert "1 turn." in answer.text, query


def test_a_damaged_session_is_listed_and_sinks_no_other(plain: Path) -> None:
    path = plain / "plain/nova/alicia/r01/session-01/session.json"
    path.write_bytes(path.read_bytes().replace(b"sleep", b"sheep", 1))
    (plain / "plain/nova/alicia/r01/index.json").unlink()
    path.write_bytes(path.read_bytes()[:-30] + b"\n")
    html = page(plain, "/run/plain/nova/alicia/r01")
    assert "state damaged" in html
    assert "Session 2" in html
    (answer,) = ask(plain, SESSION)
    assert answer.status == 500
    assert "session.json" in answer.text
    assert page(plain, "/run/plain/nova/alicia/r01/2")


def test_an_unchanged_page_is_not_sent_again(plain: Path) -> None:
    (first,) = ask(plain, SESSION)
    (again,) = ask(plain, SESSION, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status, again.text) == (304, "")


def test_a_runs_page_looks_at_each_session_once_and_counts_what_the_list_counts(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Path] = []
    mark = SessionFolder.mark

    def looking(folder: SessionFolder) -> tuple[str | None, int | None]:
        looked.append(folder.path)
        return mark(folder)

    monkeypatch.setattr(SessionFolder, "mark", looking)
    run = Run.open(plain / "plain")
    rows = [folder.path for course in run.courses() for folder in course.sessions()]
    Pages(Library(plain)).run({}, run="plain")
    assert sorted(looked) == sorted(rows) and len(set(rows)) == len(rows) >= 5
    found = [(r.summary, r.problem) for course in run.courses() for r in library_rows(course)]
    listed, shown = summarise(run.path), summarise(run.path, found)
    assert (shown.states, shown.turns, shown.calls) == (listed.states, listed.turns, listed.calls)
    assert shown.cost == pytest.approx(listed.cost)


def test_listing_runs_loads_no_ending_rules() -> None:
    code = "import sys, simulator.cli.runs; sys.exit(any(m.startswith('simulator.endings') for m in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False
    )
    assert done.returncode == 0

"""The page on which people rate, in a real Chromium: keys, several raters, a server that dies, attacks, accessibility."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("scipy")
pytest.importorskip("statsmodels")

from simulator.store.runs import Run
from simulator.study.paths import ratings_folder
from simulator.study.rating.items import swapped
from simulator.study.rating.ratings import Rating, read_ratings
from simulator.study.rating.server import RatingRoom
from tests.commands import ROOT
from tests.pages.attacks import ATTACKS
from tests.pages.browser import Watched, chromium, violations
from tests.pages.made import TALK, make_run, make_session

pytestmark = pytest.mark.browser

WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FOCUSED = "document.activeElement.id"
SAID = "[...document.querySelectorAll('.said')].map(e => e.textContent)"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """A study of three pairs; every session tells which it is."""
    design = {"design": "chain", "primaries": ["turns"]}
    with make_run(tmp_path, "s", arms=("a", "b"), sessions=1, replicates=3, extra={"study": design}) as run:
        for arm in ("a", "b"):
            for replicate in (1, 2, 3):
                told = (*TALK, f"This is {arm.upper()}{replicate}.")
                make_session(run.course(arm, "alicia", replicate), 1, talk=told)
    return tmp_path


@contextlib.contextmanager
def rated(runs: Path, *arguments: str, port: int = 0) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """`simulate rate` as a process of its own; its address."""
    command = [sys.executable, "-m", "simulator", "rate", "s", "--runs-dir", str(runs), "--port", str(port)]
    process = subprocess.Popen(
        [*command, *arguments],
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stderr is not None
    try:
        line = process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert found, line + process.stderr.read()
        yield found[0], process
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


def until(page: Any, said: str, argument: object = None) -> None:
    """Wait until a function says so. Playwright's own waiting uses eval, which the page's policy forbids."""
    for _ in range(400):
        if page.evaluate(said, argument):
            return
        page.wait_for_timeout(25)
    raise AssertionError(f"{said} {argument}: {page.inner_text('body')[:300]}")


def begin(page: Any, name: str) -> None:
    until(page, "() => document.activeElement.id === 'name'")
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    page.wait_for_selector("article")


def at(page: Any, place: int) -> None:
    until(page, "p => document.title.startsWith(p + ' of ')", str(place))


def answers(runs: Path, rater: str) -> dict[str, Rating]:
    return read_ratings(ratings_folder(Run.open("s", runs))).get(rater, {})


def test_pairs_are_rated_by_keys_alone_and_what_is_seen_is_what_is_kept(browser: Any, runs: Path) -> None:
    room = RatingRoom(Run.open("s", runs), "pairs")
    with rated(runs) as (address, _):
        watched = Watched(browser, address)
        page = watched.go(address)
        begin(page, "ann")
        preferred = []
        for place, key in ((1, "ArrowLeft"), (2, "2"), (3, "t")):
            at(page, place)
            assert page.evaluate(FOCUSED) == "question"
            first, second = page.evaluate("[...document.querySelectorAll('article')].map(e => e.textContent)")
            shown = (re.findall(r"This is (\w)\d", first), re.findall(r"This is (\w)\d", second))
            preferred.append({"ArrowLeft": shown[0][0].lower(), "2": shown[1][0].lower(), "t": "tie"}[key])
            page.keyboard.press(key)
        page.wait_for_selector("#end:not([hidden])")
        assert "Thank you" in page.inner_text("#end") and page.evaluate(FOCUSED) == "end-title"
        order = [room.state("ann", i)["item"]["id"] for i in range(3)]
        kept = answers(runs, "ann")
        assert [kept[item].prefers for item in order] == preferred
        page.keyboard.press("b")
        at(page, 3)
        assert page.inner_text('[aria-pressed="true"]') == "No difference"
        page.keyboard.press("ArrowRight")  # another answer replaces the first
        page.wait_for_selector("#end:not([hidden])")
        assert answers(runs, "ann")[order[2]].prefers in ("a", "b")
        watched.close()
    assert watched.wrongs == []


def test_single_sessions_are_scored_by_keys_and_skipped_ones_come_back(browser: Any, runs: Path) -> None:
    with rated(runs, "--mode", "single", "--rater", "bob") as (address, _):
        watched = Watched(browser, address, size="phone")
        page = watched.go(address)
        for place, key in enumerate("07xs95", 1):
            at(page, place)
            page.keyboard.press(key)
        page.wait_for_selector("#end:not([hidden])")
        assert "1 was skipped" in page.inner_text("#end") and not page.is_visible("#change")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        at(page, 4)
        page.keyboard.press("1")
        at(page, 5)
        assert page.inner_text("#progress") == "bob: 6 of 6 rated, this is number 5"
        watched.close()
    assert sorted(str(r.score) for r in answers(runs, "bob").values()) == ["0", "1", "10", "5", "7", "9"]
    assert watched.wrongs == []


def test_every_answer_can_be_reached_by_tab_and_keys_can_be_switched_off(browser: Any, runs: Path) -> None:
    with rated(runs) as (address, _):
        watched = Watched(browser, address)
        page = watched.go(address)
        begin(page, "ann")
        page.uncheck("#keys-on")
        page.focus("#question")
        page.keyboard.press("t")
        page.keyboard.press("ArrowLeft")
        seen = []
        for _step in range(6):
            page.keyboard.press("Tab")
            seen.append(page.evaluate("document.activeElement.textContent || document.activeElement.id"))
        assert seen[:4] == ["First is better", "No difference", "Second is better", "Skip"]
        assert seen[4] == "keys-on" and answers(runs, "ann") == {}
        page.focus("#answers button")
        page.keyboard.press("Enter")
        at(page, 2)
        watched.close()
    assert len(answers(runs, "ann")) == 1 and watched.wrongs == []


def test_two_raters_take_turns_each_in_an_order_of_their_own(browser: Any, runs: Path) -> None:
    room = RatingRoom(Run.open("s", runs), "pairs")
    with rated(runs) as (address, _):
        one, two = Watched(browser, address), Watched(browser, address)
        for watched, name in ((one, "ann"), (two, "bob")):
            begin(watched.go(address), name)
        for place, key in enumerate("12t", 1):
            for watched in (one, two):
                at(watched.page, place)
                watched.page.keyboard.press(key)
        for watched in (one, two):
            watched.page.wait_for_selector("#end:not([hidden])")
        one.page.click("#change")
        begin(one.page, "cy")
        at(one.page, 1)
        one.page.reload()  # the page remembers who rates here
        at(one.page, 1)
        assert one.page.inner_text("#progress").startswith("cy: 0 of 3")
        one.close()
        two.close()
    assert [len(answers(runs, r)) for r in ("ann", "bob", "cy")] == [3, 3, 0]
    item = room.state("bob", 0)["item"]["id"]
    found = next(i for i in room.items if i.id == item)
    assert answers(runs, "bob")[item].prefers == found.arms[1 if swapped(found, "bob", room.seed) else 0]
    assert one.wrongs == two.wrongs == []


def test_a_server_killed_between_two_clicks_loses_nothing(browser: Any, runs: Path) -> None:
    with rated(runs) as (address, process):
        watched = Watched(browser, address)
        page = watched.go(address)
        begin(page, "ann")
        page.keyboard.press("1")
        at(page, 2)
        process.kill()
        process.wait()
        page.keyboard.press("2")
        until(page, "() => document.querySelector('#problem').textContent.includes('Not saved')")
        assert "simulate rate" in page.inner_text("#problem") and len(answers(runs, "ann")) == 1
        page.evaluate("document.querySelector('#problem').textContent = ''")
        page.keyboard.press("s")
        until(page, "() => document.querySelector('#problem').textContent.includes('does not answer')")
        assert page.title().startswith("2 of 3")  # and what is shown is still what an answer would be about
        with rated(runs, port=int(address.rstrip("/").rpartition(":")[2])):
            page.keyboard.press("2")
            at(page, 3)
            assert page.inner_text("#problem") == ""
            page.reload()
            at(page, 3)
        watched.close()
    assert len(answers(runs, "ann")) == 2
    assert all("ERR_" in wrong for wrong in watched.wrongs)  # only that nobody answered


def test_a_name_that_cannot_be_is_told_and_asked_again(browser: Any, runs: Path) -> None:
    with rated(runs) as (address, _):
        watched = Watched(browser, address)
        page = watched.go(address)
        until(page, "() => document.activeElement.id === 'name'")
        assert page.inner_text("#problem") == ""
        for name, told in (("", "Say who rates"), ("../up", "cannot be a rater's name")):
            page.fill("#name", name)
            page.press("#name", "Enter")
            until(page, "t => document.querySelector('#problem').textContent.includes(t)", told)
            assert page.evaluate(FOCUSED) == "name"
        page.fill("#name", "")
        begin(page, "ann")
        assert page.inner_text("#problem") == ""
        watched.close()


@pytest.mark.parametrize("mode", ["pairs", "single"])
@pytest.mark.parametrize("size", ["wide", "phone"])
def test_attacks_are_text_on_the_rating_page(browser: Any, tmp_path: Path, mode: str, size: str) -> None:
    design = {"design": "chain", "primaries": ["turns"]}
    with make_run(tmp_path, "s", arms=("a", "b"), sessions=1, extra={"study": design}) as run:
        for arm in ("a", "b"):
            make_session(run.course(arm, "alicia", 1), 1, talk=(*ATTACKS, arm))
    with rated(tmp_path, "--mode", mode, "--rater", "ann") as (address, _):
        watched = Watched(browser, address, size=size)
        page = watched.go(address)
        page.wait_for_selector("article")
        page.wait_for_timeout(100)
        said = page.evaluate(SAID)
        plain = [a for a in ATTACKS if not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e]", a)]
        assert [a for a in plain if a not in said] == []
        assert not any("\u202e" in s or "\x00" in s for s in said)
        assert page.evaluate("window.hacked") is None and page.evaluate(WIDER) <= 0
        assert (
            page.evaluate("document.querySelectorAll('article :is(img, a, style, script, form)').length") == 0
        )
        boxes = page.evaluate(
            "[...document.querySelectorAll('.said')].map(e => getComputedStyle(e).contain + getComputedStyle(e).unicodeBidi)"
        )
        assert set(boxes) == {"paintplaintext"}
        watched.close()
    assert watched.wrongs == []


@pytest.mark.parametrize("mode", ["pairs", "single"])
@pytest.mark.parametrize(
    ("size", "dark"), [("wide", False), ("wide", True), ("phone", False), ("phone", True)]
)
def test_the_rating_page_is_accessible(browser: Any, runs: Path, mode: str, size: str, dark: bool) -> None:
    with rated(runs, "--mode", mode) as (address, _):
        watched = Watched(browser, address, size=size, dark=dark)
        page = watched.go(address)
        until(page, "() => document.activeElement.id === 'name'")
        assert violations(page) == [], "sign in"
        begin(page, "ann")
        assert violations(page) == [], "rating"
        page.keyboard.press("2")
        at(page, 2)
        page.keyboard.press("b")
        at(page, 1)
        assert violations(page) == [], "an answer that was given"
        count = int(page.title().split()[2])
        for place in range(1, count + 1):
            at(page, place)
            page.keyboard.press("s")
        page.wait_for_selector("#end:not([hidden])")
        assert violations(page) == [], "end"
        assert page.evaluate(WIDER) <= 0
        watched.close()
    assert watched.wrongs == []

"""The pages in a real Chromium: attacks, keyboard, live updates, accessibility, sizes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simulator.report import write_report
from simulator.store.runs import Run
from tests.pages.attacks import ATTACKS
from tests.pages.browser import Watched, chromium, served, violations
from tests.pages.made import TALK, make_run, make_session

pytestmark = pytest.mark.browser

PATHS = (
    "/", "/run/{r}", "/run/{r}/nova/alicia/r01", "/run/{r}/nova/alicia/r01/1", "/search?q=window+meeting", "/search?q=the",
    "/compare?a={r}/nova/alicia/r01/1&b={r}/nova/alicia/r01/2", "/nowhere",
)  # fmt: skip
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
STRANGE = """() => [...document.querySelectorAll('*')].filter(e =>
    ['IMG','IFRAME','OBJECT','EMBED','VIDEO','AUDIO','BASE','MATH','FORM','NOSCRIPT','TEMPLATE'].includes(e.tagName) && !e.matches('.find, .choose, dialog form')
    || [...e.attributes].some(a => a.name.startsWith('on'))).map(e => e.outerHTML.slice(0, 200))"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_attacks_do_nothing_in_the_viewer(browser: Any, hostile: Path, size: str) -> None:
    with served(hostile) as address:
        watched = Watched(browser, address, size=size)
        for path in PATHS:
            page = watched.go(address + path.format(r="h"))
            for details in page.query_selector_all("details"):
                details.evaluate("d => { d.open = true }")
            page.wait_for_timeout(100)
            assert page.evaluate("window.hacked") is None, path
            assert page.evaluate(STRANGE) == [], path
            assert page.evaluate(WIDER) <= 0, path
            assert page.url.startswith(address)
        said = page_texts(watched.go(address + "/run/h/nova/alicia/r01/1"))
        watched.close()
    expected = ["console Failed to load resource: the server responded with a status of 404 (Not Found)"]
    assert [w for w in watched.wrongs if w not in expected] == []
    assert said[: len(ATTACKS) - 1][0] == ATTACKS[0]
    assert [
        s for s, a in zip(said, ATTACKS, strict=True) if "\x00" not in a and "\u202e" not in a and s != a
    ] == []


def page_texts(page: Any) -> list[str]:
    return list(page.evaluate("[...document.querySelectorAll('.turn > .said')].map(e => e.textContent)"))


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_attacks_do_nothing_in_the_report(browser: Any, hostile: Path, tmp_path: Path, size: str) -> None:
    path = tmp_path / "report.html"
    write_report(Run.open("h", hostile), path)
    watched = Watched(browser, path.as_uri(), size=size)
    page = watched.go(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    page.wait_for_timeout(200)
    assert page.evaluate("window.hacked") is None
    assert page.evaluate(STRANGE) == []
    assert page.evaluate("document.scripts.length") == 0
    assert page.evaluate(WIDER) <= 0
    assert page_texts(page)[0] == ATTACKS[0]
    watched.close()
    assert watched.wrongs == []


def test_a_text_paints_only_in_its_own_box(browser: Any, hostile: Path) -> None:
    with served(hostile) as address:
        watched = Watched(browser, address)
        page = watched.go(address + "/run/h/nova/alicia/r01/1")
        found = page.evaluate(
            "[...document.querySelectorAll('.said')].map(e => getComputedStyle(e).contain + getComputedStyle(e).unicodeBidi)"
        )
        assert set(found) == {"paintplaintext"}
        watched.close()


@pytest.mark.parametrize(
    ("size", "dark"), [("wide", False), ("phone", True)], ids=["wide-light", "phone-dark"]
)
def test_every_page_is_accessible(browser: Any, plain: Path, tmp_path: Path, size: str, dark: bool) -> None:
    path = tmp_path / "report.html"
    write_report(Run.open("plain", plain), path)
    with served(plain) as address:
        for where in (*[address + p.format(r="plain") for p in PATHS], path.as_uri()):
            watched = Watched(browser, where[:20], size=size, dark=dark)
            page = watched.go(where)
            page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
            assert violations(page) == [], where
            if where == address + "/":
                page.click("#keys")
                assert violations(page) == [], "help"
            watched.close()


def test_the_keyboard_reads_a_session(browser: Any, plain: Path) -> None:
    with served(plain) as address:
        watched = Watched(browser, address)
        page = watched.go(address + "/run/plain/nova/alicia/r01/1")
        focused = "document.activeElement.id"
        page.keyboard.press("j")
        first = page.evaluate(focused)
        page.keyboard.press("j")
        assert (first, page.evaluate(focused)) == ("t0", "t1")
        page.keyboard.press("k")
        assert page.evaluate(focused) == "t0"
        page.keyboard.press("d")
        assert page.evaluate("[...document.querySelectorAll('.thrown')].every(d => d.open)")
        page.keyboard.press("?")
        assert page.evaluate("document.querySelector('#help').open")
        page.keyboard.press("Escape")
        page.keyboard.press("/")
        assert page.evaluate(focused) == "find"
        page.keyboard.type("jk?d")
        assert page.evaluate("document.activeElement.value") == "jk?d"
        page.keyboard.press("Escape")
        page.keyboard.press("ArrowRight")
        page.wait_for_url("**/r01/2")
        page.keyboard.press("ArrowLeft")
        page.wait_for_url("**/r01/1")
        page.keyboard.press("u")
        page.wait_for_url("**/alicia/r01")
        watched.close()
    assert watched.wrongs == []


def test_single_keys_can_be_switched_off(browser: Any, plain: Path) -> None:
    with served(plain) as address:
        watched = Watched(browser, address)
        page = watched.go(address + "/run/plain/nova/alicia/r01/1")
        page.keyboard.press("?")
        page.uncheck("#keys-on")
        page.keyboard.press("Escape")
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.id") != "t0"
        watched.close()


def test_colours_can_be_chosen_and_are_remembered(browser: Any, plain: Path) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    with served(plain) as address:
        watched = Watched(browser, address)
        page = watched.go(address)
        light = page.evaluate(ground)
        page.click("#theme")
        page.click("#theme")
        dark = page.evaluate(ground)
        assert light != dark
        page = watched.go(address + "/run/plain")
        assert page.evaluate(ground) == dark
        watched.close()


def test_a_session_under_way_grows_in_the_open_page(browser: Any, tmp_path: Path) -> None:
    with make_run(tmp_path, "live") as run, served(tmp_path) as address:
        course = run.course("nova", "alicia", 1)
        make_session(course, 1, talk=TALK[:2], thrown={0: [("no", "refusal")]}, finish=False)
        watched = Watched(browser, address)
        page = watched.go(address + "/run/live/nova/alicia/r01/1")
        page.click(".thrown > summary")
        (course.session(1).path / "attempts.jsonl").unlink()
        make_session(course, 1, thrown={0: [("no", "refusal")]}, finish=False)
        page.wait_for_selector("#t3", timeout=10_000)
        assert page_texts(page) == list(TALK)
        assert page.evaluate("document.querySelector('.thrown').open")  # what was open stays open
        (course.session(1).path / "attempts.jsonl").unlink()
        make_session(course, 1, thrown={0: [("no", "refusal")]})
        page.wait_for_selector(".note", timeout=10_000)
        assert page.get_attribute("body", "data-every") == "2"
        watched.close()
    assert watched.wrongs == []


def test_two_sessions_scroll_together(browser: Any, tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    with make_run(runs, arms=("a", "b")) as run:
        make_session(run.course("a", "alicia", 1), 1, talk=["short"] * 40)
        make_session(run.course("b", "alicia", 1), 1, talk=["a much longer turn " * 40] * 40)
    top = "p => { const t = document.querySelector('#pane-' + p).getBoundingClientRect().top; return [...document.querySelectorAll('#pane-' + p + ' .turn')].findIndex(e => e.getBoundingClientRect().bottom > t + 2) }"
    with served(runs) as address:
        watched = Watched(browser, address)
        page = watched.go(address + "/compare?a=r/a/alicia/r01/1&b=r/b/alicia/r01/1")
        page.hover("#pane-a")
        page.mouse.wheel(0, 900)
        page.wait_for_timeout(500)
        left, right = page.evaluate(top, "a"), page.evaluate(top, "b")
        assert left == right > 5
        page.uncheck("#together")
        page.hover("#pane-b")
        page.mouse.wheel(0, 3000)
        page.wait_for_timeout(500)
        assert page.evaluate(top, "a") == left
        watched.close()
    assert watched.wrongs == []


def test_a_page_without_scripts_reads_as_well(browser: Any, plain: Path) -> None:
    with served(plain) as address:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(address + "/run/plain/nova/alicia/r01/1")
        assert page.inner_text("#t0 .said") == TALK[0]
        assert not page.is_visible("#theme")
        page.fill("#find", "Monday")
        page.press("#find", "Enter")
        assert page.locator(".hit").count() == 6
        context.close()


def test_a_report_prints_what_is_open(browser: Any, plain: Path, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    write_report(Run.open("plain", plain), path)
    watched = Watched(browser, path.as_uri(), dark=True)
    page = watched.go(path.as_uri())
    page.emulate_media(media="print")
    assert not page.is_visible(".contents")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.is_visible("#s1")
    page.evaluate("document.querySelector('#s1').open = true")
    assert page.is_visible("#s1t0")
    assert page.pdf()[:5] == b"%PDF-"
    watched.close()

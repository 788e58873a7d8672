"""A study in `simulate view`: its verdicts, in the report's own words."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("scipy")
pytest.importorskip("statsmodels")

from simulator.store.runs import Run
from simulator.study.analyse import analyse
from simulator.viewer.library import is_study
from simulator.viewer.results import Results
from tests.pages.attacks import EVERYTHING
from tests.pages.browser import Watched, chromium, served, violations
from tests.pages.made import make_run, make_session
from tests.pages.markup import Page
from tests.pages.served import ask, page


@pytest.mark.slow
def test_the_verdicts_stand_there_word_for_word(study: Run) -> None:
    result = analyse(study)
    found = Page(page(study.path.parent, "/run/s/verdicts"))
    text = " ".join(found.text.split())
    for part in (*(v.text for v in result.verdicts), result.claim, *result.warnings, result.methods):
        assert " ".join(part.split()) in text
    assert found.strange == [] and len(result.verdicts) == 2


def test_a_study_is_linked_to_its_verdicts_and_a_run_is_not(study: Run) -> None:
    runs = study.path.parent
    with make_run(runs, "plain", command=("extra:\n    study:", "  extra:\n    study:")) as run:
        make_session(run.course("nova", "alicia", 1), 1)
    assert page(runs, "/").count("/verdicts") == 1 and 'href="/run/s/verdicts"' in page(runs, "/")
    assert 'href="/run/s/verdicts"' in page(runs, "/run/s") and "/verdicts" not in page(runs, "/run/plain")
    (missing,) = ask(runs, "/run/plain/verdicts")
    assert missing.status == 404 and "a run, not a study" in missing.text


def test_the_pages_of_a_study_say_how_far_it_has_come_and_what_its_arms_are(study: Run) -> None:
    result = analyse(study)
    finished = sum(arm.complete + arm.broken for arm in result.integrity)
    told = " ".join(Page(page(study.path.parent, "/run/s/verdicts")).text.split())
    assert finished and f"{finished} sessions finished so far." in told
    run = page(study.path.parent, "/run/s")
    for arm in study.plan.arms:
        assert f"<dt>Arm {arm.name}</dt><dd>prompt <bdi>{arm.settings['prompt']}</bdi>; " in run


def test_a_study_without_a_session_has_no_verdict_and_says_so(tmp_path: Path) -> None:
    with make_run(tmp_path, "s", arms=("a", "b"), extra={"study": {"primaries": ["turns"]}}) as run:
        assert is_study(run.path)
    text = Page(page(tmp_path, "/run/s/verdicts")).text
    assert "No verdict on turns, b against a" in " ".join(text.split())


def test_a_result_is_computed_again_only_when_the_study_has_changed(study: Run) -> None:
    results = Results()
    first = results.of(study)
    assert results.of(Run.open(study.path)) is first
    (study.course("b", "alicia", 2).session(1).path / "session.json").unlink()
    second = results.of(Run.open(study.path))
    assert second is not first and all(v.kind == "no verdict" for v in second.verdicts)


@pytest.mark.browser
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("size", ["wide", "phone"])
def test_the_page_of_verdicts_is_accessible_and_attacks_do_nothing(study: Run, size: str, dark: bool) -> None:
    design = {"primaries": ["turns", "broken_rate"]}
    with make_run(study.path.parent, "h", arms=("a", "b"), extra={"study": design}) as run:
        models = {"models": {"therapist": {"model": EVERYTHING}}, "prompt": EVERYTHING}
        arms = tuple(a.model_copy(update={"settings": a.settings | models}) for a in run.plan.arms)
        run.change_plan(run.plan.model_copy(update={"arms": arms}), [f"primaries {EVERYTHING}"])
    with chromium() as browser, served(study.path.parent) as address:
        for where in ("/", "/run/s/verdicts", "/run/h/verdicts"):
            watched = Watched(browser, address, size=size, dark=dark)
            opened = watched.go(address + where)
            assert violations(opened) == [], where
            assert (
                opened.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                <= 0
            )
            assert opened.evaluate("window.hacked") is None
            assert (
                opened.evaluate(
                    "document.querySelectorAll('main :is(img, script, style, iframe, form)').length"
                )
                == 0
            )
            if where == "/run/s/verdicts":
                opened.keyboard.press("u")
                opened.wait_for_url("**/run/s")
            watched.close()
            assert watched.wrongs == []

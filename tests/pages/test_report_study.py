"""The report of a study: verdicts first, every comparison with its interval, nothing hidden."""

from __future__ import annotations

import re
from html import unescape

import pytest

from simulator.report import build_report, charts
from simulator.report.study import amount, interval, p_value, settings
from simulator.store.runs import Run
from simulator.study.analyse import analyse
from simulator.study.result import Outcome, StudyResult
from tests.pages.conftest import PERSONAS, make_study
from tests.pages.markup import Page


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return make_study(tmp_path_factory.mktemp("study"))


@pytest.fixture(scope="module")
def html(study: Run) -> str:
    return build_report(study)


@pytest.fixture(scope="module")
def result(study: Run) -> StudyResult:
    return analyse(study)


def test_verdicts_stand_first_and_word_for_word(result: StudyResult, html: str) -> None:
    text = " ".join(Page(html).text.split())
    assert html.index('id="verdicts"') < html.index('id="integrity"')
    assert html.count('<section class="verdict') == len(result.verdicts) == 2
    for verdict in result.verdicts:
        assert " ".join(verdict.text.split()) in text
    assert " ".join(result.claim.split()) in text
    assert all(" ".join(w.split()) in text for w in result.warnings)


def test_every_comparison_of_both_views_is_there(result: StudyResult, html: str) -> None:
    rows = re.findall(r'<td class="nowrap">b : a</td>', html)
    assert len(rows) == sum(len(o.comparisons) for o in result.outcomes)
    assert html.count(">primary</span>") == 2 * 2  # two primaries, in two views


def test_the_numbers_of_a_primary_outcome_stand_beside_its_chart(result: StudyResult, html: str) -> None:
    turns = result.outcome("turns")
    found = turns.comparison("b")
    assert found is not None
    assert found.difference == pytest.approx(2)
    assert re.search(r"<th scope=\"row\">All personas</th>.*?<td class=\"n\">\+2\.00</td>", html, re.S)
    for persona in PERSONAS:
        assert re.search(rf'<th scope="row">{persona}</th><td class="n">4\.', html)


def test_methods_hashes_and_design_are_there(result: StudyResult, html: str) -> None:
    text = " ".join(Page(html).text.split())
    assert " ".join(result.methods.split()) in text
    assert "primaries" in text
    assert "turns, broken_rate" in text
    assert 'id="hashes"' in html


@pytest.mark.skipif(not charts.available(), reason="matplotlib is not installed")
def test_each_primary_outcome_has_a_forest_and_a_trajectory(html: str) -> None:
    labels = [a["aria-label"] or "" for _, a in Page(html).elements if a.get("class") == "chart"]
    assert sum(label.startswith("Differences in") for label in labels) == 2
    assert sum("session by session" in label for label in labels) == 2


def test_nothing_in_it_is_strange(html: str) -> None:
    found = Page(html)
    assert found.strange == []
    ids = [a["id"] for _, a in found.elements if a.get("id")]
    assert len(ids) == len(set(ids))


def test_numbers_are_written_as_a_reader_expects() -> None:
    share = Outcome(
        name="x", label="x", unit="", better="lower", level="session", share=True, primary=True, about="x"
    )
    words = share.model_copy(update={"share": False})
    assert amount(share, 0.125) == "12.5 %"
    assert amount(share, -0.125, signed=True) == "−12.5"
    assert amount(words, 0.0508, signed=True) == "+0.051"
    assert amount(words, 1234.5) == "1,234" or amount(words, 1234.5) == "1,235"
    assert amount(words, None) == "–"
    assert (amount(share, 0.0, signed=True), amount(words, -0.00001, signed=True)) == ("0.0", "0.000")
    assert interval(words, -1, 2, signed=True) == "[−1.00, +2.00]"
    assert interval(words, None, 2) == ""
    assert [p_value(p) for p in (None, 0.0004, 0.034, 1.0)] == ["–", "< .001", ".034", "1"]


def test_settings_are_laid_flat() -> None:
    assert settings({"a": {"b": 1}, "c": ["x", "y"], "d": None}) == [("a.b", "1"), ("c", "x, y"), ("d", "–")]


def test_abbreviations_in_the_table_are_explained_beside_it(html: str) -> None:
    for words in (
        "dz is the mean",
        "Cliff's delta, from −1 to 1",
        "probability of superiority is",
        "–: not defined",
    ):
        assert words in unescape(html), words


def test_charts_of_nothing_but_zeros_have_no_scale_of_hundredths() -> None:
    zeros = [(1.0, 0.0, 0.0, 0.0), (2.0, 0.0, None, None)]
    drawn = str(charts.lines([("a", zeros)], xlabel="Session")) + str(
        charts.forest([("alicia", (0.0, None, None), [0.0])], ("all", (0.0, None, None)), xlabel="b")
    )
    assert "0.04" not in drawn and "0.02" not in drawn
    assert "1.0" in drawn

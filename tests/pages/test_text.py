"""Text stays text, whatever it is made of."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from simulator.pages import environment
from simulator.pages.reading import Attempt, Spoken
from simulator.pages.text import clean, highlighted, pieces
from simulator.transcript import Finding
from tests.pages.attacks import ATTACKS
from tests.pages.markup import Page

TEXTS = st.one_of(st.text(st.characters(codec=None), max_size=200), st.sampled_from(ATTACKS))
MACROS: Any = environment("simulator.viewer").get_template("conversation.html").module


@given(TEXTS, TEXTS, st.integers(0, 220), st.integers(0, 220))
def test_pieces_joined_are_the_cleaned_text(text: str, evidence: str, start: int, end: int) -> None:
    found = pieces(text, [Finding(code="x", evidence=evidence, start=start, end=end)])
    assert "".join(p.text for p in found) == clean(text)


@given(TEXTS, st.lists(TEXTS, max_size=3))
def test_highlighting_changes_no_text(text: str, words: list[str]) -> None:
    assert "".join(p.text for p in highlighted(text, words)) == clean(text)


@given(TEXTS)
def test_a_cleaned_text_can_be_written_and_keeps_its_length(text: str) -> None:
    assert len(clean(text)) == len(text)
    clean(text).encode("utf-8")
    assert clean(clean(text)) == clean(text)


@given(TEXTS, TEXTS, TEXTS)
def test_a_turn_on_a_page_is_its_text_and_no_markup(text: str, thrown: str, detail: str) -> None:
    finding = Finding(code="format", severity="hard", detail=detail, evidence=text[:10], end=10)
    attempt = Attempt(3, 1, "patient", pieces(thrown, [finding]), (finding,), "m")
    page = Page(
        str(
            MACROS.turn(
                Spoken(3, "patient", pieces(text, [finding]), 2, (finding,), (detail,), "model", (attempt,))
            )
        )
    )
    assert page.strange == []
    assert clean(text) in page.text
    assert {tag for tag, _ in page.elements} <= {
        "article", "p", "a", "span", "b", "i", "details", "summary", "del", "mark", "ul", "li", "code", "bdi",
    }  # fmt: skip


def test_evidence_is_marked_where_it_stands() -> None:
    found = pieces(
        "Well, as an AI I cannot.", [Finding(code="refusal", evidence="as an AI", start=6, end=14)]
    )
    assert [(p.text, p.marked) for p in found] == [
        ("Well, ", False),
        ("as an AI", True),
        (" I cannot.", False),
    ]


def test_evidence_of_a_text_that_was_unwrapped_is_looked_for() -> None:
    found = pieces('Patient: "as an AI"', [Finding(code="refusal", evidence="as an AI", start=0, end=8)])
    assert [p.text for p in found if p.marked] == ["as an AI"]


def test_a_template_with_a_misspelt_variable_fails_loudly() -> None:
    import jinja2
    import pytest

    with pytest.raises(jinja2.UndefinedError):
        environment("simulator.viewer").from_string("{{ turm }}").render()

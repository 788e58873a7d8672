"""The note of the offline model reads as a note: whole sentences, nothing put in besides, risk as it was answered."""

from __future__ import annotations

import re

import pytest

from simulator.models.offline.stock import pools
from simulator.personas import list_personas, load_persona
from tests.offline.loop import course_of

PERSONAS = list_personas()
SOME = [n if n in {"alicia", "graham"} else pytest.param(n, marks=pytest.mark.slow) for n in PERSONAS]
_FRAGMENT = re.compile(
    r"^(?:That (?!is|was|'s)|To \w+ [^?]*$|(?:What|Where|Doing|Usually)(?: [\w']+){1,4}\.|The \w+\.$)"
)


def test_every_line_that_is_taken_home_holds_a_whole_sentence() -> None:
    for name, lines in pools().items():
        if name.startswith("p.takeaway.") and not name.endswith(".more"):
            for line in lines:
                text = line.text.removeprefix("That ")
                assert not _FRAGMENT.match(text[:1].upper() + text[1:]), (name, line.text)
                assert len(text.split()) >= 2, (name, line.text)


@pytest.mark.parametrize("name", SOME)
def test_insights_are_whole_sentences(name: str) -> None:
    for session in course_of(name):
        for item in session.note.insights:
            assert not _FRAGMENT.match(item.text), (session.plan.number, item.text)
            assert item.text[0].isupper() and item.text[-1] in '.!?…"'


@pytest.mark.parametrize("name", SOME)
def test_topics_and_what_helped_leave_out_what_was_put_in_besides(name: str) -> None:
    phrases = load_persona(name).phrases
    besides = (*phrases.hesitations, *phrases.doubts, *phrases.deflections, *phrases.questions)
    for session in course_of(name):
        for item in (*session.note.main_topics, *session.note.helpful):
            assert not any(b in item.text and b != item.text for b in besides), item.text
            assert not item.text.startswith(("Hm.", "Mm.", "Um.")), item.text


@pytest.mark.parametrize("name", SOME)
def test_a_technique_is_named_with_what_was_asked(name: str) -> None:
    for session in course_of(name):
        for item in session.note.techniques:
            assert len(item.text.partition(": ")[2].split()) >= 5, item.text


def test_a_plain_no_about_risk_is_no_risk_and_a_yes_is_a_disclosure() -> None:
    for session in course_of("naomi")[1:]:
        if session.note.risk.assessed and not session.note.risk.disclosed:
            assert session.note.risk.level == "none", (session.plan.number, session.note.risk)
    for session in course_of("graham"):
        risk = session.note.risk
        assert risk.disclosed == (risk.level != "none"), (session.plan.number, risk)


def test_the_basis_of_risk_is_what_disclosed_it() -> None:
    facts = [f.text for f in load_persona("graham").disclosure.facts if f.risk]
    told = 0
    for session in course_of("graham"):
        for fact in facts:
            if any(fact in t for t in session.of("patient")):
                told += 1
                assert session.note.risk.basis.startswith(fact[:40]), session.note.risk
    assert told

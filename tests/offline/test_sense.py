"""What a reader aloud would wince at, one test a kind."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations, pairwise

import pytest

from simulator.ledger import Ledger
from simulator.ledger_rules import start_ledger
from simulator.models.offline import OfflineModel
from simulator.models.offline.deal import hand, striking
from simulator.models.offline.grammar import split_sentences
from simulator.models.offline.ownwords import claims_held, people, pleasures
from simulator.models.offline.stage import number_word
from simulator.models.offline.stock import pools
from simulator.models.offline.therapist import _answer_to
from simulator.models.scene import Scene
from simulator.personas import list_personas, load_persona
from tests.offline.loop import NOVA, Played, play_course, request_of

PERSONAS = list_personas()
_DAY = re.compile(r"\b(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)s?\b")
_SMALL = {number_word(n): n for n in range(11)}


@cache
def course(name: str) -> list[Played]:
    return play_course(load_persona(name))


SOME = [n if n in {"alicia", "graham"} else pytest.param(n, marks=pytest.mark.slow) for n in PERSONAS]


@pytest.mark.parametrize("name", SOME)
def test_one_event_has_one_weekday(name: str) -> None:
    situations = load_persona(name).conceptualization.situations
    tellings = [t for s in situations for t in (*s.told, *s.later)]
    for session in course(name):
        said = session.of("patient")
        for before, story in pairwise(said):
            told = next((t for t in tellings if t in story), "")
            announced = re.search(
                r"(?:What happened on|Something (?:on|from)|There was a thing on) (\w+day)", before
            )
            if told and announced and (named := set(_DAY.findall(told))):
                assert announced.group(1) in named, (session.plan.number, before, story)


def test_two_shipped_personas_share_no_striking_line() -> None:
    for name, lines in pools().items():
        if name.startswith(("p.", "o.")):
            for one, other in combinations(PERSONAS, 2):
                assert not set(hand(lines, name, one)) & set(hand(lines, name, other))


def test_every_answer_has_a_plain_way_that_anybody_may_use() -> None:
    for name, lines in pools().items():
        if name.startswith("p.") and not name.endswith(".more") and name != "p.ramble":
            moods = ({"low"}, {"mid"}, {"good"}) if name == "p.mood" else (set[str](), {"model"})
            for mood in moods:
                assert any(not striking(x) and x.tags <= mood and not x.barred & mood for x in lines), name


@pytest.mark.parametrize("name", SOME)
def test_no_striking_line_of_the_stock_comes_twice_in_a_course(name: str) -> None:
    fixed = {
        x.text
        for n, lines in pools().items()
        if n.startswith("p.")
        for x in lines
        if striking(x) and not x.slots
    }
    said = [t for s in course(name) for t in s.of("patient")]
    twice = [f for f in fixed if sum(f in t for t in said) > 1]
    assert len(twice) <= 1, twice


def _rating_said(name: str, answer: str) -> int | None:
    """The number in an answer about mood, read off the way it is put: "Out of ten, one" says one."""
    ways = [x.text.replace("{rating_cap}", "{n}").replace("{rating}", "{n}") for x in pools()["p.mood"]]
    for way in sorted((*load_persona(name).phrases.ratings, *ways), key=len, reverse=True):
        if found := re.search(re.escape(way).replace(r"\{n\}", r"(\w+)"), answer, re.I):
            return _SMALL.get(found.group(1).lower())
    return None


@pytest.mark.parametrize("name", SOME)
def test_the_number_that_is_said_is_the_one_the_ledger_knows(name: str) -> None:
    before: Ledger = start_ledger(load_persona(name))
    read = 0
    for session in course(name):
        said = next((n for t in session.of("patient")[1:3] if (n := _rating_said(name, t)) is not None), None)
        if said is not None and session.plan.number > 1:
            read += 1
            known = before.scales["distress"][-1].value
            assert abs(said - known) <= 1.0, (session.plan.number, said, known)
        assert session.ledger is not None
        before = session.ledger
    assert read >= 10, read


def test_a_feedback_names_only_what_came_up_in_the_session() -> None:
    own = ["That you asked what I'd say to a friend.", "It helped to go slowly."]
    assert claims_held(own, ["And what doesn't fit with it?"]) == ["It helped to go slowly."]
    assert claims_held(own, ["What would you say to a friend?"]) == own


def test_evidence_is_about_the_thought_that_was_told() -> None:
    found = 0
    for session in course("alicia"):
        said = session.of("therapist")
        facts = {
            s.thought: (*s.evidence_for, *s.evidence_against)
            for s in load_persona("alicia").conceptualization.situations
        }
        patient = session.of("patient")
        for thought, evidence in facts.items():
            if any(thought in t for t in patient) and any(
                "speaks against" in t or "doesn't fit with it" in t for t in said
            ):
                found += 1
                assert any(e in t for e in evidence for t in patient)
    assert found or not any("doesn't fit with it" in t for s in course("alicia") for t in s.of("therapist"))


@pytest.mark.parametrize(
    ("question", "pool"),
    [
        ("Will this go in the report?", "r.question.record"),
        ("Do you have to write that down?", "r.question.record"),
        ("How many weeks until it works?", "r.question.long"),
        ("What do I do if it happens at night?", "r.question.night"),
        ("Is that usual?", "r.question.normal"),
        ("Did you choose that word on purpose?", "r.question"),
    ],
)
def test_a_question_gets_an_answer_of_its_kind(question: str, pool: str) -> None:
    assert _answer_to(question) == pool
    assert pools()[pool]


def test_pip_is_called_pip() -> None:
    assert load_persona("pip").name == "Pip"
    assert not any("Philippa" in t for s in course("pip")[:3] for t in s.of("therapist"))


def test_what_does_them_good_and_whom_they_would_call_are_said_in_their_own_voice() -> None:
    for name in PERSONAS:
        persona = load_persona(name)
        assert pleasures(persona) and people(persona)
        for text in (*pleasures(persona), *people(persona)):
            assert not re.search(r"\b(?:her|his|their)\b", text, re.I)
    assert "Reading science fiction." in pleasures(load_persona("alicia"))
    assert people(load_persona("emrys"))[0] == "My daughter Mair"


def test_secrecy_is_not_promised_and_an_agreement_is_asked_about_the_next_time() -> None:
    for lines in pools().values():
        assert not any("stays between us" in x.text for x in lines)
    sessions = course("graham")
    for one, following in pairwise(sessions):
        if any("I'll ask about it next time" in t for t in one.of("therapist")):
            assert any(
                "agree" in t and re.search(r"hurting yourself|suicide", t) for t in following.of("therapist")
            )


@pytest.mark.parametrize("name", SOME)
def test_the_patient_says_goodbye_in_most_sessions_and_in_the_last(name: str) -> None:
    closed = [s.turns[-1].speaker == "patient" for s in course(name)]
    assert closed[-1] and sum(closed) >= 5


def _attempts(session: Played, at: int, name: str, most: int = 4) -> list[str]:
    persona = load_persona(name)
    scene = Scene(
        persona=persona, therapist="Nova", speaker="patient", plan=session.plan, turns=tuple(session.turns[:at]),
        notes=[], ledger=start_ledger(persona), prompt="nova", prompt_traits=NOVA, seed=7,
    )  # fmt: skip
    model = OfflineModel()
    return [model.text(request_of(scene, session.plan.number, at, "patient", n)) for n in range(1, most + 1)]


@pytest.mark.parametrize("name", ["alicia", "graham"])
def test_another_attempt_is_said_differently_throughout(name: str) -> None:
    for session in course(name)[:4]:
        for at in range(0, len(session.turns), 2):
            if any(
                re.search(r"suicide|988|hurting|harming|safe", t.text)
                for t in session.turns[max(0, at - 1) : at]
            ):
                continue
            said = _attempts(session, at, name)
            assert said[2] != said[0]
            first = set(split_sentences(said[0]))
            assert not first & set(split_sentences(said[2])), (session.plan.number, at, said)

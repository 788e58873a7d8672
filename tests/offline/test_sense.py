"""What a reader aloud would wince at, one test a kind."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations, pairwise

import pytest

from simulator.integrity.risk import read_risk
from simulator.ledger import Ledger
from simulator.ledger_rules import start_ledger
from simulator.models.offline import OfflineModel
from simulator.models.offline.answers import answer_to
from simulator.models.offline.deal import hand, is_extra, striking
from simulator.models.offline.grammar import rated, split_sentences, tidy
from simulator.models.offline.ownwords import claims_held, people, pleasures
from simulator.models.offline.patient import _fits_task
from simulator.models.offline.stage import number_word
from simulator.models.offline.stock import SLOT, pools
from simulator.models.scene import Scene
from simulator.personas import list_personas, load_persona
from tests.offline.loop import NOVA, Played, course_of, request_of

PERSONAS = list_personas()
_DAY = re.compile(r"\b(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)s?\b")
_SMALL = {number_word(n): n for n in range(11)}


SOME = [n if n in {"alicia", "graham"} else pytest.param(n, marks=pytest.mark.slow) for n in PERSONAS]


@pytest.mark.parametrize("name", SOME)
def test_one_event_has_one_weekday(name: str) -> None:
    situations = load_persona(name).conceptualization.situations
    tellings = [t for s in situations for t in (*s.told, *s.later)]
    for session in course_of(name):
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
    said = [t for s in course_of(name) for t in s.of("patient")]
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
    for session in course_of(name):
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


@pytest.mark.parametrize("name", SOME)
def test_evidence_is_about_the_thought_that_was_told(name: str) -> None:
    situations = load_persona(name).conceptualization.situations
    asked = {side: tuple(x.text for x in pools()[f"t.ev_{side}"]) for side in ("for", "against")}
    found = set()
    for session in course_of(name):
        patient = " ".join(session.of("patient"))
        for before, answer in pairwise(session.turns):
            for side in ("for", "against"):
                if before.speaker != "therapist" or not any(q in before.text for q in asked[side]):
                    continue
                told = [s for s in situations if s.thought in patient]
                assert len(told) == 1, (session.plan.number, [s.thought for s in told])
                own = told[0].evidence_for if side == "for" else told[0].evidence_against
                assert any(e in answer.text for e in own), (session.plan.number, side, answer.text)
                other = [
                    e for s in situations if s is not told[0] for e in (*s.evidence_for, *s.evidence_against)
                ]
                assert not any(e in patient for e in other)
                found.add(side)
    assert found == {"for", "against"}


@pytest.mark.parametrize(
    ("question", "pool"),
    [
        ("Will this go in the report?", "r.question.record"),
        ("Do you have to write that down?", "r.question.record"),
        ("How many weeks until it works?", "r.question.long"),
        ("What do I do if it happens at night?", "r.question.night"),
        ("Is that usual?", "r.question.normal"),
        ("Did you choose that word on purpose?", "r.question.word"),
        ("Can I do that one at work?", "r.question.may"),
        ("How would I know that it's working?", "r.question.works"),
        ("And if I don't sleep at all?", "r.question.fails"),
        ("Does it count if I only did it once?", "r.question.counts"),
        ("You think I'm putting it on?", "r.question.belief"),
        ("Have you been to the coast?", "r.question"),
    ],
)
def test_a_question_gets_an_answer_of_its_kind(question: str, pool: str) -> None:
    assert answer_to(question) == pool
    assert pools()[pool]


def test_what_the_shipped_personas_ask_is_never_put_off_with_a_general_answer() -> None:
    for name in PERSONAS:
        for question in load_persona(name).phrases.questions:
            assert answer_to(question) != "r.question", (name, question)


@pytest.mark.parametrize("name", SOME)
def test_what_is_said_besides_comes_once_in_a_course(name: str) -> None:
    extra = {x.text for n, lines in pools().items() if is_extra(n) for x in lines if not x.slots}
    said = Counter(s for session in course_of(name) for t in session.of("patient") for s in extra if s in t)
    core = {x.text for n, lines in pools().items() if not is_extra(n) for x in lines}
    twice = {s: n for s, n in said.items() if n > 1 and not any(s in c for c in core)}
    assert not twice, twice


@pytest.mark.parametrize("name", SOME)
def test_few_sentences_of_a_course_are_said_again(name: str) -> None:
    for speaker, share in (("patient", 0.12), ("therapist", 0.06)):
        sentences = Counter(
            sentence
            for session in course_of(name)
            for turn in session.turns
            if turn.speaker == speaker
            for sentence in set(split_sentences(turn.text))
            if len(sentence.split()) >= 4
        )
        again = sum(n - 1 for n in sentences.values())
        assert again <= share * sum(sentences.values()), sentences.most_common(12)


def test_nothing_in_the_patients_stock_sounds_like_a_disclosure_but_what_is_meant_to() -> None:
    meant = {"p.risk_ask.high", "p.risk_ask.low", "p.risk_check.high", "p.risk_check.calm"}
    for name, lines in pools().items():
        if name.startswith(("p.", "o.")) and name not in meant:
            for line in lines:
                assert not read_risk(SLOT.sub("so", line.text), "How was that for you?").disclosed, (
                    name,
                    line,
                )


def test_a_letter_is_not_reported_as_minutes() -> None:
    letter = "Write a short letter to yourself, to be read in a bad week"
    assert not _fits_task("I did the ten minutes. It was eleven.", letter)
    assert not _fits_task("I did it, three nights, and on the third I slept.", letter)
    assert not _fits_task("I wrote two lines.", "Take the first step we picked and see what happens")
    assert _fits_task("I wrote two lines.", letter)
    assert _fits_task(
        "I did it, three nights, and on the third I slept.", "Go to bed at the same time on three nights"
    )


def test_pip_is_called_pip() -> None:
    assert load_persona("pip").name == "Pip"
    assert not any("Philippa" in t for s in course_of("pip")[:3] for t in s.of("therapist"))


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
    sessions = course_of("graham")
    for one, following in pairwise(sessions):
        if any("I'll ask about it next time" in t for t in one.of("therapist")):
            assert any(
                "agree" in t and re.search(r"hurting yourself|suicide", t) for t in following.of("therapist")
            )


@pytest.mark.parametrize("name", SOME)
def test_the_patient_says_goodbye_in_most_sessions_and_in_the_last(name: str) -> None:
    closed = [s.turns[-1].speaker == "patient" for s in course_of(name)]
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
    for session in course_of(name)[:4]:
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


@pytest.mark.parametrize(
    "text",
    [
        "Ich möchte am Sonntag nicht an Montag denken.",
        "They took an X-ray, and an unimportant one.",
        "It has been a long long time. i.e. too long.",
    ],
)
def test_what_is_joined_keeps_every_word_as_it_was_written(text: str) -> None:
    assert tidy(f"{text}  {text}") == f"{text} {text}"


def test_a_rating_has_the_article_of_its_number() -> None:
    assert rated("Call it a {n}.", "eight") == "Call it an eight."
    assert rated("Call it a {n}.", "seven") == "Call it a seven."
    assert rated("Mood? {n}.", "seven") == "Mood? Seven."


def test_nothing_but_what_was_of_use_is_noted_as_helpful() -> None:
    how = {
        line.text
        for pool in ("p.feedback.how", "p.feedback.more", "p.feedback.lectured")
        for line in pools()[pool]
    }
    for name in ("alicia", "graham"):
        for session in course_of(name):
            for item in session.note.helpful:
                assert not any(line in item.text for line in how), item.text

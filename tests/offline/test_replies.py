"""Single replies of the offline model."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import subprocess
import sys
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.errors import InputError
from simulator.ledger import HomeworkOutcome, Ledger, SessionPlan
from simulator.models import ModelFailure, Outcome, Reply, Request
from simulator.models.offline import MODEL_NAME, FlakyModel, OfflineModel, open_offline
from simulator.models.offline.therapist import is_farewell
from simulator.models.scene import Scene
from simulator.personas import load_persona
from simulator.transcript import Turn
from tests.offline.loop import NOVA, course_of, request_of


def scene(**changes: Any) -> Scene:
    plan = SessionPlan(number=3, sessions=12, date=date(2026, 2, 2), gap_days=7)
    base = Scene(
        persona=load_persona("alicia"),
        therapist="Nova",
        speaker="patient",
        plan=plan,
        turns=(),
        notes=(),
        ledger=Ledger(persona="alicia", trust=3),
        prompt="nova",
        prompt_traits=NOVA,
    )
    return dataclasses.replace(base, **changes)


def ask(request: Request, model: OfflineModel | FlakyModel | None = None) -> Reply:
    return asyncio.run((model or OfflineModel()).generate(request))


def turns(*texts: str) -> tuple[Turn, ...]:
    return tuple(
        Turn(number=i, speaker="therapist" if i % 2 else "patient", text=t) for i, t in enumerate(texts)
    )


def test_the_same_request_gets_the_same_reply_from_any_instance() -> None:
    request = request_of(scene(), 3, 0, "patient")
    assert ask(request) == ask(request, OfflineModel())


def test_the_reply_does_not_depend_on_pythons_hash_seed() -> None:
    script = (
        "from tests.offline.test_replies import *\n"
        "print([ask(request_of(scene(seed=i), 3, 0, 'patient')).text for i in range(20)])"
    )
    env = {
        "PYTHONHASHSEED": "1",
        "PYTHONPATH": ":".join(p for p in sys.path if p),
        "PYTHONIOENCODING": "utf-8",
    }
    done = subprocess.run(
        [sys.executable, "-c", script], env=env, capture_output=True, encoding="utf-8", check=True
    )
    here = [ask(request_of(scene(seed=i), 3, 0, "patient")).text for i in range(20)]
    assert done.stdout.strip() == repr(here)


def test_another_seed_of_the_course_gives_another_course() -> None:
    one, other = (ask(request_of(scene(seed=s), 3, 0, "patient")).text for s in (1, 2))
    assert one != other


def test_another_attempt_is_worded_anew() -> None:
    said = {ask(request_of(scene(), 3, 0, "patient", attempt=a)).text for a in (1, 2, 3)}
    assert len(said) == 3


def test_a_reply_says_that_it_is_no_language_model_and_what_it_used() -> None:
    reply = ask(request_of(scene(), 3, 0, "patient"))
    assert reply.model == MODEL_NAME == "offline-cbt (not a language model)"
    assert reply.usage.cost == 0.0
    assert reply.usage.input_tokens == 2
    assert reply.usage.output_tokens == len(reply.text.split())
    assert reply.outcome is Outcome.OK and reply.finish_reason == "stop"


def test_litellm_is_not_imported() -> None:
    script = "import sys, simulator.models.offline as o; o.open_offline('offline'); print('litellm' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_first_opening_is_the_personas_own() -> None:
    plan = SessionPlan(number=1, sessions=12, date=date(2026, 1, 5), gap_days=None, stage="intake")
    persona = load_persona("alicia")
    assert ask(request_of(scene(plan=plan), 1, 0, "patient")).text == persona.opening


@pytest.mark.parametrize("count", [1, 5, 9, 15])
def test_told_to_close_the_therapist_gives_the_task_and_says_farewell(count: int) -> None:
    said = turns(*(f"Something was said here, number {i}." for i in range(count)))
    reply = ask(request_of(scene(turns=said, speaker="therapist", closing=True), 3, count, "therapist"))
    assert is_farewell(reply.text)


def test_a_farewell_is_answered_with_a_courtesy_and_nothing_more() -> None:
    said = turns("Hi.", "That's our time. Take care, and see you next week.")
    reply = ask(request_of(scene(turns=said), 3, 2, "patient"))
    assert len(reply.text.split()) < 30 and "?" not in reply.text


def test_every_task_is_named_even_when_there_are_many_and_they_are_worded_oddly() -> None:
    tasks = [
        "Each evening one line about the day",
        "call your sister",
        "Thought record for Tuesday",
        "Swim",
        "read one page",
    ]
    outcomes = tuple(HomeworkOutcome(id=f"h{i}", task=t, status="done") for i, t in enumerate(tasks))
    plan = SessionPlan(number=4, sessions=12, date=date(2026, 2, 2), gap_days=7, homework=outcomes)
    said: list[Turn] = []
    for i in range(20):
        speaker = "therapist" if i % 2 else "patient"
        now = scene(plan=plan, turns=tuple(said), speaker=speaker)
        text = ask(request_of(now, 4, i, "therapist" if i % 2 else "patient")).text
        said.append(Turn(number=i, speaker="therapist" if i % 2 else "patient", text=text))
    therapist = " ".join(t.text.lower() for t in said if t.speaker == "therapist")
    assert all(t.lower() in therapist for t in tasks)


def test_the_therapist_does_not_speak_of_what_the_patient_never_said() -> None:
    persona = load_persona("alicia")
    said = turns(
        "Hi.", "How bad is it?", "Fine.", "And?", "Dogs.", "And?", "Cats.", "And?", "Birds.", "And?", "Fish."
    )
    for count in (3, 5, 7, 9, 11):
        text = ask(request_of(scene(turns=said[:count], speaker="therapist"), 3, count, "therapist")).text
        assert not any(c.thought.rstrip(".") in text for c in persona.conceptualization.situations)


def test_without_a_scene_there_is_a_typed_failure() -> None:
    request = dataclasses.replace(request_of(scene(), 3, 0, "patient"), scene=None)
    with pytest.raises(ModelFailure, match="scene"):
        ask(request)


def test_a_structured_reply_holds_the_words_and_whether_it_closes() -> None:
    schema = {"type": "object", "properties": {"say": {"type": "string"}, "closing": {"type": "boolean"}}}
    request = dataclasses.replace(request_of(scene(), 3, 0, "patient"), reply_schema=schema)
    found = json.loads(ask(request).text)
    assert found["say"] and found["closing"] is False


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=200), min_size=1, max_size=30))
def test_whatever_the_partner_says_there_is_a_plain_answer(texts: list[str]) -> None:
    said = turns(*texts)
    for role in ("patient", "therapist"):
        speaker: Any = role
        text = ask(request_of(scene(turns=said, speaker=speaker), 3, len(said), speaker)).text
        assert text.strip() and "{" not in text


def test_names_are_checked() -> None:
    assert isinstance(open_offline("offline"), OfflineModel)
    assert isinstance(open_offline("offline/cbt"), OfflineModel)
    with pytest.raises(InputError, match="offline/cbt"):
        open_offline("offline/cbd")
    with pytest.raises(InputError, match="no settings"):
        open_offline("offline/cbt?rate=1")


# judge


SCORE = {
    "type": "object",
    "properties": {
        "agenda": {"type": "integer", "minimum": 0, "maximum": 6},
        "guided_discovery": {"type": "integer", "minimum": 0, "maximum": 6},
        "evidence": {"type": "string", "maxLength": 80},
        "turns": {"type": "array", "items": {"type": "integer"}, "minItems": 1},
        "label": {"enum": ["consistent", "contradicts"]},
    },
}


def judged(text: str, schema: dict[str, Any] = SCORE) -> Any:
    request = dataclasses.replace(
        request_of(scene(), 3, 20, "judge"), messages=[{"role": "user", "content": text}], reply_schema=schema
    )
    return json.loads(ask(request).text)


def test_the_judge_answers_in_the_shape_asked_for_and_tells_controls_apart() -> None:
    good, poor = (course_of("alicia", manner, 3)[2] for manner in ("nova", "lecture"))
    whole = judged(good.text)
    assert set(whole) == set(SCORE["properties"]) and len(whole["evidence"]) <= 80
    cut = "\n\n".join(good.text.split("\n\n")[: len(good.turns) // 2])
    shuffled = "\n\n".join(sorted(good.text.split("\n\n")))

    def total(found: Any) -> int:
        return int(found["agenda"]) + int(found["guided_discovery"])

    assert total(whole) > total(judged(poor.text)) + 2
    assert total(whole) > total(judged(cut))
    assert total(whole) > total(judged(shuffled))


def test_the_judge_prefers_the_better_of_two_in_either_order() -> None:
    good, poor = (course_of("alicia", manner, 3)[2].text for manner in ("nova", "lecture"))
    schema = {"type": "object", "properties": {"winner": {"enum": ["A", "B", "tie"]}}}
    assert judged(f"Conversation A\n{good}\n\nConversation B\n{poor}", schema) == {"winner": "A"}
    assert judged(f"Conversation A\n{poor}\n\nConversation B\n{good}", schema) == {"winner": "B"}

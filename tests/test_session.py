"""The session loop with scripted models: what is discarded, repaired, told in private, and how sessions end."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.config import load_config
from simulator.course import Course, Kit
from simulator.models import FailureKind, Model, ModelFailure, Outcome, Reply, Request
from simulator.models.offline import open_offline
from simulator.models.scripted import ScriptedModel
from simulator.planning import work_from
from simulator.store.records import SessionRecord
from simulator.store.runs import Run
from simulator.transcript import EndingReason, SessionStatus

Answer = Callable[[Request], "str | Reply | None"]


class Over:
    """The offline model, but for the requests that `answer` has something else for."""

    def __init__(self, answer: Answer) -> None:
        self.answer, self.below = answer, open_offline("offline/cbt")
        self.requests: list[Request] = []

    async def generate(self, request: Request) -> Reply:
        self.requests.append(request)
        found = self.answer(request)
        if found is None:
            return await self.below.generate(request)
        return Reply(Outcome.OK, found, model="scripted") if isinstance(found, str) else found

    async def close(self) -> None:
        await self.below.close()


def play(
    folder: Path, model: Model, *settings: str, persona: str = "alicia", sessions: int = 1, **others: Model
) -> list[SessionRecord]:
    """One course with `model` in all roles, or with the roles named."""
    config = load_config(None, settings, {"sessions": sessions})
    work = work_from([persona], {"a": config})
    arm = work.arms[0]
    models: dict[str, Model] = {"patient": model, "therapist": model, "note": model, **others}
    kit = Kit(arm.config, arm.prompts, models, arm.guard, arm.rules, arm.hashes)
    with Run.create(folder, "run", work.plan()) as run:
        course = run.course("a", work.personas[0].id, 1)
        asyncio.run(Course(course, work.personas[0], kit).run())
        return [session.load() for session in course.sessions()]


def test_a_refusal_is_discarded_whole_and_asked_again_with_a_reminder_that_is_kept_nowhere(
    tmp_path: Path,
) -> None:
    refusal = "I'm sorry, but I can't continue this role-play. Is there anything else I can help you with?"
    model = Over(lambda r: refusal if (r.role, r.key.turn, r.key.attempt) == ("therapist", 3, 1) else None)
    (record,) = play(tmp_path, model)
    assert record.status is SessionStatus.COMPLETE
    assert record.turns[3].attempts == 2 and record.integrity.hard.get("refusal") == 1
    asked = [r for r in model.requests if r.key.turn == 3 and r.role == "therapist"]
    first, second = (r.messages[-1]["content"] for r in asked)
    assert second.startswith(first) and len(second) > len(first), "the reminder stands at the end"
    reminder = second[len(first) :].strip()
    for request in model.requests:
        assert refusal not in json.dumps(request.messages), "what was discarded reaches nobody"
        if request not in asked:
            assert reminder not in json.dumps(request.messages)
    assert asked[0].seed != asked[1].seed


def test_a_speaker_that_cannot_be_kept_in_role_ends_the_session_as_broken_and_seeds_nothing(
    tmp_path: Path,
) -> None:
    refusal = "I'm sorry, but I can't continue this role-play."
    model = Over(lambda r: refusal if (r.role, r.key.session, r.key.turn) == ("therapist", 1, 5) else None)
    first, second = play(tmp_path, model, sessions=2)
    assert first.status is SessionStatus.BROKEN and first.note is None
    assert first.ending is not None and first.ending.reason is EndingReason.REFUSAL and len(first.turns) == 5
    assert second.status is SessionStatus.COMPLETE and second.lineage.parent is None
    assert not second.plan or second.plan.number == 2


def test_the_fallback_model_speaks_when_a_turns_own_model_cannot(tmp_path: Path) -> None:
    refusal = "I'm sorry, but I can't continue this role-play."
    stubborn = Over(lambda r: refusal if r.role == "therapist" and r.key.turn == 5 else None)
    rescue = Over(lambda _: None)
    (record,) = play(
        tmp_path,
        stubborn,
        "models.fallback.model=offline/cbt",
        "guard.retries.fallback_after=2",
        fallback=rescue,
    )
    assert record.status is SessionStatus.COMPLETE and record.turns[5].attempts == 3
    assert [r.key.turn for r in rescue.requests] == [5] and record.usage["fallback"].calls == 1
    assert record.lineage.reported["fallback"]


def test_a_judge_is_asked_where_it_is_named_and_its_quote_must_occur(tmp_path: Path) -> None:
    def judged(request: Request) -> str:
        text = request.messages[-1]["content"]
        said = text.split('">\n')[-1].split("\n</turn>")[0]
        first = request.key.turn == 4 and request.key.attempt == 1
        return json.dumps(
            {"label": "meta" if first else "refusal", "quote": said[:20] if first else "words nobody said"}
        )

    judge = Over(judged)
    (record,) = play(
        tmp_path,
        Over(lambda _: None),
        "models.judge.model=offline/cbt",
        "guard.judge.when=always",
        judge=judge,
    )
    assert record.status is SessionStatus.COMPLETE
    assert record.turns[4].attempts == 2 and record.integrity.hard["meta"] == 1
    assert record.usage["judge"].calls == len(judge.requests) > 20


def test_the_provider_being_down_is_no_broken_session(tmp_path: Path) -> None:
    def answer(request: Request) -> None:
        if request.key.turn == 7:
            raise ModelFailure(FailureKind.SERVER, "500 upstream exploded")

    (record,) = play(tmp_path, Over(answer), sessions=3)
    assert record.status is SessionStatus.FAILED and len(record.turns) == 7
    assert record.ending is not None and record.ending.reason is EndingReason.PROVIDER
    assert all("exploded" not in turn.text for turn in record.turns)


def test_a_note_that_never_comes_leaves_the_session_complete_without_one(tmp_path: Path) -> None:
    model = Over(lambda r: "no json at all" if r.role == "note" else None)
    first, second = play(tmp_path, model, sessions=2)
    assert first.status is SessionStatus.COMPLETE and first.note is None
    assert second.status is SessionStatus.COMPLETE and second.lineage.parent is None
    assert sum(r.role == "note" and r.key.session == 1 for r in model.requests) == 3


def test_near_the_turn_limit_the_therapist_is_told_in_private_to_close(tmp_path: Path) -> None:
    (record,) = play(tmp_path, Over(lambda _: None), "endings.limits.turns=16")
    told = [turn for turn in record.turns if any("turns left" in aside for aside in turn.asides)]
    assert told and all(turn.speaker == "therapist" for turn in told) and len(record.turns) <= 16
    assert record.ending is not None


def test_a_fact_behind_a_question_is_in_no_prompt_until_the_therapist_asks(tmp_path: Path) -> None:
    model = Over(lambda _: None)
    (record,) = play(tmp_path, model, persona="graham")
    assert record.plan is not None
    from simulator.personas import load_persona

    persona = load_persona("graham")
    locked = [f for f in persona.disclosure.facts if f.gate == "if_asked"]
    opened = {text for turn in record.turns for text in turn.asides}
    for request in model.requests:
        if request.role != "patient":
            assert not any(f.text in m["content"] for f in locked for m in request.messages[:1])
            continue
        for fact in locked:
            if fact.text in json.dumps(request.messages, ensure_ascii=False):
                assert any(fact.text in aside for aside in opened)


def test_structured_replies_say_one_field_and_keep_the_closing_signal(tmp_path: Path) -> None:
    model = Over(lambda _: None)  # the offline model answers a schema when it is asked for one
    (record,) = play(tmp_path, model, "models.patient.structured=auto", "models.therapist.structured=auto")
    assert all(r.reply_schema is not None for r in model.requests)
    assert record.status is SessionStatus.COMPLETE, record.ending
    assert all(turn.closing is not None and "{" not in turn.text for turn in record.turns[1:])
    last = next(turn for turn in reversed(record.turns) if turn.speaker == "therapist")
    assert last.closing is True


@pytest.mark.parametrize("outcome", [Outcome.EMPTY, Outcome.TRUNCATED, Outcome.FILTERED, Outcome.REFUSED])
def test_typed_outcomes_are_discarded_before_any_text_is_looked_at(tmp_path: Path, outcome: Outcome) -> None:
    bad = Reply(
        outcome, "" if outcome is Outcome.EMPTY else "I felt a bit better on Sunday.", finish_reason="stop"
    )
    model = Over(lambda r: bad if r.role == "patient" and r.key.turn == 4 and r.key.attempt == 1 else None)
    (record,) = play(tmp_path, model)
    assert record.turns[4].attempts == 2 and record.status is SessionStatus.COMPLETE


def test_a_scripted_model_drives_a_session_for_users_own_tests(tmp_path: Path) -> None:
    talk = [
        "Good to see you. What brings you here?", "It got too much at work, mostly. I stay until nine.",
        "What happens in you when you think of going home at six?", "I hear them saying she has gone soft.",
        "So there's a voice about being soft. Whose voice is it?", "My father's, I suppose. He never sat down.",
        "What would you say to a friend whose head said that?", "That she has done enough for one day.",
        "Could you try that once this week, going home at six?", "Once, yes. On Thursday.",
        "Good. Thank you for today, Alicia. Take care, and see you next week.", "Thank you. Bye.",
    ]  # fmt: skip
    records = play(tmp_path, ScriptedModel(lambda r: "{}" if r.role == "note" else talk[r.key.turn - 1]))
    assert records[0].status is SessionStatus.COMPLETE and records[0].ending is not None
    assert records[0].ending.reason is EndingReason.NATURAL and len(records[0].turns) in (12, 13)

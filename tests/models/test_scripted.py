from __future__ import annotations

import pytest

from simulator.models import FailureKind, ModelFailure, Outcome, Reply
from simulator.models.scripted import Line, ScriptedModel, UnexpectedRequest
from tests.models.calls import request
from tests.models.virtual_time import run


def test_a_list_is_played_in_order_and_then_refuses() -> None:
    late = ModelFailure(FailureKind.TIMEOUT, "late", retry_after=2.0)
    model = ScriptedModel(["One.", "", Reply(Outcome.FILTERED, ""), late])

    async def work() -> None:
        assert (await model.generate(request())).text == "One."
        assert (await model.generate(request())).outcome is Outcome.EMPTY
        assert (await model.generate(request())).outcome is Outcome.FILTERED
        with pytest.raises(ModelFailure) as raised:
            await model.generate(request())
        assert (raised.value.kind, raised.value.retry_after) == (FailureKind.TIMEOUT, 2.0)
        with pytest.raises(UnexpectedRequest, match="asked: 'Anything else"):
            await model.generate(request("Anything else?"))
        await model.close()

    run(work())
    assert (len(model.requests), model.closed) == (5, True)


def test_a_function_answers_by_the_request_or_says_it_did_not_expect_it() -> None:
    model = ScriptedModel(lambda r: f"turn {r.key.turn}" if r.role == "therapist" else None)
    assert run(model.generate(request(turn=9))).text == "turn 9"
    with pytest.raises(UnexpectedRequest):
        run(model.generate(request(role="patient")))


def test_the_first_line_that_matches_answers_as_often_as_it_says() -> None:
    model = ScriptedModel(
        [Line(session=2, text="two"), Line(times=1, text="once"), Line(role="note", text="note")]
    )
    asked = [request(session=2), request(), request(role="note"), request(session=2)]
    assert [run(model.generate(r)).text for r in asked] == ["two", "once", "note", "two"]
    with pytest.raises(UnexpectedRequest):
        run(model.generate(request()))


def test_an_unexpected_request_is_never_tried_again() -> None:
    assert not UnexpectedRequest(request()).transient


def test_a_script_is_of_one_kind() -> None:
    with pytest.raises(ValueError, match="not both"):
        ScriptedModel(["a", Line(text="b")])

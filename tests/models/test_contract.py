"""Every backend answers the same server in the same way: outcomes, failures, and requests on the wire, exactly."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

import pytest

from simulator.models import FailureKind, Model, ModelFailure, Outcome, Reply
from simulator.models.factory import open_model
from simulator.models.network import NetworkConfig
from tests.models.calls import request
from tests.servers.openai_server import Server

ATTEMPTS = 3
SETTINGS = NetworkConfig(attempts=ATTEMPTS, backoff_first=0, try_seconds=20)
BACKENDS = ["direct/therapist", "openai/therapist", "hosted_vllm/therapist"]
K, Is = FailureKind, Outcome

PASSING = {
    "429": K.RATE_LIMIT,
    "500": K.SERVER,
    "502_html": K.SERVER,
    "503": K.SERVER,
    "529": K.SERVER,
    "reset": K.CONNECTION,
    "half_body": K.CONNECTION,
    "malformed": K.MALFORMED,
    "html_200": K.MALFORMED,
    "list_200": K.MALFORMED,
    "choices_empty": K.MALFORMED,
    "choices_missing": K.MALFORMED,
    "error_200": K.SERVER,
}
FINAL = {
    "400": K.BAD_REQUEST,
    "401": K.AUTH,
    "403": K.AUTH,
    "404": K.UNKNOWN_MODEL,
    "context": K.CONTEXT,
    "context_llama": K.CONTEXT,
    "policy": K.POLICY,
    "quota": K.QUOTA,
}
OUTCOMES = {
    "ok": Is.OK,
    "empty": Is.EMPTY,
    "null": Is.EMPTY,
    "length": Is.TRUNCATED,
    "content_filter": Is.FILTERED,
    "refusal": Is.REFUSED,
    "null_finish": Is.OK,
    "unknown_finish": Is.OK,
    "no_usage": Is.OK,
    "reasoning": Is.OK,
    "think": Is.OK,
    "big": Is.OK,
}


@pytest.fixture(params=BACKENDS)
def model(request: pytest.FixtureRequest, server: Server, runner: asyncio.Runner) -> Iterator[Model]:
    found = open_model(request.param, SETTINGS, base_url=server.url)
    yield found
    runner.run(found.close())


@pytest.fixture
def call(server: Server, runner: asyncio.Runner, model: Model) -> Callable[..., Reply]:
    def ask(*faults: str) -> Reply:
        server.reset()
        server.play(*faults)
        return runner.run(model.generate(request()))

    return ask


@pytest.mark.parametrize("fault", PASSING)
def test_a_passing_fault_is_tried_again_with_one_request_each(
    fault: str, call: Callable[..., Reply], server: Server
) -> None:
    reply = call(fault, fault, "ok")
    assert (reply.outcome, server.calls) == (Outcome.OK, 3)
    assert [t.kind for t in reply.tries] == [PASSING[fault]] * 2


def test_a_fault_that_stays_is_raised_after_the_last_attempt(
    call: Callable[..., Reply], server: Server
) -> None:
    for fault in ("500", "reset"):
        with pytest.raises(ModelFailure) as raised:
            call(*[fault] * 10)
        server._next.clear()
        assert server.calls == len(raised.value.tries) == ATTEMPTS
        assert raised.value.kind is PASSING[fault]


@pytest.mark.parametrize("fault", FINAL)
def test_a_final_fault_is_raised_after_one_request(
    fault: str, call: Callable[..., Reply], server: Server
) -> None:
    with pytest.raises(ModelFailure) as raised:
        call(fault)
    assert (raised.value.kind, server.calls) == (FINAL[fault], 1)
    assert not raised.value.transient


@pytest.mark.parametrize("fault", OUTCOMES)
def test_an_outcome_is_typed_and_costs_one_request(
    fault: str, call: Callable[..., Reply], server: Server
) -> None:
    reply = call(fault)
    assert (reply.outcome, server.calls, reply.tries) == (OUTCOMES[fault], 1, ())
    if reply.outcome in (Is.EMPTY, Is.FILTERED, Is.REFUSED):
        assert not reply.text
    else:
        assert reply.text


def test_a_stalled_call_times_out_and_is_tried_again(server: Server, runner: asyncio.Runner) -> None:
    settings = SETTINGS.model_copy(update={"try_seconds": 0.5})
    for name in BACKENDS:
        model = open_model(name, settings, base_url=server.url)
        server.reset()
        server.play("stall", "ok")
        reply = runner.run(model.generate(request()))
        assert [t.kind for t in reply.tries] == [K.TIMEOUT]
        assert server.calls == 2
        runner.run(model.close())


def test_tokens_are_reported_or_unknown_and_never_zero(call: Callable[..., Reply]) -> None:
    usage = call("ok").usage
    assert usage.input_tokens and usage.output_tokens
    assert (usage.cached_tokens, usage.reasoning_tokens) == (0, 0)
    assert usage.cost is None
    unknown = call("no_usage").usage
    assert (unknown.input_tokens, unknown.output_tokens, unknown.cost) == (None, None, None)


def test_reasoning_is_kept_apart_from_the_text(call: Callable[..., Reply]) -> None:
    reply = call("reasoning")
    assert (reply.text, reply.reasoning) == ("How are you?", "She sounds tired.")


def test_the_text_of_a_reply_is_bounded(call: Callable[..., Reply]) -> None:
    assert len(call("big").text) == SETTINGS.reply_chars


def test_no_key_and_no_library_name_shows_in_a_failure(call: Callable[..., Reply]) -> None:
    with pytest.raises(ModelFailure) as raised:
        call("401")
    assert "sk-wrong" not in str(raised.value)
    assert "Exception" not in raised.value.message


def test_what_is_asked_for_is_what_is_sent(server: Server, runner: asyncio.Runner, model: Model) -> None:
    server.reset()
    schema = {"type": "object", "properties": {"say": {"type": "string"}}, "required": ["say"]}
    asked = request(
        temperature=0.7, top_p=0.9, max_tokens=300, seed=7, stop=("Patient:",), reply_schema=schema
    )
    reply = runner.run(model.generate(asked))
    body = server.bodies[0]
    assert {k: body[k] for k in ("temperature", "top_p", "max_tokens", "seed", "stop")} == {
        "temperature": 0.7,
        "top_p": 0.9,
        "max_tokens": 300,
        "seed": 7,
        "stop": ["Patient:"],
    }
    assert body["messages"] == asked.messages
    assert body["response_format"]["json_schema"]["schema"] == schema
    assert reply.text.startswith('{"say"')
    assert reply.model == "therapist-2026"
    assert "dropped" not in reply.raw


def test_a_model_can_be_used_again_after_another_was_closed(server: Server, runner: asyncio.Runner) -> None:
    for name in BACKENDS:
        first, second = (open_model(name, SETTINGS, base_url=server.url) for _ in range(2))
        for model in (first, second):
            assert runner.run(model.generate(request())).outcome is Outcome.OK
        runner.run(first.close())
        assert runner.run(second.generate(request())).outcome is Outcome.OK
        runner.run(second.close())
        runner.run(second.close())


def test_further_parameters_are_passed_on_and_never_in_the_place_of_ours(
    server: Server, runner: asyncio.Runner, model: Model
) -> None:
    server.reset()
    runner.run(model.generate(request(temperature=0.7, extra={"presence_penalty": 0.5, "temperature": 2.0})))
    assert (server.bodies[0]["presence_penalty"], server.bodies[0]["temperature"]) == (0.5, 0.7)
    for key in ("api_key", "messages", "stream", "headers"):
        with pytest.raises(ModelFailure, match=key):
            runner.run(model.generate(request(extra={key: "x"})))
    assert server.calls == 1

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from simulator.models import FailureKind, ModelFailure, Outcome, Reply
from simulator.models.answers import content_text, read_answer, read_usage
from simulator.models.factory import open_model
from simulator.models.network import NetworkConfig
from simulator.models.prices import Price
from tests.models.calls import request

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
NAMES = st.sampled_from(
    [
        "id",
        "model",
        "error",
        "choices",
        "usage",
        "message",
        "content",
        "refusal",
        "finish_reason",
        "prompt_tokens",
    ]
)
answers = st.recursive(
    json_values,
    lambda inner: st.dictionaries(NAMES, inner | st.lists(inner, max_size=2), max_size=6),
    max_leaves=30,
)


@given(answers)
def test_any_answer_is_a_storable_reply_or_a_failure(answer: Any) -> None:
    try:
        reply = read_answer(answer, chars=1_000)
    except ModelFailure as failure:
        assert len(failure.message) < 600
        return
    json.dumps(reply.raw)
    for text in (reply.text, reply.model, reply.reasoning, str(reply.finish_reason)):
        text.encode("utf-8")
    assert len(reply.text) <= 1_000


@given(json_values)
def test_any_usage_is_counted_or_unknown(usage: Any) -> None:
    for value in read_usage(usage).model_dump().values():
        assert value is None or value >= 0


@pytest.mark.parametrize("count", [10**9 + 1, 2**63, 10**400])
def test_a_count_of_tokens_that_no_call_has_is_unknown(count: int) -> None:
    usage = read_usage({"prompt_tokens": count, "completion_tokens": 5})
    assert (usage.input_tokens, Price(input=1, output=1).cost(usage)) == (None, None)


def answer(**message: Any) -> dict[str, Any]:
    return {"choices": [{"message": message, "finish_reason": message.pop("finish", "stop")}]}


def test_half_of_a_surrogate_pair_cannot_break_a_file() -> None:
    reply = read_answer(
        json.loads('{"choices": [{"message": {"content": "a\\ud83d b \\ud83d\\ude00"}}]}'), chars=99
    )
    assert reply.text == "a\ufffd b \U0001f600"


def test_text_in_parts_is_joined() -> None:
    parts = [
        {"type": "text", "text": "How "},
        {"type": "image"},
        "stray",
        {"type": "text", "text": "are you?"},
        {"type": "text", "text": {"value": "not to be shown"}},
    ]
    assert content_text(parts) == "How are you?"


@pytest.mark.parametrize(
    ("message", "outcome"),
    [
        ({"content": "Hi."}, Outcome.OK),
        ({"content": " \n "}, Outcome.EMPTY),
        ({"content": 5}, Outcome.EMPTY),
        ({}, Outcome.EMPTY),
        ({"content": "", "finish": "length"}, Outcome.TRUNCATED),
        ({"content": "And then", "finish": "MAX_TOKENS"}, Outcome.TRUNCATED),
        ({"content": "Half", "finish": "content_filter"}, Outcome.FILTERED),
        ({"content": None, "refusal": "No."}, Outcome.REFUSED),
        ({"content": "Hi.", "finish": {"odd": 1}}, Outcome.OK),
    ],
)
def test_the_outcome_comes_from_fields(message: dict[str, Any], outcome: Outcome) -> None:
    assert read_answer(answer(**message), chars=99).outcome is outcome


def test_what_is_in_a_refusal_never_becomes_a_turn() -> None:
    reply = read_answer(answer(content="I can't play that.", refusal="I can't play that."), chars=99)
    assert (reply.text, reply.raw["refusal"]) == ("", "I can't play that.")


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ({"message": "slow down", "code": 429}, FailureKind.RATE_LIMIT),
        ({"message": "slow down", "code": "429"}, FailureKind.RATE_LIMIT),
        ({"message": "This endpoint's maximum context length is 8192", "code": 400}, FailureKind.CONTEXT),
        ({"message": "worker died"}, FailureKind.SERVER),
        ("worker died", FailureKind.SERVER),
    ],
)
def test_an_error_inside_a_good_answer_is_a_failure(error: Any, kind: FailureKind) -> None:
    with pytest.raises(ModelFailure) as raised:
        read_answer({"error": error, "choices": []}, chars=99)
    assert raised.value.kind is kind


async def _ask(handler: Callable[[web.Request], Awaitable[web.StreamResponse]], **settings: Any) -> Reply:
    app = web.Application()
    app.router.add_post("/v1/chat/completions", handler)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    model = open_model("direct/x", NetworkConfig(attempts=1, **settings), base_url=url)
    try:
        return await model.generate(request())
    finally:
        await model.close()
        await runner.cleanup()


def test_a_redirect_is_not_followed() -> None:
    async def elsewhere(_: web.Request) -> web.Response:
        raise web.HTTPTemporaryRedirect("http://127.0.0.1:9/v1/chat/completions")

    with pytest.raises(ModelFailure, match="redirect") as raised:
        asyncio.run(_ask(elsewhere))
    assert raised.value.kind is FailureKind.BAD_REQUEST


def test_a_reply_that_comes_as_created_is_a_reply_and_not_asked_for_again() -> None:
    async def created(_: web.Request) -> web.Response:
        return web.json_response(answer(content="Hi."), status=201)

    assert asyncio.run(_ask(created)).text == "Hi."


def test_a_small_body_that_unpacks_into_a_large_one_is_refused() -> None:
    async def bomb(_: web.Request) -> web.Response:
        return web.Response(body=gzip.compress(b" " * 50_000_000), headers={"Content-Encoding": "gzip"})

    with pytest.raises(ModelFailure, match="larger than 100000 bytes"):
        asyncio.run(_ask(bomb, reply_bytes=100_000))


def test_a_body_without_end_is_refused() -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"x" * 10_000)

    with pytest.raises(ModelFailure, match="larger than 100000 bytes"):
        asyncio.run(_ask(endless, reply_bytes=100_000))


def test_deeply_nested_json_is_malformed_and_nothing_worse() -> None:
    async def deep(_: web.Request) -> web.Response:
        return web.Response(text="[" * 200_000)

    with pytest.raises(ModelFailure) as raised:
        asyncio.run(_ask(deep))
    assert raised.value.kind is FailureKind.MALFORMED


def test_nobody_listening_is_a_connection_failure() -> None:
    async def work() -> None:
        model = open_model("direct/x", NetworkConfig(attempts=1), base_url="http://127.0.0.1:9/v1")
        try:
            await model.generate(request())
        finally:
            await model.close()

    with pytest.raises(ModelFailure) as raised:
        asyncio.run(work())
    assert raised.value.kind is FailureKind.CONNECTION

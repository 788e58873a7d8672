from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
import urllib.request
from typing import Any

import pytest

from simulator.models import CallKey, Message, Reply, Request, Role
from simulator.models.factory import open_model
from simulator.models.network import NetworkConfig
from tests.models.calls import with_path
from tests.servers.bank import CLOSING_TURN, turn_text
from tests.servers.openai_server import Server, bank_reply, running_server
from tests.servers.schema_fill import fill


def body(role: str, said: int, system: str = "You are Nova.", **more: Any) -> dict[str, Any]:
    turns = [{"role": ("user", "assistant")[i % 2], "content": f"turn {i}"} for i in range(2 * said + 1)]
    return {"model": f"fake-{role}", "messages": [{"role": "system", "content": system}, *turns], **more}


@pytest.mark.parametrize("role", ["patient", "therapist"])
def test_a_session_from_the_bank_holds_no_turn_twice(role: str) -> None:
    for seed in range(30):
        said: list[str] = []
        for index in range(CLOSING_TURN + 2):
            said.append(turn_text(role, index, str(seed), said))
        assert len(set(said)) == len(said)


def test_the_therapist_says_goodbye_in_the_turn_near_24_and_not_before() -> None:
    for seed in range(30):
        said = [turn_text("therapist", i, str(seed)) for i in range(CLOSING_TURN + 1)]
        farewell = [bool(re.search(r"\b(goodbye|see you next week)\b", text, re.I)) for text in said]
        assert farewell == [False] * CLOSING_TURN + [True]
        assert "?" not in said[-1]


def test_the_same_request_has_the_same_reply_and_another_seed_may_have_another() -> None:
    assert bank_reply(body("therapist", 4)) == bank_reply(body("therapist", 4))
    assert len({bank_reply(body("therapist", 4, seed=s)) for s in range(5)}) == 5
    assert len({bank_reply(body("therapist", 4, system=f"You are Nova {i}.")) for i in range(20)}) > 5


def test_a_schema_is_filled_and_says_when_the_speaker_is_closing() -> None:
    properties = {"say": {"type": "string"}, "closing": {"type": "boolean"}}
    schema = {"type": "object", "properties": properties}
    asked: dict[str, Any] = {"response_format": {"type": "json_schema", "json_schema": {"schema": schema}}}
    early, late = (json.loads(bank_reply(body("therapist", n, **asked))) for n in (3, CLOSING_TURN))
    assert (early["closing"], late["closing"]) == (False, True)
    assert early["say"] == bank_reply(body("therapist", 3))


def test_a_note_is_filled_by_its_schema() -> None:
    from simulator.notes import Note

    schema = Note.model_json_schema()
    reply = json.loads(bank_reply(body("note", 5, response_format={"json_schema": {"schema": schema}})))
    assert Note.model_validate(reply).main_topics[0].text


def test_every_kind_of_schema_is_filled() -> None:
    schema = {
        "type": "object",
        "properties": {
            "a": {"enum": ["x", "y"]},
            "b": {"anyOf": [{"type": "integer", "minimum": 3}, {"type": "null"}]},
            "c": {"type": "array", "items": {"$ref": "#/$defs/d"}, "minItems": 2},
            "e": {"const": 5},
            "f": {"type": "null"},
        },
        "$defs": {"d": {"type": "object", "properties": {"g": {"type": "boolean"}}}},
    }
    assert fill(schema, iter([])) == {"a": "x", "b": 3, "c": [{"g": False}] * 2, "e": 5, "f": None}


def test_an_unknown_fault_is_a_mistake_of_the_test() -> None:
    with pytest.raises(ValueError, match="unknown fault"), running_server(faults={"4229": 1.0}):
        pass
    with running_server() as server, pytest.raises(ValueError, match="unknown fault"):
        server.play("explode")


async def _session(server: Server, name: str, turns: int) -> list[Reply]:
    model = open_model(name, NetworkConfig(attempts=20, backoff_first=0, try_seconds=5), base_url=server.url)
    messages: list[Message] = [{"role": "system", "content": "You are Nova. " * 100}]
    replies = []
    for turn in range(turns):
        messages.append({"role": "user", "content": f"I said something, number {turn}. " * 10})
        role: Role = "therapist"
        replies.append(await model.generate(Request(name, list(messages), role, CallKey("c", 1, turn, role))))
        messages.append({"role": "assistant", "content": replies[-1].text})
    await model.close()
    return replies


def test_seeded_faults_are_the_same_each_time_and_all_are_survived() -> None:
    faults = {"429": 0.1, "500": 0.1, "reset": 0.05, "malformed": 0.05, "choices_empty": 0.05}
    seen = []
    for _ in range(2):
        with running_server(faults=faults, seed=3) as server:
            replies = asyncio.run(_session(server, "direct/therapist", 12))
            assert server.calls == 12 + sum(len(r.tries) for r in replies) == 12 + server.faults.total()
            seen.append((dict(server.faults), [r.text for r in replies]))
    assert seen[0] == seen[1]
    assert sum(seen[0][0].values()) > 2


def test_a_view_that_only_grows_is_served_from_the_prefix_cache() -> None:
    with running_server() as server:
        replies = asyncio.run(_session(server, "direct/therapist", 12))
        stats = server.stats()
    assert stats["cached_chars"] > 0.6 * stats["prompt_chars"]
    assert stats["connections"] == 1
    assert [r.usage.cached_tokens or 0 for r in replies] == sorted(
        r.usage.cached_tokens or 0 for r in replies
    )


def test_it_runs_as_a_process_and_tells_its_counts() -> None:
    command = [sys.executable, "-m", "tests.servers.openai_server", "--port", "0", "--fault", "500=1.0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=with_path()) as process:
        try:
            assert process.stdout is not None
            url = process.stdout.readline().split()[-1].removesuffix("/v1")
            with urllib.request.urlopen(url + "/stats", timeout=20) as answer:
                assert json.load(answer)["calls"] == 0
        finally:
            process.terminate()

"""Against llama.cpp's own server with a tiny random model: what the local test server cannot get wrong in its own way."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simulator.models import FailureKind, Model, ModelFailure, Outcome
from simulator.models.factory import open_model
from simulator.models.network import NetworkConfig
from tests.models.calls import request, with_path
from tests.servers.tiny_llama import running_llama

NEEDED = ("xllamacpp", "gguf", "numpy")
SETTINGS = NetworkConfig(attempts=2, backoff_first=0, try_seconds=60)
pytestmark = [
    pytest.mark.realserver,
    pytest.mark.skipif(
        not all(map(importlib.util.find_spec, NEEDED)),
        reason=f"needs {', '.join(NEEDED)}: pip install .[realserver]",
    ),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_llama(tmp_path_factory.mktemp("llama")) as url:
        yield url


@pytest.fixture(params=["direct/tiny-random", "hosted_vllm/tiny-random"])
def model(request: pytest.FixtureRequest, address: str, runner: asyncio.Runner) -> Iterator[Model]:
    found = open_model(request.param, SETTINGS, base_url=address)
    yield found
    runner.run(found.close())


def test_word_salad_is_a_truncated_reply_with_true_counts(model: Model, runner: asyncio.Runner) -> None:
    reply = runner.run(model.generate(request(max_tokens=40, seed=7)))
    assert (reply.outcome, reply.finish_reason, reply.tries) == (Outcome.TRUNCATED, "length", ())
    assert reply.text.strip()
    assert reply.usage.output_tokens == 40
    assert reply.usage.input_tokens and reply.usage.input_tokens > 10
    assert reply.usage.cost is None


def test_the_same_seed_says_the_same_and_another_does_not(model: Model, runner: asyncio.Runner) -> None:
    one, same, other = (
        runner.run(model.generate(request(max_tokens=40, seed=seed, temperature=1.0))).text
        for seed in (7, 7, 8)
    )
    assert one == same != other


def test_a_view_that_grew_is_read_from_the_prefix_cache(model: Model, runner: asyncio.Runner) -> None:
    first = request("I slept badly and " * 20, max_tokens=8, seed=7)
    reply = runner.run(model.generate(first))
    first.messages.extend(
        [{"role": "assistant", "content": reply.text}, {"role": "user", "content": "And then I got up."}]
    )
    again = runner.run(model.generate(first))
    assert (again.usage.cached_tokens or 0) > 300


def test_a_context_that_is_too_long_is_typed_and_not_tried_again(
    model: Model, runner: asyncio.Runner
) -> None:
    with pytest.raises(ModelFailure) as raised:
        runner.run(model.generate(request("word " * 3_000, max_tokens=8)))
    assert (raised.value.kind, len(raised.value.tries)) == (FailureKind.CONTEXT, 1)


def test_a_schema_is_kept_even_by_random_weights(model: Model, runner: asyncio.Runner) -> None:
    properties = {"closing": {"type": "boolean"}, "mood": {"enum": ["low", "fair", "good"]}}
    schema = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    reply = runner.run(model.generate(request(max_tokens=200, seed=3, reply_schema=schema)))
    found = json.loads(reply.text)
    assert found["closing"] in (True, False) and found["mood"] in ("low", "fair", "good")


def test_a_stop_sequence_is_kept(model: Model, runner: asyncio.Runner) -> None:
    plain = runner.run(model.generate(request(max_tokens=60, seed=7))).text
    stop = plain.split()[5]
    reply = runner.run(model.generate(request(max_tokens=60, seed=7, stop=(stop,))))
    assert stop not in reply.text and plain.startswith(reply.text.rstrip())


def test_many_calls_at_once_all_come_back(model: Model, runner: asyncio.Runner) -> None:
    async def work() -> int:
        replies = await asyncio.gather(*(model.generate(request(max_tokens=10, seed=s)) for s in range(24)))
        return sum(r.usage.output_tokens == 10 for r in replies)

    assert runner.run(work()) == 24


def simulate(url: str, folder: Path) -> tuple[int, dict[str, Any]]:
    """One session of Alicia with a model at this address: exit code, and the session's record."""
    command = [
        sys.executable,
        "-m",
        "simulator",
        "--persona",
        "alicia",
        "--sessions",
        "1",
        "--runs-dir",
        str(folder),
    ]
    command += ["--run", "salad", "--model", "direct/tiny-random", "-c", "network.backoff_first=0"]
    env = {**with_path(), "DIRECT_BASE_URL": url}
    done = subprocess.run(command, capture_output=True, text=True, env=env, timeout=300)
    (record,) = folder.glob("salad/*/alicia/r01/session-01/session.json")
    return done.returncode, json.loads(record.read_text("utf-8"))


@pytest.mark.slow
def test_a_session_of_word_salad_ends_as_broken_with_its_reasons(tmp_path: Path) -> None:
    with running_llama(tmp_path, context=65_536) as url:
        code, session = simulate(url, tmp_path / "runs")
    assert (code, session["status"]) == (1, "broken")
    assert session["ending"]["details"]


@pytest.mark.slow
def test_a_session_that_outgrows_the_context_fails_typed_and_can_be_resumed(
    address: str, tmp_path: Path
) -> None:
    code, session = simulate(address, tmp_path / "runs")
    assert (code, session["status"]) == (3, "failed")
    assert session["ending"]["reason"] == "Provider Failure"
    assert "context_too_long" in session["ending"]["details"]

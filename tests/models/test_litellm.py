"""What litellm would lose, change or do on its own. (The contract tests hold what it shares with the others.)"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

from simulator.errors import InputError
from simulator.models import FailureKind, Message, Model, ModelFailure, Outcome, Request
from simulator.models import litellm_setup as setup
from simulator.models.factory import check_model, open_model
from simulator.models.network import NetworkConfig
from simulator.models.prices import Price
from tests.models.calls import request, with_path
from tests.servers.openai_server import Server

SETTINGS = NetworkConfig(attempts=2, backoff_first=0, try_seconds=20)
CLAUDE = "anthropic/claude-sonnet-4-5"


@pytest.fixture
def claude(server: Server, runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch) -> Iterator[Model]:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-test-0123456789")
    server.reset()
    found = open_model(CLAUDE, SETTINGS, base_url=server.url.removesuffix("/v1"))
    yield found
    runner.run(found.close())


def long_request(**more: object) -> Request:
    asked = request(**more)  # type: ignore[arg-type]
    history: list[Message] = [
        {"role": "assistant", "content": "And then?"},
        {"role": "user", "content": "I left."},
    ]
    asked.messages.extend(history)
    return asked


def test_claude_is_given_cache_marks_on_the_system_message_and_the_last(
    claude: Model, server: Server, runner: asyncio.Runner
) -> None:
    runner.run(claude.generate(long_request()))
    body = server.bodies[0]
    assert body["system"][0]["cache_control"] == {"type": "ephemeral"}
    marked = ["cache_control" in str(m) for m in body["messages"]]
    assert marked == [False, False, True]


def test_cache_marks_can_be_left_out(
    server: Server, runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-test-0123456789")
    settings = SETTINGS.model_copy(update={"cache_markers": False})
    model = open_model(CLAUDE, settings, base_url=server.url.removesuffix("/v1"))
    server.reset()
    runner.run(model.generate(long_request()))
    assert "cache_control" not in str(server.bodies[0])
    runner.run(model.close())


def test_what_claude_does_not_take_is_left_out_and_said(
    claude: Model, server: Server, runner: asyncio.Runner
) -> None:
    reply = runner.run(claude.generate(request(seed=7, temperature=0.5, max_tokens=50)))
    assert reply.raw["dropped"] == {"seed": 7}
    assert "seed" not in server.bodies[0]
    assert server.bodies[0]["temperature"] == 0.5


def test_a_value_the_model_turns_out_not_to_take_is_left_out_and_said(
    server: Server, runner: asyncio.Runner
) -> None:
    model = open_model("openai/gpt-5", SETTINGS, base_url=server.url)
    server.reset()
    for _ in range(2):
        reply = runner.run(model.generate(request(temperature=0.3, seed=7)))
        assert reply.raw["dropped"] == {"temperature": 0.3}
    assert [("temperature" in b, b["seed"]) for b in server.bodies] == [(False, 7)] * 2
    runner.run(model.close())


def test_a_refusal_of_claude_is_a_provider_refusal(
    claude: Model, server: Server, runner: asyncio.Runner
) -> None:
    server.play("refusal")
    reply = runner.run(claude.generate(request()))
    assert (reply.outcome, reply.text) == (Outcome.REFUSED, "")


def test_claude_reports_what_its_cache_read_and_wrote_and_what_it_cost(
    claude: Model, runner: asyncio.Runner
) -> None:
    usage = runner.run(claude.generate(request("word " * 2_000))).usage
    assert usage.input_tokens and usage.input_tokens > 2_000
    assert usage.cache_write_tokens == 100
    assert usage.cost and 0.005 < usage.cost < 0.02


def test_a_claude_reset_is_one_request_per_try(claude: Model, server: Server, runner: asyncio.Runner) -> None:
    server.play("reset", "ok")
    reply = runner.run(claude.generate(request()))
    assert ([t.kind for t in reply.tries], server.calls) == ([FailureKind.CONNECTION], 2)


def test_a_listed_model_is_priced_and_an_own_price_comes_first(
    server: Server, runner: asyncio.Runner
) -> None:
    for prices, least, most in (
        (None, 1e-7, 1e-4),
        ({"openai/gpt-4o-mini": Price(input=1e6, output=0)}, 1.0, 1e4),
    ):
        model = open_model("openai/gpt-4o-mini", SETTINGS, base_url=server.url, prices=prices)
        usage = runner.run(model.generate(request())).usage
        assert usage.cost is not None and least < usage.cost < most
        server.play("no_usage")
        assert runner.run(model.generate(request())).usage.cost is None
        runner.run(model.close())


def test_a_key_never_shows_in_a_failure(
    server: Server, runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "zq81-my-very-own-secret"
    monkeypatch.setenv("MY_OWN_VARIABLE", secret)

    model = open_model(
        "openai/gpt-4o-mini", SETTINGS, base_url="http://127.0.0.1:9/" + secret, api_key_env="MY_OWN_VARIABLE"
    )
    with pytest.raises(ModelFailure) as raised:
        runner.run(model.generate(request()))
    shown = f"{raised.value} {raised.value.tries} {raised.value.__cause__} {vars(model)}"
    assert secret not in shown
    server.reset()
    own = open_model("openai/gpt-4o-mini", SETTINGS, base_url=server.url, api_key_env="MY_OWN_VARIABLE")
    reply = runner.run(own.generate(request()))
    assert server.headers[0]["Authorization"] == f"Bearer {secret}"
    assert secret not in f"{reply}"
    for m in (model, own):
        runner.run(m.close())


@pytest.mark.parametrize("release", sorted(setup.STOLEN))
def test_the_stolen_releases_are_refused_before_they_run(
    release: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "version", lambda _: release)
    with pytest.raises(InputError, match="known to steal credentials"):
        setup.refuse_stolen()
    with pytest.raises(InputError, match="known to steal credentials"):
        open_model("openai/gpt-4o-mini", SETTINGS, base_url="http://127.0.0.1:9/v1")


def test_what_is_installed_is_not_one_of_them_and_runs_nothing_at_start() -> None:
    assert version("litellm") not in setup.STOLEN
    assert not list(Path(sysconfig.get_path("purelib")).glob("litellm*.pth"))


def test_a_provider_outside_the_table_is_asked_of_litellm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AZURE_API_KEY", raising=False)
    assert "AZURE_API_KEY" in check_model("azure/my-deployment")[0]
    problem = check_model("antropic/claude-sonnet-4-5")[0]
    assert problem.startswith("unknown provider 'antropic'")


def test_the_openai_sdk_can_still_be_had_and_behaves_the_same(
    server: Server, runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    setup.load_litellm()
    monkeypatch.setenv("EXPERIMENTAL_OPENAI_BASE_LLM_HTTP_HANDLER", "false")
    model = open_model("openai/mine", SETTINGS.model_copy(update={"attempts": 4}), base_url=server.url)
    server.reset()
    server.play("500", "reset", "choices_empty", "ok", "context", "refusal")
    reply = runner.run(model.generate(request(seed=7)))
    assert [t.kind for t in reply.tries] == ["server_error", "connection", "malformed_reply"]
    with pytest.raises(ModelFailure) as raised:
        runner.run(model.generate(request()))
    assert raised.value.kind is FailureKind.CONTEXT
    assert runner.run(model.generate(request())).outcome is Outcome.REFUSED
    assert server.calls == 6
    assert any(name.lower().startswith("x-stainless") for name in server.headers[0])
    runner.run(model.close())


_QUIET = """
import asyncio, sys
seen = []
sys.addaudithook(lambda e, a: seen.append(str(a[1])) if e == "socket.connect" else
                 seen.append(str(a[0])) if e == "socket.getaddrinfo" else None)
from simulator.models.factory import open_model
from simulator.models.network import NetworkConfig
from tests.models.calls import request, with_path
async def main():
    for name in ("openai/gpt-4o-mini", "hosted_vllm/mine", "anthropic/claude-sonnet-4-5"):
        model = open_model(name, NetworkConfig(attempts=1), base_url="http://127.0.0.1:9/v1", api_key_env="SOME_KEY")
        try:
            await model.generate(request(seed=1))
        except Exception as error:
            assert "connection" in str(error), error
        await model.close()
asyncio.run(main())
elsewhere = [s for s in seen if "127.0.0.1" not in s]
assert not elsewhere, elsewhere
assert any("127.0.0.1" in s for s in seen)
"""


@pytest.mark.slow
def test_litellm_prints_nothing_and_calls_nobody_but_the_model() -> None:
    env = {k: v for k, v in with_path().items() if not k.startswith("LITELLM")} | {
        "SOME_KEY": "sk-0123456789"
    }
    done = subprocess.run(
        [sys.executable, "-c", _QUIET], capture_output=True, text=True, env=env, timeout=120
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_an_error_that_litellm_hands_on_as_json_is_told_in_its_words(
    server: Server, runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-0123456789")
    server.reset()
    server.play("401")
    model = open_model("openai/m", SETTINGS, base_url=server.url)
    with pytest.raises(ModelFailure) as raised:
        runner.run(model.generate(request()))
    runner.run(model.close())
    assert raised.value.kind is FailureKind.AUTH
    assert "Incorrect API key" in raised.value.message and "{" not in raised.value.message

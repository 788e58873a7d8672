from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.config import load_config
from simulator.errors import InputError
from simulator.models import FailureKind, ModelFailure, Outcome
from simulator.models.catalog import providers
from simulator.models.factory import OWN_TRANSPORTS, OwnTransport, check_model, needs_network, open_model
from simulator.models.limiter import Limiters
from simulator.models.network import NetworkConfig
from simulator.models.transport import NetworkModel
from tests.models.calls import request, with_path
from tests.models.virtual_time import run

SETTINGS = NetworkConfig()


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No keys, no addresses, an empty folder."""
    for name in list(os.environ):
        if name.endswith(("_API_KEY", "_BASE_URL", "_API_BASE", "_TOKEN")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("openai/gpt-5-mini", "OPENAI_API_KEY"),
        ("gpt-4o-mini", "OPENAI_API_KEY"),
        ("anthropic/claude-sonnet-4-5", "ANTHROPIC_API_KEY"),
        ("claude-sonnet-4-5", "ANTHROPIC_API_KEY"),
        ("gemini/gemini-2.5-flash", "GEMINI_API_KEY or GOOGLE_API_KEY"),
        ("hosted_vllm/mine", "HOSTED_VLLM_API_BASE"),
        ("direct/mine", "DIRECT_BASE_URL"),
    ],
)
def test_what_is_missing_is_named_before_anything_starts(name: str, named: str) -> None:
    assert named in check_model(name)[0]
    with pytest.raises(InputError, match=named):
        open_model(name, SETTINGS)


@pytest.mark.parametrize("name", ["", "direct/", "scripted:", "recorded:", "direct/a b", "direct/a\nb"])
def test_a_name_that_names_nothing_is_refused(name: str) -> None:
    assert check_model(name, base_url="http://127.0.0.1/v1")


@pytest.mark.parametrize(
    "name",
    [
        "ollama_chat/llama3.1",
        "offline",
        "offline/cbt",
        "offline/flaky?rate=0.1",
        "scripted:a.yaml",
        "recorded:a-run",
    ],
)
def test_what_needs_no_key_is_not_asked_for_one(name: str) -> None:
    assert check_model(name) == []


def test_an_offline_model_that_is_not_there_is_refused_with_the_nearest_name() -> None:
    assert "did you mean offline/cbt" in check_model("offline/cbd")[0]


def test_an_address_must_be_one() -> None:
    assert "does not begin with http" in check_model("direct/mine", base_url="127.0.0.1:8000")[0]


def test_keys_are_read_from_the_env_file_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("OPENAI_API_KEY=sk-from-a-file-1234\nEMPTY_API_KEY=\n", encoding="utf-8")
    try:
        assert check_model("openai/gpt-5-mini") == []
        assert os.environ["OPENAI_API_KEY"] == "sk-from-a-file-1234"
        assert "EMPTY_API_KEY" not in os.environ
    finally:
        os.environ.pop("OPENAI_API_KEY", None)


def test_the_environment_comes_before_the_env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("OPENAI_API_KEY=sk-from-a-file-1234\n", encoding="utf-8")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-from-the-environment")
    check_model("openai/gpt-5-mini")
    assert os.environ["OPENAI_API_KEY"] == "sk-from-the-environment"


def test_an_own_variable_for_the_key_must_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "MY_KEY" in check_model("openai/gpt-5-mini", api_key_env="MY_KEY")[0]
    monkeypatch.setenv("MY_KEY", "x1234567")
    assert check_model("openai/gpt-5-mini", api_key_env="MY_KEY") == []


def test_models_of_one_name_share_the_runs_limiter() -> None:
    limiters = Limiters(SETTINGS)
    found = [
        open_model("direct/mine", SETTINGS, base_url="http://127.0.0.1:9/v1", limiters=limiters)
        for _ in range(2)
    ]
    one, two = (m.limiter for m in found if isinstance(m, NetworkModel))
    assert one is two is not None


def test_only_models_behind_a_network_need_it() -> None:
    assert [
        needs_network(n)
        for n in ("offline/cbt", "scripted:x", "recorded:x", "direct/x", "openai/x", "gpt-4o")
    ] == [
        *[False] * 3,
        *[True] * 3,
    ]


def test_a_transport_that_is_listed_is_found_by_its_name_with_its_own_variables(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mine = OwnTransport("simulator.models.direct", "DirectTransport", "MINE_BASE_URL", "MINE_API_KEY")
    monkeypatch.setitem(OWN_TRANSPORTS, "mine", mine)
    assert check_model("mine/a") == ["no address: set `base_url`, or the environment variable MINE_BASE_URL"]
    monkeypatch.setenv("MINE_BASE_URL", "http://127.0.0.1:9/v1")
    assert check_model("mine/a") == [] and needs_network("mine/a")
    assert isinstance(open_model("mine/a", SETTINGS), NetworkModel)
    assert "mine" in {provider.name for provider in providers() if provider.ready}


def test_a_script_file_plays_by_role_session_turn_and_attempt(tmp_path: Path) -> None:
    (tmp_path / "talk.yaml").write_text(
        """
replies:
  - {role: therapist, turn: 3, attempt: 1, text: "As an AI, I cannot."}
  - {role: therapist, turn: 3, text: "What went through your mind?"}
  - {role: therapist, turn: 5, outcome: truncated, text: "And then you"}
  - {role: patient, failure: rate_limit, retry_after: 30, times: 2}
  - {role: patient, text: "I tried it twice."}
  - {role: note, failure: content_policy}
""",
        encoding="utf-8",
    )

    async def work() -> None:
        model = open_model("scripted:talk.yaml", SETTINGS)
        assert (await model.generate(request(turn=3))).text == "As an AI, I cannot."
        assert (await model.generate(request(turn=3, attempt=2))).text == "What went through your mind?"
        assert (await model.generate(request(turn=5))).outcome is Outcome.TRUNCATED
        patient = await model.generate(request(role="patient", turn=4))
        assert (patient.text, len(patient.tries)) == ("I tried it twice.", 2)
        with pytest.raises(ModelFailure) as raised:
            await model.generate(request(role="note"))
        assert raised.value.kind is FailureKind.POLICY
        with pytest.raises(
            ModelFailure, match=r"no scripted reply for main/alicia/r01/s01.v0/t07/therapist/a1"
        ):
            await model.generate(request(turn=7))
        await model.close()

    run(work())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("replies:\n  - {role: terapist, text: a}", "role"),
        ("replies:\n  - {role: note, txt: a}", "txt"),
        ("replies:\n  - {role: note}", "say either"),
        ("replies:\n  - {text: a, failure: timeout}", "say either"),
        ("answers: []", "unknown key answers"),
        ("replies: [", "YAML"),
    ],
)
def test_a_wrong_script_is_refused_with_its_line(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "wrong.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=problem) as raised:
        open_model("scripted:wrong.yaml", SETTINGS)
    assert raised.value.line in (1, 2)


def test_a_script_that_is_not_there_is_refused() -> None:
    with pytest.raises(InputError, match="no such file"):
        open_model("scripted:nowhere.yaml", SETTINGS)


_ISOLATED = """
import sys
from simulator.models import budget, direct, failures, limiter, litellm_model, litellm_setup, prices, scripted
from simulator.models.catalog import providers
from simulator.models.factory import OWN_TRANSPORTS, OwnTransport, check_model, open_model
from simulator.models.network import NetworkConfig
assert check_model("openai/gpt-5-mini", base_url="http://127.0.0.1:9/v1") == []
open_model("openai/gpt-5-mini", NetworkConfig(), base_url="http://127.0.0.1:9/v1")
open_model("direct/x", NetworkConfig(), base_url="http://127.0.0.1:9/v1")
prices.price_of("openai/gpt-4o-mini")
assert not {"litellm", "openai"} & set(sys.modules)
"""


def test_litellm_is_imported_by_nothing_but_a_call() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _ISOLATED], capture_output=True, text=True, timeout=60, env=with_path()
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "url",
    ["http://", "http:///v1", "http://a..b/v1", "http://[::1", "http://h:99999", "http://h:0", "http://a b/v1", "http://h\n/v1"],
)  # fmt: skip
def test_an_address_of_no_server_is_refused_before_anything_starts(url: str) -> None:
    assert "not the address of a server" in check_model("direct/x", base_url=url)[0]


@pytest.mark.parametrize("name", ["direct/x", "hosted_vllm/x"])
@pytest.mark.parametrize(
    "url", ["http://me:hush-hush@h/v1", "http://h/v1?api_key=hush-hush", "http://h/v1#hush-hush"]
)
def test_a_key_within_an_address_is_refused_and_not_shown(name: str, url: str) -> None:
    [problem] = check_model(name, base_url=url)
    assert "key" in problem and "hush" not in problem


@pytest.mark.parametrize(
    "url", ["http://[::1]:8000/v1", "https://api.example.com/v1", "http://localhost:8000/v1/", "http://h."]
)
def test_usual_addresses_are_taken(url: str) -> None:
    assert check_model("direct/x", base_url=url) == []


@pytest.mark.parametrize("value", ["sk-abc\ndef", "sk-abc def", "sk-ébc", "“sk-abc”"])
@pytest.mark.parametrize(
    ("name", "variable"), [("direct/x", "DIRECT_API_KEY"), ("openai/gpt-5-mini", "OPENAI_API_KEY")]
)
def test_a_key_that_no_header_can_hold_is_refused_and_not_shown(
    name: str, variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    [problem] = check_model(name, base_url="http://127.0.0.1:9/v1")
    assert variable in problem and "sk-" not in problem


def test_an_infinite_price_is_refused() -> None:
    with pytest.raises(InputError, match="finite"):
        load_config(settings=["prices={direct/x: {input: inf, output: 1}}"])


@pytest.mark.parametrize("line", ['KEY="a\0b"', "'A=B'=c"])
def test_a_line_of_env_that_no_environment_can_hold_is_named(line: str) -> None:
    Path(".env").write_text(f"# mine\n{line}\n")
    with pytest.raises(InputError) as raised:
        check_model("offline/cbt")
    assert raised.value.line == 2

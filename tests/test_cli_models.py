from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from simulator.cli.models import command
from tests.servers.openai_server import running_server


def models(*args: str) -> Result:
    return CliRunner().invoke(command, list(args))


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No keys, no addresses, an empty folder."""
    for name in list(os.environ):
        if name.endswith(("_API_KEY", "_BASE_URL", "_API_BASE", "_TOKEN")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_list_says_what_could_be_called_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-0123456789")
    lines = models("list").stdout.splitlines()
    assert any(line.startswith("✓ offline/cbt") for line in lines)
    assert any(line.startswith("✓ openai/…") for line in lines)
    assert any(line.startswith("· anthropic/…") and "ANTHROPIC_API_KEY" in line for line in lines)
    assert "sk-0123456789" not in "".join(lines)
    ready = {row["name"]: row["ready"] for row in json.loads(models("list", "--json").stdout)}
    assert (ready["openai"], ready["anthropic"], ready["direct"]) == (True, False, False)


def test_list_with_a_word_prints_the_listed_models_and_their_prices() -> None:
    assert "openai/gpt-4o-mini " in models("list", "gpt-4o-mini").stdout
    rows = json.loads(models("list", "claude-sonnet", "--json").stdout)
    assert any(row["name"].startswith("anthropic/") and row["price"]["input"] > 0 for row in rows)


def test_every_listed_name_is_one_that_a_run_takes() -> None:
    from simulator.models.catalog import listed_models
    from simulator.models.prices import listed

    names = listed_models("claude")
    assert len(names) > 20
    assert all(listed(name) for name in names)
    assert not any(name.startswith(("bedrock_converse/", "vertex_ai-")) for name in names)


def test_show_says_what_is_known_and_what_is_missing() -> None:
    shown = models("show", "openai/gpt-4o-mini").stdout
    assert "0.15 in, 0.6 out" in shown
    assert "✗ no key: set the environment variable OPENAI_API_KEY" in shown
    assert "unpriced" in models("show", "direct/mine").stdout
    assert json.loads(models("show", "offline/cbt", "--json").stdout)["network"] is False


def test_check_exits_2_and_names_what_is_missing() -> None:
    result = models("check", "offline/cbt", "anthropic/claude-sonnet-4-5", "scripted:nowhere.yaml")
    assert result.exit_code == 2
    first, second, third, *_ = (line for line in result.stdout.splitlines() if line[0] in "✓✗")
    assert first == "✓ offline/cbt: can be used"
    assert "ANTHROPIC_API_KEY" in second
    assert "no such file" in third


def test_check_with_call_asks_the_model() -> None:
    with running_server() as server:
        result = models("check", "direct/mine", "--base-url", server.url, "--call")
        assert (result.exit_code, server.calls) == (0, 1)
        assert "answers as mine-2026" in result.stdout
        server.play("401")
        refused = models("check", "direct/mine", "--base-url", server.url, "--call")
    assert refused.exit_code == 2
    assert "authentication" in refused.stdout and "sk-wrong" not in refused.stdout

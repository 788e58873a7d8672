"""The main job over HTTP, with a fifth of all replies failing: every session completes, nothing foreign gets in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands import simulate
from tests.servers.openai_server import running_server

SHARE = 0.02
FAULTS = dict.fromkeys(
    (
        "429",
        "500",
        "reset",
        "stall",
        "malformed",
        "empty",
        "null",
        "choices_empty",
        "no_usage",
        "half_body",
    ),
    SHARE,
)
FOREIGN = ("Error", "Traceback", "rate limit", "Internal Server", "overloaded", "<html", "None", '"error"')


def settings(folder: Path, model: str, url: str) -> Path:
    """A config file whose three models answer at `url`; stalls end after a second and waits are short."""
    roles = {
        role: {"model": f"{model}/fake-{role}", "base_url": url} for role in ("patient", "therapist", "note")
    }
    network = {"try_seconds": 1.0, "backoff_first": 0.02, "backoff_longest": 0.1, "attempts": 12}
    path = folder / "wire.yaml"
    path.write_text(json.dumps({"models": roles, "network": network}))
    return path


@pytest.mark.parametrize(
    "model",
    [
        "direct",
        pytest.param("openai", marks=pytest.mark.slow),
        pytest.param("hosted_vllm", marks=pytest.mark.slow),
    ],
)
def test_twelve_sessions_complete_although_a_fifth_of_the_replies_fail(tmp_path: Path, model: str) -> None:
    with running_server(faults=FAULTS, retry_after=0.05, stall=3.0) as server:
        config = settings(tmp_path, model, server.url)
        done = simulate(
            "--persona", "alicia", "--sessions", "12", "--config", config, "--run", "w", "--json", cwd=tmp_path,
            env={"OPENAI_API_KEY": "sk-test-0123456789abcdef"}, timeout=300,
        )  # fmt: skip
        hits, faults = server.calls, sum(server.faults.values())
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["complete"] == 12 and faults > 20
    rows = [
        json.loads(line)
        for path in sorted((tmp_path / "runs/w").glob("*/*/*/session-*/attempts.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    replies = [row["reply"] for row in rows if "reply" in row]
    tries = [t for reply in replies for t in reply.get("tries", ())]
    assert hits == len(replies) + len(tries), (
        "each request on the wire is in the journal, as a reply or as a failed try"
    )
    assert all(t["kind"] and t["seconds"] >= 0 for t in tries)
    for path in (tmp_path / "runs/w").glob("*/*/*/session-*/transcript.txt"):
        talk = path.read_text("utf-8").split("Termination Details:")[0]
        assert not any(word in talk for word in FOREIGN), path
    everything = b"".join(p.read_bytes() for p in (tmp_path / "runs").rglob("*") if p.is_file())
    assert b"sk-test-0123456789" not in everything and "sk-test-0123456789" not in done.stdout + done.stderr


def test_a_provider_that_is_down_stops_the_run_resumably_and_its_words_reach_no_transcript(
    tmp_path: Path,
) -> None:
    with running_server() as server:
        config = settings(tmp_path, "direct", server.url)
        server.play(*["ok"] * 40, *["500"] * 12)
        stopped = simulate(
            "--persona", "alicia", "--sessions", "3", "--config", config, "--run", "w", cwd=tmp_path
        )
        assert stopped.returncode == 3 and "simulate resume w" in stopped.stdout, (
            stopped.stdout + stopped.stderr
        )
        before = server.calls
        again = simulate(
            "--persona", "alicia", "--sessions", "3", "--config", config, "--run", "w", "--json", cwd=tmp_path
        )
        assert again.returncode == 0, again.stdout + again.stderr
        assert before == 52 and json.loads(again.stdout)["complete"] == 3
        rerun = server.calls - 12
    with running_server() as other:
        config = settings(tmp_path, "direct", other.url)
        whole = simulate(
            "--persona", "alicia", "--sessions", "3", "--config", config, "--run", "fresh", cwd=tmp_path
        )
        assert whole.returncode == 0 and rerun == other.calls, (
            "what had been answered was not asked for again"
        )
    for path in sorted((tmp_path / "runs/w").glob("*/*/*/session-*/*")):
        if path.name != "attempts.jsonl":
            assert path.read_bytes() == Path(str(path).replace("/runs/w/", "/runs/fresh/")).read_bytes(), path


def test_a_bad_key_stops_at_once_and_is_not_repeated(tmp_path: Path) -> None:
    with running_server(faults={"401": 1.0}) as server:
        config = settings(tmp_path, "direct", server.url)
        done = simulate(
            "--persona",
            "alicia",
            "--config",
            config,
            "--run",
            "w",
            cwd=tmp_path,
            env={"DIRECT_API_KEY": "sk-wrong-0123456789"},
        )
        assert done.returncode == 3 and server.calls == 1
        assert "authentication" in done.stdout and "sk-wrong" not in done.stdout + done.stderr

"""Ten minutes of bad weather, sixty times as fast, over the whole command: real processes, real sockets."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from simulator.textformat import parse_transcript
from tests.commands import simulate
from tests.servers.openai_server import Server, running_server

WEATHER = {"429": 0.08, "500": 0.08, "reset": 0.06, "half_body": 0.02, "malformed": 0.02, "stall": 0.04}
"""Three in ten replies; a stall of a minute takes a second here."""
GONE = ((2.0, 3.0), (6.0, 7.0))
"""Seconds in which every connection breaks: the server is gone for a minute, twice."""
FOREIGN = (
    "Rate limit",
    "internal error",
    "Traceback",
    "overloaded",
    "<html",
    '"error"',
    "timed out",
    "no answer within",
)


def blow(server: Server) -> list[threading.Timer]:
    """Timers that take the server away and bring it back."""

    def gone() -> None:
        server.settings.faults = {"reset": 1.0}

    def back() -> None:
        server.settings.faults = dict(WEATHER)

    timers = [threading.Timer(at, what) for begin, end in GONE for at, what in ((begin, gone), (end, back))]
    for timer in timers:
        timer.start()
    return timers


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_a_storm_leaves_every_session_whole_and_costs_little_more(tmp_path: Path, workers: int) -> None:
    if workers > 1:
        pytest.importorskip("distributed")
    network = {"try_seconds": 1.0, "backoff_first": 0.02, "backoff_longest": 0.5, "attempts_unreached": 15}
    with running_server(faults=WEATHER, latency=0.05, retry_after=0.05, stall=1.0) as server:
        roles = {
            r: {"model": f"direct/{r}", "base_url": server.url} for r in ("patient", "therapist", "note")
        }
        config = tmp_path / "wire.yaml"
        config.write_text(json.dumps({"models": roles, "network": network}))
        timers = blow(server)
        command = (
            "--persona", "alicia,naomi,farid,dorota", "--replicates", "5", "--sessions", "3", "--concurrency", "20",
            "--config", config, "--run", "storm", "--json", "--workers", workers,
        )  # fmt: skip
        for _ in range(3):
            done = simulate(*map(str, command), cwd=tmp_path, timeout=300)
            assert done.returncode in (0, 3), done.stdout + done.stderr
            if done.returncode == 0:
                break
        for timer in timers:
            timer.cancel()
    assert done.returncode == 0, "what stopped went on with the same command"
    assert json.loads(done.stdout)["complete"] == 4 * 5 * 3
    run, answered = tmp_path / "runs/storm", 0
    for path in run.glob("*/*/*/session-*/attempts.jsonl"):
        answered += sum(json.loads(line)["row"] == "call" for line in path.read_text("utf-8").splitlines())
    for path in run.glob("*/*/*/session-*/transcript.txt"):
        text = path.read_text("utf-8")
        turns = " ".join(turn for _, turn in parse_transcript(text).turns)
        assert not any(word in turns for word in FOREIGN), path
    assert sum(server.faults.values()) > 100
    assert server.calls <= 1.6 * answered

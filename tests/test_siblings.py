"""Courses side by side: none waits for another's note, none is touched by another's failure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands import simulate
from tests.servers.openai_server import running_server

REFUSAL = "I'm sorry, but I can't help with that request. As an AI, I have to decline."


def made(folder: Path, url: str, personas: str, sessions: int) -> dict[str, Any]:
    roles = {r: {"model": f"direct/{r}", "base_url": url} for r in ("patient", "therapist", "note")}
    config = folder / "wire.yaml"
    config.write_text(json.dumps({"models": roles, "endings": {"limits": {"turns": 12}}}))
    done = simulate(
        "--persona", personas, "--sessions", str(sessions), "--run", "s", "--config", config, "--json", cwd=folder
    )  # fmt: skip
    assert done.returncode in (0, 1, 3), done.stdout + done.stderr
    return dict(json.loads(done.stdout))


def files(folder: Path, persona: str) -> dict[str, bytes]:
    run = folder / "runs/s/nova" / persona
    names = ("transcript.txt", "note.md", "ledger.json")
    return {str(p.relative_to(run)): p.read_bytes() for p in sorted(run.rglob("*")) if p.name in names}


@pytest.mark.slow
def test_a_course_whose_every_reply_is_refused_changes_nothing_in_the_others(tmp_path: Path) -> None:
    def replies(body: dict[str, Any]) -> str | None:
        return REFUSAL if "Naomi" in str(body["messages"][0]) else None

    alone, beside = tmp_path / "alone", tmp_path / "beside"
    alone.mkdir()
    beside.mkdir()
    with running_server(replies=replies) as server:
        assert made(alone, server.url, "alicia,farid", 1)["complete"] == 2
        found = made(beside, server.url, "alicia,naomi,farid", 1)
    assert (found["complete"], found["broken"]) == (2, 1)
    for persona in ("alicia", "farid"):
        assert files(alone, persona) == files(beside, persona) != {}


def test_a_note_is_written_while_other_courses_talk(tmp_path: Path) -> None:
    with running_server(latency=0.02, latency_spread=0.5) as server:
        assert made(tmp_path, server.url, "alicia,naomi,farid", 2)["complete"] == 6
        asked = [body["model"] for body in server.bodies]
    first, last = asked.index("note"), len(asked) - 1 - asked[::-1].index("note")
    assert {"patient", "therapist"} <= set(asked[first:last])
    assert server.most_in_flight >= 3

"""What a provider's prefix cache could serve of a session's prompts, against views that only grow."""

from __future__ import annotations

import itertools
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from tests.commands import simulate
from tests.servers.openai_server import running_server


def text_of(body: dict[str, Any]) -> str:
    return "".join(f"<{m['role']}>{m['content']}" for m in body["messages"])


def shared(one: str, other: str) -> int:
    """Characters at the beginning that are alike."""
    return next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


@pytest.mark.parametrize("faults", [{}, {"empty": 0.1, "refusal": 0.05}])
def test_nearly_all_that_a_growing_view_could_reuse_is_reused(
    tmp_path: Path, faults: dict[str, float]
) -> None:
    with running_server(faults=faults) as server:
        roles = {r: {"model": f"direct/{m}", "base_url": server.url} for r, m in
                 (("patient", "patient"), ("therapist", "therapist"), ("note", "therapist"))}  # fmt: skip
        config = tmp_path / "wire.yaml"
        config.write_text(json.dumps({"models": roles, "endings": {"limits": {"turns": 21}}}))
        done = simulate("--persona", "alicia", "--sessions", "1", "--config", config, cwd=tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr
        bodies = list(server.bodies)
    asked: dict[str, list[str]] = defaultdict(list)
    for body in bodies:
        asked[body["model"]].append(text_of(body))
    assert len(asked["therapist"]) > 10 and "<assistant>" in asked["therapist"][-1]
    reused = could = 0
    for prompts in asked.values():
        for before, after in itertools.pairwise(prompts):
            # A discarded attempt's reminder stands at the end of one prompt and in no later one.
            reused += shared(before, after)
            could += min(len(before), len(after))
    assert reused >= 0.99 * could

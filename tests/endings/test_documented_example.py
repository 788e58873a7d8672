"""The example in docs/endings.md, used as it stands, ends sessions at their goodbye."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from simulator.endings import load_rules
from tests.commands import ROOT, simulate

(EXAMPLE,) = re.findall(r"(?ms)^```yaml\n(.*?)^```", (ROOT / "docs" / "endings.md").read_text("utf-8"))


@pytest.mark.slow
def test_a_copy_of_the_documented_rules_ends_offline_sessions_at_the_goodbye(tmp_path: Path) -> None:
    rules = tmp_path / "mine.yaml"
    rules.write_text(EXAMPLE, encoding="utf-8")
    named = {rule.id for rule in load_rules(rules, turn_limit=40).endings}
    done = simulate(
        "--persona", "alicia,graham,ingrid", "--sessions", "2", "--run", "x", "-c", "endings.rules=mine.yaml", cwd=tmp_path
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    endings = [json.loads(p.read_text("utf-8"))["ending"] for p in (tmp_path / "runs").rglob("session.json")]
    assert [(e["reason"], e["rule"] in named) for e in endings] == [("Natural Session End", True)] * 6

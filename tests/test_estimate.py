"""What a dry run expects: the calls of every model that is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from simulator.config import load_config
from simulator.estimate import TURNS, estimate, estimate_text
from simulator.planning import work_from
from tests.commands import simulate

JUDGED = {"models.judge.model": "openai/gpt-4o-mini"}


def _expected(personas: str = "alicia", **flags: Any) -> dict[str, Any]:
    config = load_config(flags={"sessions": 2, **{k.replace("__", "."): v for k, v in flags.items()}})
    return estimate(work_from(personas.split(","), {"nova": config}, check_models=False))


def test_without_a_judge_none_is_expected() -> None:
    assert "judge" not in _expected()["roles"]


def test_a_judge_of_every_attempt_is_one_call_each_and_is_paid_for() -> None:
    plain = _expected()
    judged = _expected(**JUDGED, guard__judge__when="always")
    judge = judged["roles"]["judge"]
    assert judge["calls"] == 2 * TURNS and judge["cost"] > 0 and judge["input_tokens"] > 300 * judge["calls"]
    assert judged["calls"] == plain["calls"] + judge["calls"]
    assert judged["cost"] == plain["cost"] + judge["cost"]
    assert judge["basis"] == "asked about every attempt"


def test_a_judge_that_is_asked_where_the_checks_are_unsure_is_a_guess_that_says_from_what() -> None:
    always = _expected(**JUDGED, guard__judge__when="always")["roles"]["judge"]
    unsure = _expected(**JUDGED)["roles"]["judge"]
    assert 0 < unsure["calls"] < 0.5 * always["calls"]
    assert f"{100 * unsure['calls'] / always['calls']:.0f} % of attempts" in unsure["basis"]
    wordy = _expected(**JUDGED, session__therapist_words=200, session__therapist_words_most=300)["roles"][
        "judge"
    ]
    assert unsure["calls"] < wordy["calls"] < always["calls"]


def test_no_call_is_expected_where_the_check_that_is_unsure_is_off() -> None:
    assert _expected(**JUDGED, guard__checks__voice=False)["roles"]["judge"]["calls"] == 0


def test_an_unpriced_judge_leaves_the_whole_unpriced() -> None:
    found = _expected(
        **{"models.judge.model": "direct/mine", "models.judge.base_url": "http://localhost:1/v1"}
    )
    assert found["roles"]["judge"]["cost"] is None and found["cost"] is None


def test_the_dry_run_says_the_judges_calls_in_one_line(tmp_path: Path) -> None:
    options = (
        "--persona",
        "alicia",
        "--sessions",
        "4",
        "-c",
        "models.judge.model=openai/gpt-4o-mini",
        "--dry-run",
    )
    done = simulate(*options, cwd=tmp_path)
    (line,) = [x for x in done.stdout.splitlines() if x.startswith("#   judge ")]
    assert "calls" in line and "$" in line and "where the checks are unsure" in line
    found = json.loads(simulate(*options, "--json", cwd=tmp_path).stdout)["estimate"]
    assert line.removeprefix("# ") in estimate_text(found)

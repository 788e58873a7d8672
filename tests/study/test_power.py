"""Power against published tables and against the design's own table."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.config import load_config
from simulator.planning import work_from
from simulator.study.design import STUDY, StudyDesign
from simulator.study.plan import plan_study, plan_text
from simulator.study.power import (
    Layout,
    detectable,
    effect_of_rates,
    mcnemar_power,
    power_of,
    reachable_level,
    replicates_for,
)


@pytest.mark.parametrize(("dz", "pairs"), [(0.2, 199), (0.3, 90), (0.5, 34), (0.8, 15)])
def test_pairs_for_a_power_of_80_per_cent_are_those_of_the_paired_t_test(dz: float, pairs: int) -> None:
    assert replicates_for(dz, 1, "these") == pytest.approx(pairs, abs=1)


@pytest.mark.parametrize(
    ("first", "second", "pairs", "power"),
    [
        (0.3, 0.1, 60, 0.78),
        (0.3, 0.1, 100, 0.96),
        (0.2, 0.1, 200, 0.85),
        (0.4, 0.2, 100, 0.89),
        (0.1, 0.02, 200, 0.94),
    ],
)
def test_power_of_mcnemar_is_the_simulated_one(first: float, second: float, pairs: int, power: float) -> None:
    assert mcnemar_power(first, second, pairs) == pytest.approx(power, abs=0.03)


def test_levels_that_cannot_be_reached_are_no_levels() -> None:
    assert reachable_level(5, 0.05) == 0.0 and reachable_level(6, 0.05) == 0.03125
    assert reachable_level(6, 0.03125) == 0.0 and reachable_level(200, 0.05) == 0.05
    assert power_of(2.0, Layout(1, 5, "these")) == 0.0 and detectable(Layout(1, 5, "these")) is None


def test_what_is_detectable_is_detected_with_that_power() -> None:
    for layout in (Layout(2, 8, "these"), Layout(12, 5, "general", 0.5)):
        dz = detectable(layout)
        assert dz is not None and power_of(dz, layout) == pytest.approx(0.8, abs=0.001)


def test_replicates_do_not_make_up_for_personas() -> None:
    assert replicates_for(0.3, 6, "general", spread=1.0) is None
    assert replicates_for(0.8, 12, "general", spread=0.5) is not None


def test_the_effect_of_two_rates() -> None:
    assert effect_of_rates(0.05, 0.1, 22) == pytest.approx(0.05 / (0.05 * 0.95 / 22 + 0.1 * 0.9 / 22) ** 0.5)


def test_the_cost_of_a_judged_study_holds_judge_and_planted_controls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "for-the-check-only")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "for-the-check-only")
    config = load_config(
        flags={
            "sessions": 4,
            "replicates": 8,
            "models.patient.model": "openai/gpt-4o",
            "models.therapist.model": "openai/gpt-4o",
        }
    )
    arms = {"a": config, "b": config.model_copy(update={"prompt": "nova-brief"})}

    def planned(**judge: object) -> dict[str, Any]:
        design = StudyDesign.model_validate(judge)
        return plan_study(work_from(["alicia", "naomi"], arms, {STUDY: design.model_dump(mode="json")}))

    plain = planned()
    judged = planned(judge={"model": "anthropic/claude-sonnet-4-5", "controls": 5})
    controls = judged["controls"]
    assert plain["judge"] is plain["controls"] is None
    assert (
        controls["sessions"] == 12
    )  # five of each kind, over two personas: three replicates, sound and poor
    assert 0 < controls["cost"] < plain["cost"] and judged["estimate"] == plain["estimate"]
    assert judged["cost"] == pytest.approx(plain["cost"] + judged["judge"]["cost"] + controls["cost"])
    assert "planted controls, 12 sessions: " in plan_text(judged) and "controls" not in plan_text(plain)

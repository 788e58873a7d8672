"""A run that exists is taken up again with what its plan says."""

from __future__ import annotations

from simulator.config import load_config
from simulator.planning import work_from, work_of
from simulator.store.plan import Plan


def test_a_plan_from_before_a_setting_went_is_still_followed() -> None:
    work = work_from(["alicia"], {"nova": load_config(None, (), {})})
    data = work.plan().model_dump(mode="json")
    data["arms"][0]["settings"]["guard"]["retries"]["per_run"] = None
    assert work_of(Plan.model_validate(data)).plan() == work.plan()

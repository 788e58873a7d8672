"""Making small studies offline, in the process."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from simulator.config import load_config
from simulator.made import Made as Outcome
from simulator.planning import Work, work_from
from simulator.store.runs import Run
from simulator.study.analyse import analyse
from simulator.study.design import STUDY, StudyDesign, check_design
from simulator.study.make import make_study
from simulator.study.result import StudyResult

ARMS: Mapping[str, Mapping[str, Any]] = {"a": {"prompt": "nova"}, "b": {"prompt": "control-lecture"}}


@dataclass(frozen=True)
class Made:
    """A study that was made."""

    run: Run
    work: Work
    outcome: Outcome

    @cached_property
    def result(self) -> StudyResult:
        return analyse(self.run)


def make(
    folder: Path,
    *,
    arms: Mapping[str, Mapping[str, Any]] = ARMS,
    personas: Sequence[str] = ("alicia", "naomi"),
    sessions: int = 1,
    replicates: int = 2,
    judge: Mapping[str, Any] | None = None,
    name: str = "s",
    **design: Any,
) -> Made:
    """Make a study, or go on with it."""
    shared = {"sessions": sessions, "replicates": replicates}
    configs = {arm: load_config(flags={**shared, **changes}) for arm, changes in arms.items()}
    if judge is not None:
        design["judge"] = {"model": "offline/cbt", **judge}
    made = StudyDesign.model_validate(design)
    check_design(made, list(arms), sessions)
    work = work_from(personas, configs, {STUDY: made.model_dump(mode="json")})
    there = (folder / name / "run.yaml").is_file()
    run = Run.open(name, folder, write=True) if there else Run.create(folder, name, work.plan())
    with run:
        if there:
            run.change_plan(work.plan(), [])
        outcome = asyncio.run(make_study(run, work))
    return Made(Run.open(name, folder), work, outcome)

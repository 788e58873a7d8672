"""Planted controls: a judge worth its name rates sound sessions above a poor therapist's, above shuffled and above cut ones.

The sound sessions are planted as well, so that whether a judge is believed does not hang on how good the study's arms are.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from simulator.made import Made
from simulator.planning import Work, work_from
from simulator.progress import Progress
from simulator.runner import make_run
from simulator.seeds import derive
from simulator.store.runs import Run
from simulator.study.design import CONTROL_PROMPTS, JudgeSettings
from simulator.study.paths import CONTROLS, study_folder
from simulator.transcript import Turn

CUT = 0.4
"""The share of a cut transcript that is left: its beginning."""


def shuffled(turns: Sequence[Turn], seed: int) -> list[Turn]:
    """The same turns in another order, speakers still alternating as far as they did."""
    rng = random.Random(seed)
    pools = {s: [t for t in turns if t.speaker == s] for s in ("patient", "therapist")}
    for pool in pools.values():
        rng.shuffle(pool)
    return [pools[t.speaker].pop() for t in turns]


def cut(turns: Sequence[Turn]) -> list[Turn]:
    """The first turns of a session, broken off."""
    return list(turns[: max(2, math.floor(len(turns) * CUT))])


def control_work(work: Work, settings: JudgeSettings) -> Work:
    """Sound and poor first sessions of the same personas, otherwise made as the first arm's."""
    config = work.arms[0].config
    replicates = math.ceil(settings.controls / len(work.personas))
    shared = {
        "sessions": 1, "replicates": replicates, "seed": derive(config.seed, CONTROLS),
        "budget": type(config.budget)(),
    }  # fmt: skip
    arms = {
        name: config.model_copy(update={**shared, "prompt": prompt})
        for name, prompt in CONTROL_PROMPTS.items()
    }
    names = [str(p.file) if p.file else p.id for p in work.personas]
    return work_from(names, arms, check_models=False)  # the study's own models, checked already


async def make_controls(run: Run, work: Work, settings: JudgeSettings, progress: Progress) -> Made:
    """Make what is missing of the planted sessions, in a run of their own inside the study's folder."""
    planted = control_work(work, settings)
    folder = study_folder(run)
    if (folder / CONTROLS / "run.yaml").is_file():
        made = Run.open(folder / CONTROLS, write=True)
        made.change_plan(planted.plan(), []) if made.plan != planted.plan() else None
    else:
        made = Run.create(folder, CONTROLS, planted.plan())
    with made:
        return await make_run(made, planted, progress, accept_changes=True)

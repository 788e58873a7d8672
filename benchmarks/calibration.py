"""Whether the verdicts of a study can be trusted: by simulation of studies whose truth is known.

    python -m benchmarks.calibration            all of it, about 15 minutes on one core
    python -m benchmarks.calibration --quick    a tenth of the studies
    python -m benchmarks.calibration --only intervals

Prints tables in Markdown; those of docs/study.md were made so.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from simulator.config import load_config
from simulator.planning import work_from
from simulator.runner import make_run
from simulator.store.runs import Run
from simulator.study import effects, statistics
from simulator.study.collect import collect
from simulator.study.metrics import find_metric
from simulator.study.power import Layout, detectable, effect_of_rates, power_of, replicates_for
from simulator.study.statistics import Population, estimate
from simulator.study.values import metric_values

Noise = Callable[[np.random.Generator, int], NDArray[np.float64]]
RESAMPLES = 999
"""Of each simulated study; a real one takes more."""


def normal(rng: np.random.Generator, count: int) -> NDArray[np.float64]:
    """Differences as of a mean of many turns."""
    return rng.normal(size=count)


def skewed(rng: np.random.Generator, count: int) -> NDArray[np.float64]:
    """Differences of two skewed outcomes, the second more so than the first: a ratio, a cost."""
    return (rng.exponential(1.5, count) - rng.exponential(1.0, count) - 0.5) / np.sqrt(1.5**2 + 1)


def rates(rng: np.random.Generator, count: int) -> NDArray[np.float64]:
    """Differences of two shares of four sessions, at 20 %: broken rate."""
    return (rng.binomial(4, 0.2, count) - rng.binomial(4, 0.2, count)) / 4 / np.sqrt(2 * 0.2 * 0.8 / 4)


NOISES: tuple[Noise, ...] = (normal, skewed, rates)


@dataclass(frozen=True)
class Setting:
    """One kind of study."""

    population: Population
    personas: int
    replicates: int
    spread: float
    """Standard deviation of the personas' own effects, in dz."""


SETTINGS = (
    Setting("these", 1, 8, 0.0),
    Setting("these", 2, 4, 0.5),
    Setting("these", 2, 8, 0.0),
    Setting("these", 2, 8, 0.5),
    Setting("these", 2, 8, 2.0),
    Setting("these", 2, 20, 0.5),
    Setting("these", 3, 8, 0.5),
    Setting("these", 6, 5, 0.5),
    Setting("general", 2, 8, 0.5),
    Setting("general", 4, 8, 0.5),
    Setting("general", 6, 8, 0.5),
    Setting("general", 8, 5, 0.5),
    Setting("general", 12, 5, 0.5),
    Setting("general", 12, 5, 2.0),
)


def simulated(
    setting: Setting, effect: float, noise: Noise, rng: np.random.Generator
) -> dict[str, list[float]]:
    """The pairs of one study.

    For `these` the personas' own effects are centred, so that the truth of this very study is `effect`; for `general` they are
    drawn from a population whose mean it is.
    """
    own = setting.spread * rng.normal(size=setting.personas)
    if setting.population == "these":
        own -= own.mean()
    return {f"p{i}": list(effect + each + noise(rng, setting.replicates)) for i, each in enumerate(own)}


def table(head: Sequence[str], rows: Iterator[Sequence[str]]) -> None:
    """Print a table row by row, as they come."""
    print("| " + " | ".join(head) + " |\n|" + "---|" * len(head), flush=True)
    for row in rows:
        print("| " + " | ".join(row) + " |", flush=True)
    print(flush=True)


def intervals(studies: int) -> Iterator[Sequence[str]]:
    """False positives and coverage where there is no difference."""
    for s in SETTINGS:
        for noise in NOISES:
            rng = np.random.default_rng(
                [7, s.personas, s.replicates, int(10 * s.spread), NOISES.index(noise)]
            )
            found = [
                estimate(simulated(s, 0.0, noise, rng), s.population, seed=i, resamples=RESAMPLES)
                for i in range(studies)
            ]
            made = [e for e in found if e is not None]
            wrong = sum(e.p < 0.05 for e in made) / len(made)
            with_interval = [(e.low, e.high) for e in made if e.low is not None and e.high is not None]
            covered = sum(low <= 0 <= high for low, high in with_interval) / len(with_interval)
            floor = made[0].p_floor
            yield (
                s.population, str(s.personas), str(s.replicates), f"{s.spread:g}", noise.__name__,
                f"{wrong:.1%}" if floor < 0.05 else f"none can be had (floor {floor:.3g})", f"{covered:.1%}",
                made[0].interval.split(",")[0].split(" of ")[0],
            )  # fmt: skip


def family(studies: int) -> Iterator[Sequence[str]]:
    """False verdicts over three primaries, Holm-adjusted."""
    for correlation in (0.0, 0.5):
        rng = np.random.default_rng([8, int(10 * correlation)])
        wrong = 0
        for i in range(studies):
            common = rng.normal(size=(2, 8))
            ps = []
            for _ in range(3):
                own = np.sqrt(correlation) * common + np.sqrt(1 - correlation) * rng.normal(size=(2, 8))
                made = estimate({"p0": list(own[0]), "p1": list(own[1])}, "these", seed=i, resamples=9)
                ps.append(made.p if made else 1.0)
            wrong += min(effects.holm(ps)) < 0.05
        yield "3", "2 x 8", f"{correlation:g}", f"{wrong / studies:.1%}"


def powers(studies: int) -> Iterator[Sequence[str]]:
    """Power found against power planned."""
    for s in SETTINGS:
        layout = Layout(s.personas, s.replicates, s.population, s.spread)
        effect = detectable(layout)
        if effect is None:
            continue
        rng = np.random.default_rng([9, s.personas, s.replicates, int(10 * s.spread)])
        hits = 0
        for i in range(studies):
            made = estimate(simulated(s, effect, normal, rng), s.population, seed=i, resamples=9)
            hits += made is not None and made.p < 0.05
        planned = power_of(effect, layout)
        yield (
            s.population, str(s.personas), str(s.replicates), f"{s.spread:g}", f"{effect:.2f}", f"{planned:.0%}",
            f"{hits / studies:.1%}",
        )  # fmt: skip


RATE, TURNS = 0.08, 10
"""Share of the therapist's calls that the offline model breaks in one arm, and the therapist's turns of a session, about."""
POOL = 400


def planted(studies: int) -> Iterator[Sequence[str]]:
    """One arm of the offline model breaks twice as often: found at the n that the plan names?"""
    personas = ("alicia", "naomi")
    with tempfile.TemporaryDirectory() as folder:
        pool = asyncio.run(_pool(Path(folder), personas, POOL // len(personas)))
    spread = float(np.mean([np.std(d, ddof=1) for d in pool.values()]))
    difference = float(np.mean([np.mean(d) for d in pool.values()]))
    pilot = effect_of_rates(RATE / 2, RATE, 2 * TURNS)  # a turn in two is the therapist's
    for name, dz in (
        ("from the rates alone", pilot),
        ("from a pilot's mean and spread", difference / spread),
    ):
        replicates = replicates_for(dz, len(personas), "these")
        if replicates is None or replicates > POOL // len(personas):
            yield name, f"{dz:.2f}", "no number", "80%", "-"
            continue
        rng = np.random.default_rng(11)
        hits = 0
        for i in range(studies):
            data = {p: list(rng.choice(d, replicates, replace=False)) for p, d in pool.items()}
            made = estimate(data, "these", seed=i, resamples=9)
            hits += made is not None and made.p < 0.05 and made.mean > 0
        yield name, f"{dz:.2f}", f"2 x {replicates}", "80%", f"{hits / studies:.1%}"


async def _pool(folder: Path, personas: Sequence[str], replicates: int) -> dict[str, list[float]]:
    """Paired differences of the share of turns broken at the first attempt, from sessions that were really simulated."""
    flaky = "models.therapist.model"
    arms = {
        name: load_config(
            flags={"sessions": 1, "replicates": replicates, flaky: f"offline/flaky?rate={rate}"}
        )
        for name, rate in (("a", RATE), ("b", 2 * RATE))
    }
    work = work_from(personas, arms)
    with Run.create(folder, "pool", work.plan()) as run:
        await make_run(run, work)
    data = collect(run)
    values = metric_values(find_metric("broken_turn_rate"), data).of["started"]
    return {
        p: [values["b", p, r] - values["a", p, r] for q, r in data.pairs() if q == p and ("a", p, r) in values and ("b", p, r) in values]
        for p in personas
    }  # fmt: skip


def main() -> None:
    """Print the tables that are asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--studies", type=int, default=1000, help="simulated studies for each row")
    parser.add_argument("--quick", action="store_true", help="a tenth of them")
    parser.add_argument("--only", choices=["intervals", "family", "power", "planted"])
    given = parser.parse_args()
    statistics.FLIPS = 1_999  # of each simulated study; a real one takes more
    studies = given.studies // 10 if given.quick else given.studies
    places = ("claim", "personas", "replicates", "spread")
    tables: dict[str, tuple[str, Sequence[str], Callable[[int], Iterator[Sequence[str]]]]] = {
        "intervals": ("No difference: false positives (3-7 %), coverage (93-97 %)", (*places, "outcome", "p < .05", "covered", "interval"), intervals),
        "family": ("No difference in three primaries: any false verdict", ("primaries", "pairs", "correlation", "false verdict"), family),
        "power": ("Power at the effect that the plan calls detectable", (*places, "dz", "planned", "found"), powers),
        "planted": ("One arm breaks twice as many turns (offline model)", ("dz", "value", "pairs named by the plan", "planned", "found"), planted),
    }  # fmt: skip
    for name, (title, head, rows) in tables.items():
        if given.only in (None, name):
            print(f"### {title}\n\n{studies:,} simulated studies a row.\n", flush=True)
            table(head, rows(studies))


if __name__ == "__main__":
    main()

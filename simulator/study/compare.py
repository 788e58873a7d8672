"""Two arms, one outcome: pairs, estimate, tests, per persona."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from simulator.study import effects, statistics
from simulator.study.collect import StudyData
from simulator.study.power import noncentrality_for
from simulator.study.result import ArmValue, Comparison, McNemarTable, Pair, PersonaDifference, Point, View
from simulator.study.statistics import Population
from simulator.study.values import Values

POWER = 0.8


def compare_arms(
    values: Values, data: StudyData, first: str, second: str, view: View, population: Population, *,
    alpha: float, seed: int,
) -> Comparison:  # fmt: skip
    """Compare two arms in one outcome. p values are not adjusted yet.

    Args:
        values: of the outcome.
        data: the study.
        first: the arm that is compared with.
        second: the arm whose difference to it is taken.
        view: which sessions.
        population: which personas the claim is about.
        alpha: level of a test, for what could be detected.
        seed: of the resampling.
    """
    found = pairs_of(values, data, first, second, view)
    planned = len(data.personas) if values.level == "persona" else len(data.personas) * data.replicates
    by_persona = {p: [x.second - x.first for x in found if x.persona == p] for p in data.personas}
    made = statistics.estimate(by_persona, population, seed=seed)
    sizes = effects.effect_sizes([x.first for x in found], [x.second for x in found])
    factor = None
    if made and made.se:
        factor = noncentrality_for(made.units, max(1, made.units - 1), alpha, POWER)
    return Comparison(
        first=first, second=second, view=view, pairs=len(found), missing=planned - len(found),
        difference=made.mean if made else None,
        low=made.low if made else None,
        high=made.high if made else None,
        interval=made.interval if made else "none: no pair",
        p=made.p if made else None,
        p_adjusted=None, adjustment="",
        p_floor=made.p_floor if made else None,
        exact=made.exact if made else False,
        units=made.units if made else 0,
        dz=sizes.dz, cliffs_delta=sizes.cliffs_delta, superiority=sizes.superiority,
        detectable=factor * made.se if made and made.se and factor is not None else None,
        mcnemar=_mcnemar(found) if values.yes_no else None,
        personas=_forest(by_persona, seed),
        values=tuple(found),
    )  # fmt: skip


def pairs_of(values: Values, data: StudyData, first: str, second: str, view: View) -> list[Pair]:
    """The pairs that have a value in both arms."""
    of = values.of.get(view, {})
    keys = [(p, 0) for p in data.personas] if values.level == "persona" else list(data.pairs())
    return [
        Pair(persona=p, replicate=r, first=of[first, p, r], second=of[second, p, r])
        for p, r in keys
        if (first, p, r) in of and (second, p, r) in of
    ]


def adjusted(comparisons: Sequence[Comparison], method: str) -> list[Comparison]:
    """The comparisons with p values adjusted over all of them: `Holm`, or `Benjamini-Hochberg`.

    Holm's family is what was declared: a comparison without a p counts as one that shows nothing. The floors are adjusted as
    well: an outcome whose adjusted floor is above the level cannot be decided, whatever the data.
    """
    holm = method == "Holm"
    tested = [i for i, c in enumerate(comparisons) if holm or c.p is not None]
    adjust = effects.holm if holm else effects.benjamini_hochberg
    ps = adjust([_or_one(comparisons[i].p) for i in tested])
    floors = adjust([_or_one(comparisons[i].p_floor) for i in tested])
    done = list(comparisons)
    for i, p, floor in zip(tested, ps, floors, strict=True):
        if comparisons[i].p is not None:
            update = {"p_adjusted": p, "p_floor_adjusted": floor, "adjustment": method, "family": len(tested)}
            done[i] = comparisons[i].model_copy(update=update)
    return done


def _or_one(p: float | None) -> float:
    return 1.0 if p is None else p


def arm_value(values: Values, arm: str, view: View, personas: Sequence[str]) -> ArmValue:
    """An outcome in one arm; personas count alike."""
    of = {key: v for key, v in values.of.get(view, {}).items() if key[0] == arm}
    means = {
        p: sum(found) / len(found) for p in personas if (found := [v for k, v in of.items() if k[1] == p])
    }
    within = effects.mean_interval(list(of.values()))
    return ArmValue(
        courses=len(of), mean=sum(means.values()) / len(means) if means else None,
        low=within[0] if within else None, high=within[1] if within else None, personas=means,
    )  # fmt: skip


def trajectory(by_session: Mapping[int, Sequence[float]]) -> tuple[Point, ...]:
    """An outcome of one arm over the sessions."""
    points = []
    for number, found in sorted(by_session.items()):
        within = effects.mean_interval(found)
        low, high = within or (None, None)
        points.append(
            Point(session=number, mean=sum(found) / len(found), low=low, high=high, count=len(found))
        )
    return tuple(points)


def _mcnemar(pairs: Sequence[Pair]) -> McNemarTable | None:
    if not pairs:
        return None
    found = effects.mcnemar([x.first > 0 for x in pairs], [x.second > 0 for x in pairs])
    return McNemarTable(
        only_first=found.only_first,
        only_second=found.only_second,
        both=found.both,
        neither=found.neither,
        p=found.p,
    )


def _forest(by_persona: Mapping[str, Sequence[float]], seed: int) -> tuple[PersonaDifference, ...]:
    rows = []
    for persona, differences in by_persona.items():
        if made := statistics.alone(differences, seed=seed):
            mean, low, high = made
            rows.append(
                PersonaDifference(persona=persona, pairs=len(differences), mean=mean, low=low, high=high)
            )
    return tuple(rows)


def without_numbers(comparison: Comparison) -> Comparison:
    """The comparison of an outcome that is not valid: that there is one, and nothing else."""
    return comparison.model_copy(
        update={
            **dict.fromkeys(
                ("difference", "low", "high", "p", "p_adjusted", "p_floor_adjusted", "dz", "cliffs_delta", "superiority", "detectable")
            ),
            "interval": "none: not valid for this claim", "mcnemar": None, "personas": (), "values": (),
        }
    )  # fmt: skip


def unknown(name: str) -> Values:
    """A declared outcome that nothing here can compute: it counts among the primaries all the same."""
    return Values(name, name, "", "neither", "session", False, False, "", {"started": {}, "kept": {}})


def blanked(values: Values) -> Values:
    """The outcome without its values."""
    return replace(values, of={"started": {}, "kept": {}}, by_session={})

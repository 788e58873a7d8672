"""From the sessions on disk to the result of a study. Reads, computes, writes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from simulator import __version__
from simulator.errors import InputError
from simulator.plural import many
from simulator.store.plan import ArmPlan, flat
from simulator.store.runs import Run
from simulator.study import effects, statistics
from simulator.study.collect import StudyData, collect
from simulator.study.compare import (
    adjusted,
    arm_value,
    blanked,
    compare_arms,
    trajectory,
    unknown,
    without_numbers,
)
from simulator.study.design import StudyDesign, design_of
from simulator.study.judge.verdicts import Judged, judged_values, reached, read_judged
from simulator.study.methods import methods_text
from simulator.study.metrics import all_metrics
from simulator.study.money import cost_of
from simulator.study.rating.agreement import study_agreement
from simulator.study.result import (
    ArmInfo,
    ArmIntegrity,
    Comparison,
    Outcome,
    StudyResult,
    Verdict,
    View,
)
from simulator.study.statistics import Population
from simulator.study.values import Values, metric_values
from simulator.study.verdict import (
    about_of,
    beyond_reach,
    claim_of,
    reasons_to_withhold,
    regeneration_differs,
    verdict,
)
from simulator.transcript import SessionStatus

VIEWS: tuple[View, ...] = ("started", "kept")


def analyse(run: Run) -> StudyResult:
    """The result of a study, as far as it has come.

    Args:
        run: open for reading or writing.

    Raises:
        InputError: the run is no study. StoreError: a record is damaged.
    """
    design = design_of(run.plan)
    if design is None:
        raise InputError(f"{run.name!r} is a run, not a study", remedy="simulate ab makes studies")
    data = collect(run, design.first_scored)
    judged = read_judged(run)
    population = (
        statistics.default_population(len(data.personas))
        if design.population == "auto"
        else design.population
    )
    integrity = tuple(_integrity(arm, data) for arm in run.plan.arms)
    outcomes = _outcomes(data, design, judged, population, run.plan.seed)
    claim = claim_of(data.personas, population)
    verdicts = _verdicts(outcomes, integrity, design, population)
    result = StudyResult(
        run=run.name,
        code_version=__version__,
        design=design.model_dump(mode="json"),
        arms=tuple(_arm(arm, run.plan.arms[0], data, run.plan.hashes) for arm in run.plan.arms),
        personas=data.personas,
        sessions=run.plan.sessions,
        replicates=run.plan.replicates,
        seed=run.plan.seed,
        population=population,
        claim=claim,
        verdicts=tuple(verdicts),
        warnings=tuple(_warnings(run, data, outcomes, integrity, design, judged)),
        outcomes=tuple(outcomes),
        integrity=integrity,
        judge=judged.report.model_copy(update={"reached": reached(judged, data)}) if judged else None,
        agreement=study_agreement(run, data, judged),
        cost=cost_of(run, judged),
        methods="",
        hashes=dict(run.plan.hashes),
    )
    return result.model_copy(update={"methods": methods_text(result)})


def _outcomes(
    data: StudyData, design: StudyDesign, judged: Judged | None, population: Population, seed: int
) -> list[Outcome]:
    found = [metric_values(metric, data) for metric in all_metrics().values()]
    found += judged_values(judged, data) if judged else []
    found += [unknown(name) for name in design.primaries if name not in {v.name for v in found}]
    invalid = judged.invalid() if judged else {}
    found = [blanked(v) if v.name in invalid else v for v in found]
    found.sort(
        key=lambda v: design.primaries.index(v.name) if v.name in design.primaries else len(design.primaries)
    )
    family = len(design.primaries) * (len(data.arms) - 1)
    comparisons = {
        v.name: _compared(
            v, data, population, design.alpha / family if v.name in design.primaries else design.alpha, seed
        )
        for v in found
    }
    for view in VIEWS:
        _adjust(comparisons, view, [v.name for v in found if v.name in design.primaries], "Holm")
        _adjust(
            comparisons, view, [v.name for v in found if v.name not in design.primaries], "Benjamini-Hochberg"
        )
    return [_outcome(v, comparisons[v.name], data, design, invalid) for v in found]


def _compared(
    values: Values, data: StudyData, population: Population, alpha: float, seed: int
) -> list[Comparison]:
    """Every arm with the first one, in both views."""
    found: list[Comparison] = []
    for second in data.arms[1:]:
        started = compare_arms(
            values, data, data.arms[0], second, "started", population, alpha=alpha, seed=seed
        )
        if values.of.get("kept") == values.of.get(
            "started"
        ):  # nothing broke, so both views have the same numbers
            kept = started.model_copy(update={"view": "kept"})
        else:
            kept = compare_arms(
                values, data, data.arms[0], second, "kept", population, alpha=alpha, seed=seed
            )
        found += [started, kept]
    return found


def _adjust(comparisons: dict[str, list[Comparison]], view: View, names: Sequence[str], method: str) -> None:
    places = [(name, i) for name in names for i, c in enumerate(comparisons[name]) if c.view == view]
    for (name, i), done in zip(places, adjusted([comparisons[n][i] for n, i in places], method), strict=True):
        comparisons[name][i] = done


def _outcome(
    values: Values,
    comparisons: Sequence[Comparison],
    data: StudyData,
    design: StudyDesign,
    invalid: Mapping[str, str],
) -> Outcome:
    valid = values.name not in invalid
    return Outcome(
        name=values.name, label=values.label, unit=values.unit, better=values.better, level=values.level,
        share=values.share, primary=values.name in design.primaries, about=values.about, valid=valid,
        note=invalid.get(values.name, ""),
        arms={view: {arm: arm_value(values, arm, view, data.personas) for arm in data.arms} for view in VIEWS},
        trajectories={arm: trajectory(by_session) for arm, by_session in values.by_session.items()},
        comparisons=tuple(comparisons if valid else map(without_numbers, comparisons)),
    )  # fmt: skip


def _verdicts(
    outcomes: Iterable[Outcome],
    integrity: Sequence[ArmIntegrity],
    design: StudyDesign,
    population: Population,
) -> list[Verdict]:
    found = []
    by_arm = {a.arm: a for a in integrity}
    for outcome in outcomes:
        if not outcome.primary:
            continue
        for comparison in outcome.comparisons:
            if comparison.view == "started":
                compared = [row.persona for row in comparison.personas]
                about = about_of(compared, population) if compared else ""
                withheld = reasons_to_withhold(by_arm[comparison.first], by_arm[comparison.second])
                found.append(verdict(outcome, comparison, about=about, alpha=design.alpha, withheld=withheld))
    return found


def _integrity(arm: ArmPlan, data: StudyData) -> ArmIntegrity:
    courses = list(data.of(arm.name))
    first = [s for c in courses for s in c.first]
    current = [s for c in courses for s in c.current]
    broken_first = sum(s.status is SessionStatus.BROKEN for s in first)
    hard: Counter[str] = Counter()
    soft: Counter[str] = Counter()
    for session in first:
        hard.update(session.integrity.hard)
        soft.update(session.integrity.soft)
    return ArmIntegrity(
        arm=arm.name,
        planned=len(courses) * (data.sessions - data.first_scored + 1),
        complete=sum(s.status is SessionStatus.COMPLETE for s in current),
        broken=sum(s.status is SessionStatus.BROKEN for s in current),
        broken_first=broken_first,
        broken_interval=effects.clopper_pearson(broken_first, len(first)),
        regenerated=sum(c.regenerated for c in courses),
        failed=sum(c.failed for c in courses),
        missing=sum(c.missing for c in courses),
        stale=sum(c.stale for c in courses),
        attempts=sum(s.integrity.attempts for s in first),
        discarded=sum(s.integrity.discarded for s in first),
        infrastructure_failures=sum(c.failures for c in courses),
        attempts_allowed=dict(arm.settings.get("guard", {}).get("retries", {})),
        hard=dict(sorted(hard.items())),
        soft=dict(sorted(soft.items())),
        endings=dict(sorted(Counter(s.ending.reason.value for s in first if s.ending).items())),
    )


def _arm(arm: ArmPlan, reference: ArmPlan, data: StudyData, hashes: Mapping[str, str]) -> ArmInfo:
    settings, base = flat(arm.settings), flat(reference.settings)
    differs = tuple(
        f"{key}: {base.get(key, 'not set')} -> {settings.get(key, 'not set')}"[:200]
        for key in sorted({*settings, *base})
        if settings.get(key) != base.get(key)
    )
    reported: dict[str, dict[str, None]] = {}
    for course in data.of(arm.name):
        for session in course.current:
            for role, names in session.lineage.reported.items():
                reported.setdefault(role, {}).update(dict.fromkeys(names))
    models = arm.settings.get("models", {})
    return ArmInfo(
        name=arm.name,
        prompt=str(arm.settings.get("prompt", "")),
        prompt_sha256=hashes.get(f"prompt {arm.settings.get('prompt', '')}", ""),
        models={
            role: str(m["model"]) for role, m in models.items() if isinstance(m, dict) and m.get("model")
        },
        reported={role: tuple(names) for role, names in sorted(reported.items())},
        differs=differs,
    )


def _warnings(
    run: Run, data: StudyData, outcomes: Sequence[Outcome], integrity: Sequence[ArmIntegrity], design: StudyDesign,
    judged: Judged | None,
) -> list[str]:  # fmt: skip
    found = []
    for outcome in outcomes:
        for c in outcome.comparisons:
            if outcome.primary and c.view == "started" and c.missing and not beyond_reach(c, design.alpha):
                found.append(
                    f"{outcome.label}: {c.missing} of {many(c.pairs + c.missing, 'pair')} {'has' if c.missing == 1 else 'have'} no value ({c.first}, {c.second})."
                )
    if sum(a.failed + a.missing for a in integrity):
        made = sum(a.complete + a.broken for a in integrity)
        planned = sum(a.planned for a in integrity)
        found.append(
            f"{made} of {many(planned, 'session')} {'is' if made == 1 else 'are'} made: the same command makes the rest."
        )
    by_arm = {a.arm: a for a in integrity}
    for second in data.arms[1:]:
        one, other = by_arm[data.arms[0]], by_arm[second]
        if reason := regeneration_differs(one, other):
            found.append(f"After regeneration {second} cannot be compared with {one.arm}: {reason}.")
    if stale := sum(a.stale for a in integrity):
        found.append(
            f"{many(stale, 'session')} {'rests' if stale == 1 else 'rest'} on a session that was regenerated after them."
        )
    mixed = {line for c in data.courses.values() for s in c.current for line in s.lineage.mixed}
    if mixed:
        found.append(
            f"Sessions were made with settings that changed under way: {'; '.join(sorted(mixed)[:5])}."
        )
    found += [what for event in run.file.history for what in event.what if "primaries" in what]
    if lost := [name for name in design.primaries if ":" not in name and name not in all_metrics()]:
        found.append(
            f"{', '.join(lost)}: declared before the run and unknown here. Install the package that brings it to have its numbers."
        )
    if design.judge and judged is None:
        found.append("The judge has not rated anything yet: give the same command again.")
    if judged and judged.report.notice:
        found.append(judged.report.notice)
    return list(dict.fromkeys(found))

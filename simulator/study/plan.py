"""Before a study: what it can detect, what an effect needs, what it will cost."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from simulator.estimate import CHARACTERS_PER_TOKEN, TOKENS_PER_WORD, TURNS, estimate
from simulator.models.prices import Price, price_of
from simulator.money import dollars
from simulator.planning import Work
from simulator.plural import many
from simulator.study.design import JudgeSettings, StudyDesign, design_of
from simulator.study.judge.planted import control_work
from simulator.study.judge.rubrics import load_rubric
from simulator.study.power import Layout, detectable, mcnemar_power, power_of, reachable_level, replicates_for
from simulator.study.statistics import default_population, p_floor
from simulator.transcript import Usage

EFFECTS = (0.2, 0.3, 0.5, 0.8)
"""dz: small, and so on to large."""
RATES = ((0.1, 0.02), (0.2, 0.1), (0.3, 0.1), (0.4, 0.2))
"""Shares of broken courses in two arms."""
SPREAD = 0.5


def plan_study(
    work: Work, *, effect: float | None = None, power: float = 0.8, spread: float = SPREAD
) -> dict[str, Any]:
    """What a study of this size can and cannot do.

    Args:
        work: of the study.
        effect: the dz that is hoped for; None for a table of usual ones.
        power: chance of finding it that is wanted.
        spread: how much personas differ in their effect, in dz; matters when the claim is about personas in general.

    Returns:
        `population`, `units`, `pairs`, `p_floor`, `level` (of each primary, by Holm's first step), `can_decide`,
        `detectable` (dz), `effects` (list of dz, power now, replicates needed), `broken` (list of rates, power), `estimate`,
        `judge` and `controls` (calls, tokens, cost; None without a judge), `cost` in all (None: unpriced).
    """
    design = design_of(work.plan()) or StudyDesign()
    people, replicates = len(work.personas), work.config.replicates
    population = default_population(people) if design.population == "auto" else design.population
    family = len(design.primaries) * (len(work.arms) - 1)
    level = design.alpha / family
    layout = Layout(people, replicates, population, spread)
    made, judge = estimate(work), _judge(work, design.judge)
    if design.fork_at is not None:
        made = _forked(made, design.fork_at, work)
    controls = _controls(work, design.judge)
    costs = [part["cost"] for part in (made, judge, controls) if part]
    return {
        "population": population,
        "units": layout.units,
        "pairs": people * replicates,
        "primaries": list(design.primaries),
        "p_floor": p_floor(layout.units),
        "level": level,
        "can_decide": reachable_level(layout.units, level) > 0,
        "power_wanted": power,
        "detectable": detectable(layout, level, power),
        "effects": [_effect(dz, layout, level, power) for dz in (EFFECTS if effect is None else (effect,))],
        "broken": [
            {"rates": list(rates), "power": mcnemar_power(*rates, pairs=people * replicates, alpha=level)}
            for rates in RATES
        ],
        "estimate": made,
        "judge": judge,
        "controls": controls,
        "cost": None if any(c is None for c in costs) else sum(costs),
    }


def _effect(dz: float, layout: Layout, level: float, power: float) -> dict[str, Any]:
    """What the study makes of an effect of this size, and how many replicates would find it."""
    needed = replicates_for(
        dz, layout.personas, layout.population, spread=layout.spread, alpha=level, power=power
    )
    return {"dz": dz, "power": power_of(dz, layout, level), "replicates_needed": needed}


def _forked(made: dict[str, Any], fork_at: int, work: Work) -> dict[str, Any]:
    """The estimate of a fork: shared sessions are made once. Later sessions weigh as much as earlier ones here."""
    sessions, arms = work.config.sessions, len(work.arms)
    share = ((fork_at - 1) + arms * (sessions - fork_at + 1)) / (arms * sessions)

    def less(part: dict[str, Any]) -> dict[str, Any]:
        counts: dict[str, Any] = {
            key: round(part[key] * share)
            for key in ("calls", "input_tokens", "output_tokens", "sessions")
            if key in part
        }
        return {**part, **counts, "cost": None if part["cost"] is None else part["cost"] * share}

    return {**less(made), "roles": {role: less(part) for role, part in made["roles"].items()}}


def _judge(work: Work, settings: JudgeSettings | None) -> dict[str, Any] | None:
    """Calls, tokens and money of the judge, its questions about the controls included."""
    if settings is None:
        return None
    pairs = len(work.personas) * work.config.replicates
    each = work.config.sessions if settings.sessions == "all" else 1
    sessions, planted = pairs * len(work.arms) * each, 3 * settings.controls
    scales = [load_rubric(name) for name in settings.rubrics]
    single = (sessions + settings.controls + planted) * len(scales) * settings.passes
    both = 2 * (pairs * (len(work.arms) - 1) * each + planted) * settings.passes if settings.pairwise else 0
    words = work.config.session.therapist_words + max(p.style.words_mean for p in work.personas)
    transcript = TURNS / 2 * words * TOKENS_PER_WORD
    asked = (
        max((sum(len(i.question) for i in r.items) / CHARACTERS_PER_TOKEN for r in scales), default=0) + 400
    )
    sent = int(single * (transcript + asked) + both * (2 * transcript + 400))
    answered = int(single * 40 * max((len(r.items) for r in scales), default=0) + both * 60)
    model = settings.model
    price = (
        Price(input=0, output=0)
        if model.startswith(("offline", "scripted:", "recorded:"))
        else price_of(model, work.config.prices)
    )
    return {
        "model": model, "calls": single + both, "input_tokens": sent, "output_tokens": answered,
        "cost": price.cost(Usage(input_tokens=sent, output_tokens=answered)) if price else None,
    }  # fmt: skip


def _controls(work: Work, settings: JudgeSettings | None) -> dict[str, Any] | None:
    """The estimate of the sessions that are planted for the judge: sound ones and a poor therapist's."""
    if settings is None:
        return None
    made = estimate(control_work(work, settings))
    return {key: made[key] for key in ("sessions", "calls", "input_tokens", "output_tokens", "cost")}


def plan_text(found: dict[str, Any]) -> str:
    """The plan in lines for people."""
    unit = "persona" if found["population"] == "general" else "pair"
    about = "personas like these" if found["population"] == "general" else "these personas only"
    lines = [
        f"{many(found['pairs'], 'pair')}; the claim is about {about}, so {many(found['units'], unit)} {'is' if found['units'] == 1 else 'are'} compared.",
        f"Primary outcomes: {', '.join(found['primaries'])}; each is tested at {found['level']:.4g} at first (Holm).",
    ]
    if not found["can_decide"]:
        more = 1 + math.ceil(math.log2(1 / found["level"]))
        lines.append(
            f"So few {unit}s cannot decide anything: the smallest p they can give is {found['p_floor']:.4g}. "
            f"From {many(more, unit)} on there can be a verdict."
        )
    else:
        lines.append(
            f"Found with {found['power_wanted']:.0%} power: differences of {found['detectable']:.2f} standard deviations of "
            "the pairs' differences (dz) or more."
        )
    for row in found["effects"]:
        needed = row["replicates_needed"]
        need = (
            f"{many(needed, 'replicate')} of each persona"
            if needed
            else "no number of replicates is enough; more personas are needed"
        )
        lines.append(
            f"  dz {row['dz']:g}: power now {row['power']:.0%}; {found['power_wanted']:.0%} needs {need}"
        )
    lines.append("Broken courses, exact McNemar, correlation .3 within pairs:")
    for row in found["broken"]:
        lines.append(f"  {row['rates'][0]:.0%} against {row['rates'][1]:.0%}: power now {row['power']:.0%}")
    made = found["estimate"]
    lines.append(f"The arms' {many(made['sessions'], 'session')}: {_asked(made)}")
    if judge := found["judge"]:
        lines.append(f"The judge {judge['model']}: {_asked(judge)}")
        controls = found["controls"]
        lines.append(f"Its planted controls, {many(controls['sessions'], 'session')}: {_asked(controls)}")
    lines.append(f"In all: {dollars(found['cost'], 2)}")
    return "\n".join(lines)


def _asked(part: Mapping[str, Any]) -> str:
    tokens = f"{many(part['input_tokens'], 'token')} in, {part['output_tokens']:,} out"
    return f"{many(part['calls'], 'call')}, {tokens}, {dollars(part['cost'], 2)}"

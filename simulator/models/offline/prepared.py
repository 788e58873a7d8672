"""What the patient has at hand for a turn: a chooser, the fillings from the persona's own words, how much to say."""

from __future__ import annotations

import math

from simulator.models.offline.choose import Chooser, dice
from simulator.models.offline.draws import DAYS
from simulator.models.offline.grammar import first_sentences
from simulator.models.offline.ownwords import own_slots
from simulator.models.offline.stage import Stage, patient_tags, rotated_insight, slots_of


def prepared(stage: Stage) -> tuple[Chooser, dict[str, str]]:
    """A chooser and the fillings for it, from the persona's own words."""
    chooser = stage.chooser(tags=patient_tags(stage))
    persona, inner = stage.persona, stage.persona.conceptualization
    phrases, plan = persona.phrases, stage.scene.plan
    slots = slots_of(stage, chooser)
    slots["story_short"] = first_sentences(stage.play.story, 14)
    insight, fresh = rotated_insight(stage)
    balanced = stage.play.chain.balanced
    turn = stage.play.visit + (stage.exchange.beat != "instead" and stage.play.better)
    slots |= {
        "event": plan.event,
        "why_now": persona.presenting_problem.why_now,
        "goal": chooser.turn(persona.presenting_problem.goals, "goal"),
        "goal2": chooser.turn(persona.presenting_problem.goals, "goal", 1),
        "balanced": balanced[turn % len(balanced)],
        "insight": insight if fresh else "",
        "learned": chooser.turn(phrases.insights[: 1 + phrases.insights.index(insight)], "learned", stage.k),
        "strength": chooser.turn([s.told for s in persona.strengths], "strength"),
        "value": chooser.turn([v.told for v in persona.values], "value"),
        "symptom": _symptom(stage, chooser),
        "rule": chooser.turn(inner.intermediate.rules, "rule"),
        "assumption": chooser.turn(inner.intermediate.assumptions, "assumption"),
        "attitude": chooser.turn(inner.intermediate.attitudes, "attitude"),
        "agreement": chooser.turn(phrases.agreements, "agreement"),
        "doubt": chooser.turn(phrases.doubts, "doubt"),
        "hope": chooser.turn(phrases.hopes, "hope", stage.k),
        "days": _days(stage),
    }
    slots |= own_slots(persona, chooser, (*stage.own[1:], *stage.partner))
    chooser.slots = slots
    return chooser, slots


def _symptom(stage: Stage, chooser: Chooser) -> str:
    """The symptom whose turn it is, among those that were not yet told today."""
    told = [s.told for s in stage.persona.symptoms]
    ordered = [chooser.turn(told, "symptom", ahead) for ahead in range(len(told))]
    said = " ".join(stage.own)
    return next((s for s in ordered if s not in said), ordered[0] if ordered else "")


def _days(stage: Stage) -> str:
    first, second = sorted(dice("days", stage.play.seed, stage.exchange.index).sample(range(len(DAYS)), 2))
    return f"{DAYS[first]} and {DAYS[second]}"


def known_status(status: str) -> str:
    """The status as pools of the stock are named."""
    return status if status in {"done", "partly", "not_done", "mixed"} else "not_done"


def words_at_most(stage: Stage) -> int:
    """Words that a line of the stock may have for this patient; their own words are not measured."""
    return max(7, round(stage.persona.style.words_mean * 1.1))


def words_wanted(stage: Stage) -> float:
    """Words for this turn: around the style's mean, skewed as talk is."""
    style = stage.persona.style
    spread = math.log(style.words_p90 / style.words_mean) / 1.28
    return style.words_mean * math.exp(spread * (2 * stage.roll("length") - 1))

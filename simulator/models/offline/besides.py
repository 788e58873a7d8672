"""What the patient says beside the answer: something held back, a doubt, a dodge, a question, a sentence more."""

from __future__ import annotations

import re
from collections.abc import Sequence

from simulator.models.offline.choose import Chooser, dice
from simulator.models.offline.grammar import split_sentences
from simulator.models.offline.play import TECHNIQUES
from simulator.models.offline.prepared import known_status, words_at_most
from simulator.models.offline.stage import Stage, untold_facts
from simulator.models.offline.text import echoes, word_list

_STEPS = frozenset(b for steps in TECHNIQUES.values() for b in steps)
_DEEP_BEATS = frozenset(
    word_list(
        "mood pattern origin act_less fr_differ rule_say rule_cost arr_mean arr_doubt val_matter look_back hw_more signs "
        "link lad_avoid"
    )
)
"""Where something held back may come out unasked."""
_NEAR_BEATS = frozenset(
    word_list("mood agenda thought feel body did risk_check hw_more effect since arr_belief hard")
)
"""Where a disclosure of risk may come out unasked."""
_SHUT_BEATS = frozenset(word_list("takeaway assign feedback farewell rerate fit"))
_HARD_BEATS = frozenset(word_list("thought arr_mean arr_belief fr_self origin did rule_say val_matter hard"))
_MORE = {
    "p.step.more": frozenset(
        word_list(
            "ev_for act_less act_used fr_say fr_differ lad_avoid ps_define dis_label dis_watch val_matter val_cost "
            "rule_say rule_cost origin arr_mean arr_belief arr_doubt"
        )
    ),
    "p.doing.more": frozenset(word_list("act_plan exp_test lad_rung lad_drop ps_first val_act")),
    "p.aloud.more": frozenset(word_list("ev_sum fr_self rule_loose")),
}
"""What can be added to an answer of several steps: something looked at, to be done, or said to oneself."""
_TOLD = frozenset(
    word_list(
        "why since effect happened thought did hw hw_more agenda pattern origin ev_for act_less fr_differ rule_cost "
        "lad_avoid val_matter look_back changed how hard signs link"
    )
)
"""Where somebody who talks much goes on talking."""
_SHOWN = frozenset(word_list("link fit ev_sum fr_differ rule_cost arr_doubt"))
"""Where the therapist has just shown or turned round something, so that a nod is an answer to it."""


def fact(stage: Stage, chooser: Chooser) -> str:
    """A fact that comes out now: one about risk, or one that was asked for, at once; another where it fits, rarely."""
    facts = untold_facts(stage)
    told = sum(1 for f in stage.persona.disclosure.facts if any(f.text in t for t in stage.own))
    if not facts or stage.k == 0 or stage.exchange.beat in _SHUT_BEATS:
        return ""
    beat = stage.exchange.beat
    asked = [f for f in facts if f.gate == "if_asked" and asks_about(stage.heard, f.topics)]
    risk = [
        f for f in facts if f.risk and stage.k <= 8 and (f in asked or beat in _NEAR_BEATS or stage.k > 6)
    ]
    if told >= (2 if stage.scene.plan.number == 1 else 1) and not risk:
        return ""
    free = [f for f in facts if f.gate == "free"] if beat in {"since", "effect"} else []
    held = [f for f in facts if f.gate in {"trust", "session"}] if beat in _DEEP_BEATS else []
    found = next((group[0] for group in (risk, asked, free, held) if group), None)
    if found is None:
        return ""
    if found.gate == "free" or beat in {"since", "effect", "why", "pattern", "origin"}:
        return found.text
    return f"{chooser.line('p.fact_lead', most=words_at_most(stage))} {found.text}"


def asks_about(text: str, topics: Sequence[str]) -> bool:
    """True when one of the topics is named in the text."""
    return any(re.search(rf"\b{re.escape(t)}", text, re.I) for t in topics)


def moves(stage: Stage, chooser: Chooser, lectured: bool) -> tuple[str, str]:
    """What may stand before and after the answer: a hesitation, a doubt, a dodge, a question. Rarely, and not twice."""
    persona, beat = stage.persona, stage.exchange.beat
    phrases, roll = persona.phrases, dice("moves", stage.play.seed)
    beats = [e.beat for e in stage.play.exchanges]
    hard = [b for b in beats if b in _HARD_BEATS]
    steps = [b for b in beats if b in _STEPS or b in {"link", "fit", "plan"}]
    hesitates = roll.choice(hard or [""])
    nods = roll.choice([b for b in beats if b in _SHOWN] or [""])
    doubts = roll.choice(steps or [""]) if roll.random() < _doubtful(stage) else ""
    dodges = roll.choice(hard or [""]) if roll.random() < _evasive(stage) else ""
    asks = roll.choice([b for b in beats if b in {"rerate", "fit", "assign", "link", "exp_test"}] or [""])
    turn_to_ask, which = divmod(stage.scene.plan.number + dice("asks", stage.play.course).randrange(4), 4)
    before = after = ""
    if beat == hesitates:
        before = chooser.turn(phrases.hesitations, "hesitations")
    elif beat == nods and beat != doubts and not lectured:
        before = chooser.turn(phrases.acknowledgements, "acknowledgements")
    if beat == doubts or (lectured and beat == "takeaway"):
        after = chooser.turn(phrases.doubts, "doubts", 0 if beat == doubts else 2)
    elif beat == dodges:
        after = chooser.turn(phrases.deflections, "deflections")
    elif beat == asks and which == 0:
        after = phrases.questions[turn_to_ask % len(phrases.questions)]
    return new(stage, before), new(stage, after)


def new(stage: Stage, text: str, *now: str) -> str:
    """The text, unless the patient has said it today, or says it in this turn."""
    if any(text in t for t in (*stage.own, *now)) or echoes(text, _sentences(stage, *now)):
        return ""
    return text


def _sentences(stage: Stage, *now: str) -> list[str]:
    return [s for t in (*stage.own, *now) for s in split_sentences(t)]


def _doubtful(stage: Stage) -> float:
    receptivity = stage.persona.stance.receptivity
    return (0.05, 0.85, 0.7, 0.45, 0.25, 0.1)[receptivity] * (1 - 0.5 * stage.play.progress)


def _evasive(stage: Stage) -> float:
    kind = stage.persona.style.kind
    return {"reserved": 0.5, "tangent": 0.7, "upset": 0.3, "pleasing": 0.3}.get(kind, 0.2) * (
        1 - 0.6 * stage.play.progress
    )


def more(stage: Stage, chooser: Chooser, core: str) -> str:
    """A second thing to say beside the answer, for those who talk: of their own where there is something, else of the stock."""
    beat, plan = stage.exchange.beat, stage.scene.plan
    if beat == "mood" and plan.event and plan.event not in stage.own[0]:
        return plan.event
    if own := _own_more(stage, chooser, core):
        return new(stage, own, core)
    names = [f"p.{beat}.more"]
    if beat == "hw":
        tasks = plan.homework
        names = [f"p.hw.{known_status(tasks[min(stage.exchange.index, len(tasks) - 1)].status)}.more"]
    names += [name for name, beats in _MORE.items() if beat in beats]
    if beat == "ev_for":
        chooser.tags |= {"case"}
    return chooser.line(*names, most=max(8, words_at_most(stage)), beside=_sentences(stage, core))


def _own_more(stage: Stage, chooser: Chooser, core: str) -> str:
    """What belongs to the situation and will not be asked for today: what it would mean, the body, what was done."""
    play, beat, slots = stage.play, stage.exchange.beat, chooser.slots
    asked = {e.beat for e in play.exchanges}
    if beat == "ev_against":
        fairer = split_sentences(slots["balanced"])
        other = [e for e in play.chain.evidence_against if e not in core and not echoes(e, fairer)]
        return other[play.visit % len(other)] if other else ""
    if play.better or play.visit > 1:
        return ""
    if beat == "thought" and play.visit == 0 and play.technique != "arrow":
        return chooser.line("p.thought.meaning")
    if beat == "feel" and play.visit == 0 and "body" not in asked:
        return slots["body"]
    if beat == "feel" and play.visit == 1 and "did" not in asked:
        return slots["behaviour"]
    return ""


def ramble(stage: Stage, chooser: Chooser) -> str:
    """Now and then a sentence more than was needed."""
    if stage.exchange.beat not in _TOLD:
        return ""
    return chooser.line("p.ramble", beside=_sentences(stage))

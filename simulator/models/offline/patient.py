"""What the patient says."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from simulator.models.offline.choose import Chooser, dice
from simulator.models.offline.grammar import first_sentences, ordinal, sentence, tidy
from simulator.models.offline.ownwords import own_slots
from simulator.models.offline.play import DAYS, TECHNIQUES, feedback_kind, still_high
from simulator.models.offline.retry import anew
from simulator.models.offline.stage import (
    Stage,
    patient_tags,
    rotated_insight,
    slots_of,
    untold_facts,
)
from simulator.models.offline.stock import pool
from simulator.models.offline.text import word_list

LECTURED_WORDS = 70
"""A therapist's turn longer than this leaves the patient with less to say."""
TALKATIVE = 35
"""A persona whose mean turn is this long adds a sentence that is not needed."""
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
_SAFETY = frozenset({"safety", "risk_check", "risk_ask", "risk_safe", "risk_step"})
_ENDS = frozenset({"farewell"})


def speak(stage: Stage) -> str:
    """The patient's next turn; the opening when nothing has been said. Another attempt says it differently."""
    return anew(_speak, _spare, stage)


def _spare(stage: Stage) -> str:
    """Something plain; nothing where risk is spoken of, which no attempt may drop."""
    if stage.exchange.beat in _SAFETY or any(f.risk for f in untold_facts(stage)):
        return ""
    bye = bool(stage.scene.turns) and (stage.exchange.beat in _ENDS or _is_goodbye(stage))
    return _prepared(stage)[0].line("p.bye_again" if bye else "p.retry")


def _speak(stage: Stage) -> str:
    if not stage.scene.turns:
        return opening(stage)
    if stage.exchange.beat in _ENDS or _is_goodbye(stage):
        return _goodbye(stage)
    return _answer(stage)


def opening(stage: Stage) -> str:
    """The first turn of a session."""
    if stage.scene.plan.number == 1:
        return _first_words(stage)
    chooser, slots = _prepared(stage)
    parts = _opening_parts(stage, chooser)
    limit = 1 if stage.persona.style.words_mean < 9 else 2 if stage.persona.style.words_mean < 25 else 3
    kept = parts[: limit + 1]
    said = [_opening_part(part, stage, chooser, slots) for part in kept]
    return tidy(" ".join(sentence(s) for s in said if s))


def _first_words(stage: Stage) -> str:
    """The persona's opening; another attempt says why they came, or what it is like."""
    persona, again = stage.persona, stage.request.key.attempt - 1
    if not again:
        return persona.opening
    reasons = [persona.presenting_problem.why_now, *(s.told for s in persona.symptoms)]
    return f"{('Hello.', 'Hi.', 'Hello there.')[again % 3]} {reasons[(again - 1) % len(reasons)]}"


def _opening_parts(stage: Stage, chooser: Chooser) -> list[str]:
    """Which parts, in an order that differs from session to session; only those there is something to say for."""
    plan = stage.scene.plan
    there = {"greet", "mood", "ordinal"}
    there |= {"event"} if plan.event else set()
    there |= {"homework"} if plan.homework else set()
    there |= {"memory"} if _memory(stage) else set()
    shape = chooser.line("o.shapes").split()
    parts = [p for p in shape if p in there]
    if stage.play.kind == "last":
        parts = ["greet", "last", *[p for p in parts if p not in {"greet", "ordinal"}]]
    return parts if len(parts) > 1 else ["greet", "mood"]


def _opening_part(part: str, stage: Stage, chooser: Chooser, slots: dict[str, str]) -> str:
    phrases = stage.persona.phrases
    if part == "greet":
        return chooser.line("o.greet", own=phrases.greetings, most=_most(stage))
    if part == "homework":
        statuses = {h.status for h in stage.scene.plan.homework}
        status = statuses.pop() if len(statuses) == 1 else "mixed"
        return chooser.line(f"o.homework.{_status(status)}", "o.homework.not_done")
    if part == "memory":
        slots["memory"] = _memory(stage)
    if part == "ordinal":
        slots |= {"ordinal": ordinal(stage.scene.plan.number), "number": str(stage.scene.plan.number)}
    return chooser.line(f"o.{part}", most=_most(stage) if part == "mood" else None)


def _memory(stage: Stage) -> str:
    """A sentence of their own that the patient took home last time; empty when the note has none in the first person."""
    for note in reversed(stage.scene.notes):
        for insight in note.insights:
            text = sentence(insight.text)
            if (
                insight.owner == "patient"
                and re.search(r"\b(I|I'm|I've|I'd|my|me)\b", text)
                and len(text) < 200
            ):
                return "" if stage.persona.name in text else text
        break
    return ""


def _prepared(stage: Stage) -> tuple[Chooser, dict[str, str]]:
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
        "insight0": phrases.insights[0],
        "strength": chooser.turn([s.told for s in persona.strengths], "strength"),
        "value": chooser.turn([v.told for v in persona.values], "value"),
        "symptom": chooser.turn([s.told for s in persona.symptoms], "symptom"),
        "symptom2": chooser.turn([s.told for s in persona.symptoms], "symptom", 1),
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


def _days(stage: Stage) -> str:
    first, second = sorted(dice("days", stage.play.seed, stage.exchange.index).sample(range(len(DAYS)), 2))
    return f"{DAYS[first]} and {DAYS[second]}"


def _status(status: str) -> str:
    return status if status in {"done", "partly", "not_done", "mixed"} else "not_done"


def _most(stage: Stage) -> int:
    """Words that a line of the stock may have for this patient; their own words are not measured."""
    return max(7, round(stage.persona.style.words_mean * 1.1))


def _answer(stage: Stage) -> str:
    chooser, slots = _prepared(stage)
    lectured = len(stage.heard.split()) > LECTURED_WORDS
    core = (
        chooser.line("p.unasked", most=max(_most(stage), 12))
        if _unasked(stage)
        else _core(stage, chooser, slots)
    )
    if stage.exchange.beat in _SAFETY:
        fact = next((f for f in untold_facts(stage) if f.risk and stage.exchange.beat == "safety"), None)
        return _joined([fact.text if fact else core])
    target = _target(stage) * (0.55 if lectured else 1.0)
    parts = [first_sentences(core, max(12, round(stage.persona.style.words_p90 * 1.1)))]
    if lectured:
        parts.insert(0, chooser.line("p.lectured", most=_most(stage)))
    fact_text = "" if lectured else _fact(stage, chooser)
    before, after = ("", "") if stage.request.key.attempt > 1 else _moves(stage, chooser, lectured)
    if fact_text:
        after = ""
        parts = [fact_text] if stage.exchange.beat in {"origin", "pattern"} else [*parts, fact_text]
    elif not lectured and _count(parts) < target * 0.75:
        parts.append(_more(stage, chooser))
        if stage.persona.style.words_mean >= TALKATIVE and _count(parts) < target * 0.75:
            parts.append(_ramble(stage, chooser))
    if before and _count(parts) + len(before.split()) < max(target * 1.5, 14):
        parts.insert(0, before)
    return _joined([*parts, after])


def _unasked(stage: Stage) -> bool:
    """True when a lecture ended in a mere tag, and the step was never put to the patient."""
    tags = pool("lecture_ask")
    return stage.exchange.beat in _STEPS and any(stage.heard.endswith(line.text) for line in tags)


def _joined(parts: list[str]) -> str:
    return tidy(" ".join(sentence(p) for p in parts if p))


def _count(parts: list[str]) -> int:
    return sum(len(p.split()) for p in parts)


def _target(stage: Stage) -> float:
    """Words for this turn: around the style's mean, skewed as talk is."""
    style = stage.persona.style
    spread = math.log(style.words_p90 / style.words_mean) / 1.28
    return style.words_mean * math.exp(spread * (2 * stage.roll("length") - 1))


def _core(stage: Stage, chooser: Chooser, slots: dict[str, str]) -> str:
    """The answer itself."""
    persona, beat, most = stage.persona, stage.exchange.beat, _most(stage)
    phrases = persona.phrases
    if beat == "mood":
        own = [r.replace("{n}", slots["rating"]) for r in phrases.ratings]
        return chooser.line("p.mood", own=own, most=most)
    if beat in {"hw", "hw_more"}:
        return _homework(stage, chooser, slots)
    if beat == "safety":
        return chooser.line("p.safety.none" if persona.risk.level == "none" else "p.safety.guarded")
    if beat in {"risk_ask", "risk_check"}:
        high = still_high(stage.scene, stage.play.progress if beat == "risk_check" else 0)
        names = {
            "risk_ask": ("p.risk_ask.low", "p.risk_ask.high"),
            "risk_check": ("p.risk_check.calm", "p.risk_check.high"),
        }
        return chooser.line(names[beat][high])
    if beat == "takeaway":
        return _takeaway(stage, chooser, slots, most)
    if beat == "feedback":
        lectured = stage.scene.prompt_traits.get("lectures")
        kind = "lectured" if lectured else feedback_kind(stage.play)
        return chooser.line(f"p.feedback.{kind}", most=most)
    if beat in {"ev_for", "ev_against"} and (found := _evidence(stage)):
        return found
    return chooser.line(f"p.{beat}", "p.lectured", most=max(most, 10))


def _evidence(stage: Stage) -> str:
    """A fact of this situation, for or against its thought; empty where the persona gives none."""
    chain = stage.play.chain
    found = chain.evidence_for if stage.exchange.beat == "ev_for" else chain.evidence_against
    return found[(stage.play.visit + stage.request.key.attempt - 1) % len(found)] if found else ""


def _takeaway(stage: Stage, chooser: Chooser, slots: dict[str, str], most: int) -> str:
    """An insight whose time has come; where it came last time, a fairer thought that was not said today."""
    said = " ".join(stage.own)
    if not slots["insight"] or slots["insight"] in said:
        unsaid = [b for b in stage.play.chain.balanced if b not in said]
        if not unsaid or stage.play.visit >= 1:
            return chooser.line("p.takeaway.plain", most=max(most, 10))
        slots["insight"] = unsaid[0]
    return chooser.line("p.takeaway", most=max(most, len(slots["insight"].split()) + 6))


def _homework(stage: Stage, chooser: Chooser, slots: dict[str, str]) -> str:
    tasks = stage.scene.plan.homework
    task = tasks[min(stage.exchange.index, len(tasks) - 1)]
    status, most = _status(task.status), _most(stage)
    slots["hindrance"] = sentence(task.hindrance) if task.hindrance else ""
    if stage.exchange.beat == "hw_more":
        return chooser.line("p.hw.block" if status == "not_done" else "p.hw.learned", most=most)
    if stage.exchange.index:
        chooser.shift += 4 * stage.exchange.index
    own = {"done": stage.persona.phrases.done, "partly": stage.persona.phrases.partly}.get(status, ())
    room = most + len(slots["hindrance"].split())
    return chooser.line(f"p.hw.{status}", own=own, most=max(room, 10))


def _fact(stage: Stage, chooser: Chooser) -> str:
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
    return f"{chooser.line('p.fact_lead', most=_most(stage))} {found.text}"


def asks_about(text: str, topics: Sequence[str]) -> bool:
    """True when one of the topics is named in the text."""
    return any(re.search(rf"\b{re.escape(t)}", text, re.I) for t in topics)


def _moves(stage: Stage, chooser: Chooser, lectured: bool) -> tuple[str, str]:
    """What may stand before and after the answer: a hesitation, a doubt, a dodge, a question. Rarely, and not twice."""
    persona, beat = stage.persona, stage.exchange.beat
    phrases, roll = persona.phrases, dice("moves", stage.play.seed)
    beats = [e.beat for e in stage.play.exchanges]
    hard = [b for b in beats if b in _HARD_BEATS]
    steps = [b for b in beats if b in _STEPS or b in {"link", "fit", "plan"}]
    hesitates, nods = roll.choice(hard or [""]), roll.choice(steps or [""])
    doubts = roll.choice(steps or [""]) if roll.random() < _doubtful(stage) else ""
    dodges = roll.choice(hard or [""]) if roll.random() < _evasive(stage) else ""
    asks = roll.choice(
        [b for b in beats if b in {"rerate", "fit", "assign", "link", "exp_test", "look_back"}] or [""]
    )
    turn_to_ask, which = divmod(stage.scene.plan.number + dice("asks", stage.play.course).randrange(4), 4)
    before = after = ""
    if beat == hesitates:
        before = chooser.turn(phrases.hesitations, "hesitations")
    elif beat == nods and not lectured:
        before = chooser.turn(phrases.acknowledgements, "acknowledgements")
    if beat == doubts or (lectured and beat == "takeaway"):
        after = chooser.turn(phrases.doubts, "doubts", stage.k)
    elif beat == dodges:
        after = chooser.turn(phrases.deflections, "deflections")
    elif beat == asks and which == 0:
        after = phrases.questions[turn_to_ask % len(phrases.questions)]
    said = " ".join(stage.own)
    return before if before not in said else "", after if after not in said else ""


def _doubtful(stage: Stage) -> float:
    receptivity = stage.persona.stance.receptivity
    return (0.05, 0.85, 0.7, 0.45, 0.25, 0.1)[receptivity] * (1 - 0.5 * stage.play.progress)


def _evasive(stage: Stage) -> float:
    kind = stage.persona.style.kind
    return {"reserved": 0.5, "tangent": 0.7, "upset": 0.3, "pleasing": 0.3}.get(kind, 0.2) * (
        1 - 0.6 * stage.play.progress
    )


def _more(stage: Stage, chooser: Chooser) -> str:
    """A second thing to say, for those who talk."""
    beat, plan = stage.exchange.beat, stage.scene.plan
    if beat == "mood" and plan.event and plan.event not in stage.own[0]:
        return plan.event
    name = f"p.{beat}.more"
    if beat == "hw":
        tasks = plan.homework
        name = f"p.hw.{_status(tasks[min(stage.exchange.index, len(tasks) - 1)].status)}.more"
    return chooser.line(name, most=max(8, _most(stage)))


def _ramble(stage: Stage, chooser: Chooser) -> str:
    """Now and then a sentence more than was needed."""
    if stage.roll("ramble") > 0.4 or stage.exchange.beat in _SHUT_BEATS:
        return ""
    text = chooser.line("p.ramble")
    return "" if any(text in said for said in stage.own) else text


def _is_goodbye(stage: Stage) -> bool:
    """True when the therapist's last sentence says farewell, whatever the play says."""
    last = re.split(r"(?<=[.!?])\s+", stage.heard.strip())[-1]
    return (
        bool(re.search(r"\b(take (?:good )?care|goodbye|see you (?:next|then|soon))\b", last, re.I))
        and "?" not in last
    )


def _goodbye(stage: Stage) -> str:
    chooser, slots = _prepared(stage)
    phrases = stage.persona.phrases
    last = stage.play.kind == "last"
    items = phrases.last_farewells if last else phrases.farewells
    slots["farewell"] = chooser.turn(items, "farewells")
    if any(slots["farewell"] in t for t in stage.own):
        return chooser.line("p.bye_again")
    return tidy(sentence(slots["farewell"]))

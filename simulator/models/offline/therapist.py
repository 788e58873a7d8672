"""What the therapist says, in the manner that the prompt's traits describe."""

from __future__ import annotations

import re
from collections.abc import Sequence

from simulator.models.offline.answers import answer_to
from simulator.models.offline.choose import Chooser
from simulator.models.offline.grammar import sentence, split_sentences, tidy
from simulator.models.offline.play import RISK_BEATS, TECHNIQUES, Exchange, feedback_kind, still_high
from simulator.models.offline.retry import anew
from simulator.models.offline.stage import CRISIS_US, Stage, slots_of, softened, task_slots
from simulator.models.offline.stock import pool
from simulator.models.offline.text import content_words, holds, word_list

_PLAIN = frozenset({*RISK_BEATS, "safety", "risk_check", "farewell"})
"""Steps that no manner may alter: safety, and goodbye."""
_NEEDED = frozenset({*_PLAIN, "hw", "assign", "mood", "why", "feedback", "therapy_feedback"})
"""Steps that a lecturer, too, puts as they are."""
ANNOUNCED = 0.3
"""How often the end is announced. After that a farewell ends the session; otherwise the patient still answers it."""
NOT_VERBS = frozenset(
    word_list(
        "a an the my your this that these when whenever if after before during at on in by with without for from to each every "
        "once twice three two one daily homework task no not one's while keeping writing doing trying going practising"
    )
)
"""First words of a task that cannot follow "you were going to"."""


def speak(stage: Stage) -> str:
    """The therapist's next turn. Another attempt says it differently."""
    return anew(_speak, _spare, stage)


def _spare(stage: Stage) -> str:
    """Something plain; nothing where the words are needed: safety, a task, goodbye."""
    needed = stage.exchange.beat in _NEEDED or stage.scene.closing or stage.k >= len(stage.play.exchanges)
    return "" if needed else _prepared(stage).line("r.retry")


def _speak(stage: Stage) -> str:
    chooser = _prepared(stage)
    if stage.k >= len(stage.play.exchanges):
        return tidy(chooser.line("t.farewell.again"))
    if stage.scene.closing and stage.exchange.beat not in {"farewell", *RISK_BEATS}:
        return _wrap(stage, chooser)
    if stage.exchange.beat == "farewell":
        return _farewell(stage, chooser)
    if stage.scene.prompt_traits.get("lectures"):
        return _lecture(stage, chooser)
    return _listen(stage, chooser)


def _prepared(stage: Stage) -> Chooser:
    """A chooser whose fillings hold only what the patient has in fact said, in this session."""
    chooser = stage.chooser()
    slots = slots_of(stage, chooser)
    said = stage.partner
    heard: dict[str, Sequence[str]] = {
        "thought_": ("thought", "thought_"),
        "situation_you_": ("situation_you", "situation_you_"),
    }
    for probe, names in heard.items():
        if not holds(said, slots[probe], 0.6):
            for name in names:
                slots[name] = ""
    if len(slots["thought_"].split()) > 14:
        slots["thought_"] = ""
    if len(slots["situation_you_"].split()) > 16:
        slots["situation_you"] = slots["situation_you_"] = ""
    for name in ("feeling", "rating", "day"):
        if not any(re.search(rf"\b{re.escape(slots[name])}\b", t, re.I) for t in said):
            slots[name] = slots[f"{name}_cap"] = ""
    slots["name"] = stage.persona.name
    slots["crisis"] = stage.scene.crisis or CRISIS_US
    chooser.slots = slots
    chooser.tags = _tags(stage, slots)
    return chooser


def _tags(stage: Stage, slots: dict[str, str]) -> frozenset[str]:
    first, second = softened(stage)
    tags = {stage.play.mood, "down" if first - second >= 10 else "same"}
    if slots["situation_you"]:
        tags.add("chain")
    if slots["thought_"] and slots["feeling"]:
        tags.add("heard")
    if stage.play.better:
        tags.add("better")
    if stage.play.kind == "last":
        tags.add("last")
    return frozenset(tags)


def _listen(stage: Stage, chooser: Chooser) -> str:
    """Reflect, then one question, as short as the prompt asks."""
    traits = stage.scene.prompt_traits
    room = int(traits.get("turn_words", 35))
    most = max(5, room // 2 - 2) if room < 30 else None
    ask = _question(stage, chooser, most)
    give = _reflection(stage, chooser, most, ask)
    always = traits.get("reflections") == "always" or stage.exchange.beat in RISK_BEATS or _grave(stage)
    if not always and not _moved(stage) and stage.k:
        share = {"high": 0.8, "low": 0.15}.get(str(traits.get("reflections", "high")), 0.8)
        if stage.roll("reflect") > share or len(f"{give} {ask}".split()) > room * 2:
            give = chooser.line("r.any") if stage.roll("any") < 0.4 else ""
    extra = (
        chooser.line("praise") if traits.get("praise") == "high" and stage.exchange.beat not in _PLAIN else ""
    )
    lead = _lead(stage, chooser, give, ask) if room >= 30 and not _moved(stage) else ""
    parts = [extra, give, lead, ask]
    if traits.get("questions") == "many" and stage.exchange.beat not in _PLAIN:
        parts += [chooser.line("many"), chooser.line("many")]
    if traits.get("advice") and stage.exchange.beat not in _PLAIN:
        parts.insert(3, chooser.line("advice"))
    return _joined(parts)


def _lead(stage: Stage, chooser: Chooser, *said: str) -> str:
    """A word on what comes now that the turn does not say anyway: always before a technique, else in every other turn."""
    beat = stage.exchange.beat
    first_steps = {steps[0] for steps in TECHNIQUES.values()} | {"signs"}
    if (beat == "hw" and stage.exchange.index) or (beat not in first_steps and stage.roll("lead") < 0.3):
        return ""
    beside = [s for text in said for s in split_sentences(text)]
    lead = chooser.line(f"x.{beat}", beside=beside)
    alike = {_beginning(s) for s in beside} & {_beginning(s) for s in split_sentences(lead)}
    return "" if alike else lead


def _beginning(text: str) -> str:
    """The words by which a reader notices that two sentences begin alike: "Let's", "I'd like"."""
    first, *second = text.split()[:2]
    return first if first == "Let's" or not second else f"{first} {second[0]}"


def _lecture(stage: Stage, chooser: Chooser) -> str:
    """Praise, explain, advise; ask little. Safety and goodbye stay plain."""
    traits, beat = stage.scene.prompt_traits, stage.exchange.beat
    if beat in RISK_BEATS or beat in {"safety", "risk_check"}:
        return _listen_plain(stage, chooser)
    opener = _reflection(stage, chooser, None) if stage.k == 0 else ""
    praise = chooser.line("praise") if traits.get("praise") == "high" else ""
    hurt = chooser.line("reassure") if beat in {"feel", "body", "thought", "arr_belief"} else ""
    advice = chooser.line("advice") if traits.get("advice") and stage.roll("advice") < 0.75 else ""
    ask = (
        _question(stage, chooser, None)
        if beat in _NEEDED or stage.roll("ask") < 0.35
        else chooser.line("lecture_ask")
    )
    return _joined([opener, praise, hurt, chooser.line("lecture"), advice, ask])


def _listen_plain(stage: Stage, chooser: Chooser) -> str:
    give = _reflection(stage, chooser, None) if _grave(stage) else ""
    return _joined([give, _question(stage, chooser, None)])


def _question(stage: Stage, chooser: Chooser, most: int | None) -> str:
    """The step itself."""
    exchange = stage.exchange
    beat = exchange.beat
    if beat in _PLAIN:
        most = None
    if beat == "hw":
        task = stage.scene.plan.homework[exchange.index].task
        chooser.slots |= task_slots(
            [re.sub(r"\b(for )?this week\b", lambda m: f"{m.group(1) or 'over '}the week", task)]
        )
        return _review(stage, chooser, exchange)
    if beat == "assign":
        chooser.slots |= task_slots(stage.play.tasks)
        return chooser.line("t.assign.two" if len(stage.play.tasks) > 1 else "t.assign")
    if beat == "hw_more":
        status = stage.scene.plan.homework[exchange.index].status
        status = status if status in {"done", "partly"} else "not_done"
        return chooser.line(f"t.hw_more.{status}", most=most)
    if beat in {"feedback", "therapy_feedback"}:
        name = f"t.feedback.{feedback_kind(stage.play)}" if beat == "feedback" else f"t.{beat}"
        cue = chooser.line("cue") if beat == "feedback" and stage.roll("cue") < ANNOUNCED else ""
        return f"{cue} {chooser.line(name, most=most)}".strip()
    if beat == "risk_check" and _agreed(stage):
        return chooser.line("t.risk_check.agreed")
    if beat == "happened" and stage.play.kind == "intake":
        return chooser.line("t.happened.intake", most=most)
    return chooser.line(f"t.{beat}", most=most)


def _agreed(stage: Stage) -> bool:
    """True when risk was spoken of in the session before, so that what was agreed on is to be asked about."""
    last = [e for e in stage.scene.ledger.risk if e.session == stage.scene.plan.number - 1]
    return any(e.disclosed or e.next_step or e.level not in {"none", "not assessed"} for e in last)


def _review(stage: Stage, chooser: Chooser, exchange: Exchange) -> str:
    """Asks about a task by name; the third time about all that are left, so that none is forgotten."""
    tasks = stage.scene.plan.homework
    if exchange.index == 2 and len(tasks) > 3:
        rest = "; ".join(task_slots([t.task])["task"] for t in tasks[2:])
        chooser.slots |= {"task": rest}
    if chooser.slots["task"].split()[0] in NOT_VERBS:
        return chooser.line("t.hw.quoted")
    return chooser.line("t.hw.second" if exchange.index else "t.hw")


def _reflection(stage: Stage, chooser: Chooser, most: int | None, ask: str = "") -> str:
    """What is given back of what the patient has just said, in other words than the question that follows."""
    if stage.exchange.beat == "risk_ask":
        return ""
    if moved := _moved(stage):
        return chooser.line(moved, most=most)
    before = stage.before
    if before is None:
        if stage.scene.plan.number == 1:
            return chooser.line("r.open.intake", most=most)
        return chooser.line("r.open" if _mood_said(stage) else "r.open.plain", most=most)
    beat = before.beat
    if beat in {"hw", "hw_more"}:
        tasks = stage.scene.plan.homework
        status = tasks[min(before.index, len(tasks) - 1)].status if tasks else "done"
        return chooser.line(f"r.{beat}.{status if status in {'done', 'partly'} else 'not_done'}", most=most)
    if beat == "risk_check" and still_high(stage.scene, stage.play.progress):
        return chooser.line("r.risk_check.high")
    if beat == "happened" and stage.play.better:
        return chooser.line("r.happened.better", most=most)
    return chooser.line(f"r.{beat}", "r.any", most=most, beside=split_sentences(ask))


def _mood_said(stage: Stage) -> bool:
    """True when the patient's first turn says how the week was."""
    return any(line.text in stage.heard for line in pool("o.mood"))


def _grave(stage: Stage) -> bool:
    """True when the patient has just been asked about safety."""
    return stage.before is not None and stage.before.beat in {"safety", "risk_check", *RISK_BEATS}


def _moved(stage: Stage) -> str:
    """The pool that answers something the patient put in besides: a disclosure, a doubt, a dodge, a question."""
    heard, phrases = stage.heard, stage.persona.phrases
    if stage.k and any(f.text in heard for f in stage.persona.disclosure.facts if f.gate != "free"):
        return "r.fact"
    if any(d in heard for d in phrases.doubts):
        return "r.doubt"
    if any(d in heard for d in phrases.deflections):
        return "r.deflect"
    asked = next((q for q in phrases.questions if q in heard), "")
    return answer_to(asked) if asked else ""


def _farewell(stage: Stage, chooser: Chooser) -> str:
    last = stage.play.kind == "last"
    words = int(stage.scene.prompt_traits.get("turn_words", 35))
    lines = chooser.line("t.farewell.last" if last else "t.farewell", most=14 if words < 30 else None)
    return _joined([lines])


def _wrap(stage: Stage, chooser: Chooser) -> str:
    """The close when there is no time left: the task if none was given yet, and goodbye, in one turn."""
    parts = [chooser.line("t.wrap")]
    tasks = stage.play.tasks
    given = any(content_words(t) <= content_words(text) for t in tasks for text in stage.own)
    if stage.play.kind == "last":
        parts.append(chooser.line("t.wrap.last"))
    elif tasks and not given:
        chooser.slots |= task_slots(tasks)
        parts.append(chooser.line("t.wrap.task"))
    parts.append(chooser.line("t.farewell.last" if stage.play.kind == "last" else "t.farewell"))
    return _joined(parts)


def _joined(parts: list[str]) -> str:
    return tidy(" ".join(sentence(p) for p in parts if p))


def is_farewell(text: str) -> bool:
    """True when the turn ends in a goodbye."""
    last = re.split(r"(?<=[.!?])\s+", text.strip())[-1]
    return (
        bool(re.search(r"\b(?:take (?:good )?care|goodbye|see you|bye|all the best)\b", last, re.I))
        and "?" not in last
    )

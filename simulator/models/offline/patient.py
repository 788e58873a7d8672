"""What the patient says."""

from __future__ import annotations

import re

from simulator.models.offline.besides import fact, more, moves, new, ramble
from simulator.models.offline.choose import Chooser
from simulator.models.offline.first_turn import first_turn
from simulator.models.offline.grammar import first_sentences, rated, sentence, split_sentences, tidy
from simulator.models.offline.play import TECHNIQUES, feedback_kind, still_high
from simulator.models.offline.prepared import known_status, prepared, words_at_most, words_wanted
from simulator.models.offline.retry import anew
from simulator.models.offline.stage import Stage, untold_facts
from simulator.models.offline.stock import pool
from simulator.models.offline.text import content_words, echoes

LECTURED_WORDS = 70
"""A therapist's turn longer than this leaves the patient with less to say."""
TALKATIVE = 35
"""A persona whose mean turn is this long adds a sentence that is not needed."""
_STEPS = frozenset(b for steps in TECHNIQUES.values() for b in steps)
_OFTEN = re.compile(
    r"\b(?:each|every|a day|(?:two|three|five|several) (?:days|nights|evenings|times)|three|five|log)\b", re.I
)
"""A task that is done more than once."""
_WRITTEN = re.compile(
    r"\b(?:write|note|notes|log|jot|fill|columns|card|letter|page|draw|rate|list|record)\b", re.I
)
_DAYS = re.compile(
    r"\b(?:twice|(?:two|three|four|five|six|couple of|every|each) (?:\w+ )?(?:days?|nights?|evenings?|mornings?|times)|"
    r"till (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|on the second|one (?:evening|night))\b",
    re.I,
)
_DENIES = re.compile(
    r"\b(?:did ?n['’o]t do (?:it|my)|did not do (?:it|my)|did nothing|not the same as doing|ate the homework)\b"
    r"|\bI couldn['’]t\.|\bI forgot it\b|\bas far as it went\b",
    re.I,
)
"""A reason that says nothing was done at all, and so is none for having done part."""
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
    return prepared(stage)[0].line("p.bye_again" if bye else "p.retry")


def _speak(stage: Stage) -> str:
    if not stage.scene.turns:
        return first_turn(stage)
    if stage.exchange.beat in _ENDS or _is_goodbye(stage):
        return _goodbye(stage)
    return _answer(stage)


def _answer(stage: Stage) -> str:
    chooser, slots = prepared(stage)
    lectured = len(stage.heard.split()) > LECTURED_WORDS
    unasked = _unasked(stage)
    core = (
        chooser.line("p.unasked", most=max(words_at_most(stage), 12))
        if unasked
        else _core(stage, chooser, slots)
    )
    if stage.exchange.beat in _SAFETY:
        risky = next((f for f in untold_facts(stage) if f.risk and stage.exchange.beat == "safety"), None)
        return _joined([risky.text if risky else core])
    target = words_wanted(stage) * (0.55 if lectured else 1.0)
    parts = [first_sentences(core, max(12, round(stage.persona.style.words_p90 * 1.1)))]
    if lectured:
        parts.insert(0, chooser.line("p.lectured", most=words_at_most(stage)))
    fact_text = "" if lectured else fact(stage, chooser)
    before, after = ("", "") if stage.request.key.attempt > 1 else moves(stage, chooser, lectured)
    if fact_text:
        after = ""
        parts = [fact_text] if stage.exchange.beat in {"origin", "pattern"} else [*parts, fact_text]
    elif not (lectured or unasked) and _count(parts) < target * 0.75:
        extra = more(stage, chooser, core)
        parts.append("" if content_words(extra) & content_words(core) else extra)
        if stage.persona.style.words_mean >= TALKATIVE and _count(parts) < target * 0.75:
            parts.append(ramble(stage, chooser))
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


def _core(stage: Stage, chooser: Chooser, slots: dict[str, str]) -> str:
    """The answer itself."""
    persona, beat, most = stage.persona, stage.exchange.beat, words_at_most(stage)
    phrases = persona.phrases
    if beat == "mood":
        own = [rated(r, slots["rating"]) for r in phrases.ratings]
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
    if beat in {"ev_for", "ev_against"} and (found := _evidence(stage, slots["balanced"])):
        return found
    return chooser.line(f"p.{beat}", "p.lectured", most=max(most, 10))


def _evidence(stage: Stage, balanced: str) -> str:
    """A fact of this situation, for or against its thought, that the fairer sentence does not begin with; empty where the
    persona gives none."""
    chain, fairer = stage.play.chain, split_sentences(balanced)
    given = chain.evidence_for if stage.exchange.beat == "ev_for" else chain.evidence_against
    found = [e for e in given if not echoes(e, fairer)] or given
    return found[(stage.play.visit + stage.request.key.attempt - 1) % len(found)] if found else ""


def _takeaway(stage: Stage, chooser: Chooser, slots: dict[str, str], most: int) -> str:
    """An insight whose time has come; where it came last time, what today's technique was for."""
    if slots["insight"] and slots["insight"] not in " ".join(stage.own):
        return chooser.line("p.takeaway", most=max(most, len(slots["insight"].split()) + 6))
    return chooser.line(f"p.takeaway.{stage.play.technique}", "p.takeaway.plain", most=max(most, 12))


def _homework(stage: Stage, chooser: Chooser, slots: dict[str, str]) -> str:
    tasks = stage.scene.plan.homework
    task = tasks[min(stage.exchange.index, len(tasks) - 1)]
    status, most = known_status(task.status), words_at_most(stage)
    kept_from = "" if status == "partly" and _DENIES.search(task.hindrance) else task.hindrance
    slots["hindrance"] = sentence(kept_from) if kept_from else ""
    if stage.exchange.beat == "hw_more":
        asked = {"not_done": "block", "partly": "stalled"}.get(status, "learned")
        return chooser.line(f"p.hw.{asked}", most=most)
    if stage.exchange.index:
        chooser.shift += 4 * stage.exchange.index
    if _OFTEN.search(task.task):
        chooser.tags |= {"often"}
    own = {"done": stage.persona.phrases.done, "partly": stage.persona.phrases.partly}.get(status, ())
    room = most + len(slots["hindrance"].split())
    return chooser.line(
        f"p.hw.{status}", own=[o for o in own if _fits_task(o, task.task)], most=max(room, 10)
    )


def _fits_task(told: str, task: str) -> bool:
    """False when what they would say counts minutes, pages or days, and the task has none."""
    if re.search(r"\bminutes?\b", told) and "minute" not in task:
        return False
    if re.search(r"\b(?:wrote|written|lines?|pages?)\b", told, re.I) and not _WRITTEN.search(task):
        return False
    return bool(_OFTEN.search(task)) or not _DAYS.search(told)


def _is_goodbye(stage: Stage) -> bool:
    """True when the therapist's last sentence says farewell, whatever the play says."""
    last = re.split(r"(?<=[.!?])\s+", stage.heard.strip())[-1]
    return (
        bool(re.search(r"\b(take (?:good )?care|goodbye|see you (?:next|then|soon))\b", last, re.I))
        and "?" not in last
    )


def _goodbye(stage: Stage) -> str:
    chooser, _ = prepared(stage)
    phrases = stage.persona.phrases
    last = stage.play.kind == "last"
    items = phrases.last_farewells if last else phrases.farewells
    ways = [chooser.turn(items, "farewells", ahead) for ahead in range(len(items))]
    if stage.own and stage.own[-1] in {tidy(sentence(way)) for way in ways}:
        return chooser.line("p.bye_again")
    return tidy(sentence(next((w for w in ways if new(stage, w)), ways[0])))

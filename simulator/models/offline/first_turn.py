"""The patient's first turn of a session."""

from __future__ import annotations

from simulator.models.offline.choose import Chooser
from simulator.models.offline.grammar import ordinal, sentence, tidy
from simulator.models.offline.prepared import known_status, prepared, words_at_most
from simulator.models.offline.stage import Stage

GREETING = 5
"""A first sentence of so many words at most is a mere greeting, which "Quite well" can follow."""


def first_turn(stage: Stage) -> str:
    """The first turn of a session."""
    if stage.scene.plan.number == 1:
        return _first_words(stage)
    chooser, slots = prepared(stage)
    parts = _opening_parts(stage, chooser)
    limit = 1 if stage.persona.style.words_mean < 9 else 2 if stage.persona.style.words_mean < 25 else 3
    kept = parts[: limit + 1]
    said: list[str] = []
    for part in kept:
        if kept[: len(said)] == ["greet"] and len(said[0].split()) <= GREETING:
            chooser.tags |= {"greeted"}
        said.append(_opening_part(part, stage, chooser, slots))
        chooser.tags -= {"greeted"}
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
        return chooser.line("o.greet", own=phrases.greetings, most=words_at_most(stage))
    if part == "homework":
        statuses = {h.status for h in stage.scene.plan.homework}
        status = statuses.pop() if len(statuses) == 1 else "mixed"
        return chooser.line(f"o.homework.{known_status(status)}", "o.homework.not_done")
    if part == "memory":
        slots["memory"] = _memory(stage)
    if part == "ordinal":
        slots |= {"ordinal": ordinal(stage.scene.plan.number), "number": str(stage.scene.plan.number)}
    return chooser.line(f"o.{part}", most=words_at_most(stage) if part == "mood" else None)


def _memory(stage: Stage) -> str:
    """A sentence of their own that the patient took home last time; empty when the last note has none."""
    persona = stage.persona
    own = [
        *persona.phrases.insights,
        *persona.phrases.hopes,
        *(b for s in persona.conceptualization.situations for b in s.balanced),
    ]
    last = stage.scene.notes[-1] if stage.scene.notes else None
    texts = [i.text for i in last.insights if i.owner == "patient"] if last else []
    return next((sentence(o) for o in own if any(o in t for t in texts) and len(o) < 200), "")

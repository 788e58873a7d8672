"""The note of a session, drawn from its turns: each item quotes what was said and cites where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from simulator.models import Request
from simulator.models.offline.grammar import bare, first_sentences, sentence, split_sentences, trigrams
from simulator.models.offline.play import RISK_BEATS, TECHNIQUES, Play, feedback_kind, make_play, with_risk
from simulator.models.offline.stock import pools
from simulator.models.offline.text import content_words, holds
from simulator.models.scene import Scene
from simulator.transcript import Turn

NAMES = {
    "evidence": "Evidence for and against the thought",
    "activity": "Planning an activity",
    "experiment": "A small experiment to test the prediction",
    "friend": "Speaking to oneself as to a friend",
    "exposure": "A ladder of avoided situations",
    "problem": "Solving the problem in small steps",
    "distance": "Naming the thought and watching it",
    "values": "What matters, and a step towards it",
    "rules": "Loosening the rule",
    "arrow": "Following the thought down to the belief",
    "model": "Situation, thought, feeling and action in one row",
    "intake": "How the work goes: one moment, thought, feeling, action",
    "relapse_prevention": "Early signs and a plan for bad weeks",
    "last": "Looking back, and what to keep",
}
_STEPS = TECHNIQUES | {
    "model": ("link", "pattern"),
    "intake": ("fit",),
    "relapse_prevention": ("signs", "plan", "who", "lapse"),
    "last": ("look_back", "changed", "how", "keep", "plan"),
}


SHORT = 7
"""Words below which a question tells nothing without the sentence before it."""
_NO = re.compile(
    r"^(?:no|nothing|never)\b|^not (?:since|once|at all|this week)\b|, no\.|\bbeen quiet\b", re.I
)
"""A plain no to a question about risk."""


@dataclass(frozen=True)
class _Said:
    """A step of the session with its two turns."""

    beat: str
    asked: Turn
    answer: Turn | None


def write(request: Request) -> dict[str, Any]:
    """The note as plain data, only with the keys that the asked-for schema knows."""
    scene = request.scene
    assert scene is not None
    play = _play(scene, request.key.course)
    steps = _steps(scene.turns, play)
    note: dict[str, Any] = {
        "main_topics": _topics(scene, steps, play),
        "techniques": _techniques(steps, play),
        "helpful": _helpful(scene, steps, play),
        "homework": _homework(scene.turns, play),
        "insights": _insights(scene, steps, play),
        "risk": _risk(scene, steps),
        "open_threads": _open(scene, steps),
        "new_facts": _facts(scene),
    }
    return _shaped(note, request.reply_schema)


def _shaped(note: dict[str, Any], schema: dict[str, Any] | None) -> dict[str, Any]:
    known = (schema or {}).get("properties")
    if not known:
        return note
    found = {k: v for k, v in note.items() if k in known}
    if "session" in known and "session" in (schema or {}).get("required", ()):
        found["session"] = 0
    return found


def _play(scene: Scene, course: str) -> Play:
    patient = [t.text for t in scene.turns if t.speaker == "patient"]
    risky = [f.text for f in scene.persona.disclosure.facts if f.risk]
    told = [i for i, t in enumerate(patient) if any(holds([t], r, 0.85) for r in risky)]
    return with_risk(make_play(scene, course), told)


def _steps(turns: Sequence[Turn], play: Play) -> list[_Said]:
    therapist = [i for i, t in enumerate(turns) if t.speaker == "therapist"]
    found = []
    for k, i in enumerate(therapist):
        answer = turns[i + 1] if i + 1 < len(turns) else None
        found.append(_Said(play.at(k).beat, turns[i], answer))
    return found


def _item(text: str, turns: Iterable[Turn | None], **more: Any) -> dict[str, Any]:
    return {"text": text, "turns": [t.number for t in turns if t is not None], **more}


def _of(steps: list[_Said], *beats: str) -> list[_Said]:
    return [s for s in steps if s.beat in beats and s.answer is not None]


def _words(scene: Scene, said: _Said, limit: int = 24) -> str:
    """The answer's first sentences, without what was put in besides: a hesitation, a doubt, a dodge, a question."""
    phrases, text = scene.persona.phrases, said.answer.text if said.answer else ""
    more = (line.text for line in pools().get(f"p.{said.beat}.more", ()))
    for besides in (*phrases.hesitations, *phrases.doubts, *phrases.deflections, *phrases.questions, *more):
        if besides in text and besides != text:
            text = text.replace(besides, " ")
    return sentence(first_sentences(re.sub(r"^H?m+[.,]", "", text.strip()), limit))


def _whole(play: Play, answer: str) -> str:
    """What the patient takes home, as a sentence that stands alone: "That I have two measures" loses its "That"."""
    lines = (*pools().get(f"p.takeaway.{play.technique}", ()), *pools()["p.takeaway.plain"])
    text = next((x.text for x in lines if x.text in answer), "") or split_sentences(answer)[0]
    return sentence(text.removeprefix("That "))


def _topics(scene: Scene, steps: list[_Said], play: Play) -> list[dict[str, Any]]:
    found = [_item(_words(scene, s, 30), [s.answer]) for s in _of(steps, "why", "happened", "look_back")]
    for said in _of(steps, "thought"):
        if said.answer and holds([said.answer.text], play.chain.thought, 0.6):
            found.append(_item(f'The thought "{bare(play.chain.thought)}"', [said.answer]))
    return found


def _techniques(steps: list[_Said], play: Play) -> list[dict[str, Any]]:
    used = _of(steps, *_STEPS.get(play.technique, ()))
    if not used:
        return []
    *before, asked = split_sentences(used[0].asked.text)
    if before and len(asked.split()) < SHORT:
        asked = f"{before[-1]} {asked}"
    turns = [t for s in used for t in (s.asked, s.answer)]
    name = NAMES.get(play.technique, "Working on one moment")
    return [_item(f"{name}: {asked}", turns, practised=play.technique != "intake")]


def _helpful(scene: Scene, steps: list[_Said], play: Play) -> list[dict[str, Any]]:
    """What the patient named when asked what was of use. How the session was ("Good. I'm tired, though.") is no such thing."""
    beats = ["therapy_feedback"]
    if feedback_kind(play) == "use" and not scene.prompt_traits.get("lectures"):
        beats.append("feedback")
    return [_item(_words(scene, s), [s.answer]) for s in _of(steps, *beats)]


def _homework(turns: Sequence[Turn], play: Play) -> list[dict[str, Any]]:
    """Tasks whose words the therapist has said."""
    found = []
    for task in play.tasks:
        where = [t for t in turns if t.speaker == "therapist" and trigrams(task) <= trigrams(t.text)]
        if where:
            found.append(_item(task[:1].upper() + task[1:], where[-1:]))
    return found


def _insights(scene: Scene, steps: list[_Said], play: Play) -> list[dict[str, Any]]:
    """The patient's own sentences: what was taken home, and the fairer thought."""
    own = [*scene.persona.phrases.insights, *scene.persona.phrases.hopes, *play.chain.balanced]
    found: list[dict[str, Any]] = []
    beats = ("takeaway", "ev_sum", "fr_self", "rule_loose", "instead", "keep", "changed", "plan")
    for said in _of(steps, *beats):
        assert said.answer is not None
        text = next((o for o in own if o in said.answer.text), "")
        if not text and said.beat == "takeaway":
            text = _whole(play, said.answer.text)
        if text and all(text != f["text"] for f in found):
            found.append(_item(text, [said.answer], owner="patient"))
    return sorted(found, key=lambda f: -max(f["turns"]))[:3]


def _risk(scene: Scene, steps: list[_Said]) -> dict[str, Any]:
    asked = _of(steps, "safety", "risk_check", *RISK_BEATS)
    risky = [f.text for f in scene.persona.disclosure.facts if f.risk]
    told = [
        (t, fact)
        for t in scene.turns
        for fact in risky
        if t.speaker == "patient" and holds([t.text], fact, 0.85)
    ]
    if not asked and not told:
        return {"assessed": False, "disclosed": False, "level": "not assessed", "basis": "", "turns": []}
    answers = [s.answer for s in asked if s.answer is not None]
    turns = sorted({t.number for t in (*(t for t, _ in told), *answers, *(s.asked for s in asked))})
    plain_no = bool(answers) and all(_NO.search(a.text) for a in answers)
    level = (
        ("moderate" if scene.persona.risk.level in {"high", "imminent"} else "low")
        if told
        else "none"
        if plain_no
        else "low"
    )
    basis = sentence(first_sentences(told[0][1] if told else answers[0].text, 30))
    return {"assessed": bool(asked), "disclosed": bool(told), "level": level, "basis": basis, "turns": turns}


def _open(scene: Scene, steps: list[_Said]) -> list[dict[str, Any]]:
    """Doubts that were said, and tasks that were left."""
    found: list[dict[str, Any]] = []
    for doubt in scene.persona.phrases.doubts:
        found += [_item(doubt, [t]) for t in scene.turns if t.speaker == "patient" and doubt in t.text]
    undone = {h.task for h in scene.plan.homework if h.status == "not_done"}
    for said in _of(steps, "hw"):
        task = next((t for t in undone if content_words(t) <= content_words(said.asked.text)), "")
        if task:
            found.append(_item(f"Not done: {task[:1].lower()}{task[1:]}", [said.asked, said.answer]))
    return found[:3]


def _facts(scene: Scene) -> list[dict[str, Any]]:
    patient = [t for t in scene.turns if t.speaker == "patient"]
    return [_item(f.text, [t]) for f in scene.persona.disclosure.facts for t in patient if f.text in t.text]

"""What is drawn for a session: its kind, situation, technique, mood, weekday and tasks. By code and seed alone."""

from __future__ import annotations

import re

from simulator.models.offline.choose import Chooser, dice
from simulator.models.offline.text import holds
from simulator.models.scene import Scene
from simulator.persona_model import Situation

_TIERS = (
    ("evidence", "activity", "experiment"),
    ("friend", "exposure", "problem", "distance"),
    ("rules", "values", "arrow"),
)
_THEMES = {
    "work": r"work|boss|manager|team|meeting|code|client|shift|office|colleague|deadline|project|customer|job|kitchen",
    "study": r"exam|thesis|class|professor|lab|lecture|grade|essay|seminar|campus|study|assignment|tutor",
    "family": r"mother|father|mom|mum|dad|parents?|sister|brother|daughter|son|wife|husband|kids?|family|grand\w+|aunt",
    "social": r"friends?|party|group|people|invite\w*|dinner|neighbou?r|phone|message\w*|text(?:ed)?|church|bus|store",
    "body": r"heart|breath\w*|chest|dizzy|doctor|pain|panic|symptom\w*|sleep|awake",
    "home": r"home|bed|sofa|house|flat|apartment|door|stove|evening|night",
}
_DAY = re.compile(r"\b(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)s?\b")
_DATED = re.compile(
    r"\b(?:yesterday|last night|this morning|tonight|weekends?|every (?:day|night|morning|evening)|"
    r"the (?:ninth|first|birthday|anniversary)|Christmas|Easter|New Year)\b",
    re.I,
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def draw_kind(n: int, last: int, stage: str) -> str:
    """`intake`, `model`, `middle`, `relapse_prevention` or `last`."""
    if n == 1:
        return "intake"
    if n >= last or stage == "last":
        return "last"
    if n == 2 and last > 4:
        return "model"
    return "relapse_prevention" if stage == "relapse_prevention" else "middle"


def draw_chain(scene: Scene, key: str) -> tuple[Situation, int, str, bool]:
    """The situation of this session, how often it was worked on before, how it is told now, and if it went better.

    The one that was worked on least comes next, in an order of the course; sessions 1 and 2 share one, to look at it
    again closely. One that comes back in the second half, or more often than there are tellings, went differently.
    """
    chains = list(scene.persona.conceptualization.situations)
    dice("chains", key).shuffle(chains)
    visits = dict.fromkeys(range(len(chains)), 0)
    betters = dict.fromkeys(range(len(chains)), 0)
    at, better = 0, False
    for number in range(1, scene.plan.number + 1):
        visits[at] += number > 1
        betters[at] += better
        at = 0 if number <= 2 else min(visits, key=lambda i: (visits[i], i == at, i))
        progress = (number - 1) / max(1, scene.plan.sessions - 1)
        told = visits[at] - betters[at]
        better = told >= len(chains[at].told) or (told >= 1 and progress >= 0.45)
    chain, visit = chains[at], visits[at]
    if better:
        return chain, visit, chain.later[betters[at] % len(chain.later)], True
    return chain, visit, telling(chain, visit), False


def telling(chain: Situation, at: int) -> str:
    """How a situation is told the at-th time: after what happened, where the telling itself names little of it."""
    told = chain.told[at % len(chain.told)]
    return told if holds([told], chain.situation, 0.3) else f"{chain.situation} {told}"


def draw_technique(key: str, n: int) -> str:
    """The technique of session n: each comes once before any comes again, the easier ones first."""
    order: list[str] = []
    for tier in _TIERS:
        names = list(tier)
        dice("tier", key, tier).shuffle(names)
        order += names
    return order[max(0, n - 3) % len(order)] if n >= 3 else order[0]


def draw_mood(scene: Scene, seed: str, progress: float) -> tuple[str, int]:
    """How bad it is: what the ledger knows, to within half a point; without it, falling slowly with setbacks."""
    start = scene.persona.scales.distress
    known = scene.ledger.scales.get("distress", ())
    base = known[-1].value if known else start * (1 - 0.45 * progress)
    roll = dice("mood", seed)
    if number_is_last(scene):
        base = min(base, start)
    rating = round(min(9.0, max(1.0, base + roll.choice((-0.4, 0.0, 0.0, 0.4)))))
    return ("low" if rating >= 7 else "mid" if rating >= 4 else "good"), rating


def draw_day(seed: str, chain: Situation, story: str) -> str:
    """The weekday of what happened: the one that the telling names; none when it names several; a working day else."""
    named = sorted(set(_DAY.findall(f"{chain.situation} {story}")) or set(_DAY.findall(chain.behaviour)))
    if len(named) > 1 or (not named and _DATED.search(f"{chain.situation} {story}")):
        return ""
    return named[0] if named else dice("day", seed).choice(DAYS[:5])


def number_is_last(scene: Scene) -> bool:
    """True in the course's last session."""
    return scene.plan.number >= max(scene.plan.sessions, 1)


def draw_theme(chain: Situation) -> frozenset[str]:
    """What the situation is about, as a tag; empty when nothing stands out."""
    text = f"{chain.situation} {chain.told[0]}".lower()
    found = {name: len(re.findall(rf"\b(?:{words})\b", text)) for name, words in _THEMES.items()}
    best = max(found, key=lambda k: found[k])
    return frozenset({best}) if found[best] else frozenset()


def draw_tasks(key: str, n: int, technique: str, theme: frozenset[str], kind: str) -> tuple[str, ...]:
    if kind == "last":
        return ()
    chooser = Chooser(course=key, session=n, tags=theme, slots={})
    first = chooser.line(f"hw.{technique}", "hw.model")
    second = chooser.line("hw.small") if dice("two tasks", key, n).random() < 0.4 else ""
    return tuple(t for t in (first, second) if t)

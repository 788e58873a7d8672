"""The play of a session: which exchanges, in which order, about what. Drawn by code and seed; both speakers share it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from simulator.models.offline.choose import dice
from simulator.models.offline.draws import (
    draw_chain,
    draw_day,
    draw_kind,
    draw_mood,
    draw_tasks,
    draw_technique,
    draw_theme,
)
from simulator.models.offline.text import word_list
from simulator.models.scene import Scene
from simulator.persona_model import Situation

RISK_BEATS = ("risk_ask", "risk_safe", "risk_step")
"""What the therapist goes through when risk has been disclosed; never left out."""
TECHNIQUES: dict[str, tuple[str, ...]] = {
    "evidence": ("ev_for", "ev_against", "ev_sum"),
    "activity": ("act_less", "act_used", "act_plan", "act_snag"),
    "experiment": ("exp_predict", "exp_sure", "exp_test"),
    "friend": ("fr_say", "fr_differ", "fr_self"),
    "exposure": ("lad_avoid", "lad_rung", "lad_drop"),
    "problem": ("ps_define", "ps_options", "ps_first"),
    "distance": ("dis_label", "dis_watch", "dis_next"),
    "values": ("val_matter", "val_act", "val_cost"),
    "rules": ("rule_say", "origin", "rule_cost", "rule_loose"),
    "arrow": ("arr_mean", "arr_belief", "origin", "arr_doubt"),
}


@dataclass(frozen=True, slots=True)
class Exchange:
    """A turn of the therapist and the patient's answer to it."""

    beat: str
    index: int = 0
    """Which task, for the beats about homework."""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Play:
    """A session as it is meant to go."""

    seed: str
    course: str
    kind: str
    """`intake`, `model`, `middle`, `relapse_prevention`, `last`."""
    chain: Situation
    visit: int
    """How often this chain was worked on in earlier sessions."""
    story: str
    """How the patient tells it this time."""
    better: bool
    """True when it went differently this time."""
    technique: str
    progress: float
    """0 at the first session, 1 at the last."""
    mood: str
    rating: int
    """How bad it is, 0-10, as the patient will say it."""
    exchanges: tuple[Exchange, ...]
    tasks: tuple[str, ...]
    theme: frozenset[str]
    day: str

    def at(self, k: int) -> Exchange:
        """Exchange number k; after the end the last one again."""
        return self.exchanges[min(k, len(self.exchanges) - 1)]


def course_key(scene: Scene, course: str) -> str:
    """What stays the same through a course: persona, replicate and seed, not the arm, so that two arms share plays."""
    return f"{scene.seed}|{scene.persona.id}|{course.rpartition('/')[2]}"


def make_play(scene: Scene, course: str) -> Play:
    """The play of this session, without what the turns so far have changed."""
    key = course_key(scene, course)
    plan = scene.plan
    seed = f"{key}|{plan.model_dump_json()}"
    n, last = plan.number, max(plan.sessions, 1)
    kind = draw_kind(n, last, plan.stage)
    progress = 1.0 if kind == "last" else min(1.0, (n - 1) / max(1, last - 1))
    chain, visit, story, better = draw_chain(scene, key)
    technique = draw_technique(key, n) if kind == "middle" else kind
    mood, rating = draw_mood(scene, seed, progress)
    theme = draw_theme(chain)
    tasks = draw_tasks(key, n, technique, theme, kind)
    play = Play(
        seed=seed,
        course=key,
        kind=kind,
        chain=chain,
        visit=visit,
        story=story,
        better=better,
        technique=technique,
        progress=progress,
        mood=mood,
        rating=rating,
        exchanges=(),
        tasks=tasks,
        theme=theme,
        day=draw_day(seed, chain, story),
    )
    return replace(play, exchanges=tuple(_exchanges(scene, play)))


def _exchanges(scene: Scene, play: Play) -> Iterable[Exchange]:
    """Exchanges of the kind of session, thinned to a length drawn for it."""
    homework = scene.plan.homework
    if play.kind == "intake":
        beats = ["why", "since", "effect", "happened", "thought", "feel", "safety", "goals", "fit"]
    else:
        beats = ["mood"]
    found = [Exchange(b) for b in beats]
    if play.kind != "intake":
        found += _review(play, len(homework))
        if risk_known(scene):
            found.append(Exchange("risk_check"))
            if still_high(scene, play.progress):
                found.append(Exchange("risk_step"))
        found += _work(play)
    if play.kind == "last":
        found += [Exchange("therapy_feedback"), Exchange("farewell")]
    else:
        found += [Exchange("takeaway"), Exchange("assign"), Exchange("feedback"), Exchange("farewell")]
    thinned = _thinned(found, dice("length", play.seed).choice((10, 11, 12, 12, 13, 13, 14)))
    return _shortened(thinned, LONGEST)


def _review(play: Play, tasks: int) -> list[Exchange]:
    """Each task is asked about by name; from the third on the rest are asked about together."""
    found = [Exchange("hw", i) for i in range(min(tasks, 3))]
    if found and dice("more", play.seed).random() < 0.7:
        found.insert(1, Exchange("hw_more", 0, optional=True))
    return found


def _work(play: Play) -> list[Exchange]:
    steps = [Exchange(b) for b in TECHNIQUES.get(play.technique, ())]
    chain = [Exchange("agenda"), Exchange("happened"), Exchange("thought"), Exchange("feel")]
    extra = [Exchange("body", optional=True), Exchange("did", optional=True)]
    if dice("body first", play.seed).random() < 0.4:
        extra.reverse()
    if play.kind == "model":
        return [*chain, Exchange("body"), Exchange("did"), Exchange("link"), Exchange("pattern")]
    if play.kind == "relapse_prevention":
        return [
            Exchange("agenda"),
            Exchange("happened"),
            Exchange("instead"),
            Exchange("signs"),
            Exchange("plan"),
            Exchange("who", optional=True),
            Exchange("lapse"),
        ]
    if play.kind == "last":
        return [Exchange(b) for b in ("look_back", "changed", "how", "hard", "keep", "plan", "proud")]
    if play.better:
        return [
            Exchange("agenda"),
            Exchange("happened"),
            Exchange("instead"),
            Exchange("feel"),
            *steps,
            RERATE,
        ]
    return [*chain, *extra, *steps, RERATE]


RERATE = Exchange("rerate", optional=True)


def _thinned(found: list[Exchange], target: int) -> list[Exchange]:
    """Without optional exchanges, the last ones first, until the target is met."""
    kept = list(found)
    for exchange in [e for e in reversed(found) if e.optional]:
        if len(kept) <= target:
            break
        kept.remove(exchange)
    return kept


def feedback_kind(play: Play) -> str:
    """Whether the therapist asks what was of use, or how it was: the answers differ."""
    return "use" if dice("feedback", play.seed).random() < 0.5 else "how"


def risk_known(scene: Scene) -> bool:
    """True when risk was disclosed in an earlier session: as code saw it, or as a fact that counts as risk."""
    risky = {f.id for f in scene.persona.disclosure.facts if f.risk}
    ledger = scene.ledger
    return any(e.disclosed for e in ledger.risk) or any(f.id in risky for f in ledger.facts)


def still_high(scene: Scene, progress: float) -> bool:
    """True while this patient, asked again, still has thoughts of dying."""
    return scene.persona.risk.level in {"high", "imminent"} and progress < 0.6


def with_risk(play: Play, disclosed_after: Iterable[int]) -> Play:
    """The play with the questions about safety put in where a disclosure happened; other exchanges make room.

    Args:
        disclosed_after: numbers of the patient's turns (counted from 0 among their own) that disclosed risk.
    """
    exchanges = list(play.exchanges)
    for own in sorted(set(disclosed_after), reverse=True):
        at = min(own, len(exchanges) - 1)
        head, tail = exchanges[:at], exchanges[at:]
        tail = [e for e in tail if e.beat not in {"risk_check", "risk_step", "safety"}]
        exchanges = [
            *head,
            *(Exchange(b) for b in RISK_BEATS),
            *_shortened(tail, LONGEST - at - len(RISK_BEATS)),
        ]
    return replace(play, exchanges=tuple(exchanges))


LONGEST = 16
"""Exchanges of a session at most, which with the opening makes 33 turns."""
_SPARE = word_list(
    "rerate hw_more body did who val_cost lad_drop act_snag dis_next origin rule_cost pattern "
    "fr_differ exp_sure proud hard how effect fit feel signs lapse agenda instead thought"
)


def _shortened(found: list[Exchange], most: int) -> list[Exchange]:
    """Without what can best be spared, until it fits."""
    kept = list(found)
    for beat in _SPARE:
        if len(kept) <= most:
            break
        kept = [e for e in kept if e.beat != beat]
    return kept

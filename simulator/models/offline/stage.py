"""What stands on the stage when somebody is to speak: the play, the turns so far, and what can be said of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.models import Request
from simulator.models.offline.choose import Chooser, dice
from simulator.models.offline.deal import KINDS
from simulator.models.offline.draws import telling
from simulator.models.offline.grammar import bare, lower_first, second_person, sentence
from simulator.models.offline.play import TECHNIQUES, Exchange, Play, make_play, with_risk
from simulator.models.offline.text import holds, word_list
from simulator.models.scene import Scene
from simulator.persona_model import Fact
from simulator.personas import Persona

ONCE = frozenset(
    f"p.{beat}"
    for beat in (
        *(b for steps in TECHNIQUES.values() for b in steps if b != "origin"),
        *word_list(
            "why since effect goals fit link pattern look_back changed how hard proud therapy_feedback"
        ),
        *(f"takeaway.{technique}" for technique in TECHNIQUES),
        "takeaway.model",
        "safety.none",
        "safety.guarded",
    )
)
"""Pools of the patient that one session of a course asks for."""
CRISIS_US = (
    "You can call or text 988, the Suicide and Crisis Lifeline, at any hour, and there is a chat as well."
)
_SMALL = word_list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = word_list("zero ten twenty thirty forty fifty sixty seventy eighty ninety")


def number_word(number: int) -> str:
    """A number from 0 to 100 in words."""
    if number < 20:
        return _SMALL[max(0, number)]
    if number >= 100:
        return "a hundred"
    tens, ones = divmod(number, 10)
    return _TENS[tens] + (f"-{_SMALL[ones]}" if ones else "")


@dataclass(frozen=True)
class Stage:
    """A moment of a session, seen by the one who is to speak."""

    request: Request
    scene: Scene
    play: Play
    own: tuple[str, ...]
    partner: tuple[str, ...]
    k: int
    """Number of the exchange that this turn belongs to."""
    avoid: tuple[str, ...] = ()
    """What was said in earlier attempts at this turn."""

    @property
    def persona(self) -> Persona:
        return self.scene.persona

    @property
    def exchange(self) -> Exchange:
        return self.play.at(self.k)

    @property
    def before(self) -> Exchange | None:
        """The exchange before this one; None in the first."""
        return self.play.at(self.k - 1) if self.k else None

    @property
    def heard(self) -> str:
        """What the partner said last; empty at the opening."""
        return self.partner[-1] if self.partner else ""

    def roll(self, *what: object) -> float:
        """A number in [0, 1) for one decision of this turn; another attempt or seed rolls anew."""
        key = self.request.key
        return dice(self.play.seed, self.request.seed, key.turn, key.attempt, key.version, *what).random()

    def chooser(self, *, tags: frozenset[str] = frozenset(), slots: dict[str, str] | None = None) -> Chooser:
        """The chooser of this turn."""
        shift = self.request.key.attempt - 1 + 3 * self.request.key.version
        plan, patient = self.scene.plan, self.scene.speaker == "patient"
        return Chooser(
            self.play.course,
            plan.number,
            shift,
            tags,
            slots or {},
            (*self.own, *self.avoid),
            persona=self.persona.id if patient else "",
            sessions=plan.sessions,
            once=ONCE,
        )


def set_stage(request: Request) -> Stage:
    """The stage of a request whose scene has a speaker."""
    scene = request.scene
    assert scene is not None and scene.speaker is not None
    own = tuple(t.text for t in scene.turns if t.speaker == scene.speaker)
    partner = tuple(t.text for t in scene.turns if t.speaker != scene.speaker)
    patient = own if scene.speaker == "patient" else partner
    play = make_play(scene, request.key.course)
    risky = [f.text for f in scene.persona.disclosure.facts if f.risk]
    play = with_risk(play, [i for i, t in enumerate(patient) if any(holds([t], r, 0.85) for r in risky)])
    k = len(own) if scene.speaker == "therapist" else len(own) - 1
    return Stage(request, scene, play, own, partner, max(0, k))


def untold_facts(stage: Stage) -> list[Fact]:
    """Open facts that were told neither in an earlier session nor in this one, those about risk first."""
    known = {f.id for f in stage.scene.ledger.facts}
    patient = stage.own if stage.scene.speaker == "patient" else stage.partner
    open_ids = set(stage.scene.open_facts)
    facts = [
        f
        for f in stage.persona.disclosure.facts
        if f.gate != "never"
        and (f.id in open_ids or f.gate == "free")
        and f.id not in known
        and not holds(patient, f.text, 0.85)
    ]
    return sorted(facts, key=lambda f: not f.risk)


def patient_tags(stage: Stage) -> frozenset[str]:
    """What holds of this patient and this moment."""
    persona, play = stage.persona, stage.play
    tags = {play.mood, *play.theme}
    tags |= {tag for tag, kind in KINDS.items() if kind == persona.style.kind}
    if persona.stance.attitude == "negative" or persona.stance.receptivity <= 2:
        tags.add("sceptic")
    if play.visit >= 1 and not play.better:
        tags.add("again")
    if play.kind in {"model", "last"}:
        tags.add(play.kind)
    if play.day:
        tags.add("dated")
    if play.better:
        tags.add("better")
    if len(play.chain.emotions) > 1:
        tags.add("two")
    return frozenset(tags)


def softened(stage: Stage) -> tuple[int, int]:
    """How strong the feeling is when it is first named, and when it is asked for again, 0-100.

    It moves by how far this patient takes things up, not at all in some sessions, and hardly when lectured.
    """
    play, stance = stage.play, stage.persona.stance
    roll = dice("soften", play.seed)
    start = play.chain.emotions[0].intensity * (1 - 0.45 * play.progress) * (0.7 if play.better else 1.0)
    first = max(15, 5 * round((start + roll.uniform(-8, 8)) / 5))
    drop = stance.receptivity * 4 + roll.uniform(-6, 14)
    if stage.persona.style.kind == "pleasing":
        drop += 12
    if stage.scene.prompt_traits.get("lectures"):
        drop *= 0.25
    second = 5 * round(max(5.0, first - max(0.0, drop)) / 5)
    return first, min(first, second)


def rotated_insight(stage: Stage) -> tuple[str, bool]:
    """The insight whose time has come in the course, and whether the session before did not yet have it."""
    insights = stage.persona.phrases.insights
    plan, top = stage.scene.plan, len(insights) - 1
    span = max(1, plan.sessions - 1)
    at = min(top, (plan.number - 1) * top // span)
    earlier = min(top, (plan.number - 2) * top // span) if plan.number > 1 else -1
    return insights[at], at != earlier


def _story(stage: Stage) -> str:
    """How the moment is told; another attempt tells it another way."""
    play, again = stage.play, stage.request.key.attempt - 1
    if not again:
        return play.story
    later = play.chain.later
    return (
        later[(play.visit + again) % len(later)] if play.better else telling(play.chain, play.visit + again)
    )


def slots_of(stage: Stage, chooser: Chooser) -> dict[str, str]:
    """Fillings that both speakers' lines may use."""
    play, persona = stage.play, stage.persona
    chain, inner = play.chain, persona.conceptualization
    first, second = softened(stage)
    feelings = [e.label for e in chain.emotions]
    own_belief = chooser.turn([b.id for b in inner.core_beliefs], "belief")
    belief = next(b for b in inner.core_beliefs if b.id == own_belief)
    known = stage.scene.ledger.scales.get(f"belief_{belief.id}", ())
    strength = known[-1].value if known else belief.strength * (1 - 0.4 * play.progress)
    slots = {
        "therapist": stage.scene.therapist,
        "day": play.day,
        "story": _story(stage),
        "thought": chain.thought,
        "thought_": bare(chain.thought),
        "situation_you": second_person(chain.situation),
        "situation_you_": bare(second_person(chain.situation)),
        "meaning": chain.meaning,
        "meaning_": lower_first(chain.meaning),
        "behaviour": chain.behaviour,
        "body": chain.body,
        "feeling": feelings[0],
        "feeling2": feelings[1] if len(feelings) > 1 else "",
        "belief": belief.statement,
        "rating": number_word(play.rating),
        "n1": number_word(first),
        "n2": number_word(second),
        "b1": number_word(5 * round(strength / 5)),
        "start": number_word(round(persona.scales.distress)),
    }
    for name in ("feeling", "rating", "n1", "n2", "b1", "start"):
        slots[f"{name}_cap"] = sentence(slots[name]).rstrip(".")
    return slots


def task_slots(tasks: Sequence[str]) -> dict[str, str]:
    """A task and, where there is one, a second: in the middle of a sentence, and at the beginning of one."""
    slots = {}
    for name, task in zip(("task", "task2"), tasks, strict=False):
        slots[name] = lower_first(task)
        slots[f"{name}_cap"] = slots[name][:1].upper() + slots[name][1:]
    return slots

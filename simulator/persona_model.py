"""The parts of a persona. Each field says who may see it: the patient's prompt, the therapist's, or the harness only."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

Who = Literal["patient", "therapist", "harness"]

SHARED = Field(json_schema_extra={"visibility": ["patient", "therapist", "harness"]})
PATIENT = Field(json_schema_extra={"visibility": ["patient", "harness"]})
HARNESS = Field(json_schema_extra={"visibility": ["harness"]})

TO_WRITE = "WRITE:"
"""What `simulate personas new` puts where the author has to write; a persona that still holds it is refused."""

_LABEL = re.compile(r"\b(patient|therapist|client|assistant|user|system)\s*:", re.I)
_MARKUP = re.compile(r"[*_#<>{}\[\]`|\\]")
_METHOD = re.compile(
    r"\b(razors?|blades?|kniv(?:es)|knife|scissors|lighters?|pills?|tablets?|overdos\w*|rop(?:e|es)|noose|hang(?:ed|ing)?"
    r"|guns?|firearms?|bridge|rail(?:way)?s?|platform|gas|poison|bleach|wrists?|thighs?)\b",
    re.I,
)


def visibility(model: type[BaseModel], field: str) -> tuple[str, ...]:
    """Who may see a field: a subset of `patient`, `therapist`, `harness`; empty when it was not declared."""
    extra = model.model_fields[field].json_schema_extra
    found: Any = extra.get("visibility", ()) if isinstance(extra, dict) else ()
    return tuple(found)


def _written(text: str) -> str:
    if TO_WRITE in text:
        raise ValueError("is still to be written")
    if any(not c.isprintable() for c in text):
        raise ValueError("must be one line of printable text")
    return text


def _speakable(text: str) -> str:
    if _LABEL.search(text):
        raise ValueError("must not hold a speaker's label such as `Patient:`")
    if _MARKUP.search(text):
        raise ValueError("must be plain speech, without markup, brackets or stage directions")
    if text[-1] not in ".!?…'\"’”":
        raise ValueError("must end like a spoken sentence, with . ! or ?")
    return text


def _rating(text: str) -> str:
    if text.count("{n}") != 1:
        raise ValueError("must hold {n} once, where the number goes")
    _speakable(text.replace("{n}", "5"))
    return text


_LINE = StringConstraints(strip_whitespace=True, min_length=1, max_length=1200)
Text = Annotated[str, _LINE, AfterValidator(_written)]
"""One line for a reader."""
Speech = Annotated[str, _LINE, AfterValidator(_written), AfterValidator(_speakable)]
"""What this person could say aloud as it stands: plain sentences in the first person."""
Rating = Annotated[str, _LINE, AfterValidator(_written), AfterValidator(_rating)]
"""Speech with `{n}` where a number from 0 to 10 goes."""
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class Part(BaseModel):
    """Base of every part of a persona: immutable, strict about its keys, docstrings as descriptions."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Identity(Part):
    """Who this is, and the life around them."""

    first_name: Annotated[Text, SHARED]
    """What the therapist calls them."""
    surname: Annotated[Text | None, SHARED] = None
    """Left out when nobody knows it."""
    age: Annotated[int, SHARED, Field(ge=16, le=100)]
    """Years."""
    gender: Annotated[Text, SHARED]
    """In the person's own word."""
    pronouns: Annotated[str, SHARED, StringConstraints(pattern=r"^[a-z]+/[a-z]+$")]
    """`she/her`, `he/him`, `they/them`."""
    culture: Annotated[Text, SHARED]
    """Country, language, faith, community: what a colleague would say at a referral."""
    occupation: Annotated[Text, SHARED]
    """Work, and for whom."""
    education: Annotated[Text, PATIENT]
    """School, training, degree."""
    relationship: Annotated[Text, SHARED]
    """Partner, children; `not stated` when it is not known."""
    living: Annotated[Text, SHARED]
    """Where and with whom."""
    money: Annotated[Text, PATIENT]
    """How money stands."""
    supports: Annotated[tuple[Text, ...], PATIENT, Field(min_length=1)]
    """People, animals, places, groups that hold them."""


class PresentingProblem(Part):
    """What the referral says."""

    what: Annotated[Text, SHARED]
    """The problem in a sentence or two, in a colleague's words."""
    onset: Annotated[Text, SHARED]
    """Since when."""
    precipitant: Annotated[Text, SHARED]
    """What set it off."""
    course: Annotated[Text, SHARED]
    """Better, worse, in waves; how often."""
    tried: Annotated[tuple[Text, ...], SHARED]
    """What was tried before."""
    why_now: Annotated[Speech, PATIENT]
    """Why they come now, in their own words."""
    goals: Annotated[tuple[Speech, ...], SHARED, Field(min_length=2)]
    """What they want from it, in their own words."""


class Functioning(Part):
    """How the days go."""

    work: Annotated[Text, PATIENT]
    """At work, school, or what takes its place."""
    relations: Annotated[Text, PATIENT]
    """With others."""
    daily: Annotated[Text, PATIENT]
    """Sleep, meals, body, house."""


class History(Part):
    """Where they come from. `not stated` is an answer."""

    developmental: Annotated[Text, PATIENT]
    """Childhood and family, as the person holds it."""
    psychiatric: Annotated[Text, SHARED]
    """Earlier episodes; what the intake form says."""
    medical: Annotated[Text, SHARED]
    """Body; what the intake form says."""
    treatment: Annotated[Text, SHARED]
    """Earlier help and medication; what the intake form says."""
    functioning: Annotated[Functioning, PATIENT]
    """How the days go now."""


class Symptom(Part):
    """One complaint."""

    name: Annotated[Text, PATIENT]
    """In plain words."""
    severity: Annotated[Literal["mild", "moderate", "severe"], PATIENT]
    """A band, not a score."""
    told: Annotated[Speech, PATIENT]
    """How they say it."""


class CoreBelief(Part):
    """A belief about oneself at the bottom of it."""

    id: Annotated[Id, PATIENT]
    """Short name; the scale of this belief is `belief_<id>`."""
    domain: Annotated[Literal["helpless", "unlovable", "worthless"], PATIENT]
    """The three families of core beliefs."""
    statement: Annotated[Speech, PATIENT]
    """The belief, in the first person."""
    strength: Annotated[int, PATIENT, Field(ge=0, le=100)]
    """How far they believe it at the start, in percent."""


class Intermediate(Part):
    """Rules that follow from the core beliefs."""

    attitudes: Annotated[tuple[Speech, ...], PATIENT, Field(min_length=1)]
    """`It is terrible to …`"""
    rules: Annotated[tuple[Speech, ...], PATIENT, Field(min_length=1)]
    """`I must …`"""
    assumptions: Annotated[tuple[Speech, ...], PATIENT, Field(min_length=1)]
    """`If …, then …`"""


class Coping(Part):
    """What they do against it."""

    strategy: Annotated[Text, PATIENT]
    """The thing done."""
    adaptive: Annotated[bool, PATIENT]
    """True when it helps in the long run."""


Feeling = Literal["sad", "anxious", "angry", "ashamed", "guilty", "hurt", "lonely", "disgusted", "jealous"]
Distortion = Literal[
    "all-or-nothing",
    "catastrophizing",
    "discounting the positive",
    "emotional reasoning",
    "labeling",
    "magnification",
    "mental filter",
    "mind reading",
    "overgeneralization",
    "personalization",
    "should statements",
    "fortune telling",
]


class Emotion(Part):
    """A feeling with its strength."""

    label: Annotated[Feeling, PATIENT]
    """One of nine."""
    intensity: Annotated[int, PATIENT, Field(ge=0, le=100)]
    """Percent, at the start of the course."""


class Situation(Part):
    """One chain from a situation to what was done, with ways to tell it."""

    id: Annotated[Id, PATIENT]
    """Short name."""
    situation: Annotated[Speech, PATIENT]
    """What happened."""
    thought: Annotated[Speech, PATIENT]
    """What went through the mind, word for word."""
    meaning: Annotated[Speech, PATIENT]
    """What it would say about them if it were true."""
    emotions: Annotated[tuple[Emotion, ...], PATIENT, Field(min_length=1)]
    """What was felt."""
    behaviour: Annotated[Speech, PATIENT]
    """What they did then."""
    body: Annotated[Speech, PATIENT]
    """What the body did."""
    distortions: Annotated[tuple[Distortion, ...], HARNESS, Field(min_length=1)]
    """Names for the twist in the thought."""
    told: Annotated[tuple[Speech, ...], HARNESS, Field(min_length=2)]
    """Early in the course: ways to tell it in one to three sentences."""
    balanced: Annotated[tuple[Speech, ...], HARNESS, Field(min_length=2)]
    """The fairer thoughts this person could reach, in their own words, the more hesitant first."""
    later: Annotated[tuple[Speech, ...], HARNESS, Field(min_length=2)]
    """Late in the course: the same sort of thing happened again and went differently, not perfectly."""


class Conceptualization(Part):
    """The inner diagram. It never reaches the therapist."""

    core_beliefs: Annotated[tuple[CoreBelief, ...], PATIENT, Field(min_length=1)]
    """At the bottom."""
    intermediate: Annotated[Intermediate, PATIENT]
    """In the middle."""
    coping: Annotated[tuple[Coping, ...], PATIENT, Field(min_length=2)]
    """On the surface."""
    situations: Annotated[tuple[Situation, ...], PATIENT, Field(min_length=3)]
    """In the week."""


class Told(Part):
    """A strength or a value."""

    text: Annotated[Text, PATIENT]
    """In a few words."""
    told: Annotated[Speech, PATIENT]
    """How it would come up in talk, in the first person."""


class Style(Part):
    """How they talk."""

    kind: Annotated[Literal["plain", "upset", "verbose", "reserved", "tangent", "pleasing"], PATIENT]
    """The main colour."""
    words_mean: Annotated[int, PATIENT, Field(ge=3, le=150)]
    """Words in an ordinary turn."""
    words_p90: Annotated[int, PATIENT, Field(ge=5, le=300)]
    """Nine turns in ten are shorter."""
    voice: Annotated[Text, PATIENT]
    """Vocabulary, accent, dialect, grammar."""
    habits: Annotated[tuple[Text, ...], PATIENT, Field(min_length=2)]
    """What one would notice."""
    never_says: Annotated[tuple[Text, ...], PATIENT, Field(min_length=2)]
    """Words and moves that would be out of character."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.words_p90 <= self.words_mean:
            raise ValueError(f"words_p90 ({self.words_p90}) must be above words_mean ({self.words_mean})")
        return self


class Stance(Part):
    """How they stand to therapy."""

    attitude: Annotated[Literal["positive", "neutral", "ambivalent", "negative"], PATIENT]
    """At the start."""
    why: Annotated[Text, PATIENT]
    """Where that comes from."""
    receptivity: Annotated[int, PATIENT, Field(ge=1, le=5)]
    """1 shuts the door, 5 takes everything up."""
    resistance: Annotated[tuple[Text, ...], PATIENT, Field(min_length=1)]
    """What they do when it comes too close."""
    homework_likelihood: Annotated[float, HARNESS, Field(ge=0, le=1)]
    """Chance that a task gets done."""
    hindrances: Annotated[tuple[Speech, ...], HARNESS, Field(min_length=6)]
    """What got in the way of a task, as they would say it."""


class Fact(Part):
    """Something about them that comes out, or not."""

    id: Annotated[Id, PATIENT]
    """Short name."""
    text: Annotated[Speech, PATIENT]
    """How they say it when it comes out, one or two sentences. In no view while it is locked."""
    gate: Annotated[Literal["free", "if_asked", "trust", "session", "never"], HARNESS]
    """free: from the start. if_asked: when the therapist asks about a topic. trust: from a level of trust.
    session: from a session on. never: not in this course. A stated `trust` or `from_session` holds for every gate."""
    topics: Annotated[tuple[Text, ...], HARNESS] = ()
    """Words of the therapist's that count as asking about it."""
    trust: Annotated[float, HARNESS, Field(ge=0, le=10)] = 0
    """Not below this trust (0-10)."""
    from_session: Annotated[int, HARNESS, Field(ge=1)] = 1
    """Not before this session."""
    risk: Annotated[bool, HARNESS] = False
    """True when telling it is a disclosure of risk."""

    @model_validator(mode="after")
    def _gate_can_open(self) -> Self:
        if self.gate == "if_asked" and not self.topics:
            raise ValueError("the gate if_asked needs topics")
        if self.gate == "trust" and self.trust <= 0:
            raise ValueError("the gate trust needs a trust above 0")
        if self.gate == "session" and self.from_session < 2:
            raise ValueError("the gate session needs from_session of 2 or more")
        if self.gate == "free" and (self.trust or self.from_session > 1):
            raise ValueError("a free fact is open at once: leave out trust and from_session")
        if self.risk:
            no_method(self.text)
        return self


class Disclosure(Part):
    """What comes out when."""

    manner: Annotated[Text, PATIENT]
    """How they open up, without naming what."""
    facts: Annotated[tuple[Fact, ...], PATIENT, Field(min_length=4)]
    """In the patient's view only those that are open."""


class Risk(Part):
    """Risk of harm to self. No method, anywhere."""

    level: Annotated[Literal["none", "low", "high", "imminent"], HARNESS]
    """As a clinician who knew everything would say."""
    summary: Annotated[Text, HARNESS]
    """What is known: ideation, history, what raises it."""
    disclosure_style: Annotated[Text, PATIENT]
    """How they answer when asked straight about safety."""
    protective: Annotated[tuple[Text, ...], PATIENT]
    """What holds them."""
    escalation_allowed: Annotated[bool, HARNESS]
    """False: the course must not make it worse than `level`."""
    method_detail: Annotated[Literal["never"], HARNESS] = "never"
    """Methods are not written, asked or told."""

    @model_validator(mode="after")
    def _no_method(self) -> Self:
        for text in (self.summary, self.disclosure_style, *self.protective):
            no_method(text)
        if self.level != "none" and not self.protective:
            raise ValueError("a persona with risk needs at least one protective factor")
        return self


def no_method(text: str) -> None:
    """Raise ValueError when a text about risk names a means."""
    if found := _METHOD.search(text):
        raise ValueError(f"names a method of self-harm ({found.group()!r}); leave it out")


class LifeEvent(Part):
    """A small thing that happened between two sessions."""

    text: Annotated[Speech, HARNESS]
    """First person, past tense; could be said as it stands."""
    tags: Annotated[tuple[Id, ...], HARNESS] = ()
    """`work`, `family`, `good`, `setback`, …"""


class Probe(Part):
    """A question whose answer is known."""

    question: Annotated[Text, HARNESS]
    """As a judge would ask it."""
    answer: Annotated[Text, HARNESS]
    """What is true."""


class CanonFact(Part):
    """Something that does not change through the course."""

    id: Annotated[Id, PATIENT]
    """Short name."""
    text: Annotated[Text, PATIENT]
    """The fact."""
    probes: Annotated[tuple[Probe, ...], HARNESS, Field(min_length=1)]
    """How to test that it was kept."""


class Scales(Part):
    """Where the numbers start, and how far one session may move them."""

    distress: Annotated[float, HARNESS, Field(ge=0, le=10)]
    """0-10 at the start."""
    distress_step: Annotated[float, HARNESS, Field(gt=0, le=3)] = 1.0
    """Largest change of distress in one session."""
    belief_step: Annotated[float, HARNESS, Field(gt=0, le=25)] = 8.0
    """Largest change of a belief's strength in one session, in percent points."""
    trust: Annotated[float, HARNESS, Field(ge=0, le=10)]
    """Trust in a therapist nobody has met yet, 0-10."""
    trust_step: Annotated[float, HARNESS, Field(gt=0, le=3)] = 1.0
    """Largest change of trust in one session."""


class Phrases(Part):
    """How this person says small things; the offline model speaks with them."""

    greetings: Annotated[tuple[Speech, ...], HARNESS, Field(min_length=6)]
    """First words of a later session."""
    acknowledgements: Annotated[tuple[Speech, ...], HARNESS, Field(min_length=6)]
    """Heard you."""
    hesitations: Annotated[tuple[Speech, ...], HARNESS, Field(min_length=6)]
    """Before something hard."""
    agreements: Annotated[tuple[Speech, ...], HARNESS, Field(min_length=4)]
    """Yes to a plan or a task."""
    doubts: Annotated[tuple[Speech, ...], HARNESS, Field(min_length=5)]
    """Not convinced."""
    deflections: Annotated[tuple[Speech, ...], HARNESS, Field(min_length=4)]
    """Away from what is too close."""
    questions: Annotated[tuple[Speech, ...], HARNESS, Field(min_length=3)]
    """Asked of the therapist, rarely."""
    done: Annotated[tuple[Speech, ...], HARNESS, Field(min_length=4)]
    """I did the task; what I saw."""
    partly: Annotated[tuple[Speech, ...], HARNESS, Field(min_length=4)]
    """I did some of it."""
    insights: Annotated[tuple[Speech, ...], HARNESS, Field(min_length=6)]
    """What dawns on them, roughly in the order of a course."""
    feedback: Annotated[tuple[Speech, ...], HARNESS, Field(min_length=5)]
    """What was of use today."""
    ratings: Annotated[tuple[Rating, ...], HARNESS, Field(min_length=4)]
    """How bad it is, with {n} for a number from 0 to 10."""
    hopes: Annotated[tuple[Speech, ...], HARNESS, Field(min_length=4)]
    """Near the end of the course: what I would do if it came back, what I keep."""
    farewells: Annotated[tuple[Speech, ...], HARNESS, Field(min_length=5)]
    """Goodbye until next time."""
    last_farewells: Annotated[tuple[Speech, ...], HARNESS, Field(min_length=2)]
    """Goodbye at the end of the course."""


class Provenance(Part):
    """What was given and what was made up."""

    source: Annotated[Text, HARNESS]
    """Where the person comes from."""
    stated: Annotated[tuple[Text, ...], HARNESS] = ()
    """Facts that come from the source."""
    invented: Annotated[tuple[Text, ...], HARNESS] = ()
    """What the source does not say and was made up."""

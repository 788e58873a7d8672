"""The inner diagram: beliefs, rules, coping, and the situations in which they show."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from simulator.persona_model.base import HARNESS, PATIENT, Id, Part, Speech, Text


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
    """Early in the course: ways to tell it in one to three sentences. One that names little of the situation is said right after it, and so need not say it again."""
    evidence_for: Annotated[tuple[Speech, ...], HARNESS] = ()
    """What makes the thought convincing: a fact of this situation, as they would say it."""
    evidence_against: Annotated[tuple[Speech, ...], HARNESS] = ()
    """What does not fit the thought: facts of this situation."""
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

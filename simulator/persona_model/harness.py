"""What only the harness knows: events to come, probes, scales, phrases, sources."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from simulator.persona_model.base import HARNESS, PATIENT, Id, Part, Rating, Speech, Text


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

"""How they are with a therapist: strengths, style, stance, what they disclose and when, risk."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from simulator.persona_model.base import HARNESS, PATIENT, Id, Part, Speech, Text, no_method


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
            raise ValueError("gate if_asked needs topics")
        if self.gate == "trust" and self.trust <= 0:
            raise ValueError("gate trust needs a trust above 0")
        if self.gate == "session" and self.from_session < 2:
            raise ValueError("gate session needs a from_session of 2 or more")
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
    escalation_allowed: Annotated[bool, PATIENT]
    """False: the course must not make it worse than `level`, and the patient's prompt says so."""
    method_detail: Annotated[Literal["never"], HARNESS] = "never"
    """Methods are not written, asked or told."""

    @model_validator(mode="after")
    def _no_method(self) -> Self:
        for text in (self.summary, self.disclosure_style, *self.protective):
            no_method(text)
        if self.level != "none" and not self.protective:
            raise ValueError("a persona with risk needs at least one protective factor")
        return self

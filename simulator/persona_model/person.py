"""Who comes: identity, problem, history, symptoms."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from simulator.persona_model.base import HARNESS, PATIENT, SHARED, Part, Speech, Text


class Identity(Part):
    """Who this is, and the life around them."""

    first_name: Annotated[Text, SHARED]
    """The name in their papers."""
    called: Annotated[Text | None, SHARED] = None
    """What people call them, where it is not the first name: the therapist does, too."""
    surname: Annotated[Text | None, SHARED] = None
    """Left out when nobody knows it."""
    age: Annotated[int, SHARED, Field(ge=16, le=100)]
    """Years."""
    gender: Annotated[Text, SHARED]
    """In the person's own word."""
    pronouns: Annotated[str, SHARED, StringConstraints(pattern=r"^[a-z]+/[a-z]+$")]
    """`she/her`, `he/him`, `they/them`."""
    country: Annotated[str, HARNESS, StringConstraints(pattern=r"^[A-Z]{2}$")]
    """Where they live, as two letters (`US`, `GB`): whose crisis resources their therapist knows."""
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

"""A persona: the simulated patient, one YAML file, and the views that each agent may have of it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BaseModel, Field, PrivateAttr, StringConstraints, model_validator

from simulator.errors import InputError
from simulator.persona_model import (
    HARNESS,
    PATIENT,
    SHARED,
    CanonFact,
    Conceptualization,
    Disclosure,
    Fact,
    History,
    Id,
    Identity,
    LifeEvent,
    Part,
    Phrases,
    PresentingProblem,
    Provenance,
    Risk,
    Scales,
    Speech,
    Stance,
    Style,
    Symptom,
    Text,
    Told,
    Who,
    visibility,
)
from simulator.shipped import find, names
from simulator.yamlfile import faults_as, parse_as, read_yaml


class Persona(Part):
    """The simulated patient. Synthetic: nobody's record."""

    id: Annotated[Id, HARNESS]
    """The name used on the command line; the same as the file's."""
    version: Annotated[int, HARNESS, Field(ge=1)]
    """Raise it when the persona changes in meaning."""
    synthetic: Annotated[Literal[True], HARNESS]
    """Always true."""
    language: Annotated[str, SHARED, StringConstraints(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")] = "en"
    """The language of the sessions (BCP 47); another one than English is named to both sides."""
    summary: Annotated[Text, HARNESS]
    """One line for lists."""
    identity: Annotated[Identity, SHARED]
    """Who this is."""
    presenting_problem: Annotated[PresentingProblem, SHARED]
    """What the referral says."""
    history: Annotated[History, SHARED]
    """Where they come from."""
    symptoms: Annotated[tuple[Symptom, ...], PATIENT, Field(min_length=2)]
    """What they suffer from."""
    conceptualization: Annotated[Conceptualization, PATIENT]
    """The inner diagram."""
    strengths: Annotated[tuple[Told, ...], PATIENT, Field(min_length=2)]
    """What they can."""
    values: Annotated[tuple[Told, ...], PATIENT, Field(min_length=2)]
    """What matters to them."""
    style: Annotated[Style, PATIENT]
    """How they talk."""
    stance: Annotated[Stance, PATIENT]
    """How they stand to therapy."""
    disclosure: Annotated[Disclosure, PATIENT]
    """What comes out when."""
    risk: Annotated[Risk, PATIENT]
    """Risk of harm to self."""
    life: Annotated[tuple[LifeEvent, ...], HARNESS, Field(min_length=8)]
    """Small events; the course draws one between two sessions."""
    canon: Annotated[tuple[CanonFact, ...], PATIENT, Field(min_length=4)]
    """What never changes."""
    scales: Annotated[Scales, HARNESS]
    """Where the numbers start."""
    opening: Annotated[Speech, HARNESS]
    """The first words of the first session."""
    phrases: Annotated[Phrases, HARNESS]
    """How they say small things."""
    provenance: Annotated[Provenance, HARNESS]
    """What was given and what was made up."""

    _sha256: str = PrivateAttr("")
    _file: Path | None = PrivateAttr(None)

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        inner = self.conceptualization
        for what, parts in (
            ("disclosure fact", self.disclosure.facts),
            ("canon fact", self.canon),
            ("situation", inner.situations),
            ("core belief", inner.core_beliefs),
        ):
            ids = [part.id for part in parts]
            if twice := sorted({i for i in ids if ids.count(i) > 1}):
                raise ValueError(f"two of the {what}s have the id {twice[0]!r}")
        if self.risk.level == "none" and (risky := [f.id for f in self.disclosure.facts if f.risk]):
            raise ValueError(f"risk.level is none, but the fact {risky[0]!r} is a disclosure of risk")
        return self

    @property
    def name(self) -> str:
        """What they are called: the first name, where they have no other."""
        return self.identity.called or self.identity.first_name

    @property
    def full_name(self) -> str:
        """First name and, where known, surname."""
        return " ".join(filter(None, (self.identity.first_name, self.identity.surname)))

    @property
    def all_names(self) -> str:
        """Every name they go by, the one they are called by first: `Pip Philippa Ashworth`."""
        return " ".join(dict.fromkeys((self.name, *self.full_name.split())))

    @property
    def persona_sha256(self) -> str:
        """Hash of the persona's file; of its content when it did not come from a file."""
        return self._sha256 or hashlib.sha256(self.model_dump_json().encode()).hexdigest()

    @property
    def file(self) -> Path | None:
        """Where it was read from."""
        return self._file

    def baseline(self) -> dict[str, float]:
        """The scales at the start: `distress` 0-10, and `belief_<id>` 0-100 for each core belief."""
        beliefs = {f"belief_{b.id}": float(b.strength) for b in self.conceptualization.core_beliefs}
        return {"distress": self.scales.distress, **beliefs}

    def fact(self, fact_id: str) -> Fact:
        """A disclosure fact by its id. Raises KeyError."""
        return {f.id: f for f in self.disclosure.facts}[fact_id]

    def view(self, who: Who, open_facts: Collection[str] = ()) -> dict[str, Any]:
        """What one of the agents may know, as plain data.

        Args:
            who: `patient` (own life, without what the harness keeps), `therapist` (the referral), `harness` (everything).
            open_facts: ids of facts that have opened; free ones are open without being named.

        Returns:
            Nested dicts and lists in the order of the schema. A fact that is locked, or has the gate `never`, is absent
            from the patient's view and every fact from the therapist's.

        Raises:
            ValueError: an id in `open_facts` is unknown, or its gate is `never`.
        """
        seen = dict(self._views[who])
        if who == "patient":
            gates = {f.id: f.gate for f in self.disclosure.facts}
            if wrong := [i for i in open_facts if gates.get(i, "never") == "never"]:
                raise ValueError(f"{self.id} has no fact {wrong[0]!r} that can open")
            facts = seen["disclosure"]["facts"]
            told = [f for f in facts if f["id"] in open_facts or gates[f["id"]] == "free"]
            seen["disclosure"] = {**seen["disclosure"], "facts": told}
        return seen

    @cached_property
    def _views(self) -> dict[Who, dict[str, Any]]:
        """What each may know when every fact is open. Nobody writes into them."""
        return {who: _seen(self, who) for who in get_args(Who)}


def _seen(value: Any, who: Who) -> Any:
    if isinstance(value, BaseModel):
        model = type(value)
        return {f: _seen(getattr(value, f), who) for f in model.model_fields if who in visibility(model, f)}
    if isinstance(value, tuple):
        return [_seen(v, who) for v in value]
    return value


def load_persona(name_or_path: str | Path) -> Persona:
    """Read and validate a persona.

    Args:
        name_or_path: `alicia`, or the path of a YAML file.

    Raises:
        InputError: unknown name (with the nearest ones), or a fault in the file (with file, line and value).
    """
    file = find("personas", str(name_or_path))
    document = read_yaml(file)
    persona = parse_as(Persona, document)
    if persona.id != file.stem:
        raise InputError(
            f"id: the file is called {file.stem!r}, not {persona.id!r}",
            file=file,
            line=document.line(("id",)),
            remedy="Rename the file or change the id.",
        )
    persona._sha256, persona._file = document.sha256, file
    return persona


def persona_faults(name_or_path: str | Path) -> list[InputError]:
    """All that is wrong with a persona's file by the schema, each with its line; empty when `load_persona` takes it."""
    try:
        document = read_yaml(find("personas", str(name_or_path)))
        if faults := faults_as(Persona, document):
            return faults
        load_persona(name_or_path)
    except InputError as error:
        return [error]
    return []


def list_personas() -> list[str]:
    """Names of the personas that can be loaded from here."""
    return names("personas")

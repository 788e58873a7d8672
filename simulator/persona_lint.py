"""What a schema cannot see in a persona: leaks between the views, stale numbers, words that do not fit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from simulator.faults import KeyPath, dotted
from simulator.persona_model import TO_WRITE, Who, no_method, visibility
from simulator.personas import Persona
from simulator.yamlfile import read_yaml

LEAK_WORDS = 6
"""So many words in a row, shared with a text that the reader must not see, are a leak."""

_STALE_LINE = re.compile(r"1?[-. ]?800[-. ]?273[-. ]?(?:8255|talk)", re.I)
_FEMALE, _MALE = (
    re.compile(r"\b(?:she|hers?|herself)\b", re.I),
    re.compile(r"\b(?:he|him|his|himself)\b", re.I),
)


Fault = tuple[KeyPath, str]
"""Where a fault is, and what it is."""


def lint(persona: Persona) -> list[str]:
    """Faults of a persona that is valid by the schema, one sentence each, with file and line; empty when there are none."""
    found = [*_leaks(persona), *_own_name(persona), *_pronouns(persona), *_safety(persona), *_twice(persona)]
    document = read_yaml(persona.file) if found and persona.file and persona.file.is_file() else None
    places = [f"{persona.file}:{document.line(path) or 1}: " if document else "" for path, _ in found]
    return [f"{place}{dotted(path)}{words}" for place, (path, words) in zip(places, found, strict=True)]


def texts(value: Any, who: Who = "harness", path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """Every text that `who` may see by its declared visibility, with its key path (facts not yet filtered by gate)."""
    if isinstance(value, BaseModel):
        for field in type(value).model_fields:
            if who in visibility(type(value), field):
                yield from texts(getattr(value, field), who, (*path, field))
    elif isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from texts(item, who, (*path, i))
    elif isinstance(value, str):
        yield path, value


def _shingles(text: str) -> set[str]:
    tokens = re.findall(r"[^\W_]+(?:['’][^\W_]+)?", text.casefold())
    return {" ".join(tokens[i : i + LEAK_WORDS]) for i in range(len(tokens) - LEAK_WORDS + 1)}


def flat(view: Any) -> str:
    """All texts of a view, one a line."""
    if isinstance(view, dict):
        return "\n".join(flat(v) for v in view.values())
    if isinstance(view, list):
        return "\n".join(flat(v) for v in view)
    return str(view)


def _leaks(persona: Persona) -> Iterator[Fault]:
    known = [
        (path, _shingles(text))
        for path, text in texts(persona, "patient")
        if path[:2] != ("disclosure", "facts")
    ]
    for fact in persona.disclosure.facts:
        if fact.gate == "free":
            continue
        free = [
            (("disclosure", "facts", k, "text"), _shingles(other.text))
            for k, other in enumerate(persona.disclosure.facts)
            if other.gate == "free"
        ]
        for path, words in (*known, *free):
            if shared := _shingles(fact.text) & words:
                yield (
                    path,
                    f": the locked fact {fact.id!r} shows here, which the patient always knows: {min(shared)!r}; say one of the two otherwise",
                )
                break
    therapist = _all_shingles(flat(persona.view("therapist")))
    shared_paths = {path for path, _ in texts(persona, "therapist")}
    for path, text in texts(persona):
        # What a canon fact says is no secret: it may well be what the referral says, too.
        if path not in shared_paths and path[0] != "canon" and (shared := _shingles(text) & therapist):
            yield (
                path,
                f" is not for the therapist, yet it shows there: {min(shared)!r}; say it in other words in one of the two places",
            )


def _all_shingles(text: str) -> set[str]:
    return {s for line in text.splitlines() for s in _shingles(line)}


def _own_name(persona: Persona) -> Iterator[Fault]:
    name = re.compile(rf"\b{re.escape(persona.name)}\b", re.I)
    spoken = [("phrases", persona.phrases), ("life", persona.life)]
    for key, part in spoken:
        for path, text in texts(part, path=(key,)):
            if name.search(text):
                yield path, ": says the own name, which reads as the partner speaking; leave it out"


def _pronouns(persona: Persona) -> Iterator[Fault]:
    """In what is written about the person (not what they say of others), pronouns of another gender are a slip."""
    first = persona.identity.pronouns.split("/")[0]
    wrong = [p for p, own in ((_FEMALE, "she"), (_MALE, "he")) if own != first]
    about: dict[str, Any] = {
        "summary": persona.summary,
        "style": persona.style,
        "stance": (persona.stance.why, persona.stance.resistance),
        "risk": persona.risk,
    }
    for path, text in (found for key, part in about.items() for found in texts(part, path=(key,))):
        if any(p.search(text) for p in wrong):
            yield path, f": another pronoun than {persona.identity.pronouns}: {text[:60]!r}"


def _safety(persona: Persona) -> Iterator[Fault]:
    for path, text in texts(persona):
        if _STALE_LINE.search(text):
            yield path, ": the crisis number is stale; in the United States it is 988"
        if re.search(r"suicid|self-harm|kill myself|hurt(?:ing)? myself|end my life", text, re.I):
            try:
                no_method(text)
            except ValueError as error:
                yield path, f": {error}"
        if TO_WRITE in text:
            yield path, ": is still to be written"


def _twice(persona: Persona) -> Iterator[Fault]:
    """The same words twice would be said twice."""
    seen: dict[str, KeyPath] = {}
    parts = {"phrases": persona.phrases, "life": persona.life, "facts": persona.disclosure.facts}
    for key, part in parts.items():
        for path, text in texts(part, path=(key,)):
            plain = text.casefold().strip(".!? ")
            if len(plain.split()) > 2 and plain in seen:
                yield path, f" repeats {dotted(seen[plain])}"
            seen[plain] = path

"""What all parts of a persona share: who may see a field, and what a text must be like."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

Who = Literal["patient", "therapist", "harness"]

SHARED = Field(json_schema_extra={"visibility": ["patient", "therapist", "harness"]})
PATIENT = Field(json_schema_extra={"visibility": ["patient", "harness"]})
HARNESS = Field(json_schema_extra={"visibility": ["harness"]})

TO_WRITE = "WRITE:"
"""What `simulate personas new` puts where the author has to write; a persona that still holds it is refused."""

UNWRITTEN = "is still to be written"
"""What is said of such a place."""

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
        raise ValueError(UNWRITTEN)
    if not text.isprintable():
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
"""What this person could say aloud, word for word: plain sentences in the first person."""
Rating = Annotated[str, _LINE, AfterValidator(_written), AfterValidator(_rating)]
"""Speech with `{n}` where a number from 0 to 10 goes."""
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class Part(BaseModel):
    """Base of every part of a persona: immutable, strict about its keys, docstrings as descriptions."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


def no_method(text: str) -> None:
    """Raise ValueError when a text about risk names a means."""
    if found := _METHOD.search(text):
        raise ValueError(f"names a method of self-harm ({found.group()!r}); leave it out")

"""A note as a model offers it: the schema it is asked for, and how its answer is read."""

from __future__ import annotations

import json
import re
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from simulator.notes.data import RiskLevel
from simulator.transcript import Speaker

MAX_ANSWER = 60_000
"""Characters of an answer that are read."""
MAX_ITEMS = 12
"""Items of a section that are read."""


def _turn(value: object) -> object:
    """`T7`, `turn 7` and `[7]` as 7."""
    if isinstance(value, str) and (
        found := re.fullmatch(r"\W*(?:t|turn)?\W*(\d{1,5})\W*", value.strip().lower())
    ):
        return int(found.group(1))
    return value


TurnNumber = Annotated[int, BeforeValidator(_turn)]


class _Draft(BaseModel):
    model_config = ConfigDict(extra="forbid")


class DraftItem(_Draft):
    text: str = Field(min_length=1, max_length=2000)
    turns: list[TurnNumber] = Field(max_length=200)


class DraftTechnique(DraftItem):
    practised: bool = False


class DraftInsight(DraftItem):
    owner: Speaker = "patient"


class DraftRisk(_Draft):
    assessed: bool
    disclosed: bool
    level: RiskLevel
    basis: str = Field(default="", max_length=2000)
    turns: list[TurnNumber] = Field(default_factory=list, max_length=200)


class Draft(_Draft):
    """A note that has the right shape; whether it is true is another matter."""

    main_topics: list[DraftItem]
    techniques: list[DraftTechnique]
    helpful: list[DraftItem]
    homework: list[DraftItem]
    insights: list[DraftInsight]
    risk: DraftRisk
    open_threads: list[DraftItem]
    new_facts: list[DraftItem]


class Unusable(Exception):
    """An answer that is not a note. The message says what was wrong, for the model to repair."""


def read_draft(text: str) -> Draft:
    """Read a model's answer.

    Args:
        text: JSON, or text with one JSON object in it (in a code fence, after a preamble).

    Raises:
        Unusable: no JSON object, or one of another shape; names the first few faults.
    """
    data = _json(text[:MAX_ANSWER])
    if isinstance(data.get("note"), dict) and len(data) == 1:
        data = data["note"]
    for name in ("version", "session", "dropped"):
        data.pop(name, None)  # code's facts: what a model says about them is not read
    for name, value in data.items():
        if isinstance(value, list):
            data[name] = value[:MAX_ITEMS]
    try:
        return Draft.model_validate(data)
    except ValidationError as error:
        faults = [
            f"{'.'.join(str(p) for p in e['loc']) or 'the object'}: {e['msg']}"
            for e in error.errors(include_url=False, include_input=False)[:6]
        ]
        raise Unusable("; ".join(faults)) from None


def _json(text: str) -> dict[str, Any]:
    start = text.find("{")
    if start < 0:
        raise Unusable("the answer holds no JSON object")
    try:
        found, _ = json.JSONDecoder().raw_decode(text[start:])
    except (ValueError, RecursionError) as error:
        raise Unusable(f"the answer is not valid JSON ({str(error)[:120]})") from None
    if not isinstance(found, dict):
        raise Unusable("the answer is not a JSON object")
    return found


def note_schema() -> dict[str, Any]:
    """The JSON schema of a note as a model is asked for it. Every property is required, no other is allowed."""
    practised = _of("boolean", "True when it was done in the session, not only explained.")
    properties = {
        "main_topics": _items("What the session was about."),
        "techniques": _items("What the therapist introduced or practised.", practised=practised),
        "helpful": _items("What the patient showed or said was helpful."),
        "homework": _items("What was agreed to be done until next time, in words of the session."),
        "insights": _items("What somebody came to see.", owner={"type": "string", "enum": ["patient", "therapist"]}),
        "risk": _risk(),
        "open_threads": _items("What was left open, for next time; at most three."),
        "new_facts": _items("What the patient told about their life for the first time."),
    }  # fmt: skip
    return {"title": "note", **_object(properties)}


def _items(description: str, **more: dict[str, Any]) -> dict[str, Any]:
    """A list of statements with the turns that show them."""
    turns = {
        "type": "array",
        "items": {"type": "integer"},
        "description": "Numbers of the turns that show it. An item without them is thrown away.",
    }
    item = _object({"text": _of("string", "One statement, at most 25 words."), "turns": turns, **more})
    return {"type": "array", "description": description, "items": item}


def _risk() -> dict[str, Any]:
    levels = ["not assessed", "none", "low", "moderate", "high", "imminent"]
    return _object(
        {
            "assessed": _of("boolean", "True only when the therapist asked about it."),
            "disclosed": _of("boolean", "True when the patient spoke of harm to self or others."),
            "level": {"type": "string", "enum": levels},
            "basis": _of("string", "What was said, without any method. Empty when nothing was."),
            "turns": {"type": "array", "items": {"type": "integer"}},
        }
    )


def _of(kind: str, description: str) -> dict[str, Any]:
    return {"type": kind, "description": description}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }

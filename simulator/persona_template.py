"""The schema for editors, and the file that a new persona starts from; both made from the model."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from simulator.persona_model import TO_WRITE, visibility
from simulator.personas import Persona

SCHEMA_FILE = "persona.schema.json"
SCHEMA_LINE = f"# yaml-language-server: $schema={SCHEMA_FILE}"

_START: dict[str, Any] = {
    "synthetic": True,
    "version": 1,
    "language": "en",
    "pronouns": "they/them",
    "country": "US",
    "words_mean": 20,
    "words_p90": 45,
    "surname": None,
    "topics": [],
    "tags": [],
    "stated": [],
    "invented": [],
}


def schema_text() -> str:
    """The JSON schema of a persona, with the visibility of each field, as in `personas/persona.schema.json`."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Persona.model_json_schema()}
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def field_table() -> str:
    """A Markdown table of every field: key path, who sees it, what it means. docs/personas.md contains it."""
    rows = ["| field | seen by | meaning |", "|---|---|---|"]
    return "\n".join([*rows, *_table_rows(Persona, "", ("patient", "therapist", "harness"))]) + "\n"


def _table_rows(model: type[BaseModel], prefix: str, allowed: tuple[str, ...]) -> Iterator[str]:
    for field, info in model.model_fields.items():
        inner, many = _inner(info)
        path = f"{prefix}{field}{'[]' if many else ''}"
        seen = tuple(who for who in visibility(model, field) if who in allowed)
        about = " ".join(f"{info.description or ''}{_options(info)}".split()).replace("|", "\\|")
        yield f"| `{path}` | {', '.join(who for who in seen if who != 'harness') or 'harness only'} | {about} |"
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from _table_rows(inner, f"{path}.", seen)


def new_text(name: str) -> str:
    """A persona file with every field, what it means and a place to write. It is refused until all is written."""
    head = [
        SCHEMA_LINE,
        f"# Replace each {TO_WRITE} by your words; `simulate personas check {name}` says what is left.",
    ]
    return "\n".join([*head, *_fields(Persona, 0, name)]) + "\n"


def _fields(model: type[BaseModel], depth: int, own_id: str) -> Iterator[str]:
    pad = "  " * depth
    for field, info in model.model_fields.items():
        if depth == 0 and field in ("identity", "phrases", "life", "canon", "opening"):
            yield ""
        about = textwrap.wrap(f"{info.description or ''}{_options(info)}", 100 - len(pad))
        yield from (f"{pad}# {line}" for line in about)
        inner, many = _inner(info)
        if field == "id":
            yield f"{pad}id: {own_id}"
        elif field in _START:
            yield f"{pad}{field}: {json.dumps(_START[field])}"
        elif many:
            yield f"{pad}{field}:"
            for i in range(max(1, _least(info))):
                yield from _item(inner, field, i, depth + 1)
        elif isinstance(inner, type) and issubclass(inner, BaseModel):
            yield f"{pad}{field}:"
            yield from _fields(inner, depth + 1, own_id)
        else:
            yield f"{pad}{field}: {_value(inner, info)}"


def _item(inner: Any, field: str, i: int, depth: int) -> Iterator[str]:
    pad = "  " * depth
    if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
        yield f"{pad}- {_first(inner) or json.dumps(TO_WRITE + (' {n}' if field == 'ratings' else ''))}"
        return
    lines = [line for line in _fields(inner, depth + 1, f"{field}_{i + 1}") if i == 0 or "# " not in line]
    first = next(n for n, line in enumerate(lines) if not line.lstrip().startswith("#"))
    lines[first] = f"{pad}- {lines[first].lstrip()}"
    yield from lines


def _inner(info: FieldInfo) -> tuple[Any, bool]:
    """The type of a field, or of its items; and whether it is a list."""
    if get_origin(info.annotation) is tuple:
        return get_args(info.annotation)[0], True
    return info.annotation, False


def _least(info: FieldInfo) -> int:
    return max((getattr(m, "min_length", 0) or 0 for m in info.metadata), default=0)


def _options(info: FieldInfo) -> str:
    inner, _ = _inner(info)
    options = get_args(inner) if get_origin(inner) is Literal else ()
    return f" One of: {', '.join(map(str, options))}." if len(options) > 1 else ""


def _value(inner: Any, info: FieldInfo) -> str:
    if not info.is_required() and info.default is not None:
        return json.dumps(info.default)
    if option := _first(inner):
        return option
    if inner in (int, float):
        low = max(
            (v for m in info.metadata for k in ("ge", "gt") if (v := getattr(m, k, None)) is not None),
            default=1,
        )
        high = min(
            (v for m in info.metadata for k in ("le", "lt") if (v := getattr(m, k, None)) is not None),
            default=1,
        )
        middle = (low + high) / 2
        return str(int(middle) if inner is int else middle)
    if inner is bool:
        return "false"
    return f'"{TO_WRITE}"'


def _first(inner: Any) -> str:
    """The first of the options of a choice; empty when it is none."""
    return json.dumps(get_args(inner)[0]) if get_origin(inner) is Literal else ""

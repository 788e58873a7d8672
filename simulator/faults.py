"""What Pydantic found wrong with the values of a file, in words for the person who wrote the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from simulator.errors import nearest
from simulator.plural import many

KeyPath = tuple[str | int, ...]
"""Keys and list indices from the top of a file to a value: `("style", "habits", 0)`."""

_SECRET = re.compile(r"key|token|secret|password|credential", re.I)


def in_order(error: ValidationError) -> list[ErrorDetails]:
    """Unknown keys first: a misspelt key is why the right one is missing.

    A list that is too short only because its entries are at fault is left out: the entries are named themselves.
    """
    faults = error.errors(include_url=False)
    above = {fault["loc"][:end] for fault in faults for end in range(len(fault["loc"]))}
    told = [fault for fault in faults if fault["type"] != "too_short" or fault["loc"] not in above]
    return sorted(told, key=lambda fault: fault["type"] != "extra_forbidden")


def in_words(model: type[BaseModel], fault: ErrorDetails, whole: str) -> tuple[str, str]:
    """What is wrong and what to do about it; the second may be empty.

    Args:
        model: that the values were to be.
        fault: as Pydantic tells it.
        whole: what to call the values where no single one is at fault.
    """
    loc: KeyPath = tuple(fault["loc"])
    where = dotted(loc) or whole
    valid = _keys_at(model, loc[:-1])
    remedy = ""
    if fault["type"] == "extra_forbidden":
        problem, remedy = f"unknown key {shortened(where)}", nearest(str(loc[-1]), valid)
    elif fault["type"] == "missing":
        problem, remedy = f"{where} is missing", _describe(model, loc)
    else:
        problem = f"{where}: {what_is_wrong(fault)}"
        if _wants_value(fault):
            secret = any(_SECRET.search(str(p)) for p in loc)
            problem += ", not " + ("(not shown)" if secret else shortened(repr(fault["input"])))
        if fault["input"] is None and fault["type"] in (
            *_BLOCKS,
            *_LISTS,
            "string_type",
            "int_type",
            "float_type",
        ):
            problem, remedy = (
                f"{where} is empty",
                "Write the value after the colon; one that begins with # in quotes.",
            )
        elif fault["type"] == "string_type":
            remedy = "Put the value in quotes."
        elif fault["type"] in _LISTS:
            remedy = "Write `[a, b]`, or each entry in a line of its own that begins with `- `."
        elif fault["type"] in _BLOCKS and (inside := _keys_at(model, loc)):
            remedy = f"Give keys with values, as in `{loc[-1]}: {{{inside[0]}: …}}`."
    return problem, remedy


_BLOCKS = ("model_type", "dict_type", "model_attributes_type")
_LISTS = ("tuple_type", "list_type", "set_type", "frozen_set_type")
_FORMS = {
    r"^[A-Z]{2}$": "two capital letters, such as GB",
    r"^[a-z]{2}(-[A-Z]{2})?$": "a language, such as en or en-GB",
    r"^[a-z][a-z0-9_]{0,39}$": "small letters, digits and _, a letter first",
    r"^[a-z0-9][a-z0-9-]{0,63}$": "small letters, digits and dashes",
}
"""What a pattern asks for, in words."""
_PARSER = re.compile(r"^Value error, |^(?:Input|String) |, unable to (?:parse|interpret)[\w ]*")


def what_is_wrong(fault: ErrorDetails) -> str:
    """What is wrong with a value, without the words of the library that found it."""
    if fault["type"] in _BLOCKS:
        return "should be keys with values"
    if fault["type"] in _LISTS:
        return "should be a list"
    if fault["type"] == "string_pattern_mismatch" and (form := _FORMS.get(fault["ctx"]["pattern"])):
        return f"should be {form}"
    if fault["type"] == "too_short":
        return f"needs at least {many(fault['ctx']['min_length'], 'entry')}"
    if fault["type"] == "too_long":
        return f"holds more than {many(fault['ctx']['max_length'], 'entry')}"
    return _PARSER.sub("", fault["msg"])


def _wants_value(fault: ErrorDetails) -> bool:
    """Whether ", not …" with the value can follow what is wrong with it."""
    if fault["type"] == "value_error":
        return what_is_wrong(fault).startswith("must ")
    return fault["type"] not in ("too_short", "too_long") and not isinstance(fault["input"], dict)


def dotted(path: KeyPath) -> str:
    """`("style", "habits", 0)` as `style.habits[0]`."""
    text = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path)
    return text.removeprefix(".")


def _keys_at(model: type[BaseModel], path: KeyPath) -> list[str]:
    found = _model_at(model, path)
    return list(found.model_fields) if found else []


def _describe(model: type[BaseModel], loc: KeyPath) -> str:
    owner = _model_at(model, loc[:-1])
    info = owner.model_fields.get(str(loc[-1])) if owner else None
    return info.description.split("\n")[0] if info and info.description else ""


def _model_at(model: type[BaseModel], path: KeyPath) -> type[BaseModel] | None:
    """The model at a key path, as far as annotations tell."""
    here: type[BaseModel] | None = model
    for part in path:
        if here is None:
            return None
        if isinstance(part, str):
            info = here.model_fields.get(part)
            here = model_in(info.annotation) if info else None
    return here


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The first model in an annotation; None when there is none."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in get_args(annotation):
        if found := model_in(inner):
            return found
    return None


def shortened(text: str, limit: int = 120) -> str:
    """One bounded, printable line."""
    text = "".join(c if c.isprintable() else "?" for c in text)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def switches(kind: Any, value: Any, path: KeyPath) -> Iterator[KeyPath]:
    """Where a number is expected and `yes` or `no` stands, which would count as 1 and 0."""
    kinds = list(_alternatives(kind))
    if isinstance(value, bool):
        if bool not in kinds and (int in kinds or float in kinds):
            yield path
        return
    holders = [k for k in kinds if k is not type(None)]
    if len(holders) != 1:
        return
    holder, arguments = holders[0], get_args(holders[0])
    if isinstance(value, list) and arguments:
        for index, each in enumerate(value):
            yield from switches(arguments[0], each, (*path, index))
    elif isinstance(value, dict):
        fields = getattr(holder, "model_fields", {})
        for key, each in value.items():
            inside = fields[key].annotation if key in fields else arguments[1] if len(arguments) == 2 else Any
            yield from switches(inside, each, (*path, key))


def _alternatives(kind: Any) -> Iterator[Any]:
    """`int` and `None` of `int | None`."""
    if get_origin(kind) in (Union, UnionType):
        for each in get_args(kind):
            yield from _alternatives(each)
    else:
        yield get_args(kind)[0] if get_origin(kind) is Annotated else kind

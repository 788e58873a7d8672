"""docs/settings.md: every setting with its type, default and meaning, made from the models themselves.

`python -m simulator.settings_table > docs/settings.md`; a test holds the file against it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from simulator.config import Config
from simulator.faults import model_in

HEAD = """# Settings

Settings come in layers, each overriding the one before: shipped defaults (`configs/default.yaml`), a file (`--config NAME|FILE`),
single settings (`-c key=value`, repeatable), flags. `simulate --dry-run` prints the resolved plan. An unknown key, a wrong type
or a value out of range is refused with file, line, value and the nearest valid name.

This page is made from the code: `python -m simulator.settings_table > docs/settings.md`.
"""


def settings_table() -> str:
    """The page as Markdown."""
    lines, section = [HEAD], None
    for key, kind, default, meaning in rows(Config):
        head = key.split(".")[0] if "." in key else "the run"
        if head != section:
            section = head
            told = [
                f"`{part}`: {_cell(text)}\n"
                for part, text in parts(Config)
                if part.split(".")[0] == head and text
            ]
            lines += [f"\n## {head}\n", *told, "| setting | type | default | meaning |", "|---|---|---|---|"]
        lines.append(f"| `{key}` | {_cell(kind)} | {_cell(default)} | {_cell(meaning)} |")
    return "\n".join(lines) + "\n"


def rows(model: type[BaseModel], above: str = "") -> Iterator[tuple[str, str, str, str]]:
    """Dotted key, type, default, meaning of every setting, plain ones first. Parts that share a config class are listed once."""
    nested: dict[type[BaseModel], list[str]] = {}
    for name, info in model.model_fields.items():
        inner = model_in(info.annotation)
        by_name = get_origin(info.annotation) is dict
        if inner is None or by_name or _optional(info):
            yield f"{above}{name}", _type(info), _default(info), info.description or ""
        if inner is not None:
            nested.setdefault(inner, []).append(f"{name}.NAME" if by_name else name)
    for inner, names in nested.items():
        yield from rows(inner, f"{above}{names[0] if len(names) == 1 else '{' + ','.join(names) + '}'}.")


def parts(model: type[BaseModel], above: str = "") -> Iterator[tuple[str, str]]:
    """Dotted key of every part within a part, and what its config class says of it; not of classes that parts share."""
    classes = {name: model_in(info.annotation) for name, info in model.model_fields.items()}
    for name, inner in classes.items():
        if inner is None or list(classes.values()).count(inner) > 1:
            continue
        if above:
            yield f"{above}{name}", inner.__doc__ or ""
        yield from parts(inner, f"{above}{name}.")


def _type(info: FieldInfo) -> str:
    text = re.sub(r"(?:[a-z_]+\.)+", "", str(info.annotation).removeprefix("<class '").removesuffix("'>"))
    bounds = [str(m) for m in info.metadata if re.match(r"(Ge|Gt|Le|Lt)\(", str(m))]
    return text + (f" ({', '.join(_bound(b) for b in bounds)})" if bounds else "")


def _bound(text: str) -> str:
    name, value = text.rstrip(")").split("(")
    return {"Ge": "≥ ", "Gt": "> ", "Le": "≤ ", "Lt": "< "}[name] + value.split("=")[1]


def _default(info: FieldInfo) -> str:
    value: Any = info.get_default(call_default_factory=True)
    if isinstance(value, BaseModel) or value is PydanticUndefined:
        return ""
    return "" if value is None else f"`{json.dumps(value, default=str, ensure_ascii=False)}`"


def _optional(info: FieldInfo) -> bool:
    return type(None) in get_args(info.annotation)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    print(settings_table(), end="")

"""`run.yaml`: the plan of a run, and what happened to it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field, ValidationError

from simulator.store.atomic import write_text
from simulator.store.errors import StoreError, Trouble, from_os_error
from simulator.store.plain import open_plain, read_plain
from simulator.store.plan import Plan
from simulator.store.records import LABEL
from simulator.transcript import Record

RUN_NAME = "run.yaml"
RUN_VERSION: Literal[1] = 1
_RUN_LIMIT = 8 * 1024 * 1024
_HEAD = 2048
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class Event(Record):
    """Something that happened to the plan after the run was made."""

    at: str
    what: tuple[str, ...]


class RunFile(Record):
    """What `run.yaml` holds. Short fields come first, so that a listing need not read the plan."""

    schema_version: Literal[1] = RUN_VERSION
    synthetic: Literal[True] = True
    label: Literal["research simulation, not therapy"] = LABEL
    name: str
    created: str
    code_version: str
    planned: int
    """Sessions in all."""
    imported: bool = False
    command: tuple[str, ...] = ()
    """The command as it was typed."""
    history: tuple[Event, ...] = Field(default=())
    plan: Plan


def write_run_file(path: Path, file: RunFile) -> None:
    """Write run.yaml. Raises StoreError."""
    data: dict[str, Any] = file.model_dump(mode="json")
    text: str = yaml.dump(data, Dumper=_NoAliases, sort_keys=False, allow_unicode=True, width=110)
    write_text(path, text)


def read_run_file(path: Path) -> RunFile:
    """Read run.yaml. Raises StoreError naming file and line: missing, damaged, unknown version."""
    try:
        text = read_plain(path, _RUN_LIMIT).decode("utf-8")
    except UnicodeDecodeError as e:
        raise StoreError(Trouble.DAMAGED, "is not UTF-8", file=path) from e
    data = load_yaml(text, path)
    version = data.get("schema_version")
    if version != RUN_VERSION:
        raise StoreError(
            Trouble.VERSION,
            f"schema_version {version!r:.20} is not known here, only [{RUN_VERSION}]",
            file=path,
            remedy="a newer version of the simulator wrote this: use that one",
        )
    try:
        return RunFile.model_validate(data)
    except ValidationError as e:
        first = e.errors(include_url=False, include_input=False)[0]
        raise StoreError(
            Trouble.DAMAGED, f"{'.'.join(str(p) for p in first['loc'])}: {first['msg']}", file=path
        ) from e


class RunHead(Record):
    """What comes before the plan in run.yaml."""

    created: str
    planned: int
    imported: bool = False


def read_run_head(path: Path) -> RunHead:
    """The short things of run.yaml, without reading the plan. Raises StoreError."""
    try:
        with os.fdopen(open_plain(path, os.O_RDONLY), "rb") as f:
            text = f.read(_HEAD).decode("utf-8", "replace")
    except OSError as e:
        raise from_os_error(e, path, "read") from e
    found: dict[str, Any] = {}
    for line in text.split("\n"):
        name, colon, value = line.partition(": ")
        if line.startswith("plan:"):
            break
        if colon and name in ("schema_version", *RunHead.model_fields):
            found[name] = value.strip().strip("'\"")
    if found.pop("schema_version", None) != str(RUN_VERSION):
        return RunHead.model_validate(read_run_file(path).model_dump(include=set(RunHead.model_fields)))
    try:
        return RunHead.model_validate(found)
    except ValidationError as e:
        raise StoreError(Trouble.DAMAGED, "its first lines are not those of a run", file=path) from e


def load_yaml(text: str, path: Path) -> dict[str, Any]:
    """A mapping from YAML that this program wrote. Raises StoreError naming file and line."""
    try:
        for token in yaml.scan(text, Loader=_Loader):
            if isinstance(token, (yaml.AnchorToken, yaml.AliasToken)):
                line = token.start_mark.line + 1
                raise StoreError(
                    Trouble.DAMAGED, "anchors and aliases are not used here", file=path, line=line
                )
        data = yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as e:
        mark = getattr(e, "problem_mark", None)
        raise StoreError(
            Trouble.DAMAGED,
            f"is not valid YAML ({getattr(e, 'problem', e)})",
            file=path,
            line=mark.line + 1 if mark else None,
        ) from e
    if not isinstance(data, dict):
        raise StoreError(Trouble.DAMAGED, "should hold keys with values", file=path)
    return data


def now() -> str:
    """This moment, ISO 8601, UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


class _NoAliases(_Dumper):  # type: ignore[misc, valid-type]
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True

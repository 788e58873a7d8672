"""Reading YAML that a stranger may have written: bounded, without tags, with the line of every key."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from simulator.errors import InputError
from simulator.faults import KeyPath, dotted, in_order, in_words, shortened, switches
from simulator.plural import many

MAX_DEPTH = 40
MAX_NODES = 100_000
M = TypeVar("M", bound=BaseModel)

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file as plain data (dict, list, str, int, float, bool, None), and where each value stands."""

    data: Any
    lines: dict[KeyPath, int]
    """Key path to line, counted from 1: `("style", "habits", 0)` to the line of the first habit."""
    file: Path | None
    sha256: str
    """Of the bytes of the file."""

    def line(self, path: KeyPath) -> int | None:
        """The line of the longest part of `path` that is in the file."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return None


def read_yaml(path: str | Path, max_bytes: int = 1_000_000) -> Document:
    """Read one YAML file.

    Args:
        path: an ordinary file, UTF-8.
        max_bytes: a larger file is refused unread.

    Returns:
        The data with line numbers and the hash of the bytes.

    Raises:
        InputError: the file is not there, not readable, too large, not UTF-8 or not plain YAML; names file and line.
    """
    path = Path(path)
    try:
        if not path.is_file():
            problem = "is not an ordinary file" if path.exists() else "there is no such file"
            raise InputError(problem, file=path)
        with path.open("rb") as handle:
            raw = handle.read(max_bytes + 1)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", file=path) from None
    if len(raw) > max_bytes:
        raise InputError(f"is larger than {max_bytes:,} bytes", file=path, remedy="Is it the right file?")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        remedy = "Save the file as UTF-8."
        raise InputError(
            f"is not UTF-8 (byte 0x{raw[error.start]:02x})", file=path, line=line, remedy=remedy
        ) from None
    return parse_yaml(text, file=path, sha256=hashlib.sha256(raw).hexdigest())


def parse_yaml(text: str, *, file: Path | None = None, sha256: str = "") -> Document:
    """Like `read_yaml`, for text that is already in memory (front matter, a `-c a.b=value`)."""
    try:
        _measure(text, file)
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise _syntax(error, text, file) from None
    builder = _Builder(file)
    data = builder.build(node, (), 0) if node is not None else None
    return Document(data, builder.lines, file, sha256 or hashlib.sha256(text.encode()).hexdigest())


def _measure(text: str, file: Path | None) -> None:
    """Refuse by the event stream what would be costly or unsafe to compose."""
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=_LOADER)):
        line = event.start_mark.line + 1 if event.start_mark else None
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise InputError(f"is nested deeper than {MAX_DEPTH} levels", file=file, line=line)
        if count > 2 * MAX_NODES:
            raise InputError(f"holds more than {MAX_NODES:,} values", file=file, line=line)
        tag = getattr(event, "tag", None)
        if tag:
            raise InputError(
                f"the tag {shortened(tag)} is not allowed", file=file, line=line, remedy="Remove it."
            )


def _syntax(error: yaml.YAMLError, text: str, file: Path | None) -> InputError:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark is not None else None
    if (at := getattr(error, "position", None)) is not None:  # a character that no YAML may hold
        line = text.encode()[:at].count(b"\n") + 1
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be parsed")
    written = text.splitlines()[line - 1] if line and line <= len(text.splitlines()) else ""
    if re.match(r"\s*\t", written):
        return InputError(
            "a tab at the start of the line", file=file, line=line, remedy="Indent with spaces."
        )
    remedy = f"The line reads: {shortened(written.strip())}" if written.strip() else ""
    if (opened := _open_quote(error, text)) is not None and line is not None and opened < line:
        problem, line = f"the quotation that begins here goes on to line {line}", opened
        remedy = f"Close it; the line reads: {shortened(text.splitlines()[opened - 1].strip())}"
    elif "mapping values are not allowed" in problem and re.search(r":\s.*?:(?:\s|$)", written):
        remedy = f"A text with a colon and a blank in it needs quotes. {remedy}"
    return InputError(f"is not valid YAML: {problem}", file=file, line=line, remedy=remedy)


def _open_quote(error: yaml.YAMLError, text: str) -> int | None:
    """The line in which the last quotation that runs over several lines begins; None when there is none before the error."""
    found, mark = None, getattr(error, "problem_mark", None)
    try:
        for token in yaml.scan(text, Loader=_LOADER):
            if mark is not None and token.start_mark.line > mark.line:
                break
            if isinstance(token, yaml.KeyToken):
                found = None
            elif isinstance(token, yaml.ScalarToken) and token.style in ("'", '"'):
                found = token.start_mark.line + 1 if token.start_mark.line < token.end_mark.line else None
    except yaml.MarkedYAMLError as stopped:
        if "quoted scalar" in str(stopped.context) and stopped.context_mark is not None:
            return int(stopped.context_mark.line) + 1
    except yaml.YAMLError:
        return None
    return found


class _Builder:
    """Turns composed nodes into data; an alias counts as often as it is expanded."""

    def __init__(self, file: Path | None) -> None:
        self.file, self.lines, self.count = file, dict[KeyPath, int](), 0

    def build(self, node: yaml.Node, path: KeyPath, depth: int) -> Any:
        line = node.start_mark.line + 1
        self.count += 1
        if self.count > MAX_NODES or depth > MAX_DEPTH:
            remedy = "Write the values out instead of pointing at them with `*`."
            raise InputError("anchors expand to too many values", file=self.file, line=line, remedy=remedy)
        self.lines.setdefault(path, line)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path, depth)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*path, i), depth + 1) for i, child in enumerate(node.value)]
        return _scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: KeyPath, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode) or key.tag == "tag:yaml.org,2002:merge":
                braces = isinstance(key, yaml.MappingNode)
                raise InputError(
                    "a key must be plain text", file=self.file, line=line,
                    remedy="Put a value that begins with `{` in quotes." if braces else "`<<` and `?` are not supported.",
                )  # fmt: skip
            if key.value in found:
                first = self.lines[(*path, key.value)]
                problem = f"the key {shortened(key.value)} is given twice, first in line {first}"
                raise InputError(problem, file=self.file, line=line, remedy="Keep one of the two.")
            self.lines[(*path, key.value)] = line
            found[key.value] = self.build(value, (*path, key.value), depth + 1)
        return found


def _scalar(node: yaml.Node) -> Any:
    """Null, booleans and decimal numbers; everything else is text, dates and `12:30` too."""
    text: str = node.value
    kind = node.tag.rsplit(":", 1)[-1]
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() in ("true", "yes", "on")
    if kind in ("int", "float"):
        if re.fullmatch(r"[+-]?[0-9][0-9_]{0,17}", text):
            return int(text.replace("_", ""))
        try:
            return float(text.replace("_", ""))
        except ValueError:
            return text
    return text


def parse_as(model: type[M], document: Document) -> M:
    """Validate a document as `model`.

    Raises:
        InputError: the first fault, with file, line, value and what is valid there; says how many more there are.
    """
    try:
        return model.model_validate(_checked(model, document))
    except ValidationError as error:
        faults = in_order(error)
        raise _error(model, document, faults[0], len(faults) - 1) from None


def faults_as(model: type[BaseModel], document: Document) -> list[InputError]:
    """All that keeps a document from being a `model`, as `parse_as` would say the first; empty when nothing does."""
    try:
        model.model_validate(_checked(model, document))
    except InputError as error:
        return [error]
    except ValidationError as error:
        return [_error(model, document, fault, 0) for fault in in_order(error)]
    return []


def _checked(model: type[BaseModel], document: Document) -> dict[str, Any]:
    """The mapping that the document holds. Raises InputError for what validation would let pass."""
    data = _mapping_of(document)
    for path in switches(model, data, ()):
        remedy = "yes, no, on, off, true and false are switches in YAML; write the number."
        problem = f"{dotted(path)}: should be a number, not a switch"
        raise InputError(problem, file=document.file, line=document.line(path), remedy=remedy)
    return data


def _mapping_of(document: Document) -> dict[str, Any]:
    if not isinstance(document.data, dict):
        kind = (
            "nothing"
            if document.data is None
            else "a list"
            if isinstance(document.data, list)
            else "plain text"
        )
        raise InputError(
            f"should hold keys with values, as in `name: Alicia`, and holds {kind}",
            file=document.file,
            line=1,
        )
    return document.data


def _error(model: type[BaseModel], document: Document, fault: ErrorDetails, more: int) -> InputError:
    problem, remedy = in_words(model, fault, "the file as a whole" if document.file else "the options")
    if more:
        remedy += f"{' ' if remedy else ''}(and {many(more, 'more fault')})"
    return InputError(problem, file=document.file, line=document.line(tuple(fault["loc"])), remedy=remedy)

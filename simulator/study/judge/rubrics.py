"""Rubrics: what a judge is asked, as replaceable YAML files."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import Field, PrivateAttr, model_validator

from simulator.config import Settings
from simulator.errors import InputError, nearest
from simulator.yamlfile import parse_as, read_yaml

_SHIPPED = Path(__file__).resolve().parent / "rubrics"


class Item(Settings):
    """One question."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")
    """Its name in answers and tables."""
    question: str = Field(min_length=3, max_length=1000)
    """What is asked."""


class Rubric(Settings):
    """What a judge is asked about a session, or about two."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")
    """Its name; outcomes are called `judge:NAME`."""
    kind: Literal["scale", "pairwise"]
    """scale: items rated for one session. pairwise: two sessions compared."""
    label: str = Field(min_length=3, max_length=80)
    """In words, as a table's row."""
    unit: str = Field(max_length=60)
    """Of the total."""
    about: str
    """Formula and source."""
    low: int = 0
    """Lowest score of an item."""
    high: int = 1
    """Highest score of an item."""
    total: Literal["sum", "mean"] = "mean"
    """How items make a total."""
    threshold: float | None = None
    """The least total of a good session, where the scale has one: the result says how many sessions reach it."""
    anchors: dict[int, str] = Field(default_factory=dict)
    """Score -> what it means."""
    items: tuple[Item, ...] = ()
    """The questions of a scale."""
    question: str = ""
    """The question of a comparison."""

    _sha256: str = PrivateAttr(default="")

    @model_validator(mode="after")
    def _whole(self) -> Rubric:
        if self.kind == "scale" and (not self.items or self.high <= self.low):
            raise ValueError("a scale needs items, and `high` above `low`")
        if self.kind == "pairwise" and (not self.question or self.items):
            raise ValueError("a comparison needs a question, and no items")
        if len({item.id for item in self.items}) < len(self.items):
            raise ValueError("two items have the same id")
        if outside := [score for score in self.anchors if not self.low <= score <= self.high]:
            raise ValueError(f"the anchor {outside[0]} is not a score of this scale")
        if self.threshold is not None and not self._least < self.threshold <= self._most:
            raise ValueError(f"no total reaches the threshold {self.threshold:g}, or every one does")
        return self

    @property
    def _least(self) -> float:
        return self.low * (len(self.items) if self.total == "sum" else 1)

    @property
    def _most(self) -> float:
        return self.high * (len(self.items) if self.total == "sum" else 1)

    @property
    def sha256(self) -> str:
        """Hash of the file."""
        return self._sha256

    def answer_schema(self) -> dict[str, Any]:
        """The JSON schema of an answer."""
        quote = {
            "type": "string",
            "maxLength": 400,
            "description": "words of the transcript that show it, copied exactly",
        }
        if self.kind == "pairwise":
            choice = {"type": "string", "enum": ["A", "B", "tie"]}
            return _object({"quote": quote, "choice": choice})
        score = {"type": "integer", "minimum": self.low, "maximum": self.high}
        return _object({item.id: _object({"quote": quote, "score": score}) for item in self.items})


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


def shipped_rubrics() -> list[str]:
    """Names of the rubrics that come with the simulator."""
    return sorted(file.stem for file in _SHIPPED.glob("*.yaml"))


def load_rubric(name: str) -> Rubric:
    """A rubric by name, or by the path of a YAML file.

    Raises:
        InputError: no such rubric, or a fault in the file, with file and line.
    """
    if name.endswith((".yaml", ".yml")):
        file = Path(name)
    elif name in shipped_rubrics():
        file = _SHIPPED / f"{name}.yaml"
    else:
        raise InputError(
            f"there is no rubric {name[:80]!r}",
            remedy=f"{nearest(name, shipped_rubrics())}; or the path of a .yaml file",
        )
    document = read_yaml(file)
    rubric = parse_as(Rubric, document)
    rubric._sha256 = document.sha256
    return rubric

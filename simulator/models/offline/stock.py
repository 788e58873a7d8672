"""The stock of sentences: plain text files, read once.

A file holds pools. `== name` opens one, each further line is one way to say it. A line may begin with tags in brackets
(`[sceptic later]`, `[!first]`), which must all hold, and may contain slots in braces. `#` begins a comment line. After a
backslash at the beginning, a line is taken as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

SLOT = re.compile(r"\{(\w+)\}")
_TAGS = re.compile(r"^\[([a-z0-9_! ]+)\]\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """One way to say something."""

    text: str
    tags: frozenset[str]
    barred: frozenset[str]
    slots: frozenset[str]

    @property
    def words(self) -> int:
        return len(self.text.split())

    def suits(self, tags: frozenset[str]) -> bool:
        """True when all its tags hold and none of its barred ones does."""
        return self.tags <= tags and not self.barred & tags

    def fillable(self, slots: dict[str, str]) -> bool:
        """True when every slot has a filling."""
        return all(slots.get(s) for s in self.slots)


def parse(text: str, name: str) -> dict[str, tuple[Line, ...]]:
    """The pools of one stock file. Raises ValueError naming the line that is not in the format."""
    pools: dict[str, list[Line]] = {}
    current: list[Line] | None = None
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("== "):
            current = pools.setdefault(line[3:].strip(), [])
            continue
        if current is None:
            raise ValueError(f"{name}:{number}: a line before the first pool")
        current.append(_line(line))
    return {key: tuple(lines) for key, lines in pools.items()}


def _line(text: str) -> Line:
    tags: list[str] = []
    if text.startswith("\\"):
        text = text[1:]
    elif found := _TAGS.match(text):
        tags, text = found.group(1).split(), text[found.end() :]
    return Line(
        text=text,
        tags=frozenset(t for t in tags if not t.startswith("!")),
        barred=frozenset(t[1:] for t in tags if t.startswith("!")),
        slots=frozenset(SLOT.findall(text)),
    )


@cache
def pools() -> dict[str, tuple[Line, ...]]:
    """All pools of all stock files by name. A pool may be continued in another file."""
    found: dict[str, tuple[Line, ...]] = {}
    folder = files(__package__) / "stock"
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".txt"):
            for key, lines in parse(entry.read_text("utf-8"), entry.name).items():
                found[key] = found.get(key, ()) + lines
    return found


def pool(name: str) -> tuple[Line, ...]:
    """One pool. Raises KeyError when no stock file has it."""
    return pools()[name]


def fill(text: str, slots: dict[str, str]) -> str:
    """The line with its slots filled. Fillings are put in as they are: braces in them are not slots."""
    return SLOT.sub(lambda m: slots[m.group(1)], text)

"""What is known beforehand of the shipped ending rules, so that a run need not find it out again: that they were tried and
found right, and which letters each expression needs. `make needs` writes it, a test keeps it current.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

FILE = "checked.json"


def is_known(content: bytes) -> bool:
    """Whether a file of rules is the one that was tried when the package was made."""
    return hashlib.sha256(content).hexdigest() == _known().get("sha256")


def known_literals(pattern: str) -> list[str] | None:
    """The letters that an expression of the shipped rules needs; empty when it needs none, None when it is not known."""
    needed: Mapping[str, list[str]] = _known().get("needed", {})
    return needed.get(key_of(pattern))


def key_of(pattern: str) -> str:
    """By which an expression is known."""
    return hashlib.sha256(pattern.encode()).hexdigest()[:12]


@lru_cache(maxsize=1)
def _known() -> Mapping[str, Any]:
    try:
        found: Mapping[str, Any] = json.loads(files("simulator.endings").joinpath(FILE).read_text("utf-8"))
    except FileNotFoundError:
        return {}
    return found


def table() -> str:
    """What FILE should hold."""
    from simulator.endings.lint import faults, phrases_of
    from simulator.endings.literals import read_off
    from simulator.endings.rules import EndingRules
    from simulator.shipped import find
    from simulator.yamlfile import parse_as, read_yaml

    file = find("configs", "endings")
    rules = parse_as(EndingRules, read_yaml(file))
    wrong = [fault.problem for fault in faults(rules)]
    if wrong:
        raise SystemExit("\n".join(wrong))
    patterns = sorted({rules.expand(phrase) for path, phrase, _ in phrases_of(rules) if path[0] != "define"})
    needed = {key_of(p): sorted(read_off(p) or ()) for p in patterns}
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    lines = [f"{json.dumps(key)}: {json.dumps(needed[key])}" for key in sorted(needed)]
    return f'{{"sha256": "{digest}",\n"needed": {{\n' + ",\n".join(lines) + "\n}}\n"

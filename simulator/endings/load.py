"""Reading a file of ending rules, and refusing rules that could not do what they say."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from pathlib import Path

from simulator.endings.checked import is_known
from simulator.endings.lint import conditions, faults, phrases_of
from simulator.endings.rules import EndingRules
from simulator.errors import InputError, nearest
from simulator.shipped import NOT_SETTINGS, find
from simulator.yamlfile import Document, parse_as, read_yaml


def load_rules(name: str | Path = "endings", *, turn_limit: int | None = None) -> EndingRules:
    """Read and check a file of ending rules.

    Args:
        name: of a file in `configs/`, or the path of a YAML file.
        turn_limit: turns of a session; a rule that waits longer could never fire.

    Raises:
        InputError: with file and line: an unknown key, a regular expression that is broken or could run for ages, a rule
            that can never fire, is covered by an earlier one, or matches ordinary talk.
    """
    file = find("configs", str(name), holds=NOT_SETTINGS["endings"])
    state = file.stat()
    return _load(file, turn_limit, state.st_mtime_ns, state.st_size)


def own_rules_hash(name: str | Path = "endings") -> str | None:
    """SHA-256 of a file of ending rules that is not the shipped one, which is part of the code; else None.

    Raises:
        InputError: there is no such file.
    """
    content = find("configs", str(name), holds=NOT_SETTINGS["endings"]).read_bytes()
    return None if is_known(content) else hashlib.sha256(content).hexdigest()


@lru_cache(maxsize=16)
def _load(file: Path, turn_limit: int | None, _changed: int, _size: int) -> EndingRules:
    """Read a file once for as long as it stays the same: trying each rule takes a good part of a second."""
    document = read_yaml(file)
    rules = parse_as(EndingRules, document)
    _check_parts(rules, document)
    shipped = is_known(file.read_bytes())
    for fault in conditions(rules, turn_limit) if shipped else faults(rules, turn_limit):
        raise InputError(
            fault.problem, file=document.file, line=document.line(fault.path), remedy=fault.remedy
        )
    return rules


def _check_parts(rules: EndingRules, document: Document) -> None:
    """Every `<part>` is defined, and every defined part is used."""
    used: set[str] = set()
    for path, phrase, _ in phrases_of(rules):
        for part in re.findall(r"<([a-z_]{1,30})>", phrase):
            used.add(part)
            if part not in rules.define:
                problem = f"<{part}> is not defined"
                remedy = nearest(part, rules.define)
                raise InputError(problem, file=document.file, line=document.line(path), remedy=remedy)
    for part in rules.define:
        if part not in used:
            line = document.line(("define", part))
            raise InputError(
                f"<{part}> is defined and never used", file=document.file, line=line, remedy="Remove it."
            )

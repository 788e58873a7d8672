"""Names of runs, arms and personas become folders; here is what such a name may look like."""

from __future__ import annotations

import re

from simulator.errors import InputError

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}\Z")
_DEVICES = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))}
RESERVED = {"inputs", "study"}
"""Folders of a run that are no arms."""


def is_name(name: str) -> bool:
    """Whether `check_name` lets it pass."""
    try:
        return bool(check_name(name, "name"))
    except InputError:
        return False


def numbered(name: str, prefix: str) -> int | None:
    """The number of a folder `session-03` or `r01`; None for what is not written as we write it (`session-003`)."""
    tail = name.removeprefix(prefix)
    fits = tail != name and tail.isascii() and tail.isdecimal() and len(tail) <= 4
    return int(tail) if fits and name == f"{prefix}{int(tail):02d}" else None


def check_name(name: str, what: str) -> str:
    """`name` itself when it is fit to be a folder. Raises InputError naming `what` (`run`, `arm`, `persona`)."""
    if not _NAME.match(name) or ".." in name or name.endswith("."):
        raise InputError(
            f"{what} {name[:80]!r} cannot be a folder's name",
            remedy="use up to 80 letters, digits, dots, dashes and underscores, beginning with a letter or digit",
        )
    if name.split(".")[0].lower() in _DEVICES or name.lower() in RESERVED:
        raise InputError(f"{what} {name!r} is a reserved name", remedy="choose another")
    return name

"""Errors that a person can act on."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path


class InputError(Exception):
    """Something a person gave us is wrong: a flag, a file, a value. Nothing was started; exit code 2.

    Args:
        problem: what is wrong, naming the value.
        file: the file where it is, if any.
        line: the line in that file, counted from 1.
        remedy: what to do about it, one sentence.
    """

    def __init__(
        self, problem: str, *, file: str | Path | None = None, line: int | None = None, remedy: str = ""
    ) -> None:
        self.problem, self.file, self.line, self.remedy = problem, file, line, remedy
        super().__init__(str(self))

    def __str__(self) -> str:
        where = (
            f"{self.file}:{self.line}: " if self.file and self.line else f"{self.file}: " if self.file else ""
        )
        return f"{where}{self.problem}" + (f"\n  {self.remedy}" if self.remedy else "")

    def __reduce__(self) -> tuple[object, ...]:
        """So that it comes back whole from another process."""
        return _rebuilt, (type(self), dict(self.__dict__))


def _rebuilt(kind: type[InputError], state: dict[str, object]) -> InputError:
    error = kind.__new__(kind)
    error.__dict__.update(state)
    error.args = (str(error),)
    return error


def nearest(value: str, valid: Iterable[str]) -> str:
    """The remedy for a misspelt name: `did you mean …?`, or the valid names when none is near."""
    names = sorted(valid)
    near = difflib.get_close_matches(value, names, n=3, cutoff=0.5)
    if near:
        return "did you mean " + " or ".join(near) + "?"
    return "valid: " + ", ".join(names[:40]) if names else ""

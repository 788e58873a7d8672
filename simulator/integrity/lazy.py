"""Parts that are worked out when asked for, and kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

Made = TypeVar("Made")


class lazy(Generic[Made]):
    """As `functools.cached_property`, without the lock that Python had in it before 3.12: a turn asks for twenty parts, and
    whoever would take two threads to one text gets the same value twice."""

    def __init__(self, make: Callable[[Any], Made]) -> None:
        self._make, self.__doc__ = make, make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, instance: object, owner: type | None = None) -> Made:
        made = instance.__dict__[self._name] = self._make(instance)
        return made

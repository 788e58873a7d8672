"""Checks: what one is, how it is registered, and how a user's own are found (entry points `simulator.checks`)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Literal, NamedTuple

from simulator.errors import InputError
from simulator.integrity.anatomy import Anatomy
from simulator.integrity.context import Context, Print, print_of
from simulator.integrity.lazy import lazy
from simulator.transcript import OTHER, Severity, Speaker

if TYPE_CHECKING:
    from simulator.integrity.thresholds import Thresholds

Talk = tuple[tuple[Speaker, str], ...]
"""Turns before an example: who said what."""

Tier = Literal["outcome", "structure", "wording", "context", "voice"]


class Hit(NamedTuple):
    """What a check saw. Offsets are those of the normalised text."""

    code: str
    start: int = 0
    end: int = 0
    detail: str = ""
    severity: Severity | None = None
    """None: the code's own severity."""
    score: float = 1.0
    """How sure the check is, 0-1."""


@dataclass
class Look:
    """All that a check may look at: one attempt in its session."""

    speaker: Speaker
    anatomy: Anatomy
    context: Context
    thresholds: Thresholds
    finish: str | None = None
    """The provider's reason for stopping or the reply's outcome; None when unknown."""
    english: bool = True
    """False switches the checks of wording and voice off; structure and repetition stay."""
    scores: bool = True
    """False when the classifier of voice is switched off."""

    @lazy
    def print(self) -> Print:
        """The text as it would be remembered."""
        return print_of(self.anatomy)

    @property
    def partner(self) -> Speaker:
        return OTHER[self.speaker]

    @property
    def mid_session(self) -> bool:
        """True when this speaker has spoken before."""
        return bool(self.context.memory[self.speaker].turns)


@dataclass(frozen=True, slots=True)
class Example:
    """A text that a check must, or must not, fire on."""

    text: str
    speaker: Speaker = "therapist"
    before: Talk = ()
    persona: str = "Alicia"
    therapist: str = "Nova"
    session: int | None = 3
    finish: str | None = None
    notes: str = ""


CheckFunction = Callable[[Look], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Check:
    """One registered check."""

    name: str
    tier: Tier
    codes: tuple[str, ...]
    run: CheckFunction
    why: str
    """The reason for its existing: the module's docstring."""
    any_language: bool = False


_REGISTRY: dict[str, Check] = {}


def check(
    name: str, *, tier: Tier, codes: Iterable[str], any_language: bool = False
) -> Callable[[CheckFunction], CheckFunction]:
    """Registers a check. The module that holds it explains itself in its docstring and gives FIRES and PASSES.

    Args:
        name: by which the configuration switches it.
        tier: where it stands in the order; cheaper tiers run first.
        codes: every code that it may report.
        any_language: True when it does not depend on English.

    Example:
        >>> @check("no_swearing", tier="wording", codes=["swearing"])
        ... def no_swearing(look):
        ...     at = look.anatomy.spoken.find("damn")
        ...     if at >= 0:
        ...         yield Hit("swearing", at, at + 4, "says damn")
    """

    def register(run: CheckFunction) -> CheckFunction:
        module = sys.modules.get(run.__module__)
        why = (getattr(module, "__doc__", None) or run.__doc__ or "").strip()
        _REGISTRY[name] = Check(name, tier, tuple(codes), run, why, any_language)
        return run

    return register


_ORDER: tuple[Tier, ...] = ("outcome", "structure", "context", "wording", "voice")


@lru_cache(maxsize=1)
def all_checks() -> tuple[Check, ...]:
    """Every check, the shipped ones and those of installed entry points, cheapest tier first.

    Raises:
        InputError: an entry point cannot be loaded.
    """
    import simulator.integrity.checks  # noqa: F401  registers the shipped ones

    load_installed()
    return tuple(sorted(_REGISTRY.values(), key=lambda c: _ORDER.index(c.tier)))


def load_installed() -> None:
    """Load the checks that come with installed packages, so that an unfit one is known before anything starts.

    Raises:
        InputError: an entry point cannot be loaded.
    """
    for point in _installed():
        try:
            point.load()
        except Exception as error:
            raise InputError(
                f"the check {point.name!r} ({point.value}) cannot be loaded: {error}",
                remedy="fix or uninstall the package that brings it",
            ) from error


def only_shipped() -> bool:
    """Whether no check is somebody's own: none comes with an installed package, none was put in at run time."""
    return not _installed() and all(c.run.__module__.startswith("simulator.") for c in _REGISTRY.values())


@lru_cache(maxsize=1)
def _installed() -> tuple[EntryPoint, ...]:
    return tuple(entry_points(group="simulator.checks"))

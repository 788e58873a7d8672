"""The resolved plan of a run, and what differs between two plans, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from simulator.transcript import Record


class ArmPlan(Record):
    """One setting that a study compares."""

    name: str
    settings: dict[str, Any] = Field(default_factory=dict)
    """The resolved config of this arm, the therapist's prompt included."""


class Plan(Record):
    """Everything needed to make a run again: arms x personas x replicates x sessions."""

    arms: tuple[ArmPlan, ...]
    personas: tuple[str, ...]
    sessions: int
    replicates: int = 1
    seed: int = 0
    hashes: dict[str, str] = Field(default_factory=dict)
    """`persona alicia`, `prompt nova`, … -> SHA-256 of the file."""
    extra: dict[str, Any] = Field(default_factory=dict)
    """What else the command needs to know, as plain data (the design of a study, for one)."""

    @property
    def planned(self) -> int:
        """Sessions in all."""
        return len(self.arms) * len(self.personas) * self.replicates * self.sessions


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between the stored plan and the plan of today."""

    name: str
    words: str
    mixes: bool
    """True when sessions made before and after it would not be alike; False when it only adds to the run."""

    def __str__(self) -> str:
        return self.words


def compare(old: Plan, new: Plan, *, transport: frozenset[str]) -> list[Change]:
    """What differs, in words. Settings named in `transport` do not count (they change how a run is made, not what); more sessions, replicates, arms or personas only add."""
    found = [*_counts(old, new), *_lists(old, new)]
    if old.seed != new.seed:
        found.append(Change("seed", f"the seed was {old.seed}, now it is {new.seed}", True))
    found += _mapping(old.hashes, new.hashes, "the file of {0} was changed", new_is_fine=True)
    kept = {a.name: a for a in new.arms}
    for arm in old.arms:
        if arm.name in kept:
            found += _settings(arm, kept[arm.name], transport)
    before, now = ({k: v for k, v in flat(plan.extra).items() if v is not None} for plan in (old, new))
    found += _mapping(before, now, "{0} was {1}, now it is {2}", new_is_fine=False)
    return found


def merged(old: Plan, new: Plan) -> Plan:
    """The plan to continue with: today's, but never less than what the run already has (arms, personas, counts)."""
    arms = {a.name: a for a in old.arms} | {a.name: a for a in new.arms}
    return new.model_copy(
        update={
            "arms": tuple(arms.values()),
            "personas": tuple(dict.fromkeys([*old.personas, *new.personas])),
            "sessions": max(old.sessions, new.sessions),
            "replicates": max(old.replicates, new.replicates),
            "hashes": old.hashes | new.hashes,
        }
    )


def _counts(old: Plan, new: Plan) -> Iterator[Change]:
    for name in ("sessions", "replicates"):
        a, b = getattr(old, name), getattr(new, name)
        if b > a:
            yield Change(
                name, f"{b - a} more {name if b - a > 1 else name[:-1]} ({a} before, {b} now)", False
            )
        elif b < a:
            yield Change(
                name, f"{name}: {a} were planned, {b} are asked for; those that exist are kept", False
            )


def _lists(old: Plan, new: Plan) -> Iterator[Change]:
    pairs = (
        ("arm", [a.name for a in old.arms], [a.name for a in new.arms]),
        ("persona", list(old.personas), list(new.personas)),
    )
    for what, before, now in pairs:
        for name in now:
            if name not in before:
                yield Change(f"{what} {name}", f"{what} {name} is new", False)
        for name in before:
            if name not in now:
                yield Change(
                    f"{what} {name}", f"{what} {name} is not asked for now; what exists is kept", False
                )


def _settings(old: ArmPlan, new: ArmPlan, transport: frozenset[str]) -> Iterator[Change]:
    before, now = flat(old.settings), flat(new.settings)
    for name in sorted({*before, *now}):
        if transport.intersection(name.split(".")) or before.get(name) == now.get(name):
            continue
        a, b = _shown(before.get(name, "not set")), _shown(now.get(name, "not set"))
        yield Change(f"{old.name}.{name}", f"arm {old.name}: {name} was {a}, now it is {b}", True)


def _mapping(
    before: Mapping[str, Any], now: Mapping[str, Any], words: str, *, new_is_fine: bool
) -> Iterator[Change]:
    for name in sorted({*before, *now}):
        if before.get(name) == now.get(name) or (new_is_fine and not (name in before and name in now)):
            continue
        a, b = _shown(before.get(name, "not set")), _shown(now.get(name, "not set"))
        yield Change(name, words.format(name, a, b), True)


def flat(settings: Mapping[str, Any], above: str = "") -> dict[str, Any]:
    """Nested settings as `a.b.c` -> value."""
    found: dict[str, Any] = {}
    for name, value in settings.items():
        full = f"{above}{name}"
        if isinstance(value, Mapping) and value:
            found |= flat(value, full + ".")
        else:
            found[full] = list(value) if isinstance(value, tuple) else value
    return found


def _shown(value: Any) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else text[:57] + "…"

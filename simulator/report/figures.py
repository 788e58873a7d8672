"""The numbers of a run, per arm, gathered in one pass over its sessions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median, quantiles

from simulator.ledger import Ledger
from simulator.pages.reading import SPEAKERS, RoleCounts
from simulator.store.folders import CourseFolder
from simulator.store.records import SessionRecord
from simulator.transcript import Usage, transcript_words

OLDER = "older versions"
"""Beside the roles: what regenerated sessions took before."""


@dataclass(slots=True)
class RoleCost:
    """What the calls of one role took."""

    calls: int = 0
    unpriced: int = 0
    input_tokens: int | None = None
    cached_tokens: int | None = None
    output_tokens: int | None = None
    cost: float | None = None

    def add(self, usage: Usage, calls: int, unpriced: int) -> None:
        """Count some calls in."""
        self.calls += calls
        self.unpriced += unpriced
        for name in ("input_tokens", "cached_tokens", "output_tokens", "cost"):
            value = getattr(usage, name)
            if value is not None:
                setattr(self, name, (getattr(self, name) or 0) + value)


@dataclass(slots=True)
class Figures:
    """The numbers of one arm, or of all arms together."""

    name: str
    planned: int = 0
    states: Counter[str] = field(default_factory=Counter)
    """State -> sessions, as they are now."""
    first_made: Counter[str] = field(default_factory=Counter)
    """Status -> sessions, as they were first made."""
    stale: int = 0
    remade: int = 0
    turns: list[int] = field(default_factory=list)
    """Turns of each finished session."""
    words: list[int] = field(default_factory=list)
    """Words of each finished session."""
    roles: dict[str, RoleCounts] = field(default_factory=lambda: {s: RoleCounts() for s in SPEAKERS})
    soft: Counter[str] = field(default_factory=Counter)
    """Code -> accepted turns in which it was seen."""
    endings: Counter[str] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)
    costs: dict[str, RoleCost] = field(default_factory=dict)
    homework: Counter[str] = field(default_factory=Counter)
    """Status -> tasks, at the end of the courses."""
    homework_due: int = 0
    """Tasks that were given before the last session of their course."""
    homework_reviewed: int = 0
    """Of these, tasks the therapist asked about."""
    risk_disclosed: int = 0
    """Sessions in which risk was disclosed."""
    risk_asked: int = 0
    """Of these, sessions in which the therapist asked further."""
    risk_next_step: int = 0
    """Of these, sessions in which a next step was agreed or a resource named."""
    risk_levels: Counter[str] = field(default_factory=Counter)

    @property
    def finished(self) -> int:
        """Sessions that are complete or broken."""
        return self.states["complete"] + self.states["broken"]

    @property
    def both(self) -> RoleCounts:
        """Both speakers together."""
        found = RoleCounts()
        for role in self.roles.values():
            found.add(role)
        return found

    @property
    def cost(self) -> float | None:
        """US dollars of all priced calls; None when none has a price."""
        known = [c.cost for c in self.costs.values() if c.cost is not None]
        return sum(known) if known else None

    @property
    def unpriced(self) -> int:
        """Calls without a price."""
        return sum(c.unpriced for c in self.costs.values())

    @property
    def cost_per_kept(self) -> float | None:
        """US dollars per complete session; None when something has no price."""
        complete = self.states["complete"]
        return self.cost / complete if self.cost is not None and complete and not self.unpriced else None

    def add_session(self, record: SessionRecord, roles: dict[str, RoleCounts]) -> None:
        """Count a finished session in."""
        self.turns.append(len(record.turns))
        self.words.append(transcript_words(record.turns))
        self.stale += record.stale is not None
        for speaker, found in roles.items():
            self.roles[speaker].add(found)
        self.soft.update(record.integrity.soft)
        if record.ending is not None:
            self.endings[record.ending.reason.value] += 1
            self.flags.update(record.ending.flags)
        self.add_usage(record)

    def add_ledger(self, ledger: Ledger) -> None:
        """Count in what the last ledger of a course says."""
        last = max((s.number for s in ledger.sessions), default=0)
        self.homework.update(h.status for h in ledger.homework)
        due = [h for h in ledger.homework if h.assigned_session < last]
        self.homework_due += len(due)
        self.homework_reviewed += sum(h.reviewed_session is not None for h in due)
        for entry in ledger.risk:
            self.risk_levels[entry.level] += 1
            if entry.disclosed:
                self.risk_disclosed += 1
                self.risk_asked += entry.asked
                self.risk_next_step += entry.next_step

    def add_usage(self, record: SessionRecord) -> None:
        """Count in what the calls of a session took, as it is now."""
        for role, used in record.usage.items():
            self.costs.setdefault(role, RoleCost()).add(used.usage, used.calls, used.unpriced)

    def add_superseded(self, usages: Iterable[Usage]) -> None:
        """Count in what the calls of a session's older versions took, those aside that the present one kept."""
        for usage in usages:
            self.costs.setdefault(OLDER, RoleCost()).add(usage, 1, usage.cost is None)


def middle(values: Iterable[int]) -> float | None:
    """The median; None of nothing."""
    found = list(values)
    return median(found) if found else None


def ninth(values: Iterable[int]) -> float | None:
    """The 90th percentile; None of fewer than two values."""
    found = list(values)
    return quantiles(found, n=10, method="inclusive")[8] if len(found) > 1 else None


@dataclass(frozen=True, slots=True)
class Curve:
    """A scale of one group of courses over the sessions."""

    name: str
    points: tuple[tuple[int, float, int], ...]
    """Session (0 is before the first), mean, courses."""
    single: tuple[tuple[tuple[int, float], ...], ...] = ()
    """Each course by itself."""


@dataclass(frozen=True, slots=True)
class ScaleChart:
    """Curves that share a pair of axes."""

    title: str
    curves: tuple[Curve, ...]


def scale_charts(ledgers: list[tuple[CourseFolder, Ledger]]) -> list[ScaleChart]:
    """Which curves to draw: scales that all personas have, one curve per persona (per arm, when there are several arms
    and one persona); then, persona by persona, the scales of its own."""
    personas = list(dict.fromkeys(c.persona for c, _ in ledgers))
    arms = list(dict.fromkeys(c.arm for c, _ in ledgers))
    having = {p: {s for c, found in ledgers if c.persona == p for s in found.scales} for p in personas}
    names = list(dict.fromkeys(s for _, found in ledgers for s in found.scales))
    shared = [n for n in names if all(n in having[p] for p in personas)]
    charts = []
    for name in shared:
        groups = [(a, p) for a in arms for p in personas]
        curves = []
        for arm, persona in groups:
            label = " · ".join(
                filter(
                    None,
                    [persona if len(personas) > 1 or len(arms) == 1 else "", arm if len(arms) > 1 else ""],
                )
            )
            mine = [found for c, found in ledgers if (c.arm, c.persona) == (arm, persona)]
            curves.append(_curve(label, name, mine))
        charts.append(ScaleChart(_spoken(name), tuple(c for c in curves if c.points)))
    for persona in personas:
        own = [n for n in names if n in having[persona] and n not in shared]
        for arm in arms if own else []:
            mine = [found for c, found in ledgers if (c.arm, c.persona) == (arm, persona)]
            title = persona.capitalize() + (f", arm {arm}" if len(arms) > 1 else "")
            curves = [_curve(_spoken(n), n, mine) for n in own]
            charts.append(ScaleChart(title, tuple(c for c in curves if c.points)))
    return [c for c in charts if c.curves]


def _curve(label: str, scale: str, ledgers: list[Ledger]) -> Curve:
    by_session: dict[int, list[float]] = {}
    single = []
    for ledger in ledgers:
        values = [(v.session, v.value) for v in ledger.scales.get(scale, ())]
        single.append(tuple(values))
        for session, value in values:
            by_session.setdefault(session, []).append(value)
    points = tuple((s, sum(v) / len(v), len(v)) for s, v in sorted(by_session.items()))
    return Curve(label, points, tuple(single) if len(single) > 1 else ())


def _spoken(name: str) -> str:
    return name.replace("_", " ").capitalize()

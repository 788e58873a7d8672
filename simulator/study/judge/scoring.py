"""From a judge's answers to scores and preferences, and to whether it can be believed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from simulator.models import Reply
from simulator.store.hashes import data_hash
from simulator.study.agreement import icc_agreement
from simulator.study.design import JudgeSettings
from simulator.study.judge.ask import Answer, Question, Shown
from simulator.study.judge.family import family
from simulator.study.judge.report import ControlResult, JudgeReport
from simulator.study.judge.rubrics import Rubric
from simulator.study.judge.verdicts import Judged, RubricInfo
from simulator.study.metrics.registry import mean
from simulator.tally import add
from simulator.transcript import Usage

PASS = 0.8
"""Share of comparisons with a control in which the sound session must come out better."""
LEAST_ITEMS = 0.8
"""Share of a rubric's items that must have a usable score."""

CONTROL_KINDS = ("lecture", "shuffled", "cut")


@dataclass
class Bench:
    """What the judge has said so far."""

    answers: dict[tuple[str, str], list[Answer | None]] = field(default_factory=dict)
    """(hash of what was shown, rubric) -> one answer per pass."""
    usage: Usage = field(default_factory=Usage)
    calls: int = 0
    unpriced: int = 0

    def count(self, reply: Reply) -> None:
        """Count one reply."""
        self.calls += 1
        self.unpriced += reply.usage.cost is None
        self.usage = add(self.usage, reply.usage)


@dataclass(frozen=True)
class Material:
    """All that is put before the judge."""

    sessions: tuple[Shown, ...]
    """Of the study."""
    pairs: tuple[tuple[Shown, Shown], ...]
    """First arm's and another arm's session."""
    controls: Mapping[str, tuple[tuple[Shown, Shown], ...]]
    """Kind -> (sound, planted)."""


def judged_of(
    bench: Bench, material: Material, scales: Sequence[Rubric], pairwise: Rubric | None, settings: JudgeSettings,
    notice: str, hidden: tuple[str, ...],
) -> Judged:  # fmt: skip
    """All that follows from the answers: totals, preferences, and whether the judge passed its controls.

    Args:
        bench: the answers.
        material: what was shown.
        scales: rubrics of single sessions.
        pairwise: the rubric of comparisons; None without one.
        settings: of the judge.
        notice: what a reader must know about the choice of judge.
        hidden: names that were masked.
    """
    everything = dict.fromkeys(
        [*material.sessions, *(s for ps in material.controls.values() for p in ps for s in p)]
    )
    items = {s.hash: {r.name: _items(bench, s, r) for r in scales} for s in everything}
    scores = {
        hashed: {r.name: total for r in scales if (total := _total(found[r.name], r)) is not None}
        for hashed, found in items.items()
    }
    preferences = _preferences(bench, material, pairwise.name) if pairwise else {}
    rubrics = [*scales, *([pairwise] if pairwise else [])]
    controls = [
        _control(kind, rubric, material.controls[kind], scores, preferences)
        for rubric in rubrics
        for kind in CONTROL_KINDS
    ]
    wanted = {s.hash for s in material.sessions}
    return Judged(
        report=_report(
            bench, rubrics, settings, notice, controls, _order_agreement(bench, material.pairs, pairwise)
        ),
        rubrics=tuple(map(_info, rubrics)),
        hidden=hidden,
        scores={h: s for h, s in sorted(scores.items()) if h in wanted},
        items={h: s for h, s in sorted(items.items()) if h in wanted},
        preferences={
            key: v
            for key, v in sorted(preferences.items())
            if key in {f"{a.hash}:{b.hash}" for a, b in material.pairs}
        },
    )


def _info(rubric: Rubric) -> RubricInfo:
    return RubricInfo(
        name=rubric.name, kind=rubric.kind, label=rubric.label, unit=rubric.unit, about=rubric.about,
        threshold=rubric.threshold,
    )  # fmt: skip


def _preferences(bench: Bench, material: Material, rubric: str) -> dict[str, dict[str, float]]:
    """`first hash:second hash` -> rubric -> preference, of all pairs and controls that have one."""
    both = dict.fromkeys([*material.pairs, *(p for ps in material.controls.values() for p in ps)])
    found = {f"{a.hash}:{b.hash}": _preference(bench, a, b, rubric) for a, b in both}
    return {pair: {rubric: value} for pair, value in found.items() if value is not None}


def _items(bench: Bench, transcript: Shown, rubric: Rubric) -> dict[str, float]:
    answers = bench.answers.get((Question(rubric, (transcript,), 1).hash, rubric.name), [])
    found = {}
    for item in rubric.items:
        given = [a.scores[item.id] for a in answers if a and item.id in a.scores]
        if given:
            found[item.id] = float(median(given))
    return found


def _total(items: Mapping[str, float], rubric: Rubric) -> float | None:
    """The total; single missing items count as the mean of the others."""
    if len(items) < LEAST_ITEMS * len(rubric.items):
        return None
    average = sum(items.values()) / len(items)
    return average * len(rubric.items) if rubric.total == "sum" else average


def _preference(bench: Bench, first: Shown, second: Shown, rubric: str) -> float | None:
    """Preference for the second, -1 to 1; each pass counts only where both orders agree."""
    passes = list(_both_orders(bench, first, second, rubric))
    return mean(
        [
            (1.0 if one == "second" else -1.0) if one == other and one != "tie" else 0.0
            for one, other in passes
        ]
    )


def _both_orders(bench: Bench, first: Shown, second: Shown, rubric: str) -> Iterator[tuple[str, str]]:
    """Who was preferred in the one order and in the other, pass by pass."""
    here = bench.answers.get((_hash(first, second), rubric), [])
    there = bench.answers.get((_hash(second, first), rubric), [])
    for one, other in zip(here, there, strict=False):
        if one and other and one.choice and other.choice:
            yield (
                {"A": "first", "B": "second", "tie": "tie"}[one.choice],
                {"A": "second", "B": "first", "tie": "tie"}[other.choice],
            )


def _hash(*transcripts: Shown) -> str:
    return data_hash([t.hash for t in transcripts])


def _control(
    kind: str, rubric: Rubric, planted: Sequence[tuple[Shown, Shown]], scores: Mapping[str, Mapping[str, float]],
    preferences: Mapping[str, Mapping[str, float]],
) -> ControlResult:  # fmt: skip
    """Whether the sound sessions come out better than the planted ones."""
    wins = []
    for real, fake in planted:
        if rubric.kind == "pairwise":
            value = preferences.get(f"{real.hash}:{fake.hash}", {}).get(rubric.name)
            gap = None if value is None else -value
        else:
            one, other = (
                scores.get(real.hash, {}).get(rubric.name),
                scores.get(fake.hash, {}).get(rubric.name),
            )
            gap = None if one is None or other is None else one - other
        if gap is not None:
            wins.append(1.0 if gap > 0 else 0.5 if gap == 0 else 0.0)
    better = mean(wins)
    enough = len(wins) >= min(5, len(planted)) and len(planted) >= 2
    return ControlResult.model_validate(
        {
            "rubric": rubric.name, "control": kind, "count": len(wins), "better": better,
            "passed": better is not None and enough and better >= PASS,
        }
    )  # fmt: skip


def _report(
    bench: Bench, rubrics: Sequence[Rubric], settings: JudgeSettings, notice: str, controls: Sequence[ControlResult],
    order: float | None,
) -> JudgeReport:  # fmt: skip
    answers = [a for found in bench.answers.values() for a in found]
    quotes = sum(a.quotes for a in answers if a)
    return JudgeReport(
        model=settings.model,
        family=family(settings.model) or "unknown",
        notice=notice,
        rubrics={r.name: r.sha256 for r in rubrics},
        passes=settings.passes,
        valid={r.name: all(c.passed for c in controls if c.rubric == r.name) for r in rubrics},
        controls=tuple(controls),
        self_agreement={r.name: _self_agreement(bench, r) for r in rubrics},
        order_agreement=order,
        quotes_found=sum(a.found for a in answers if a) / quotes if quotes else None,
        calls=bench.calls,
        cost=bench.usage.cost,
        unpriced=bench.unpriced,
        unanswered=sum(a is None for a in answers),
    )


def _self_agreement(bench: Bench, rubric: Rubric) -> float | None:
    rows = [answers for (_, name), answers in sorted(bench.answers.items()) if name == rubric.name]
    if rubric.kind == "scale":
        table = []
        for answers in rows:
            totals = [
                _total({k: float(v) for k, v in a.scores.items()}, rubric) if a else None for a in answers
            ]
            if len(totals) > 1 and all(t is not None for t in totals):
                table.append([t for t in totals if t is not None])
        return icc_agreement(table).single if len(table) > 1 else None
    alike = []
    for answers in rows:
        choices = [a.choice for a in answers if a and a.choice]
        if len(choices) > 1:
            alike.append(max(choices.count(c) for c in set(choices)) / len(choices))
    return mean(alike)


def _order_agreement(
    bench: Bench, pairs: Sequence[tuple[Shown, Shown]], pairwise: Rubric | None
) -> float | None:
    if pairwise is None:
        return None
    return mean(
        [float(one == other) for a, b in pairs for one, other in _both_orders(bench, a, b, pairwise.name)]
    )

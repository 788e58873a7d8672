"""The judge's work on a study: controls made, questions put, answers kept, and whether the judge can be believed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from statistics import median

from simulator.errors import InputError
from simulator.models import Model, Reply
from simulator.models.budget import Budget, Budgeted, Spent
from simulator.models.factory import check_model, open_model
from simulator.models.limiter import Limiters
from simulator.models.prices import price_of
from simulator.planning import Work
from simulator.progress import Progress
from simulator.runner import spent_before
from simulator.seeds import derive
from simulator.store.atomic import make_folder, write_text
from simulator.store.content import read_journal
from simulator.store.hashes import data_hash
from simulator.store.journal import Journal
from simulator.store.journaled import JournaledModel
from simulator.store.records import SessionRecord
from simulator.store.runs import Run
from simulator.study.agreement import icc_agreement
from simulator.study.collect import StudyData, collect
from simulator.study.design import CONTROL_PROMPTS, JudgeSettings, StudyDesign
from simulator.study.judge.ask import Answer, Question, Shown, course_of, read_answer, request_for, shown
from simulator.study.judge.family import check_family, family
from simulator.study.judge.planted import cut, make_controls, shuffled
from simulator.study.judge.rubrics import Rubric, load_rubric
from simulator.study.judge.verdicts import FILE, Judged, RubricInfo
from simulator.study.metrics.registry import mean
from simulator.study.paths import controls_run, judge_folder
from simulator.study.result import ControlResult, JudgeReport
from simulator.tally import add
from simulator.transcript import Usage

LEAST_TURNS = 4
"""Shorter sessions are not judged."""
PASS = 0.8
"""Share of comparisons with a control in which the sound session must come out better."""
LEAST_ITEMS = 0.8
"""Share of a rubric's items that must have a usable score."""

CONTROL_KINDS = ("lecture", "shuffled", "cut")


def check_judge(work: Work, settings: JudgeSettings) -> str:
    """What a reader must know about the choice of judge. Raises InputError when it is of a player's own family."""
    players = [
        named.model
        for arm in work.arms
        for role, named in arm.role_models().items()
        if role in ("patient", "therapist", "fallback")
    ]
    notice = check_family(settings.model, players, allow=settings.allow_same_family)
    problems = check_model(settings.model, base_url=settings.base_url, api_key_env=settings.api_key_env)
    if problems:
        raise InputError(
            f"the judge {settings.model!r} cannot be used: {'; '.join(problems)}", remedy="see docs/models.md"
        )
    return notice


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


async def judge_study(run: Run, work: Work, design: StudyDesign, progress: Progress) -> Judged:
    """Have a study judged; what has been answered before is not asked again.

    Raises:
        ModelFailure, BudgetExceeded: the judge could not be had; go on with the same command.
    """
    settings = design.judge
    assert settings is not None
    notice = check_judge(work, settings)
    await make_controls(run, work, settings, progress)
    names = {arm.config.therapist_name for arm in work.arms}
    hidden = tuple(sorted(names)) if len(names) > 1 else ()
    scales = [load_rubric(name) for name in settings.rubrics]
    pairwise = load_rubric(settings.pairwise) if settings.pairwise else None
    material = _material(run, collect(run, design.first_scored), settings, hidden)
    bench = Bench()
    questions = list(_questions(material, scales, pairwise, settings))
    progress.notice(f"judge {settings.model}: {len(questions)} questions")
    async with _open(run, work, settings) as model:
        await _put(questions, model, settings, work.config.seed, work.config.concurrency, run, bench)
    judged = _judged(bench, material, scales, pairwise, settings, notice, hidden)
    write_text(judge_folder(run) / FILE, judged.model_dump_json(indent=1) + "\n")
    return judged


def _material(run: Run, data: StudyData, settings: JudgeSettings, hidden: tuple[str, ...]) -> Material:
    judged = range(data.first_scored if settings.sessions == "all" else data.sessions, data.sessions + 1)
    by_arm: dict[str, dict[tuple[str, int, int], list[SessionRecord]]] = {arm: {} for arm in data.arms}
    for (arm, persona, replicate), course in data.courses.items():
        for record in (*course.first, *course.current):
            if record.number in judged and len(record.turns) >= LEAST_TURNS:
                by_arm[arm].setdefault((persona, replicate, record.number), []).append(record)
    sessions: dict[Shown, None] = {}
    pairs: dict[tuple[Shown, Shown], None] = {}
    for arm, found in by_arm.items():
        for key, records in found.items():
            sessions.update(dict.fromkeys(shown(r.turns, hidden) for r in records))
            if arm != data.arms[0]:
                for one in by_arm[data.arms[0]].get(key, []):
                    pairs.update({(shown(one.turns, hidden), shown(r.turns, hidden)): None for r in records})
    return Material(tuple(sessions), tuple(pairs), _controls(run, settings.controls, hidden))


def _controls(run: Run, count: int, hidden: tuple[str, ...]) -> dict[str, tuple[tuple[Shown, Shown], ...]]:
    """(sound, planted) by kind of control, from the planted run."""
    planted = controls_run(run)
    pairs: list[tuple[SessionRecord, SessionRecord]] = []
    if planted is not None:
        for persona in planted.plan.personas:
            for replicate in range(1, planted.plan.replicates + 1):
                sound, poor = (planted.course(arm, persona, replicate).session(1) for arm in CONTROL_PROMPTS)
                if sound.done and poor.done:
                    pairs.append((sound.load(), poor.load()))
    pairs = [p for p in pairs if min(len(r.turns) for r in p) >= LEAST_TURNS][:count]
    whole = [shown(sound.turns, hidden) for sound, _ in pairs]
    changed = {
        "lecture": [shown(poor.turns, hidden) for _, poor in pairs],
        "shuffled": [
            shown(shuffled(sound.turns, derive(0, "shuffle", w.hash)), hidden)
            for (sound, _), w in zip(pairs, whole, strict=True)
        ],
        "cut": [shown(cut(sound.turns), hidden) for sound, _ in pairs],
    }
    return {kind: tuple(zip(whole, found, strict=True)) for kind, found in changed.items()}


def _questions(
    material: Material, scales: Sequence[Rubric], pairwise: Rubric | None, settings: JudgeSettings
) -> Iterator[Question]:
    planted = [pair for kind in CONTROL_KINDS for pair in material.controls[kind]]
    single = dict.fromkeys([*material.sessions, *(each for pair in planted for each in pair)])
    both = dict.fromkeys([*material.pairs, *planted])
    for number in range(1, settings.passes + 1):
        for rubric in scales:
            yield from (Question(rubric, (each,), number) for each in single)
        if pairwise is not None:
            for first, second in both:
                yield Question(pairwise, (first, second), number)
                yield Question(pairwise, (second, first), number)


@asynccontextmanager
async def _open(run: Run, work: Work, settings: JudgeSettings) -> AsyncIterator[Model]:
    """The judge's model, within the run's budget."""
    config = work.config
    budget = Budget(config.budget)
    for course, spent in spent_before(run, work).items():
        budget.restore(course, spent)
    if config.budget.max_cost is not None:
        budget.restore("judge", _spent_on_judging(run))
    inner = open_model(
        settings.model, config.network, base_url=settings.base_url, api_key_env=settings.api_key_env,
        prices=config.prices, limiters=Limiters(config.network),
    )  # fmt: skip
    model = Budgeted(inner, budget, price_of(settings.model, config.prices))
    try:
        yield model
    finally:
        await model.close()


def _spent_on_judging(run: Run) -> Spent:
    spent = Spent()
    for path in judge_folder(run).glob("*.jsonl"):
        for row in read_journal(path).calls.values():
            spent.calls += 1
            spent.cost += row.reply.usage.cost or 0.0
            spent.unpriced += row.reply.usage.cost is None
    return spent


async def _put(
    questions: Sequence[Question], model: Model, settings: JudgeSettings, seed: int, concurrency: int, run: Run,
    bench: Bench,
) -> None:  # fmt: skip
    """Put all questions; those about the same transcripts share a journal and are put one after the other."""
    groups: dict[str, list[Question]] = {}
    for question in questions:
        groups.setdefault(question.hash, []).append(question)
    folder = judge_folder(run)
    make_folder(folder)
    todo = iter(groups.items())

    async def worker() -> None:
        for hashed, group in todo:
            journal = Journal(folder / f"{hashed[:32]}.jsonl", course=course_of(group[0]), session=0)
            kept = JournaledModel(journal, model)
            try:
                for question in group:
                    reply = await kept.generate(request_for(question, settings, seed))
                    bench.count(reply)
                    answers = bench.answers.setdefault((hashed, question.rubric.name), [])
                    answers.append(read_answer(reply.text, question))
            finally:
                journal.close()

    async with asyncio.TaskGroup() as group:
        for _ in range(min(concurrency, len(groups))):
            group.create_task(worker())


def _judged(
    bench: Bench, material: Material, scales: Sequence[Rubric], pairwise: Rubric | None, settings: JudgeSettings,
    notice: str, hidden: tuple[str, ...],
) -> Judged:  # fmt: skip
    everything = dict.fromkeys(
        [*material.sessions, *(s for ps in material.controls.values() for p in ps for s in p)]
    )
    items = {s.hash: {r.name: _items(bench, s, r) for r in scales} for s in everything}
    scores = {
        hashed: {r.name: total for r in scales if (total := _total(found[r.name], r)) is not None}
        for hashed, found in items.items()
    }
    both = dict.fromkeys([*material.pairs, *(p for ps in material.controls.values() for p in ps)])
    preferences: dict[str, dict[str, float]] = {}
    for first, second in both if pairwise else ():
        value = _preference(bench, first, second, pairwise.name) if pairwise else None
        if pairwise and value is not None:
            preferences[f"{first.hash}:{second.hash}"] = {pairwise.name: value}
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
        rubrics=tuple(
            RubricInfo(name=r.name, kind=r.kind, label=r.label, unit=r.unit, about=r.about) for r in rubrics
        ),
        hidden=hidden,
        scores={h: s for h, s in sorted(scores.items()) if h in wanted},
        items={h: s for h, s in sorted(items.items()) if h in wanted},
        preferences={
            key: v
            for key, v in sorted(preferences.items())
            if key in {f"{a.hash}:{b.hash}" for a, b in material.pairs}
        },
    )


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

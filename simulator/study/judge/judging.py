"""The judge's work on a study: controls made, questions put, answers kept, and whether the judge can be believed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager

from simulator.errors import InputError
from simulator.kits import spent_before
from simulator.models import Model
from simulator.models.budget import Budget, Budgeted
from simulator.models.factory import check_model, open_model
from simulator.models.limiter import Limiters
from simulator.models.prices import price_of
from simulator.models.spent import Spent
from simulator.planning import Work
from simulator.plural import many
from simulator.progress import Progress
from simulator.seeds import derive
from simulator.store.atomic import make_folder, write_text
from simulator.store.content import read_journal
from simulator.store.journal import Journal
from simulator.store.journaled import JournaledModel
from simulator.store.records import SessionRecord
from simulator.store.runs import Run
from simulator.study.collect import StudyData, collect
from simulator.study.design import CONTROL_PROMPTS, JudgeSettings, StudyDesign, hidden_names
from simulator.study.judge.ask import Question, Shown, course_of, read_answer, request_for, shown
from simulator.study.judge.family import check_family
from simulator.study.judge.planted import cut, make_controls, shuffled
from simulator.study.judge.rubrics import Rubric, load_rubric
from simulator.study.judge.scoring import CONTROL_KINDS, Bench, Material, judged_of
from simulator.study.judge.verdicts import FILE, Judged
from simulator.study.paths import controls_run, judge_folder

LEAST_TURNS = 4
"""Shorter sessions are not judged."""


def check_judge(work: Work, settings: JudgeSettings, *, usable: bool = True) -> str:
    """What a reader must know about the choice of judge.

    Args:
        usable: check that it can be called; False for a plan, which needs neither its key nor its server.

    Raises:
        InputError: it is of a player's own family, or cannot be used.
    """
    players = [
        named.model
        for arm in work.arms
        for role, named in arm.role_models().items()
        if role in ("patient", "therapist", "fallback")
    ]
    notice = check_family(settings.model, players, allow=settings.allow_same_family)
    problems = usable and check_model(
        settings.model, base_url=settings.base_url, api_key_env=settings.api_key_env
    )
    if problems:
        raise InputError(
            f"the judge {settings.model!r} cannot be used: {'; '.join(problems)}", remedy="see docs/models.md"
        )
    return notice


async def judge_study(run: Run, work: Work, design: StudyDesign, progress: Progress) -> Judged:
    """Have a study judged; what has been answered before is not asked again.

    Raises:
        ModelFailure, BudgetExceeded: the judge did not answer, or may not be paid; the same command continues.
    """
    settings = design.judge
    assert settings is not None
    notice = check_judge(work, settings)
    await make_controls(run, work, settings, progress)
    hidden = hidden_names(run.plan)
    scales = [load_rubric(name) for name in settings.rubrics]
    pairwise = load_rubric(settings.pairwise) if settings.pairwise else None
    material = _material(run, collect(run, design.first_scored), settings, hidden)
    bench = Bench()
    questions = list(_questions(material, scales, pairwise, settings))
    progress.notice(f"judge {settings.model}: {many(len(questions), 'question')}")
    async with open_judge(run, work, settings) as model:
        await _put(questions, model, settings, work.config.seed, work.config.concurrency, run, bench)
    judged = judged_of(bench, material, scales, pairwise, settings, notice, hidden)
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
async def open_judge(run: Run, work: Work, settings: JudgeSettings) -> AsyncIterator[Model]:
    """The judge's model, within the run's budget."""
    config = work.config
    budget = Budget(config.budget)
    for course, spent in spent_before(run, work).items():
        budget.restore(course, spent)
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
    """What earlier commands had the judge do: it counts against the run's budget, whatever that is in."""
    spent = Spent()
    for path in judge_folder(run).glob("*.jsonl"):
        for row in read_journal(path).calls.values():
            used = row.reply.usage
            spent.calls += 1
            spent.tokens += (used.input_tokens or 0) + (used.output_tokens or 0)
            spent.cost += used.cost or 0.0
            spent.unpriced += used.cost is None
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

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(min(concurrency, len(groups))):
                group.create_task(worker())
    except ExceptionGroup as stopped:
        raise stopped.exceptions[0] from None  # what stopped the first of them stops them all

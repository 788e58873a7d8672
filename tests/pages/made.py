"""Runs on disk with whatever text a test wants in them, made without a session loop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from simulator.ledger import (
    FactEntry,
    HomeworkEntry,
    HomeworkOutcome,
    Ledger,
    RiskEntry,
    ScaleValue,
    SessionEntry,
    SessionPlan,
)
from simulator.models import CallKey, Outcome, Reply
from simulator.notes import HomeworkItem, Insight, Note, NoteItem, RiskNote, Technique
from simulator.store.folders import CourseFolder, SessionFolder
from simulator.store.plan import ArmPlan, Plan
from simulator.store.records import Integrity, Lineage, RoleUsage, SessionRecord
from simulator.store.rows import CallRow, FailureRow, Verdict
from simulator.store.runs import Run
from simulator.transcript import Ending, EndingReason, Finding, SessionStatus, Speaker, Turn, Usage

TALK = ("I did not sleep.", "What kept you awake?", "The meeting on Monday.", "Let's look at that thought.")
AT = "2026-01-05T10:00:00.000Z"

Thrown = Mapping[int, Sequence[tuple[str, str]]]
"""Turn -> (text, code) of the attempts that were discarded before it."""


def make_run(
    runs_dir: Path,
    name: str = "r",
    *,
    arms: Sequence[str] = ("nova",),
    personas: Sequence[str] = ("alicia",),
    sessions: int = 2,
    replicates: int = 1,
    hashes: Mapping[str, str] | None = None,
    command: Sequence[str] = ("--persona", "alicia"),
    extra: Mapping[str, Any] | None = None,
) -> Run:
    """A new run, open for writing; close it."""
    settings = {
        "prompt": "nova",
        "models": {"patient": {"model": "offline/cbt"}, "therapist": {"model": "offline/cbt"}},
    }
    plan = Plan(
        arms=tuple(ArmPlan(name=a, settings=settings) for a in arms), personas=tuple(personas), sessions=sessions,
        replicates=replicates, hashes=dict(hashes or {"persona alicia": "a" * 64}), extra=dict(extra or {}),
    )  # fmt: skip
    return Run.create(runs_dir, name, plan, command=command)


def make_session(
    course: CourseFolder,
    number: int,
    *,
    talk: Sequence[str] = TALK,
    thrown: Thrown | None = None,
    soft: str = "",
    evil: str = "",
    status: SessionStatus = SessionStatus.COMPLETE,
    finish: bool = True,
) -> SessionFolder:
    """Write a session.

    Args:
        talk: the turns' texts, patient first.
        thrown: attempts that were discarded.
        soft: a soft finding on turn 0 with this evidence.
        evil: stands in every field that a model, a file or a person can fill.
        finish: False leaves it under way.
    """
    folder = course.session(number)
    journal = folder.journal()
    turns, thrown = [], thrown or {}
    for n in range(len(talk) + 1):
        speaker: Speaker = "therapist" if n % 2 else "patient"
        made = [*thrown.get(n, ())]
        for attempt, (text, code) in enumerate(made, 1):
            finding = Finding(
                code=code, evidence=text[:20], end=len(text[:20]), detail=evil or "says so", check="test"
            )
            _call(journal, course, number, n, speaker, attempt, text, Verdict(False, (finding,)))
        if n == len(talk):
            break
        findings = (
            (Finding(code=evil or "format", severity="soft", evidence=soft, detail=evil, end=len(soft)),)
            if n == 0 and (soft or evil)
            else ()
        )
        attempt = len(made) + 1
        _call(journal, course, number, n, speaker, attempt, talk[n], Verdict(True, findings))
        turns.append(
            Turn(
                number=n, speaker=speaker, text=talk[n], attempts=attempt, findings=findings,
                asides=(evil,) if evil else (),
            )
        )  # fmt: skip
    if evil:
        key = CallKey(course.key, number, len(talk), "therapist", 9)
        journal.note_failure(FailureRow(key, "timeout", evil, AT, 3))
    if not finish:
        journal.close()
        return folder
    ledger = _ledger(course, number, evil)
    folder.save_now(_record(course, number, tuple(turns), thrown, ledger, evil, status), journal)
    course.save_ledger(ledger)
    return folder


def _call(
    journal: object,
    course: CourseFolder,
    number: int,
    turn: int,
    speaker: Speaker,
    attempt: int,
    text: str,
    verdict: Verdict,
) -> None:
    from simulator.store.journal import Journal

    assert isinstance(journal, Journal)
    key = CallKey(course.key, number, turn, speaker, attempt)
    usage = Usage(input_tokens=100, output_tokens=10, cost=0.001)
    reply = Reply(Outcome.OK if text else Outcome.EMPTY, text, model="model-2026", usage=usage)
    journal.add(CallRow(key, "request", "messages", "offline/cbt", {}, reply, AT, verdict=verdict))


def _ledger(course: CourseFolder, number: int, evil: str) -> Ledger:
    return Ledger(
        persona=course.persona,
        sessions=tuple(
            SessionEntry(number=n, date=date(2026, 1, 4 + n), gap_days=None, status="complete", event=evil)
            for n in range(1, number + 1)
        ),
        homework=(
            HomeworkEntry(id="h1", task=evil or "A walk", assigned_session=1, status="done", reviewed_session=2, hindrance=evil),
            HomeworkEntry(id="h2", task="A list", assigned_session=1, status="not_done"),
        ),
        facts=(FactEntry(id="f", text=evil or "I moved.", session=1, turn=0),),
        risk=(RiskEntry(session=1, disclosed=True, asked=True, next_step=False, level="low"),),
        scales={evil[:60] or "distress": tuple(ScaleValue(session=n, value=7.0 - n) for n in range(number + 1))},
    )  # fmt: skip


def _record(
    course: CourseFolder, number: int, turns: tuple[Turn, ...], thrown: Thrown, ledger: Ledger, evil: str,
    status: SessionStatus,
) -> SessionRecord:  # fmt: skip
    item = NoteItem(text=evil or "Sleep", turns=(0, 2, 99))
    hard: dict[str, int] = {}
    for _, code in (x for made in thrown.values() for x in made):
        hard[code] = hard.get(code, 0) + 1
    discarded = sum(len(made) for made in thrown.values())
    cost = round(0.001 * (len(turns) + discarded), 6)
    return SessionRecord(
        arm=course.arm, persona=course.persona, replicate=course.replicate, number=number, status=status, turns=turns,
        plan=SessionPlan(
            number=number, sessions=2, date=date(2026, 1, 4 + number), event=evil,
            homework=(HomeworkOutcome(id="h1", task=evil or "A walk", status="done", hindrance=evil),),
        ),
        ending=Ending(
            reason=EndingReason.NATURAL if status is SessionStatus.COMPLETE else EndingReason.ROLE_BREAK,
            details=evil or "Said goodbye.", rule=evil or "farewell", turn=len(turns) - 1, flags=(evil,) if evil else (),
        ),
        note=Note(
            session=number, main_topics=(item,), techniques=(Technique(text=evil or "Thought record", turns=(1,), practised=True),),
            helpful=(item,), homework=(HomeworkItem(text=evil or "A walk", turns=(3,)),), insights=(Insight(text=evil or "I see", turns=(2,)),),
            risk=RiskNote(basis=evil, turns=(0,)), open_threads=(item,), new_facts=(item,), dropped=(item,) if evil else (),
        ),
        note_text=evil or "- Sleep", ledger=ledger,
        integrity=Integrity(attempts=len(turns) + discarded, discarded=discarded, hard=hard),
        usage={(evil[:60] or "patient"): RoleUsage(calls=len(turns) + discarded, usage=Usage(input_tokens=1200, output_tokens=90, cost=cost))},
        scales={evil[:60] or "distress": 7.0 - number},
        lineage=Lineage(
            hashes={evil[:60] or "persona": "a" * 64}, requested={"patient": evil or "offline/cbt"},
            reported={"patient": (evil or "offline",)}, seed=0, code_version="0.1.0", imported_from=evil or None,
            notices=(evil,) if evil else (), mixed=(evil,) if evil else (),
        ),
    )  # fmt: skip

"""A small session loop and a scripted model, to drive the store without the rest of the house."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from simulator.models import CallKey, Message, ModelFailure, Outcome, Reply, Request
from simulator.notes import Note, NoteItem
from simulator.store.folders import CourseFolder, SessionFolder
from simulator.store.journaled import JournaledModel
from simulator.store.plan import ArmPlan, Plan
from simulator.store.records import Integrity, Lineage, RoleUsage, SessionRecord
from simulator.store.runs import Run
from simulator.transcript import Ending, EndingReason, Finding, SessionStatus, Speaker, Turn, Usage

PLAN = Plan(
    arms=(ArmPlan(name="main", settings={"prompt": "nova", "temperature": 0.7, "concurrency": 4}),),
    personas=("alicia",),
    sessions=2,
    hashes={"persona alicia": "a" * 64},
)
BAD = "as an ai"


class ScriptedModel:
    """Answers with a text made from the call's key, so that two draws differ; counts what it was asked.

    Args:
        bad: (turn, attempt) pairs whose reply the loop's guard discards.
        failing: the failure raised from the call of this count on, or None.
    """

    def __init__(self, *, bad: frozenset[tuple[int, int]] = frozenset(), salt: str = "") -> None:
        self.bad, self.salt = bad, salt
        self.asked: list[CallKey] = []
        self.failing: ModelFailure | None = None

    async def generate(self, request: Request) -> Reply:
        if self.failing is not None:
            raise self.failing
        self.asked.append(request.key)
        key = request.key
        text = f"{self.salt}{key.role} says {key.turn}.{key.attempt} in version {key.version}, seed {request.seed}"
        if (key.turn, key.attempt) in self.bad and key.role != "note":
            text += f" {BAD}"
        usage = Usage(input_tokens=10 * len(request.messages), output_tokens=len(text) // 4, cost=0.001)
        return Reply(Outcome.OK, text, model=f"{request.model}-2026", finish_reason="stop", usage=usage)

    async def close(self) -> None:
        return


def views(speaker: Speaker, turns: list[Turn]) -> list[Message]:
    """The messages of one speaker: its own turns `assistant`, the partner's `user`."""
    found: list[Message] = [
        {"role": "system", "content": f"You are the {speaker}. Ünïcode ✓"},
        {"role": "user", "content": "Begin."},
    ]
    for t in turns:
        found.append({"role": "assistant" if t.speaker == speaker else "user", "content": t.text})
    return found


async def play(
    model: JournaledModel, course: CourseFolder, number: int, *, turns: int = 6, temperature: float = 0.7
) -> SessionRecord:
    """One session: the opening, turns with a guard of one rule, the note. Knows nothing of resuming."""
    said = [Turn(number=0, speaker="patient", text=f"Hi, session {number}.", source="opening")]
    discarded = calls = 0
    cost = 0.0
    for n in range(1, turns):
        speaker: Speaker = "therapist" if n % 2 else "patient"
        for attempt in range(1, 4):
            key = CallKey(course.key, number, n, speaker, attempt)
            reply = await model.generate(
                Request("scripted", views(speaker, said), speaker, key, temperature=temperature, seed=5 + n)
            )
            calls += 1
            cost += reply.usage.cost or 0.0
            ok = BAD not in reply.text
            findings = () if ok else (Finding(code="assistant_talk", evidence=BAD),)
            model.verdict(key, accepted=ok, findings=findings)
            if ok:
                said.append(Turn(number=n, speaker=speaker, text=reply.text, attempts=attempt))
                break
            discarded += 1
    key = CallKey(course.key, number, turns - 1, "note")
    noted = await model.generate(Request("scripted", views("therapist", said), "note", key))
    return SessionRecord(
        arm=course.arm,
        persona=course.persona,
        replicate=course.replicate,
        number=number,
        version=model.journal.version_of(turns),
        status=SessionStatus.COMPLETE,
        turns=tuple(said),
        ending=Ending(reason=EndingReason.NATURAL, details="Said goodbye.", rule="farewell", turn=turns - 1),
        note=Note(session=number, main_topics=(NoteItem(text=noted.text, turns=(1,)),)),
        note_text=f"- {noted.text}",
        integrity=Integrity(attempts=calls, discarded=discarded),
        usage={"patient": RoleUsage(calls=calls + 1, usage=Usage(cost=round(cost, 6)))},
        lineage=Lineage(requested={"patient": "scripted", "therapist": "scripted"}),
    )


async def play_and_save(
    folder: SessionFolder, model: ScriptedModel, *, turns: int = 6, parent: SessionRecord | None = None
) -> SessionRecord:
    """Play a session over its journal and save it."""
    journal = folder.journal()
    try:
        record = await play(JournaledModel(journal, model), folder.course, folder.number, turns=turns)
        if parent is not None:
            lineage = record.lineage.model_copy(
                update={"parent_session": parent.number, "parent": parent.seed_hash()}
            )
            record = record.model_copy(update={"lineage": lineage})
        await folder.save(record, journal)
    finally:
        journal.close()
    return record


async def play_course(course: CourseFolder, model: ScriptedModel, sessions: int, *, turns: int = 6) -> None:
    """Play what is not done yet of a course, each session resting on the one before."""
    parent: SessionRecord | None = None
    for number in range(1, sessions + 1):
        folder = course.session(number)
        parent = (
            folder.load() if folder.done else await play_and_save(folder, model, turns=turns, parent=parent)
        )


def made_run(runs_dir: Path, name: str = "r", plan: Plan = PLAN) -> Run:
    """A new, locked run."""
    return Run.create(
        runs_dir, name, plan, command=("simulate",), inputs={"personas/alicia.yaml": b"name: x\n"}
    )


def with_version(request: Request, version: int) -> Request:
    """The request as it would be asked in another version."""
    return replace(request, key=replace(request.key, version=version))

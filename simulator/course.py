"""One course: sessions in order, a note and the ledger in between.

What is on disk and whole is read, not made again; what is half made goes on from its journal. A broken session seeds
nothing: the next one is given the memory of the sessions before it. A failed one (provider down, budget) stops the
course, which goes on when the same command is given again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Literal

from simulator import __version__
from simulator.between import plan_session
from simulator.config import Config, RoleModel
from simulator.crisis import crisis_line_of
from simulator.disclosure import newly_open
from simulator.endings import EndingRules, EndingTracker
from simulator.integrity.guard import Guard
from simulator.integrity.policy import Policy
from simulator.ledger import Ledger, SessionPlan
from simulator.ledger_rules import start_ledger, tells_risk, update_ledger
from simulator.made import SessionMade, session_made
from simulator.memory import chart, patient_memory, template_opening
from simulator.models import Model, ModelFailure
from simulator.models.budget import BudgetExceeded
from simulator.notes import Note, render_note, write_note
from simulator.noting import CountedModel, note_request
from simulator.own_code import code_digest
from simulator.pacing import Pace
from simulator.personas import Persona
from simulator.progress import Progress
from simulator.prompts import Prompt
from simulator.record import integrity_of, parameters_of
from simulator.rendering import opening_scene, patient_variables, therapist_variables
from simulator.session import Session
from simulator.setup import Actor, Setup, Talk
from simulator.shipped import kept_in
from simulator.store.folders import CourseFolder, SessionFolder
from simulator.store.journal import Journal
from simulator.store.journaled import JournaledModel
from simulator.store.records import Lineage, SessionRecord
from simulator.store.runs import INPUTS
from simulator.transcript import Ending, EndingReason, SessionStatus, Speaker, Turn
from simulator.usages import Usages


@dataclass(frozen=True)
class Kit:
    """What all courses of an arm share: settings, prompts, rules, open models."""

    config: Config
    prompts: Mapping[str, Prompt]
    """By role: patient, therapist, note."""
    models: Mapping[str, Model]
    """By role: patient, therapist, note, and fallback and judge when they are named."""
    guard: Guard
    rules: EndingRules
    hashes: Mapping[str, str]
    """Of config and prompts, for the lineage."""
    accept_changes: bool = False
    """Serve recorded replies although today's request differs; the session's lineage says what differed."""
    tracker: Callable[..., EndingTracker] = EndingTracker
    """What follows a session to its end; a replay may know more."""
    pace: Pace = field(default_factory=lambda: Pace(0))
    """When a course that has something to make begins."""


@dataclass
class Carried:
    """What a course carries from session to session."""

    ledger: Ledger
    notes: list[Note] = field(default_factory=list)
    parent: SessionRecord | None = None
    """The last complete session: its note seeds the next."""


class Course:
    """Runs one course of a run.

    Args:
        folder: where it lives.
        persona: who the patient is.
        kit: what the arm shares.
        progress: who watches.
    """

    def __init__(
        self, folder: CourseFolder, persona: Persona, kit: Kit, progress: Progress | None = None
    ) -> None:
        self.folder, self.persona, self.kit = folder, persona, kit
        self.progress = progress or Progress()
        self.carried = Carried(start_ledger(persona))
        self._begun = False

    async def run(self, until: int | None = None) -> list[SessionMade]:
        """Make what is missing, in order. Returns the result of each session; the last one is failed if the course had to stop.

        Args:
            until: the last session to make; None for all that are planned.
        """
        made: list[SessionMade] = []
        with kept_in(self.folder.path.parents[2] / INPUTS):
            for number in self.folder.numbers(self.kit.config.sessions if until is None else until):
                folder = self.folder.session(number)
                record = await self._kept(folder) or await self._made(folder, number)
                made.append(session_made(record))
                if record.status is SessionStatus.FAILED:
                    break
                self._carry(record)
        if made:
            await self.folder.settle(self.carried.ledger)
        self.progress.course_ended(self.folder.key)
        return made

    async def _kept(self, folder: SessionFolder) -> SessionRecord | None:
        """The record of a session that is finished and whole; a damaged file is put aside, so that the session is made again."""
        if notice := await folder.mend():
            self.progress.notice(notice)
        if not folder.done:
            return None
        record = folder.load()
        self.progress.session_kept(self.folder.key, folder.number, record.status, len(record.turns))
        return record

    async def _made(self, folder: SessionFolder, number: int) -> SessionRecord:
        if not self._begun:
            await self.kit.pace.begin()
            self._begun = True
        self.progress.session_started(self.folder.key, number)
        record = await self._make(folder, number)
        ending = record.ending or Ending(reason=EndingReason.NATURAL, details="")
        self.progress.session_ended(self.folder.key, number, record.status, ending)
        return record

    def _carry(self, record: SessionRecord) -> None:
        self.carried.ledger = record.ledger or self.carried.ledger
        if record.status is SessionStatus.COMPLETE and record.note is not None:
            self.carried.notes.append(record.note)
            self.carried.parent = record

    def plan(self, number: int) -> SessionPlan:
        """What is fixed before a session starts, given the sessions before it."""
        config = self.kit.config
        return plan_session(
            self.persona, self.carried.ledger, number, config.sessions, config.seed, config.between,
            replicate=self.folder.replicate,
        )  # fmt: skip

    async def _make(self, folder: SessionFolder, number: int) -> SessionRecord:
        carried, key, plan = self.carried, self.folder.key, self.plan(number)
        journal = await folder.open()
        for notice in journal.notices:
            self.progress.notice(f"{key} session {number}: {notice}")
        models, usages = self._journaled(journal), Usages()
        setup = self._setup(plan, models, journal.given)
        talk = await Session(setup, usages, self.progress).run()
        note = await self._note(talk, setup, models["note"], usages)
        ledger = update_ledger(
            carried.ledger, plan, note, talk.turns, talk.status, self.persona, open_facts=setup.open_facts,
            risk=talk.risk,
        )  # fmt: skip
        usages.count_unused(row.usage for row in journal.content.unused())
        differences = [str(d) for model in models.values() for d in model.differences]
        version = journal.version_of(len(talk.turns))
        record = self._record(plan, talk, note, ledger, usages, differences, version)
        if talk.status is SessionStatus.FAILED:
            await folder.save(record)
            journal.close()  # without finishing it: the session goes on from here
        else:
            await folder.save(record, journal)
        return record

    async def _note(self, talk: Talk, setup: Setup, model: JournaledModel, usages: Usages) -> Note | None:
        """The note of a complete session. A provider that is down makes the session a failed, resumable one."""
        if talk.status is not SessionStatus.COMPLETE:
            return None
        names = [actor.name for actor in setup.actors.values()]
        counted = CountedModel(model, usages, self.progress, self.folder.key)
        try:
            result = await write_note(
                counted, partial(note_request, setup, self.kit.config, self.kit.prompts["note"], talk.turns),
                talk.turns, setup.plan.number, names=names, risk=talk.risk,
            )  # fmt: skip
        except (ModelFailure, BudgetExceeded) as stop:
            talk.status = SessionStatus.FAILED
            talk.ending = Ending(
                reason=EndingReason.PROVIDER if isinstance(stop, ModelFailure) else EndingReason.BUDGET,
                details=f"while the note was written: {stop}",
                rule=stop.kind.value if isinstance(stop, ModelFailure) else "budget",
            )  # fmt: skip
            return None
        if result.note is None:
            self.progress.notice(f"{self.folder.key} session {setup.plan.number}: no note ({result.failure})")
        return result.note

    def _record(
        self, plan: SessionPlan, talk: Talk, note: Note | None, ledger: Ledger,
        usages: Usages, differences: list[str], version: int,
    ) -> SessionRecord:  # fmt: skip
        config, parent = self.kit.config, self.carried.parent
        named = {role: getattr(config.models, role) for role in self.kit.models}
        return SessionRecord(
            arm=self.folder.arm,
            persona=self.folder.persona,
            replicate=self.folder.replicate,
            number=plan.number,
            version=version,
            status=talk.status,
            plan=plan,
            turns=tuple(talk.turns),
            ending=talk.ending,
            risk=talk.risk,
            note=note,
            note_text=render_note(note) if note else None,
            ledger=ledger,
            integrity=integrity_of(talk),
            usage=usages.by_role,
            scales={name: values[-1].value for name, values in ledger.scales.items() if values},
            lineage=Lineage(
                hashes={**self.kit.hashes, "persona": self.persona.persona_sha256},
                parent_session=parent.number if parent else None,
                parent=parent.seed_hash() if parent else None,
                requested={role: model.model for role, model in named.items()},
                reported=usages.reported,
                parameters=parameters_of(named),
                seed=config.seed,
                code_version=__version__,
                code=code_digest(),
                mixed=tuple(differences),
            ),
        )

    def _journaled(self, journal: Journal) -> dict[str, JournaledModel]:
        on_difference: Literal["refuse", "keep"] = "keep" if self.kit.accept_changes else "refuse"
        return {
            role: JournaledModel(journal, model, on_difference=on_difference)
            for role, model in self.kit.models.items()
        }

    def _setup(
        self, plan: SessionPlan, models: Mapping[str, JournaledModel], given: Sequence[Turn] = ()
    ) -> Setup:
        config, carried, persona = self.kit.config, self.carried, self.persona
        opened = newly_open(persona, plan.number, carried.ledger.trust, "", ())
        facts = tuple(fact.id for fact in opened)
        systems = self.systems(plan, facts)
        scene = opening_scene(config, plan)
        names: dict[Speaker, str] = {"patient": persona.name, "therapist": config.therapist_name}
        settings: dict[Speaker, RoleModel] = {
            "patient": config.models.patient,
            "therapist": config.models.therapist,
        }
        fallback, judge = config.models.fallback, config.models.judge
        return Setup(
            course=self.folder.key,
            replicate=self.folder.replicate,
            persona=persona,
            plan=plan,
            ledger=carried.ledger,
            notes=tuple(carried.notes),
            actors={s: Actor(names[s], models[s], settings[s], systems[s], scene) for s in names},
            fallback=Actor("", models["fallback"], fallback, "", "") if fallback else None,
            judge=Actor("", models["judge"], judge, "", "") if judge else None,
            prompt=self.kit.prompts["therapist"],
            opening=self._opening(plan),
            open_facts=facts,
            new_guard=partial(
                self.kit.guard.session, persona.all_names, config.therapist_name, plan.number,
                notes=[render_note(note) for note in carried.notes[-1:]],
            ),
            new_tracker=partial(
                self.kit.tracker, self.kit.rules, config.endings, patient=persona.name, therapist=config.therapist_name,
                tells_risk=tells_risk(persona),
            ),
            policy=Policy(config.guard),
            seed=config.seed,
            crisis=self._crisis,
            given=given,
        )  # fmt: skip

    def systems(self, plan: SessionPlan, facts: Sequence[str]) -> dict[Speaker, str]:
        """The rendered prompts of a session; `facts` are open to the patient from its start."""
        config, carried, persona = self.kit.config, self.carried, self.persona
        for_therapist = chart(carried.notes, carried.ledger, plan, persona, config.memory)
        for_patient = patient_memory(carried.notes, carried.ledger, plan, persona, config.memory)
        prompts = self.kit.prompts
        return {
            "therapist": prompts["therapist"].render(
                **therapist_variables(config, persona, plan, for_therapist, self._crisis)
            ),
            "patient": prompts["patient"].render(
                **patient_variables(config, persona, plan, for_patient, facts)
            ),
        }

    @cached_property
    def _crisis(self) -> str:
        """Looked up once: the line does not change under way, and to look for a file takes a system call a folder."""
        return crisis_line_of(self.persona, self.kit.config.session.locale)

    def _opening(self, plan: SessionPlan) -> str | None:
        if plan.number == 1:
            return self.persona.opening
        if self.kit.config.session.opening == "template":
            return template_opening(self.persona, plan, self.carried.notes)
        return None

"""What a model will be told: prompts rendered as a run would render them, and checked for every persona."""

from __future__ import annotations

import asyncio
import json
import tempfile
from pathlib import Path

from simulator.config import Config, load_config
from simulator.course import Course
from simulator.crisis import stale_numbers
from simulator.disclosure import newly_open
from simulator.errors import InputError
from simulator.kits import open_kits
from simulator.notes import note_schema
from simulator.personas import list_personas, load_persona
from simulator.planning import Work, work_from
from simulator.plural import many
from simulator.prompts import Prompt, PromptRole, load_prompt
from simulator.rendering import first_session_prompts, note_variables, opening_scene
from simulator.store.runs import Run


def rendered_prompt(name: str, persona: str, number: int, sessions: int, config: str | None) -> str:
    """What comes before the first turn of a session, exactly as the model gets it.

    Sessions before it are played by the offline model in a temporary folder, so that there is a memory to show.

    Args:
        name: the prompt.
        persona: name or path of the persona.
        number: the session, from 1.
        sessions: planned length of the course.
        config: settings to render with; their models are not called.

    Raises:
        InputError: no such prompt, persona or config, or one that is faulty.
    """
    role = load_prompt(name).head.role
    resolved = _settings(name, role, max(number, sessions), config)
    return asyncio.run(_render(work_from([persona], {"preview": resolved}), role, number))


def check_prompt(name: str) -> list[str]:
    """Check a prompt by itself and rendered for every persona that can be found.

    Returns:
        Stale crisis numbers, if any, and one line about what was checked.

    Raises:
        InputError: the first fault.
    """
    prompt = load_prompt(name)
    config = _settings(name, prompt.head.role, 12, None)
    prompts: dict[str, Prompt] = {
        "therapist": load_prompt(config.prompt, "therapist"),
        "patient": load_prompt(config.patient_prompt, "patient"),
        "note": load_prompt(config.note_prompt, "note"),
    }
    people, left_out = [], []
    for person in list_personas():
        try:
            people.append(load_persona(person))
        except InputError as error:
            left_out.append(f"not tried for the persona {person}, which is not finished: {error.problem}")
    longest = max(
        (len(first_session_prompts(config, prompts, p)[prompt.head.role]) for p in people), default=0
    )
    stale = [f"  {finding.evidence}: {finding.detail}" for finding in stale_numbers(prompt.template)]
    return [
        *stale,
        *left_out,
        f"for the {prompt.head.role}; renders for {many(len(people), 'persona')}, at most {longest:,} characters",
    ]


def _settings(name: str, role: PromptRole, sessions: int, config: str | None) -> Config:
    chosen = {"therapist": "prompt", "patient": "patient_prompt", "note": "note_prompt"}[role]
    flags = {f"models.{r}.model": "offline/cbt" for r in ("patient", "therapist", "note")}
    return load_config(config, (), {**flags, chosen: name, "sessions": sessions})


async def _render(work: Work, role: PromptRole, number: int) -> str:
    arm, persona = work.arms[0], work.personas[0]
    with tempfile.TemporaryDirectory() as folder:
        with Run.create(Path(folder), "preview", work.plan()) as run:
            async with open_kits(work) as kits:
                course = Course(run.course(arm.name, persona.id, 1), persona, kits[arm.name])
                await course.run(until=number - 1)
        plan = course.plan(number)
        if role == "note":
            transcript = "[0] Patient: … (the turns of the session)"
            return arm.prompts["note"].render(
                **note_variables(arm.config, persona, plan, transcript, "", json.dumps(note_schema()))
            )
        facts = [fact.id for fact in newly_open(persona, number, course.carried.ledger.trust, "", ())]
        system = course.systems(plan, facts)[role]
    if role == "patient":
        return f"[system]\n{system}\n\n[user]\n{opening_scene(arm.config, plan)}"
    return f"[system]\n{system}"

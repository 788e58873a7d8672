"""The variables that prompts are rendered with: one function per role, the same for a run and for `prompts show`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from simulator.between import plan_session
from simulator.cards import patient_card, patient_voice, referral
from simulator.config import Config
from simulator.crisis import crisis_line_of
from simulator.ledger import SessionPlan
from simulator.ledger_rules import start_ledger
from simulator.memory import chart, patient_memory
from simulator.ordinals import ordinal_words
from simulator.personas import Persona
from simulator.prompts import Prompt


def therapist_variables(
    config: Config, persona: Persona, plan: SessionPlan, chart: str, crisis: str
) -> dict[str, Any]:
    """What a therapist's prompt may use, `crisis` the sentence of `crisis_line_of`. Nothing of the patient's inside is among it."""
    seen = persona.view("therapist")
    who = seen["identity"]
    return {
        "therapist": config.therapist_name,
        "patient": {
            "name": persona.name,
            "full_name": persona.full_name,
            "age": who["age"],
            "pronouns": who["pronouns"],
            "intake": referral(seen),
        },
        "session": session_variables(plan),
        "chart": chart,
        "style": {"words": config.session.therapist_words, "words_most": config.session.therapist_words_most},
        "crisis": crisis,
    }


def patient_variables(
    config: Config, persona: Persona, plan: SessionPlan, memory: str, open_facts: Collection[str]
) -> dict[str, Any]:
    """What a patient's prompt may use. Locked facts are not among it."""
    seen = persona.view("patient", open_facts)
    return {
        "persona": {"name": persona.name, "full_name": persona.full_name, "card": patient_card(seen), "voice": patient_voice(seen)},
        "therapist": config.therapist_name,
        "session": session_variables(plan),
        "memory": memory,
        "style": {"words": persona.style.words_mean, "words_most": persona.style.words_p90},
    }  # fmt: skip


def note_variables(
    config: Config, persona: Persona, plan: SessionPlan, transcript: str, tasks: str, schema: str
) -> dict[str, Any]:
    """What the note's prompt may use."""
    return {
        "patient": {"name": persona.name, "pronouns": persona.identity.pronouns},
        "therapist": config.therapist_name,
        "session": session_variables(plan),
        "transcript": transcript,
        "ledger": tasks,
        "schema": schema,
    }


def first_session_prompts(config: Config, prompts: Mapping[str, Prompt], persona: Persona) -> dict[str, str]:
    """The system prompts of a first session, by role: what a dry run counts and a check renders.

    Raises:
        InputError: a prompt that cannot be rendered for this persona.
    """
    plan = plan_session(persona, start_ledger(persona), 1, config.sessions, config.seed, config.between)
    ledger, crisis = start_ledger(persona), crisis_line_of(persona, config.session.locale)
    return {
        "therapist": prompts["therapist"].render(
            **therapist_variables(
                config, persona, plan, chart((), ledger, plan, persona, config.memory), crisis
            )
        ),
        "patient": prompts["patient"].render(
            **patient_variables(
                config, persona, plan, patient_memory((), ledger, plan, persona, config.memory), ()
            )
        ),
        "note": prompts["note"].render(**note_variables(config, persona, plan, "", "", "")),
    }


def session_variables(plan: SessionPlan) -> dict[str, Any]:
    """Number, date and stage of a session: code's facts, never a model's arithmetic (law 3)."""
    return {
        "number": plan.number,
        "sessions": plan.sessions,
        "ordinal": ordinal_words(plan.number),
        "date": f"{plan.date:%A}, {plan.date.day} {plan.date:%B %Y}",
        "gap_days": plan.gap_days,
        "stage": plan.stage,
    }


def opening_scene(config: Config, plan: SessionPlan) -> str:
    """The first message when the patient opens the session: who sits there, and who begins."""
    if plan.number == 1:
        return f"You sit down. {config.therapist_name} looks at you and waits. You begin: say hello and why you have come."
    return (
        f"You come in for your {ordinal_words(plan.number)} session and sit down. {config.therapist_name} looks at you and "
        "waits. You begin, in a sentence or two: how you are, and what has stayed with you since last time."
    )

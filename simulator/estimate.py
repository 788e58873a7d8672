"""What a plan will take, before anything is started: calls, tokens, money. An estimate, and it says from what."""

from __future__ import annotations

from typing import Any

from simulator.models.prices import Price, price_of
from simulator.planning import Arm, Work
from simulator.rendering import first_session_prompts
from simulator.transcript import Usage

TURNS = 24
"""Turns of an ordinary session, the opening included."""
TOKENS_PER_WORD = 1.4
CHARACTERS_PER_TOKEN = 4
NOTE_TOKENS = 500
MEMORY_TOKENS = 600
"""What the memory of earlier sessions adds to a prompt, about."""


def estimate(work: Work) -> dict[str, Any]:
    """Calls, tokens and money by role and in all, if every attempt is accepted and nothing is cached.

    Returns:
        `roles`: role -> model, calls, input_tokens, output_tokens, cost (None: unpriced); `calls`, `input_tokens`,
        `output_tokens`, `cost` in all (cost None when a role is unpriced), `sessions`, `turns_per_session` assumed.
    """
    roles: dict[str, dict[str, Any]] = {}
    for arm in work.arms:
        for persona in work.personas:
            system = first_session_prompts(arm.config, arm.prompts, persona)
            words = {"patient": persona.style.words_mean, "therapist": arm.config.session.therapist_words}
            for role, part in _course(arm, system, words).items():
                total = roles.setdefault(
                    role, {"model": [], "calls": 0, "input_tokens": 0, "output_tokens": 0, "cost": 0.0}
                )
                if part["model"] not in total["model"]:
                    total["model"].append(part["model"])
                for key in ("calls", "input_tokens", "output_tokens"):
                    total[key] += part[key] * work.config.replicates
                paid = part["cost"]
                total["cost"] = (
                    None
                    if paid is None or total["cost"] is None
                    else total["cost"] + paid * work.config.replicates
                )
    costs = [part["cost"] for part in roles.values()]
    return {
        "roles": roles,
        "sessions": work.plan().planned,
        "turns_per_session": TURNS,
        **{
            key: sum(part[key] for part in roles.values())
            for key in ("calls", "input_tokens", "output_tokens")
        },
        "cost": None if any(cost is None for cost in costs) else sum(costs),
    }


def _course(arm: Arm, systems: dict[str, str], words: dict[str, int]) -> dict[str, dict[str, Any]]:
    config, half = arm.config, TURNS // 2
    exchange = sum(words.values()) * TOKENS_PER_WORD
    found = {}
    for role in ("patient", "therapist"):
        system = len(systems[role]) / CHARACTERS_PER_TOKEN + MEMORY_TOKENS
        sent = sum(system + exchange * turn for turn in range(half)) * config.sessions
        found[role] = _part(
            arm, role, half * config.sessions, sent, words[role] * TOKENS_PER_WORD * half * config.sessions
        )
    note = (exchange * half + NOTE_TOKENS) * config.sessions
    found["note"] = _part(arm, "note", config.sessions, note, NOTE_TOKENS * config.sessions)
    return found


def _part(arm: Arm, role: str, calls: int, sent: float, answered: float) -> dict[str, Any]:
    model = arm.role_models()[role].model
    price = (
        Price(input=0, output=0)
        if model.startswith(("offline", "scripted:", "recorded:"))
        else price_of(model, arm.config.prices)
    )
    usage = Usage(input_tokens=int(sent), output_tokens=int(answered))
    return {
        "model": model, "calls": calls, "input_tokens": int(sent), "output_tokens": int(answered),
        "cost": price.cost(usage) if price else None,
    }  # fmt: skip


def estimate_text(found: dict[str, Any]) -> str:
    """The estimate in lines for people."""
    lines = [
        f"Expected for {found['sessions']} sessions of about {found['turns_per_session']} turns, nothing discarded, nothing cached:"
    ]
    for role, part in [*found["roles"].items(), ("in all", found)]:
        money = "unpriced" if part["cost"] is None else f"${part['cost']:.2f}"
        model = ", ".join(part.get("model", []))
        lines.append(
            f"  {role:<9} {part['calls']:>7,} calls  {part['input_tokens']:>11,} tokens in  "
            f"{part['output_tokens']:>9,} out  {money:>9}  {model}".rstrip()
        )
    return "\n".join(lines)

"""What a plan will take, before anything is started: calls, tokens, money. An estimate, and it says from what."""

from __future__ import annotations

from typing import Any

from simulator.integrity.judge import judge_request
from simulator.integrity.policy import GuardConfig
from simulator.integrity.verdict import Verdict
from simulator.models import CallKey
from simulator.models.prices import Price, price_of
from simulator.money import dollars
from simulator.planning import Arm, Work
from simulator.plural import many, plural
from simulator.rendering import first_session_prompts
from simulator.transcript import Usage

TURNS = 24
"""Turns of an ordinary session, the opening included."""
TOKENS_PER_WORD = 1.4
CHARACTERS_PER_TOKEN = 4
NOTE_TOKENS = 500
MEMORY_TOKENS = 600
"""What the memory of earlier sessions adds to a prompt, about."""
JUDGE_TURNS = 5
"""Turns that the judge is shown: the one in question and the four before it."""
JUDGE_ANSWER_TOKENS = 40
"""A label and a quotation."""
UNSURE_AT_LEAST, UNSURE_PER_WORD, UNSURE_AT_MOST = 0.05, 0.004, 0.9
"""Share of accepted attempts of which the checks are unsure. It grows with the turns, whose every sentence is looked at. Measured on turns
labelled as in role: 0.07 in 5,043 turns of human sessions (0.04 below ten words, 0.3 above a hundred), 0.04 to 0.07 in short turns
written for the classifier, 0.77 in 401 turns of conversations between models, 230 words each on average."""


def estimate(work: Work) -> dict[str, Any]:
    """Calls, tokens and money by role and in all, if every attempt is accepted and nothing is cached.

    Returns:
        `roles`: role -> model, calls, input_tokens, output_tokens, cost (None: unpriced), and `basis` where the number of
        calls is itself an estimate; `calls`, `input_tokens`,
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
                if basis := part.get("basis"):
                    total["basis"] = basis
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
    if config.models.judge:
        found["judge"] = _judge(arm, words)
    return found


def _judge(arm: Arm, words: dict[str, int]) -> dict[str, Any]:
    """The calls of the guard's judge model: one for each attempt, or for those of which the checks are unsure."""
    config = arm.config
    turns = TURNS // 2 * config.sessions
    if config.guard.judge.when == "always":
        calls, basis = 2 * turns, "asked about every attempt"
    else:
        calls = round(sum(turns * _unsure(config.guard, length) for length in words.values()))
        share = calls / (2 * turns)
        basis = f"asked where the checks are unsure: {100 * share:.0f} % of attempts, a guess by their length (measured: 7 % of human talk, 77 % of long model text)"
    spoken = sum(words.values()) / 2 * TOKENS_PER_WORD
    empty = Verdict("patient", "", ())
    request = judge_request(empty, (), model="", key=CallKey("", 1, 0, "judge", 1))
    asked = sum(len(m["content"]) for m in request.messages) / CHARACTERS_PER_TOKEN
    sent = asked + spoken * JUDGE_TURNS
    return {**_part(arm, "judge", calls, sent * calls, JUDGE_ANSWER_TOKENS * calls), "basis": basis}


def _unsure(guard: GuardConfig, words: int) -> float:
    """Share of attempts of so many words that the judge is asked about; none without the check that can be unsure."""
    if not guard.checks.get("voice", True):
        return 0.0
    return min(UNSURE_AT_MOST, UNSURE_AT_LEAST + UNSURE_PER_WORD * words)


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
        f"Expected for {many(found['sessions'], 'session')} of about {many(found['turns_per_session'], 'turn')}, nothing discarded, nothing cached:"
    ]
    for role, part in [*found["roles"].items(), ("in all", found)]:
        money = dollars(part["cost"], 2)
        model = ", ".join(part.get("model", []))
        lines.append(
            f"  {role:<9} {part['calls']:>7,} {plural(part['calls'], 'call'):<5}  {part['input_tokens']:>11,} tokens in  "
            f"{part['output_tokens']:>9,} out  {money:>9}  {model}".rstrip()
            + (f" ({part['basis']})" if "basis" in part else "")
        )
    return "\n".join(lines)

"""A persona in words: what the patient's prompt says of who they are, and the referral that the therapist has read.

Both are made from `Persona.view`, so that what a field's visibility hides cannot be told here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

NOT_STATED = "not stated"


def patient_card(seen: Mapping[str, Any]) -> str:
    """Who they are, in the second person, from the patient's view. Facts that are locked are not in it."""
    who, inner, stance = seen["identity"], seen["conceptualization"], seen["stance"]
    problem, history = seen["presenting_problem"], seen["history"]
    blocks = [
        _lines(
            "Your life",
            [
                _sentence("You are", who["age"], "years old;", who["gender"] + ";", "pronouns", who["pronouns"]),
                *_language(seen),
                *_stated(who, "culture", "occupation", "education", "relationship", "living", "money"),
                "What holds you: " + "; ".join(who["supports"]),
            ],
        ),
        _lines(
            "Why you are here",
            [problem["what"], f"Since: {problem['onset']}", f"What set it off: {problem['precipitant']}",
             f"How it goes: {problem['course']}", *(f"Tried: {tried}" for tried in problem["tried"]),
             f"In your words: “{problem['why_now']}”", *(f"You would like: “{goal}”" for goal in problem["goals"])],
        ),
        _lines(
            "Your history",
            [*_stated(history, "developmental", "psychiatric", "medical", "treatment"),
             *_stated(history["functioning"], "work", "relations", "daily")],
        ),
        _lines("What you suffer from", [f"{s['name']} ({s['severity']}): “{s['told']}”" for s in seen["symptoms"]]),
        _lines(
            "What you hold true deep down (you would not put it so; it shows in what you say)",
            [f"“{b['statement']}”" for b in inner["core_beliefs"]]
            + [f"“{rule}”" for kind in ("attitudes", "rules", "assumptions") for rule in inner["intermediate"][kind]],
        ),
        _lines("What you do about it", [c["strategy"] for c in inner["coping"]]),
        _lines("Moments it happens in", [_moment(s) for s in inner["situations"]]),
        _lines("What is good in you and matters to you", [s["text"] for s in (*seen["strengths"], *seen["values"])]),
        _lines(
            "How you stand to this therapy",
            [f"At the start: {stance['attitude']}. {stance['why']}",
             f"How far you take things up, from 1 to 5: {stance['receptivity']}",
             *(f"When it comes too close: {move}" for move in stance["resistance"])],
        ),
        _lines("What you may tell", [seen["disclosure"]["manner"], *(f["text"] for f in seen["disclosure"]["facts"])]),
        _lines(
            "If you are asked about your safety",
            [seen["risk"]["disclosure_style"], *seen["risk"]["protective"]]
            + ([] if seen["risk"]["escalation_allowed"] else ["Over these sessions you come into no more danger than you are in today."]),
        ),
        _lines("True of you, always", [fact["text"] for fact in seen["canon"]]),
    ]  # fmt: skip
    return "\n\n".join(block for block in blocks if block)


def patient_voice(seen: Mapping[str, Any]) -> str:
    """How they talk, one paragraph, from the patient's view."""
    style = seen["style"]
    return " ".join(
        [
            f"Your manner is {style['kind']}. {_stop(style['voice'])}",
            *(_stop(habit) for habit in style["habits"]),
            "You would never say: " + "; ".join(style["never_says"]) + ".",
        ]
    )


def referral(seen: Mapping[str, Any]) -> str:
    """What the therapist has read before the first session, from the therapist's view."""
    who, problem, history = seen["identity"], seen["presenting_problem"], seen["history"]
    return _lines(
        "The referral",
        [
            *_language(seen),
            *_stated(who, "gender", "culture", "occupation", "relationship", "living"),
            f"Problem: {problem['what']}", f"Since: {problem['onset']}", f"Set off by: {problem['precipitant']}",
            f"Course: {problem['course']}", *(f"Tried: {tried}" for tried in problem["tried"]),
            *(f"Wants: “{goal}”" for goal in problem["goals"]),
            *_stated(history, "psychiatric", "medical", "treatment"),
        ],
    )  # fmt: skip


def _moment(situation: Mapping[str, Any]) -> str:
    feelings = ", ".join(f"{e['label']} ({e['intensity']} of 100)" for e in situation["emotions"])
    return (
        f"{situation['situation']} You think: “{situation['thought']}” It would mean: “{situation['meaning']}” "
        f"You feel {feelings}. {situation['body']} {situation['behaviour']}"
    )


def _language(seen: Mapping[str, Any]) -> list[str]:
    """Named where it is not the one that the prompts are written in."""
    spoken = seen["language"]
    return [] if spoken.partition("-")[0] == "en" else [f"Language of the sessions (BCP 47): {spoken}"]


def _stated(part: Mapping[str, Any], *fields: str) -> list[str]:
    return [f"{f.capitalize()}: {part[f]}" for f in fields if part.get(f) and part[f].lower() != NOT_STATED]


def _lines(title: str, lines: Sequence[str]) -> str:
    return "\n".join([f"{title}:", *(f"- {line}" for line in lines)]) if lines else ""


def _sentence(*words: object) -> str:
    return " ".join(str(w) for w in words)


def _stop(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else text + "."

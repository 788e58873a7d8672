"""The ways in which a turn is broken: a code and the good turn go in, the broken text and its outcome come out."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from simulator.models import Outcome
from simulator.models.offline.grammar import lower_first, ordinal, split_sentences
from simulator.models.offline.stock import SLOT, pools
from simulator.models.offline.text import word_list
from simulator.models.scene import Scene
from simulator.transcript import OTHER

CODES = word_list(
    "empty truncated error_text refusal meta inversion both_voices label_leak reasoning_leak narration rationale "
    "assistant_talk placeholder summary_dump wrong_session_number repetition restart stage_direction format overlong "
    "parrot wrong_name partner_induced loop goodbye_loop stall"
)
"""Every code that can be injected: those of role integrity, hard and soft, and those of a session."""
_LATE = frozenset({"refusal", "meta", "inversion", "assistant_talk", "summary_dump"})
"""Codes that may also come after a good beginning, in the last sentences."""
_GOODBYE = re.compile(r"\b(?:goodbye|bye|take (?:good )?care|see you)\b", re.I)
"""Without one before it, a goodbye is a goodbye and no loop."""
REPEATED_WORDS = 8
"""A shorter turn may well come twice in honest talk."""
_NAMES = word_list("Sarah David Emily Michael Jessica Daniel Anna Thomas Laura Kevin Priya Omar")


@dataclass(frozen=True, slots=True)
class Break:
    """A broken turn, before it is a reply."""

    text: str
    outcome: Outcome = Outcome.OK
    finish_reason: str = "stop"


def possible(code: str, scene: Scene) -> bool:
    """Whether this code can be made at this point of a session; some need what was said before."""
    own = [t for t in scene.turns if t.speaker == scene.speaker]
    if code in {"repetition", "loop"}:
        return any(len(t.text.split()) >= REPEATED_WORDS for t in own[1:])
    if code == "restart":
        return len(scene.turns) >= 3 and not re.search(
            r"\b(?:goodbye|take care|see you)\b", scene.turns[-1].text, re.I
        )
    if code in {"parrot", "partner_induced"}:
        return bool(scene.turns) and len(scene.turns[-1].text.split()) >= 10
    if code == "goodbye_loop":
        return any(_GOODBYE.search(t.text) for t in scene.turns[-2:]) and len(own) >= 2
    if code == "stall":
        return len(own) >= 2
    return True


def broken(code: str, good: str, scene: Scene, rng: random.Random) -> Break:
    """The good turn, broken in one way.

    Args:
        code: one of CODES, and `possible` here.
        good: what would have been said.
        scene: the session so far.
        rng: decides the wording.
    """
    if code == "truncated":
        return _cut(good, rng)
    if code == "empty":
        return _empty(rng)
    if code in {"repetition", "loop"}:
        return Break(_again(scene, rng, exact=code == "loop" or rng.random() < 0.4))
    if code == "parrot":
        return Break(_parrot(scene, rng))
    if code == "overlong":
        return Break(_overlong(good, rng))
    text = _worded(code, good, scene, rng)
    if code in _LATE and rng.random() < 0.35 and good not in text:
        text = f"{good} {text}"
    return Break(text)


def _cut(good: str, rng: random.Random) -> Break:
    """Stopped at the limit: in the middle of a sentence; the provider says so, now and then it does not."""
    full = good if len(good.split()) > 12 else f"{good} {_line('b.long', rng)}"
    found = full.split()
    kept = " ".join(found[: rng.randint(max(4, len(found) // 3), len(found) - 1)]).rstrip('.!?…,;:"”')
    if rng.random() < 0.25:
        kept = kept[:-2] if len(kept.split()[-1]) > 4 else kept
    if rng.random() < 0.7:
        return Break(kept, Outcome.TRUNCATED, "length")
    return Break(kept)


def _empty(rng: random.Random) -> Break:
    text = _line("b.empty", rng)
    text = {"<nothing>": "", "<space>": " \n "}.get(text, text.replace("<nl>", "\n"))
    return Break(text, Outcome.OK if text.strip() else Outcome.EMPTY)


def _again(scene: Scene, rng: random.Random, *, exact: bool) -> str:
    """An own earlier turn, to the letter or nearly."""
    own = [t.text for t in scene.turns if t.speaker == scene.speaker]
    said = [t for t in own[1:] if len(t.split()) >= REPEATED_WORDS] or own
    text = said[-1] if exact else rng.choice(said)
    if exact or len(text.split()) < 12:
        return text
    parts = split_sentences(text)
    if rng.random() < 0.5 or len(parts) < 2:
        return re.sub(r"\b(really|just|quite|very|then|and)\s", "", text, count=1)
    return " ".join(
        [*parts[1:], parts[0]]
        if rng.random() < 0.3
        else [rng.choice(("Well.", "Hm.", "As I said.", "Yes.")), text]
    )


def _parrot(scene: Scene, rng: random.Random) -> str:
    """What the partner has just said, said back as one's own."""
    text = scene.turns[-1].text
    parts = split_sentences(text)
    kept = text if rng.random() < 0.5 or len(parts) < 3 else " ".join(parts[:-1])
    return rng.choice((kept, f"{kept} Yes.", f"Right. {kept}"))


def _overlong(good: str, rng: random.Random) -> str:
    """A turn of several hundred words."""
    lines = [x.text for x in pools()["b.long"]]
    rng.shuffle(lines)
    more = [x.text for x in pools()["lecture"]]
    rng.shuffle(more)
    return " ".join([good, *lines, *more[:8]])


def _worded(code: str, good: str, scene: Scene, rng: random.Random) -> str:
    """A line of the stock for this code and role, with its slots filled."""
    assert scene.speaker is not None
    lines = [*pools().get(f"b.{code}.{scene.speaker}", ()), *pools().get(f"b.{code}", ())]
    template = rng.choice(lines).text
    slots = _slots(good, scene, rng)

    def put(match: re.Match[str]) -> str:
        name = match.group(1)
        return slots[name] if name in slots else _line(name, rng)

    text = SLOT.sub(put, template.replace("{{", "\x02").replace("}}", "\x03"))
    text = text.replace("\x02", "{{").replace("\x03", "}}").replace("<nl>", "\n")
    return text[:1].upper() + text[1:] if text[:1].islower() and code != "error_text" else text


def _line(name: str, rng: random.Random) -> str:
    return rng.choice(pools()[name]).text


def _slots(good: str, scene: Scene, rng: random.Random) -> dict[str, str]:
    assert scene.speaker is not None
    parts = split_sentences(good) or [good]
    middle = max(1, len(parts) // 2)
    number = scene.plan.number
    wrong = rng.choice([n for n in (number - 2, number - 1, number + 1, number + 2, number + 5) if n >= 1])
    said = {s: [t.text for t in scene.turns if t.speaker == s] for s in OTHER}
    patient = said["patient"][-1] if said["patient"] else scene.persona.opening
    therapist = said["therapist"][-1] if said["therapist"] else "What happened then?"
    taken = {scene.persona.name, scene.therapist}
    return {
        "turn": good,
        "turn_head": " ".join(parts[:middle]),
        "turn_tail": " ".join(parts[middle:]) or "I don't know.",
        "turn_low": lower_first(good) + good.strip()[-1:],
        "turn_open": rng.choice(("You know,", "Well,", "I was thinking,", "So,")),
        "patient_line": rng.choice(split_sentences(patient) or ["I don't know."]),
        "therapist_line": rng.choice(split_sentences(therapist) or ["What happened then?"]),
        "name": scene.persona.name,
        "full_name": scene.persona.full_name,
        "therapist": scene.therapist,
        "self": scene.speaker,
        "other": OTHER[scene.speaker],
        "number": str(number),
        "wrong_number": str(wrong),
        "wrong_ordinal": ordinal(wrong),
        "right_minus": str(max(1, wrong - 1)),
        "wrong_name": rng.choice([n for n in _NAMES if n not in taken]),
    }

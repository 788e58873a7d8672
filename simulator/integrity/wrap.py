"""The only edits that are made to a model's text (law 2): tagged reasoning, the speaker's own label in front, quotes around
the whole. Never cuts what follows a label: in an older system that threw whole answers away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from simulator.integrity.names import Names, label_pattern, side_of
from simulator.transcript import Speaker

_TAGS = (
    r"think|thinking|thought|thoughts|reasoning|reason|analysis|scratchpad|scratch|reflection|reflect"
    r"|internal|inner_monologue|inner_thoughts|monologue|plan|planning|cot|chain_of_thought|deliberation"
    r"|notes_to_self"
)
_BLOCK = re.compile(rf"[<\[◁]\s*({_TAGS})\s*[>\]▷](.*?)[<\[◁]\s*/\s*\1\s*[>\]▷]", re.I | re.S)
_OPEN = re.compile(rf"[<◁]\s*({_TAGS})\s*[>▷]", re.I)
_CLOSE = re.compile(rf"[<\[◁]\s*/\s*({_TAGS})\s*[>\]▷]", re.I)
_CHANNEL = re.compile(r"^.{0,40000}<\|channel\|>\s*final\s*(?:<\|message\|>)?", re.S)
_REPLY = re.compile(
    r"^\s*<(answer|response|reply|output|final|final_answer|speech|utterance|message)>(.*)</\1>\s*$",
    re.I | re.S,
)
_PAIRS = {'"': '"', "“": "”", "«": "»", "„": "“", "”": "”"}


@dataclass(frozen=True, slots=True)
class Removed:
    """One thing that was taken off."""

    kind: str
    """reasoning, label, quotes or tag."""
    text: str


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A text without its wrapping."""

    text: str
    removed: tuple[Removed, ...] = ()
    offset: int | None = 0
    """Where `text` begins in the raw text; None when something was taken out of its middle."""


def unwrap(raw: str, speaker: Speaker, names: Names, *, reasoning: bool = True) -> Wrapped:
    """Takes the wrapping off a model's reply.

    Args:
        raw: the reply as it came.
        speaker: who was asked to speak; only its own label is wrapping.
        names: the names of the session.
        reasoning: False leaves tagged reasoning in, for texts that are already a record.
    """
    removed: list[Removed] = []
    text = raw
    if reasoning and any(c in raw for c in "<[◁"):
        text = _without_reasoning(raw, removed)
    text = text.strip()
    for _ in range(3):
        shorter = _without_quotes(_without_label(text, speaker, names, removed), removed)
        if shorter == text:
            break
        text = shorter
    at = raw.find(text) if text else 0
    return Wrapped(text, tuple(removed), at if at >= 0 else None)


def _without_reasoning(text: str, removed: list[Removed]) -> str:
    def take(match: re.Match[str]) -> str:
        removed.append(Removed("reasoning", match.group()))
        return ""

    if "<|channel|>" in text and (channel := _CHANNEL.match(text)):
        removed.append(Removed("reasoning", channel.group()))
        text = re.sub(r"<\|(?:end|return|eot_id)\|>\s*$", "", text[channel.end() :])
    if _CLOSE.search(text):
        text = _BLOCK.sub(take, text)
        last = None
        for match in _CLOSE.finditer(text):
            last = match
        if last and text[last.end() :].strip():
            removed.append(Removed("reasoning", text[: last.end()]))
            text = text[last.end() :]
    if opened := _OPEN.search(text):
        removed.append(Removed("reasoning", text[opened.start() :]))
        text = text[: opened.start()]
    if tag := _REPLY.match(text):
        removed.append(Removed("tag", tag.group(1)))
        text = tag.group(2)
    return text


def _without_label(text: str, speaker: Speaker, names: Names, removed: list[Removed]) -> str:
    match = label_pattern(names).match(text)
    if not match or match.group("mark") != ":" or side_of(match.group("who"), names) != speaker:
        return text
    if "{" in match.group():  # the slot of a template, not a label
        return text
    tail = (match.group("tail") or "").strip(" ()[]").lower()
    if tail and side_of(tail, names) != speaker:
        return text
    rest = text[match.end() :].strip()
    if not rest:
        return text
    removed.append(Removed("label", match.group()))
    return rest


def _without_quotes(text: str, removed: list[Removed]) -> str:
    if len(text) < 3 or text[0] not in _PAIRS or text[-1] not in (_PAIRS[text[0]], '"'):
        return text
    inner = text[1:-1]
    if any(mark in inner for mark in '"“”«»„'):
        return text
    removed.append(Removed("quotes", text[0] + text[-1]))
    return inner.strip()

"""The labels of a transcript: which words name which side, and which labels name neither."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path

from simulator.store.importers.model import Options
from simulator.transcript import Speaker

WORDS: dict[str, Speaker] = {
    **dict.fromkeys(("patient", "client", "p", "pt", "c", "cl", "human", "user", "interviewee", "student"), "patient"),
    **dict.fromkeys(
        (
            "therapist", "counselor", "counsellor", "clinician", "psychologist", "psychotherapist", "doctor", "dr",
            "t", "th", "ai", "assistant", "bot", "gpt", "chatbot", "interviewer", "model",
        ),
        "therapist",
    ),
}  # fmt: skip
"""Labels that people give to speakers."""

TIME = (
    r"(?:(?:\[[^\]\n]{1,20}\]|\(?(?:\d{4}-\d\d-\d\d[ T])?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?(?: ?[AaPp][Mm])?\)?)"
    r"[ \t]*[-–]?[ \t]*)"
)
"""When a turn was said, before its label: `[00:01:02]`, `10:02`, `(2024-03-12 10:02)`."""
LABEL = re.compile(
    rf"(?m)^[ \t]*(?:[-*>][ \t]+)?[*_]{{0,3}}{TIME}?[*_]{{0,3}}"
    r"([^\W\d_][\w .'’-]{0,30}?)[ \t]*(?:\(([^()\n]{1,40})\)|\[[^\]\n]{1,20}\])?[ \t]*[*_]{0,3}[ \t]*[:：][*_]{0,3}[ \t]*"
)
_LIKE_A_NAME = re.compile(r"[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*)?")
_TOLD = 5
"""Labels that a notice names."""
SECTION = re.compile(
    r"(?mi)^[ \t]*[#*_ ]*(termination details|session summary|reason|details)[*_ ]*:[*_]*[ \t]*"
)
NOT_NAMES = frozenset(
    ["note", "session", "reason", "details", "synthetic", "http", "https", "date", "time", "homework"]
)
"""Words before a colon that name nobody."""


def named_by(options: Options) -> dict[str, str]:
    """The labels that the user named, in lower case: label -> side."""
    return {
        **{n.lower(): "patient" for n in options.patient},
        **{n.lower(): "therapist" for n in options.therapist},
    }


def word_of(label: re.Match[str]) -> str:
    """The word of a label as it is looked up: `Dr.` -> `dr`."""
    return label[1].strip().lower().removesuffix(".")


def _marks(label: re.Match[str]) -> str:
    """What stands before a label's word on its line, a time left out: a file writes its labels in one way."""
    return re.sub(TIME, "", label.string[label.start() : label.start(1)]).strip()


def speaker_of(word: str, named: dict[str, str]) -> Speaker | None:
    """The side that a word names; None when it names neither. `named`: what `named_by` gives."""
    found = named.get(word) or WORDS.get(word)
    if found is None:
        first = word.split(" ")[0]
        found = named.get(first) or (WORDS.get(first) if len(first) > 2 else None)
    return "patient" if found == "patient" else "therapist" if found == "therapist" else None


def other_labels(text: str, sides: list[re.Match[str]], before: int, path: Path) -> list[str]:
    """A notice on the labels within the talk that name neither side: their text stays part of the turn it is in.

    Args:
        text: of one session.
        sides: the labels that begin its turns.
        before: lines of the file before this text.
        path: the file, for its name.

    Returns:
        One line naming the first of these labels with their lines, or none.
    """
    if not sides:
        return []
    closed = SECTION.search(text, sides[0].end())
    first, end = sides[0].start(), closed.start() if closed else len(text)
    known, marks = {word_of(m) for m in sides}, {_marks(m) for m in sides}
    seen: dict[str, int] = {}
    for m in LABEL.finditer(text, first, end):
        named = _LIKE_A_NAME.fullmatch(m[1]) and _marks(m) in marks
        if named and word_of(m) not in known | NOT_NAMES:
            seen.setdefault(m[1], before + 1 + text.count("\n", 0, m.start(1)))
    if not seen:
        return []
    told = ", ".join(f"{label + ':'!r} (line {line})" for label, line in islice(seen.items(), _TOLD))
    more = f" and {len(seen) - _TOLD} more" if len(seen) > _TOLD else ""
    return [
        f"{path.name}: labels of neither side, taken as part of the turn they are in: {told}{more}; "
        "say who they are with --patient NAME or --therapist NAME"
    ]

"""Who is in the room: the names and the labels by which each side may be called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from simulator.integrity.wordlist import word_set
from simulator.transcript import OTHER, Speaker

_TITLES = word_set("dr dr. mr mr. mrs mrs. ms ms. prof prof. professor doctor")

ROLE_WORDS: dict[Speaker, tuple[str, ...]] = {
    "patient": ("patient", "client", "the patient", "the client", "paciente", "cliente", "patientin", "klient", "klientin", "paziente", "пациент", "клиент"),
    "therapist": (
        "therapist", "counselor", "counsellor", "psychologist", "clinician", "psychotherapist", "the therapist", "the counselor", "the counsellor", "doctor",
        "cbt therapist", "terapeuta", "psicóloga", "psicólogo", "thérapeute", "therapeut", "therapeutin", "терапевт", "психолог",
    ),
}  # fmt: skip
"""Words that stand for a side in a label, in a few languages."""

MACHINE_WORDS = (
    "user",
    "assistant",
    "human",
    "ai",
    "system",
    "bot",
    "model",
    "chatbot",
    "gpt",
    "claude",
    "llm",
    "simulator",
    "narrator",
    "interviewer",
    "speaker a",
    "speaker b",
    "moderator",
)
"""Labels that belong to no side of a therapy room."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one session."""

    persona: str = ""
    therapist: str = ""

    def of(self, speaker: Speaker) -> tuple[str, ...]:
        """All forms of the speaker's name in lower case, the longest first: full name, first name, "dr. name"."""
        return _forms(self.persona if speaker == "patient" else self.therapist)

    def first(self, speaker: Speaker) -> str:
        """The name by which the speaker would be addressed, in lower case; empty when unknown."""
        parts = [
            p
            for p in (self.persona if speaker == "patient" else self.therapist).lower().split()
            if p not in _TITLES
        ]
        return parts[0] if parts and len(parts[0]) > 1 else ""

    def labels(self, speaker: Speaker) -> tuple[str, ...]:
        """What may stand before a colon as this speaker's label, in lower case."""
        return (*self.of(speaker), *ROLE_WORDS[speaker])

    def all_names(self) -> frozenset[str]:
        """Every form of both names."""
        return frozenset((*self.of("patient"), *self.of("therapist")))


@lru_cache(maxsize=512)
def _forms(name: str) -> tuple[str, ...]:
    full = " ".join(name.lower().split())[:80]
    parts = [p for p in full.split() if p not in _TITLES]
    if not parts:
        return ()
    found = {full, " ".join(parts), parts[0]}
    if len(parts) != len(full.split()):
        found |= {f"dr {parts[-1]}", f"dr. {parts[-1]}", parts[-1]}
    return tuple(sorted((f for f in found if len(f) > 1), key=len, reverse=True))


@lru_cache(maxsize=512)
def label_pattern(names: Names) -> re.Pattern[str]:
    """Matches a label at the start of a line; group `who` is the label's word, `tail` what follows it up to the colon."""
    words = [re.escape(w) for s in OTHER for w in names.labels(s)] + [re.escape(w) for w in MACHINE_WORDS]
    words.sort(key=len, reverse=True)
    return re.compile(
        r"^[ >#*_\[({<|\-]{0,8}(?P<who>"
        + "|".join(words)
        + r")(?!\w)(?P<tail>[ ]?\([^()\n]{0,60}\)|[ ]?\[[^\[\]\n]{0,60}\]|[ ]?#?\d{0,2})?"
        r"[ \])}>|*_]{0,6}(?P<mark>:|>>|=>|->|(?<=[\])}>|])(?=[ ]?\S)|[ ]-(?=[ ])"
        r"|[*_#]{0,3}\n(?=\S))[*_]{0,3}",
        re.I | re.M,
    )


@lru_cache(maxsize=512)
def inline_label_pattern(names: Names) -> re.Pattern[str]:
    """Matches a label that follows a sentence's end within a line."""
    words = [re.escape(w) for s in OTHER for w in names.labels(s)] + [re.escape(w) for w in MACHINE_WORDS]
    words.sort(key=len, reverse=True)
    return re.compile(
        r"(?<=[.!?…\"')*\]])[ ]+[*_\[(]{0,3}(?P<who>"
        + "|".join(words)
        + r")(?P<tail>[ ]?\([^()\n]{0,60}\))?[\])*_]{0,4}:[*_]{0,3}[ ]+(?=[\"'A-Z(*])",
        re.I,
    )


def side_of(word: str, names: Names) -> Speaker | None:
    """Whose label a word is; None for a machine's label."""
    low = word.lower().strip()
    for speaker in OTHER:
        if low in names.of(speaker):
            return speaker
    for speaker in OTHER:
        if low in ROLE_WORDS[speaker]:
            return speaker
    return None

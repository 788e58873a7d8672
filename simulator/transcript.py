"""The record of a session: turns, findings, ending. Data only; one transcript, stored once and neutral (law 1)."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Speaker = Literal["patient", "therapist"]
Severity = Literal["hard", "soft", "note"]

OTHER: dict[Speaker, Speaker] = {"patient": "therapist", "therapist": "patient"}


class Record(BaseModel):
    """Base of everything that is written to disk: immutable, and strict about its keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Finding(Record):
    """One thing that a check saw in an attempt."""

    code: str
    """A code of role integrity, see `docs/integrity.md`."""
    severity: Severity = "hard"
    """hard: the attempt is discarded. soft: kept and counted. note: information, never counted."""
    start: int = 0
    """Where the evidence begins, a character offset in the checked text."""
    end: int = 0
    evidence: str = ""
    """The text between start and end, shortened to 200 characters."""
    detail: str = ""
    """One plain sentence a person can act on."""
    check: str = ""
    """The check that found it."""


class Usage(Record):
    """Tokens and money of one or many calls. None means: not reported, which is not zero (law 10)."""

    input_tokens: int | None = None
    """All prompt tokens, the cached ones included."""
    output_tokens: int | None = None
    cached_tokens: int | None = None
    cache_write_tokens: int | None = None
    reasoning_tokens: int | None = None
    cost: float | None = None
    """US dollars; None is "unpriced"."""


class Turn(Record):
    """One accepted utterance of one speaker."""

    number: int
    """Counted from 0; the opening is turn 0."""
    speaker: Speaker
    text: str
    source: Literal["model", "opening", "import"] = "model"
    attempts: int = 1
    """How many attempts were made for this turn, the accepted one included."""
    findings: tuple[Finding, ...] = ()
    """Soft findings and notes of the accepted attempt."""
    closing: bool | None = None
    """What a structured reply said about closing; None when none was asked for."""
    asides: tuple[str, ...] = ()
    """Private notes that this turn's speaker was sent before it spoke (wrap up; a fact that opened). They stay in
    that speaker's view, so that views only grow, and never reach the partner."""


class EndingReason(StrEnum):
    NATURAL = "Natural Session End"
    TURN_LIMIT = "Turn Limit"
    WORD_LIMIT = "Word Limit"
    REFUSAL = "Refusal"
    ROLE_BREAK = "Role Break"
    LOOP = "Loop"
    BUDGET = "Budget"
    PROVIDER = "Provider Failure"
    INTERRUPTED = "Interrupted"


class Ending(Record):
    """Why a session stopped."""

    reason: EndingReason
    details: str
    rule: str | None = None
    """Id of the ending rule or limit that fired."""
    turn: int | None = None
    """The turn at which it fired."""
    flags: tuple[str, ...] = ()
    """`risk_open`, `no_farewell`, …"""


class RiskSeen(Record):
    """What a session's turns show about risk, by words and by the persona's facts: numbers of turns."""

    disclosed: tuple[int, ...] = ()
    """Turns in which the patient disclosed."""
    asked: tuple[int, ...] = ()
    """Turns in which the therapist asked about it."""
    next_steps: tuple[int, ...] = ()
    """Turns in which the therapist, after a disclosure, offered a next step."""
    open: bool = False
    """A disclosure still waits for its answer."""

    def of(self, turn: int) -> str:
        """What the turn of this number does: `disclosed`, `asked`, `next_step`, `asked next_step`, or nothing."""
        kinds = {"disclosed": self.disclosed, "asked": self.asked, "next_step": self.next_steps}
        return " ".join(kind for kind, turns in kinds.items() if turn in turns)


class SessionStatus(StrEnum):
    COMPLETE = "complete"
    BROKEN = "broken"
    """Could not be kept in role. It never seeds another session."""
    FAILED = "failed"
    """Infrastructure: provider down, budget, interrupt. Resumable, never scored (law 4)."""


def words(text: str) -> int:
    """Number of whitespace-separated words."""
    return len(text.split())


def transcript_words(turns: tuple[Turn, ...] | list[Turn]) -> int:
    """Number of words in all turns."""
    return sum(words(t.text) for t in turns)


class Discarded(Record):
    """An attempt that did not enter the record, kept beside it."""

    number: int
    speaker: Speaker
    attempt: int
    text: str
    findings: tuple[Finding, ...] = Field(default=())

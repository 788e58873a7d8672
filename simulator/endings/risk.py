"""Whether a disclosure of risk is still open: stated, and not yet answered by asking and by a next step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from simulator.integrity import risk
from simulator.transcript import Turn

# The tracker looks at each turn once, the note at all of them again.
discloses_risk = lru_cache(maxsize=8192)(risk.discloses_risk)
asks_about_risk = lru_cache(maxsize=8192)(risk.asks_about_risk)
offers_next_step = lru_cache(maxsize=8192)(risk.offers_next_step)


class RiskWatch:
    """Follows disclosures of risk through one session."""

    def __init__(self) -> None:
        self.open = False
        """A disclosure waits for its answer."""
        self.disclosed: tuple[int, ...] = ()
        """Turns in which the patient disclosed."""
        self.asked: tuple[int, ...] = ()
        """Turns in which the therapist asked about it."""
        self.next_steps: tuple[int, ...] = ()
        """Turns in which the therapist offered a next step."""
        self._answered_by_asking = False

    def observe(self, turn: Turn) -> None:
        """Take in a turn."""
        if turn.speaker == "patient":
            if discloses_risk(turn.text):
                self.disclosed += (turn.number,)
                self._answered_by_asking = self._answered_by_asking if self.open else self._just_asked(turn)
                self.open = True
            return
        if asks_about_risk(turn.text):
            self.asked += (turn.number,)
            self._answered_by_asking = True
        if offers_next_step(turn.text) and self.open:
            self.next_steps += (turn.number,)
        if self.open and self._answered_by_asking and any(t > self._first_open() for t in self.next_steps):
            self.open = False

    def _just_asked(self, turn: Turn) -> bool:
        """What is disclosed in answer to the question has been asked about."""
        return bool(self.asked) and self.asked[-1] == turn.number - 1

    def _first_open(self) -> int:
        return self.disclosed[-1]


@dataclass(frozen=True, slots=True)
class RiskSeen:
    """What a session shows about risk."""

    disclosed: tuple[int, ...]
    asked: tuple[int, ...]
    next_steps: tuple[int, ...]
    open: bool


def risk_seen(turns: Iterable[Turn]) -> RiskSeen:
    """Disclosures of a session and how the therapist met them, by turn."""
    watch = RiskWatch()
    for turn in turns:
        watch.observe(turn)
    return RiskSeen(watch.disclosed, watch.asked, watch.next_steps, watch.open)

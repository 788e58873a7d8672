"""The phases of a session as its words show them: working, closing, farewell."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from simulator.endings.risk import RiskWatch, TellsRisk
from simulator.endings.rules import ClosingCue, EndingRules, Match, Situation
from simulator.endings.speech import sentences
from simulator.transcript import Turn, words


class Phase(StrEnum):
    WORKING = "working"
    CLOSING = "closing"
    """The therapist has offered to wrap up, or the like."""
    FAREWELL = "farewell"
    """Somebody has taken leave; the partner has one reply at most."""


LAPSE = 4
"""Turns of the therapist without any cue after which a closing phase has lapsed: the talk went on."""


@dataclass(frozen=True, slots=True)
class Leave:
    """A farewell that ends the session."""

    match: Match
    turn: Turn
    """Where it was said."""
    by_patient: bool


class Watch:
    """Follows the phases of one session.

    Args:
        rules: the ending rules.
        names: how patient and therapist are called.
        tells_risk: what counts as a disclosure of risk beside the words.
    """

    def __init__(
        self, rules: EndingRules, names: Iterable[str] = (), tells_risk: TellsRisk | None = None
    ) -> None:
        self._rules, self._names = rules.compiled, tuple(n for n in names if n)
        self._longest_play = rules.role_play.longest
        self.risk = RiskWatch(tells_risk)
        self.phase = Phase.WORKING
        self.closing_since: int | None = None
        """How many turns had been seen, the opening one included, when closing opened."""
        self.winding_up: int | None = None
        """The same for a strong cue, which says in so many words that the session is ending."""
        self.seen = 0
        self._words = 0
        self._play_until = 0
        self._weak: list[set[str]] = []
        self._quiet, self._signed = 0, False
        self._last: tuple[Turn, list[Match], Situation] | None = None
        self._before: Turn | None = None
        self._before_leaves = self._before_sends_off = False

    @property
    def role_play(self) -> bool:
        """Whether the next turn is spoken in a role-play."""
        return self.seen < self._play_until

    def fork(self) -> Watch:
        """A watch that stands where this one does. What both hold is replaced as turns come, never changed."""
        other = copy.copy(self)
        other.risk = copy.copy(self.risk)
        return other

    def observe(self, turn: Turn, closing_signal: bool | None = None) -> Leave | None:
        """Take in a turn; tells when somebody takes leave in it in a way that may end the session."""
        self.seen += 1
        self._words += words(turn.text)
        spoken = sentences(turn.text)
        self.risk.observe(turn)
        if self.risk.open and turn.speaker == "patient":
            self._start_over()
        played = self._role_play(self._rules.role_play(spoken, turn.speaker))
        cues = self._rules.cues(spoken, turn.speaker)
        announced = self.closing_since is not None
        if turn.speaker == "therapist":
            self._open_closing(cues, closing_signal)
        matches = [] if played else self._rules.said(spoken, turn.speaker, self._names)
        found = self._leave(turn, matches, announced)
        self._before, self._before_leaves = turn, bool(matches)
        self._before_sends_off = bool(cues) or bool(matches)
        return found

    def _start_over(self) -> None:
        """Something has been disclosed that must be met first: the session is not closing any more."""
        self.closing_since = self.winding_up = None
        self._weak, self.phase = [], Phase.WORKING

    def reopen(self) -> None:
        """Take back a farewell: something was said that must be answered first."""
        self.phase = Phase.CLOSING if self.closing_since is not None else Phase.WORKING

    def _leave(self, turn: Turn, matches: list[Match], announced: bool) -> Leave | None:
        by_patient = turn.speaker == "patient"
        partner = self._before is not None and self._before.speaker != turn.speaker
        answered = partner and (self._before_sends_off if by_patient else self._before_leaves)
        now = Situation(
            self.seen, self._words, self.closing_since is not None, answered, announced, self._signed
        )
        self._last = (turn, matches, now)
        return self._first(turn, matches, now)

    def record_ends(self) -> Leave | None:
        """The patient's leave in the last turn, when a recorded conversation stops with it."""
        if self._last is None or self._last[0].speaker != "patient":
            return None
        turn, matches, now = self._last
        return self._first(turn, matches, replace(now, record_end=True))

    def _first(self, turn: Turn, matches: list[Match], now: Situation) -> Leave | None:
        match = next((m for m in matches if now.holds(m.rule)), None)
        if match is None or self.risk.open:
            return None
        self.phase = Phase.FAREWELL
        return Leave(match, turn, turn.speaker == "patient")

    def _role_play(self, change: bool | None) -> bool:
        """Whether this turn is, or was until now, in a role-play."""
        played = self.seen <= self._play_until
        if change is not None:
            self._play_until = self.seen + self._longest_play if change else 0
        return played or change is True

    def _open_closing(self, cues: list[ClosingCue], signal: bool | None) -> None:
        """One strong cue opens it; two weak ones within three of the therapist's turns; a weak one with the signal."""
        weak = {c.id for c in cues if c.strength == "weak"}
        strong = any(c.strength == "strong" for c in cues)
        self._weak = [*self._weak[-2:], weak]
        self._signed = strong or bool(self._weak[-2:] and set().union(*self._weak[-2:]))
        self._quiet = 0 if weak or strong else self._quiet + 1
        if strong or len(set().union(*self._weak)) >= 2 or (signal and weak):
            self.closing_since = self.closing_since or self.seen
            if strong or signal:
                self.winding_up = self.winding_up or self.seen
            self.phase = Phase.CLOSING
        elif self._quiet >= LAPSE:
            self._start_over()
